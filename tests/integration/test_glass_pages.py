"""Breaking the glass on the page, what it says when nothing opens, and reviewing it."""

from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.access.domain.viewer import RelationshipReason
from reachable.access.models import WorkingRelationship
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.oversight.models import BrokenGlass
from reachable.people.models import Subject
from reachable.people.operations import seal_record
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.child_stories import without_tokens
from tests.factories.children import BORN, add_event, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

BREAKER, TEACHER = "eastham-social-worker", "northshire-teacher"
PROVED = {"proof_demo": "1"}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    child = make_child(made, "Ayaan Kestrel", agency="northshire-social-care")
    add_event(made, child, K.ARREST, NOW - timedelta(days=2), place="14 Larch Close, Northshire", drugs_supply=True)
    with running(job="test", now=NOW):
        look_for_same_child(subject_ids=[child], because="test", by=MACHINE, now=NOW)
    return child


def sent(**changed):
    return {
        "number": "",
        "given": "Ayaan",
        "family": "Kestrel",
        "born_day": str(BORN.day),
        "born_month": str(BORN.month),
        "born_year": str(BORN.year),
        "reason": "THREATENED",
        "danger": "They are coming for him at three and will hurt him.",
        **PROVED,
        **changed,
    }


def test_one_page_and_one_proof_open_the_child_with_the_time_left_and_no_place(made, child):
    client = made.client(BREAKER)
    answer = client.post("/glass/", sent())
    assert answer.url == f"/child/{child}/"
    for path in ("", "records/", "people/"):
        page = client.get(f"{answer.url}{path}").content.decode()
        assert "Kestrel" in page
        assert "Open by broken glass until" in page
        assert "60 minutes are left" in page
        assert "Larch" not in page
    assert "Larch" not in client.get(f"/look-up/{child}/").content.decode()
    again = client.get("/glass/").content.decode()
    assert "You have a record open by broken glass" in again
    refused = client.post("/glass/", sent(given="Another"), follow=True).content.decode()
    assert "one child at a time" in refused
    closed = client.post("/glass/close/", follow=True).content.decode()
    assert "It is closed" in closed


def test_it_is_asked_again_who_somebody_is_and_what_was_filled_in_goes_along(made, child, monkeypatch):
    client = made.client(BREAKER)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW + timedelta(hours=2))
    unproved = {name: value for name, value in sent().items() if name not in PROVED}
    page = client.post("/glass/", unproved).content.decode()
    assert "show that it is still you" in page
    assert "They are coming for him" in page
    with running(job="test", now=NOW):
        assert not BrokenGlass.objects.exists()
    assert client.post("/glass/", sent()).url == f"/child/{child}/"


def test_a_sealed_child_and_nobody_are_answered_with_the_same_bytes(made, child):
    with running(job="test", now=NOW):
        row = Subject.objects.get(id=child)
        seal_record(agency_id=row.agency_id, system="test", local_id=row.local_id, because="test", by=MACHINE, now=NOW)
    client = made.client(BREAKER)
    answers = [client.post("/glass/", sent(**changed)) for changed in ({}, {"family": "Nobody"})]
    assert [(each.status_code, each.url, each.content) for each in answers] == [
        (302, "/glass/nothing-opened/", b"")
    ] * 2
    with running(job="test", now=NOW):
        assert list(BrokenGlass.objects.values_list("outcome", flat=True)) == ["NOTHING"] * 2
        assert not WorkingRelationship.objects.filter(reason=RelationshipReason.BROKEN_GLASS.code).exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": ""}, "Choose why it cannot wait"),
        ({"danger": "help"}, "Say what may happen to the child"),
        ({"given": ""}, "Enter the first name too"),
        ({"family": ""}, "Enter the last name too"),
        ({"born_day": "", "born_month": "", "born_year": ""}, "Enter the date of birth too, or a number"),
        ({"given": "", "family": ""}, "Enter a number, or the whole name and the date of birth"),
        ({"number": "12"}, "This is no NHS, pupil, learner or police number"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(changed, said, made):
    answer = made.client(BREAKER).post("/glass/", sent(**changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with running(job="test", now=NOW):
        assert not BrokenGlass.objects.exists()


def test_what_is_missing_is_listed_from_the_top_of_the_page(made):
    page = made.client(BREAKER).post("/glass/", sent(given="", family="", reason="")).content.decode()
    assert page.index("Enter a number, or the whole name") < page.index("Choose why it cannot wait")


def test_whoever_may_see_nothing_is_offered_the_glass_in_the_same_words_whoever_it_is(made, child):
    client = made.client(BREAKER)
    refused, absent = client.get(f"/child/{child}/"), client.get(f"/child/{made.users[BREAKER]}/")
    assert without_tokens(refused.content) == without_tokens(absent.content)
    assert "break the glass" in refused.content.decode()
    looked_up = client.post("/look-up/", {"words": "Ayaan Kestrel"}).content.decode()
    assert "break the glass" in looked_up
    assert "break the glass" not in made.client(TEACHER).get(f"/child/{child}/").content.decode()
    assert made.client(TEACHER).post("/glass/", sent()).status_code == 404


def test_case_21_the_reviewer_sees_how_often_and_answers_with_words(made, child, monkeypatch):
    for day in range(3):
        at = NOW - timedelta(days=2 - day)
        monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda at=at: at)
        made.client(BREAKER).post("/glass/", sent())
    reviewer = made.client("northshire-supervisor")
    page = reviewer.get("/glass/reviews/").content.decode()
    with running(job="test", now=NOW):
        glass = BrokenGlass.objects.latest("starts_at").id
    address = f"/glass/reviews/{glass}/"
    assert address in page
    page = reviewer.get(address).content.decode()
    assert "They have broken the glass 3 times in seven days." in page
    assert "Kestrel" not in page
    assert reviewer.post(address, {"answer": "NOT_RIGHT", "words": ""}).status_code == 422
    page = reviewer.post(address, {"answer": "NOT_RIGHT", "words": "Nobody had rung."}, follow=True).content.decode()
    assert "It was not right" in page
    assert "Nobody had rung." in page
    assert made.client(BREAKER).get(address).status_code == 404
