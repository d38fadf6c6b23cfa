"""Cases of access from the threat list, by number: what is tried, and who is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings

from reachable.access.context import reading, running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import RelationshipReason, Role, Shown
from reachable.access.operations import begin_relationships, end_relationships
from reachable.access.queries import who_has_looked
from reachable.access.queries.alarms import list_alarms
from reachable.access.rows import ask
from reachable.alerts.models import OutboxMessage
from reachable.journeys.just_happened import record_what_happened
from reachable.journeys.match_judged import judge_match
from reachable.journeys.reviewers_told import tell_reviewers
from reachable.kernel.ids import AboutId
from reachable.matching.domain.clusters import Answer
from reachable.people.queries import open_records
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.test_just_happened import ARREST, known_at_home


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


def allocate(made, subject_id, *people):
    """Let people of Northshire's have a child allocated to them."""
    with running(job="test", now=NOW):
        begin_relationships(
            wanted=[
                WantedRelationship(
                    about_id=AboutId(subject_id),
                    controller_id=made.agencies["northshire-social-care"],
                    reason=RelationshipReason.ALLOCATED,
                    starts_at=NOW - timedelta(days=1),
                    ends_at=NOW + timedelta(days=30),
                    user_id=made.users[person],
                )
                for person in people
            ],
            by=MACHINE,
            now=NOW,
        )


def written_to():
    return {(message.to_address, message.text) for message in OutboxMessage.objects.filter(key__contains=":looks:")}


def records_and_judges(made, home, code):
    """Let somebody record an arrest of theirs and say that it is of the child known at home."""
    here = record_what_happened(what=ARREST, viewer=made.viewer(code), now=NOW).subject_id
    judge_match(
        left=home, right=here, answer=Answer.SAME, because="He gave his address", viewer=made.viewer(code), now=NOW
    )


def test_case_20_whoever_holds_the_case_is_told_when_somebody_comes_to_look_by_their_own_recording(made):
    home = known_at_home(made)
    allocate(made, home, "northshire-social-worker")
    records_and_judges(made, home, "eastham-sergeant")
    ((address, text),) = written_to()
    assert address.startswith("northshire-social-worker")
    for word in ("Jaydon", "Marsh", "Eastham", "arrest"):
        assert word not in text


def test_case_20_nobody_is_told_of_what_they_did_themselves(made):
    home = known_at_home(made)
    allocate(made, home, "eastham-sergeant")
    records_and_judges(made, home, "eastham-sergeant")
    assert written_to() == set()


def fails_on_a_page(made, monkeypatch, statement):
    """Open a page behind which a statement is slipped in, and return what the reviewer is then told."""

    def slipped_in(**_asked):
        viewer = made.viewer("northshire-social-worker")
        with reading(viewer):
            ask(statement)

    monkeypatch.setattr("reachable.web.alerts.views.list_my_alerts", slipped_in)
    client = made.client("northshire-social-worker")
    client.raise_request_exception = False
    assert client.get("/alerts/").status_code == 500
    reviewer = made.viewer("northshire-supervisor")
    with reading(reviewer):
        return [(each.user_name, each.what) for each in list_alarms(viewer=reviewer, since=NOW - timedelta(days=1))]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT context.open('RUN|||SYSTEM|1|SAFEGUARDING', 'x')",
        "SELECT audit.written_out(0, 1)",
        "SELECT * FROM resolver.declare_keys('Rowan Teale', '')",
    ],
    ids=["a forged context", "the whole record as a reader", "the keys of a name as a reader"],
)
def test_case_7_words_that_take_a_context_are_refused_and_a_reviewer_is_told(statement, made, monkeypatch):
    ((who, what),) = fails_on_a_page(made, monkeypatch, statement)
    assert who
    assert what == "a statement outside its context was refused"
    assert tell_reviewers(now=NOW) == 1


def test_case_7_a_mistake_of_another_kind_is_no_alarm(made, monkeypatch):
    assert fails_on_a_page(made, monkeypatch, "SELECT 1 / 0") == []


def test_case_7_words_that_set_another_agency_change_nothing_of_what_is_read(made):
    viewer = made.viewer("northshire-social-worker")
    with reading(viewer):
        ask("SELECT set_config('context.agency_id', %s, true)", str(made.agencies["eastham-police"]))
        assert ask("SELECT context.agency_id()") == [(viewer.agency_id,)]


def test_case_13_a_right_taken_away_half_way_through_a_long_reading_stops_it_and_is_noted(made):
    """What is read in pieces is asked for in pieces: the next piece is refused, and the refusal is an entry."""

    child = known_at_home(made)
    allocate(made, child, "northshire-social-worker")
    about = AboutId(child)

    def piece(at):
        viewer = made.viewer("northshire-social-worker", at=at)
        return about in open_records(viewer=viewer, about_ids=[about], shown=Shown.LISTED, what="a piece").granted

    assert piece(NOW)
    with running(job="test", now=NOW + timedelta(seconds=1)):
        end_relationships(
            about_ids=[about], reason=RelationshipReason.ALLOCATED, by=MACHINE, now=NOW + timedelta(seconds=1)
        )
    assert not piece(NOW + timedelta(seconds=2))
    reviewer = replace(made.viewer("northshire-supervisor"), role=Role.SUPERVISOR)
    with reading(reviewer):
        kinds = [each.kind for each in who_has_looked(viewer=reviewer, about_ids=[about])]
    assert sorted(kinds) == ["LISTED", "REFUSED"]
