"""A draft says nothing of a place that is protected, as it is saved or as it is read, and who tries many is asked."""

import re
from uuid import uuid4

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.adapters.clock import read_clock
from reachable.intake.models import ConcernDraft
from reachable.journeys.looks_watched import watch_looks
from reachable.oversight.models import LookFinding
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.screening import count_more_searches
from reachable.places.operations import PlaceToKeep, keep_places, protect_child
from tests.factories.children import make_child
from tests.factories.partnership import MACHINE, make_partnership
from tests.factories.plain_files import PLAIN_FILES

TEACHER, NURSE = "northshire-teacher", "northshire-nurse"
HOME, POSTCODE = "12 Larchcanary Rise, Northmere", "ZZ9 4YX"
SAYS = f"He is at {HOME}, {POSTCODE}."
OTHER = "He is at 14 Mistlecanary Rise, Northmere, ZZ9 4YW."
TYPED = "SELECT what FROM audit.entry WHERE kind = 'SEARCHED' AND what LIKE 'typed addresses%' ORDER BY id"


@pytest.fixture
def made(database, tmp_path):
    """Give a partnership in which one child's home is kept apart."""
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        made = make_partnership(now=read_clock())
        child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
        agency, now = made.agencies["northshire-social-care"], read_clock()
        place = PlaceToKeep(
            subject_id=child,
            controller_id=agency,
            kind=PlaceKind.HOME,
            lines=HOME,
            postcode=POSTCODE,
            came_from="test",
        )
        with running(job="test", now=now):
            protect_child(
                subject_id=child,
                controller_id=agency,
                because="Men have come to the door.",
                review_on=now.date(),
                by=MACHINE,
                now=now,
            )
            keep_places(places=[place], by=MACHINE, now=now)
        yield made


def draft(client, words):
    return client.post("/concerns/draft/", {"what_i_saw": words}, headers={"HX-Request": "true"})


def plain(answer, typed=""):
    """Return what a page says beside what was typed, the clock and the token of the form."""
    said = re.sub(r"\d\d:\d\d|[0-9a-f-]{36}|value=\"\w{64}\"", "", answer.content.decode())
    return said.replace(typed, "").replace("/nonce", "")


def noted(privileged, database):
    with privileged.connect(database) as admin:
        return [what for (what,) in admin.execute(TYPED).fetchall()]


def test_a_draft_is_answered_and_read_again_alike_whether_a_place_in_it_is_protected_or_not(made):
    answers, pages = [], []
    for who, words in ((TEACHER, SAYS), (NURSE, OTHER)):
        client = made.client(who)
        answers.append((draft(client, words).status_code, plain(draft(client, words))))
        page = client.get("/concerns/new/").content.decode()
        pages.append((words in page, "Draft kept at" in page, "kept apart" in page))
    assert answers[0] == answers[1]
    assert pages == [(True, True, False)] * 2


def test_nothing_of_a_place_can_be_read_where_drafts_are_kept(made, privileged, database):
    draft(made.client(TEACHER), SAYS)
    with privileged.connect(database) as admin:
        rows = admin.execute("SELECT draft::text FROM intake_concerndraft AS draft").fetchall()
        rows += admin.execute("SELECT session_data FROM django_session").fetchall()
    assert len(rows) >= 2
    assert not any(word in text for (text,) in rows for word in ("Larchcanary", "4YX", "larchcanary", "4yx"))
    with running(job="test", now=read_clock()):
        (row,) = ConcernDraft.objects.all()
    assert set(row.answers) == {"sealed"}


def test_a_draft_moved_to_somebody_else_is_as_none(made, privileged, database):
    draft(made.client(TEACHER), SAYS)
    draft(made.client(NURSE), OTHER)
    with privileged.connect(database) as admin:
        admin.execute("UPDATE intake_concerndraft SET answers = (SELECT answers FROM intake_concerndraft LIMIT 1)")
    pages = [made.client(who).get("/concerns/new/").content.decode() for who in (TEACHER, NURSE)]
    assert sum("Larchcanary" in page or "Mistlecanary" in page for page in pages) == 1


def test_a_draft_of_before_they_were_sealed_is_there_again(made):
    client = made.client(TEACHER)
    draft(client, OTHER)
    with running(job="test", now=read_clock()):
        ConcernDraft.objects.update(answers={"what_i_saw": ["He was crying"]})
    assert "He was crying" in client.get("/concerns/new/").content.decode()


def test_whoever_sends_it_is_warned_in_the_end(made):
    client = made.client(TEACHER)
    draft(client, SAYS)
    answer = client.post("/concerns/new/", {"sending": str(uuid4()), "what_i_saw": SAYS})
    assert answer.status_code == 422
    assert "an address" in answer.content.decode()


def test_one_text_with_an_address_counts_once_however_often_it_is_saved(made, privileged, database):
    client = made.client(TEACHER)
    for words in ("He is at 14 Mis", OTHER, f"{OTHER} He was crying.", f"{OTHER} He was crying. His mother was there."):
        assert draft(client, words).status_code == 200
    draft(client, "Nothing that could be a place")
    assert noted(privileged, database) == ["typed addresses into a draft"]


def test_thirty_drafts_with_other_postcodes_raise_a_finding_and_a_pause(made, privileged, database):
    client = made.client(TEACHER)
    with override_settings(SENDS_A_MINUTE=30):
        answers = [draft(client, f"He is at ZZ9 {number}YY").status_code for number in range(10)]
        answers += [draft(client, f"He is at ZZ8 {number}YY").status_code for number in range(10)]
        answers += [draft(client, f"He is at ZZ7 {number}YY").status_code for number in range(10)]
        assert set(answers) == {200}
        assert draft(client, "He is at ZZ6 1YY").status_code == 429
        assert draft(client, "He is at ZZ7 1YY, and was crying").status_code == 200, "what was typed before is kept"
    assert len(noted(privileged, database)) == 26
    assert watch_looks(now=read_clock()) == 1
    with running(job="test", now=read_clock()):
        (finding,) = LookFinding.objects.all()
    assert finding.pattern == "PLACE_PROBING"


def test_many_addresses_in_one_draft_count_as_many(made, privileged, database):
    draft(made.client(TEACHER), ", ".join(f"ZZ9 {first}{second}Y" for first in range(3) for second in "ABDEFGHJLN"))
    assert noted(privileged, database) == ["typed addresses into a draft, as 26 searches"]
    assert (count_more_searches(0, 5), count_more_searches(5, 30)) == (1, 25)
