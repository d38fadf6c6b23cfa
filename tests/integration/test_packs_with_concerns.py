"""Words of a concern go into a pack once somebody of the team that decides on it has read them, and not before."""

import html
import re
from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import Role
from reachable.access.operations import register_membership, register_user
from reachable.intake.domain.concern import ChildDescribed
from reachable.intake.models import ConcernChild
from reachable.journeys.concern_triaged import decide_concern
from tests.factories.children import let_look, make_child
from tests.factories.concerns import SAID, SAW, a_decision, about_a_child, about_a_worker, raise_concern
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

DECIDES, WORKER, RAISED_BY = "northshire-coordinator", "northshire-social-worker", "Northshire Teacher"
LATER = NOW + timedelta(days=60)
GIVEN = {
    "kind": "SUBJECT_ACCESS",
    "asked_by": "The person themselves",
    "checked_how": "Seen with their worker",
    "asked_on_day": "14",
    "asked_on_month": "5",
    "asked_on_year": "2026",
}


@pytest.fixture
def clock(monkeypatch):
    """Give what sets the time the pages read."""
    return lambda at: monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: at)


@pytest.fixture
def made(database, tmp_path, clock):
    clock(NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        partnership = make_partnership()
        supervise(partnership)
        yield partnership


def supervise(made):
    """Let somebody supervise the team that decides, who can release a pack."""
    with running(job="test", now=NOW):
        user_id = register_user(
            email="lead@example.org",
            name="Hub Lead",
            phone="07700 900999",
            what_they_do="Supervisor",
            by=MACHINE,
            now=NOW,
        )
        made.memberships["lead"] = register_membership(
            user_id=user_id,
            team_id=made.teams["northshire-triage"],
            role=Role.SUPERVISOR,
            starts_at=NOW - timedelta(days=1),
            by=MACHINE,
            now=NOW,
        )


def raised(made, concern=None):
    """Return a concern and the records of the children in it."""
    concern_id = raise_concern(made, concern or about_a_child()).concern_id
    with running(job="test", now=NOW):
        children = ConcernChild.objects.filter(concern_id=concern_id).order_by("position")
        return concern_id, [row.subject_id for row in children]


def said(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def offered(made, child, code=DECIDES):
    """Return the words that are offered to be read, by their key."""
    answer = made.client(code).get(f"/child/{child}/packs/new/")
    assert answer.status_code == 200
    page = answer.content.decode()
    found = re.findall(r'name="read"[^>]*value="([^"]+)".*?<label[^>]*>(.*?)</label>', page, re.DOTALL)
    return {key: html.unescape(label).strip() for key, label in found}


def of_concern(made, child, code=DECIDES):
    return {key: label for key, label in offered(made, child, code).items() if key.startswith("intake.")}


def pack(made, child, *words, code=DECIDES):
    """Return the page of a pack in which the words that hold these are ticked."""
    ticked = [key for key, label in offered(made, child, code).items() if any(each in label for each in words)]
    client = made.client(code)
    answer = client.post(f"/child/{child}/packs/new/", {**GIVEN, "read": ticked})
    assert answer.status_code == 302, said(answer)
    return said(client.get(answer.url))


def test_what_was_read_of_a_concern_is_given_and_nothing_tells_who_raised_it_where_or_who_must_not_be_told(made):
    _, (child,) = raised(made)
    page = pack(made, child, SAID, SAW, "Several phones", "I saw it")
    assert [words for words in (SAID, SAW, "Your own words, as they heard them", "I saw it") if words not in page] == []
    assert [words for words in (RAISED_BY, "School gate", "mother’s partner", "IND_", "SEEN") if words in page] == []


def test_what_nobody_ticked_is_left_out_and_the_pack_does_not_even_say_that_there_was_a_concern(made):
    _, (child,) = raised(made)
    page = pack(made, child)
    assert "Whether or not anybody raised a concern about you" in page
    assert [words for words in (SAID, SAW, "Concerns that somebody raised", "noticed and told") if words in page] == []


def test_what_was_decided_and_why_can_be_given_and_what_whoever_raised_it_was_told_cannot(made):
    concern_id, (child,) = raised(made)
    decide_concern(concern_id=concern_id, decision=a_decision(), viewer=made.viewer(DECIDES), now=NOW)
    labels = " ".join(of_concern(made, child).values())
    assert "Accept to children's social care" in labels
    assert "There is a risk" in labels
    assert a_decision().because in labels
    assert a_decision().told_reporter not in labels


def test_somebody_of_another_team_is_offered_no_word_of_it_and_is_told_who_can(made):
    _, (child,) = raised(made)
    let_look(made, "northshire-workers", child)
    assert of_concern(made, child, WORKER) == {}
    assert "Let somebody of that team prepare it" in said(made.client(WORKER).get(f"/child/{child}/packs/new/"))
    assert "Nor is the text of a concern that somebody raised" in pack(made, child, code=WORKER)


def test_another_team_reads_the_same_whether_or_not_there_is_a_concern(made):
    _, (child,) = raised(made)
    without = make_child(made, "Tobi Rook")
    pages = []
    for each in (child, without):
        let_look(made, "northshire-workers", each)
        pages.append(said(made.client(WORKER).get(f"/child/{each}/packs/new/")))
    assert pages[0] == pages[1]


def test_nothing_of_the_other_child_in_a_concern_is_offered(made):
    _, (child, other) = raised(
        made, about_a_child(ChildDescribed("Jaydon Marsh", "14"), ChildDescribed("Kit Alder", "9"))
    )
    labels = " ".join(of_concern(made, child).values())
    assert "Jaydon Marsh" in labels
    assert "Kit Alder" not in labels
    assert "Kit Alder" in " ".join(of_concern(made, other).values())


def test_a_concern_about_somebody_who_works_with_children_is_offered_to_nobody(made):
    _, (child,) = raised(made)
    raised(made, about_a_worker())
    assert "sports hall" not in " ".join(offered(made, child).values())
    assert "asks him to keep it" not in " ".join(offered(made, child).values())


def test_it_is_offered_long_after_the_decision_and_each_concern_read_is_noted(made, clock, database, privileged):
    concern_id, (child,) = raised(made)
    decide_concern(concern_id=concern_id, decision=a_decision(), viewer=made.viewer(DECIDES), now=NOW)
    clock(LATER)
    let_look(made, "northshire-triage", child, now=LATER)
    assert SAW in " ".join(of_concern(made, child).values())
    with privileged.connect(database) as admin:
        noted = admin.execute(
            "SELECT kind FROM audit.entry WHERE about_id = %s AND at >= %s ORDER BY id", [concern_id, LATER]
        ).fetchall()
    assert [kind for (kind,) in noted] == ["WROTE", "LISTED"]


def test_somebody_who_supervises_the_team_releases_it(made):
    _, (child,) = raised(made)
    pack(made, child, SAID)
    lead = made.client("lead")
    page = lead.get(f"/child/{child}/packs/").content.decode()
    address = re.search(r'href="(/packs/[^"]+/)"', page).group(1)
    assert SAID in said(lead.get(address))
    given = {"to_whom": "Jaydon Marsh", "because": "Read every line", "proof_demo": "1"}
    assert lead.post(f"{address}release/", given).status_code == 302


def test_a_pack_that_nobody_could_release_is_not_prepared(made):
    _, (child,) = raised(made)
    let_look(made, "northshire-missing", child)
    answer = made.client("northshire-missing-officer").post(f"/child/{child}/packs/new/", GIVEN)
    assert answer.status_code == 422
    assert "Nobody in your agency supervises here" in said(answer)


def test_the_team_of_another_area_is_offered_nothing_of_it(made):
    _, (child,) = raised(made)
    let_look(made, "eastham-triage", child)
    assert of_concern(made, child, "eastham-coordinator") == {}
