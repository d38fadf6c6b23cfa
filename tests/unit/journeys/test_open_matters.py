"""What is open for one child now: in which order, and how much of it this reader may be told."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from reachable.journeys.open_matters import list_open_matters
from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import DutyId, FiringId
from reachable.rules.domain.turns import TurnTaker
from reachable.rules.queries import DutyRecord, FiringRecord
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from tests.unit.tracks.made_up import CHILD, fact, moment

NOW = moment("Tue 2026-03-03 14:20")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SEIZED = fact(K.SEIZURE, "Tue 2026-03-03 01:20", drugs="heroin", cash_pence=34000)
READY = fact(K.READY_FOR_RELEASE, "Tue 2026-03-03 11:00", away_from_home_area=True)
FOUND = fact(K.MISSING_FOUND, "Mon 2026-03-02 08:00")


def firing(rule_id: str, anchor: Fact, **changes: object) -> FiringRecord:
    """Return a firing that stands."""
    made = FiringRecord(
        id=FiringId(uuid4()),
        subject_id=CHILD,
        rule_id=rule_id,
        rule_version="1",
        anchor_id=anchor.id,
        certainty=Certainty.CERTAINLY,
        evidence=(anchor.id,),
        missing=(),
        whose_turn=TurnTaker.CUSTODY_SERGEANT,
        known_at=NOW - HOUR,
        due_at=None,
        fired_at=NOW - HOUR,
        state="STANDING",
        done_by=None,
        withdrawn_because="",
    )
    return replace(made, **changes)


def duty(rule_id: str, anchor: Fact, due_at: datetime) -> DutyRecord:
    """Return a clock set by law that runs."""
    return DutyRecord(
        id=DutyId(uuid4()),
        subject_id=CHILD,
        rule_id=rule_id,
        anchor_id=anchor.id,
        whose_turn=TurnTaker.MISSING_TEAM,
        started_at=NOW - DAY,
        due_at=due_at,
        limit_in_words="72 hours",
        by_law=True,
        done_at=None,
    )


def open_now(firings=(), duties=(), facts=(SEIZED, READY, FOUND), now=NOW):
    return list_open_matters(
        firings=firings, duties=duties, alerts=(), facts={each.id: each for each in facts}, now=now
    )


def titles(matters) -> list[str]:
    return [each.reason.title for each in matters]


def test_before_release_comes_first_then_the_laws_deadline_then_time() -> None:
    owed, safe = firing("R050", SEIZED, due_at=NOW + HOUR), firing("R051", READY)
    held = firing("R064", FOUND)
    matters = open_now([owed, held, safe], [duty("R064", FOUND, NOW - HOUR)]).waiting
    assert [each.reason.rule_id for each in matters] == ["R051", "R064", "R050"]
    assert matters[0].before_release


def test_nothing_is_before_release_once_the_child_has_left() -> None:
    left = fact(K.RELEASED, "Tue 2026-03-03 12:00")
    assert not open_now([firing("R051", READY)], facts=(READY, left)).waiting[0].before_release


def test_nothing_is_before_release_when_nobody_could_still_be_held() -> None:
    assert not open_now([firing("R051", READY)], now=NOW + 4 * DAY).waiting[0].before_release


def test_a_clock_that_ran_out_is_told_once_with_its_firing() -> None:
    matters = open_now([firing("R064", FOUND)], [duty("R064", FOUND, NOW - HOUR)])
    assert len(matters.waiting) == 1
    assert matters.waiting[0].is_overdue(NOW)
    assert matters.due == ()


def test_a_clock_that_runs_is_told_apart() -> None:
    matters = open_now([], [duty("R064", FOUND, NOW + DAY)])
    assert titles(matters.due) == titles(open_now([firing("R064", FOUND)]).waiting)
    assert not matters.due[0].is_overdue(NOW)


def test_what_was_withdrawn_or_done_is_not_open() -> None:
    assert open_now([firing("R050", SEIZED, state="DONE"), firing("R051", READY, state="WITHDRAWN")]).waiting == ()


def test_what_nobody_was_told_of_for_weeks_is_kept_apart() -> None:
    matters = open_now([firing("R050", SEIZED, known_at=NOW - 29 * DAY)])
    assert matters.waiting == ()
    assert titles(matters.older) == ["What was taken is owed"]


def test_a_reason_is_named_only_to_whoever_may_see_all_it_rests_on() -> None:
    (seen,) = open_now([firing("R050", SEIZED)]).waiting
    (hidden,) = open_now([firing("R050", SEIZED, missing=("Debt was not asked about.",))], facts=()).waiting
    assert seen.reason.title == "What was taken is owed"
    assert seen.reason.facts == (SEIZED,)
    assert hidden.reason.title == "This child may be reachable now"
    assert hidden.reason.sentence.endswith("a record you cannot see. Ring the safeguarding hub.")
    told = (hidden.reason.rule_id, hidden.reason.why, hidden.reason.whose_turn, hidden.reason.how_soon)
    assert told == ("", "", "", "")
    assert hidden.reason.missing == hidden.reason.do == hidden.reason.do_not == ()


def test_of_what_a_reason_rests_on_only_what_may_be_seen_is_told() -> None:
    (partly,) = open_now([firing("R050", SEIZED, evidence=(SEIZED.id, FOUND.id))], facts=(SEIZED,)).waiting
    assert partly.reason.facts == (SEIZED,)
    assert "heroin" in partly.reason.sentence
    assert "a record you cannot see" in partly.reason.sentence
    assert partly.reason.rule_id == ""


def test_a_question_is_marked_as_one() -> None:
    (asked,) = open_now([firing("R050", SEIZED, certainty=Certainty.POSSIBLY)]).waiting
    assert asked.reason.is_question
