"""Safeguarding stories: a refusal is not an end, and a plan is not hidden by what comes beside it."""

import pytest

from reachable.kernel.certainty import Certainty
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from tests.unit.tracks.made_up import fact, stand

REFERRED = fact(K.REFERRAL, "Mon 2026-03-02", agency="social care")
TURNED_DOWN = fact(K.REFERRAL_DECISION, "Tue 2026-03-03", agency="social care", decision="TO_REFUSED")
ACCEPTED = fact(K.REFERRAL_DECISION, "Tue 2026-03-03", agency="social care", decision="TO_ACCEPTED_CP")
STRATEGY = fact(K.STRATEGY_DISCUSSION, "Wed 2026-03-04", agency="social care")
CONFERENCE = fact(K.CONFERENCE_HELD, "Wed 2026-03-18", agency="social care")
PLAN = fact(K.PLAN_STARTED, "Wed 2026-03-18", agency="social care", plan_type="CP")
REVIEW = fact(K.PLAN_REVIEWED, "Mon 2026-06-15", agency="social care", plan_type="CP")
PLAN_ENDED = fact(K.PLAN_ENDED, "Mon 2026-09-14", agency="social care", plan_type="CP", reason="CL_RISK_REDUCED")
CLOSED = fact(K.CASE_CLOSED, "Mon 2026-09-21", agency="social care", reason="CL_NON_ENGAGE")
CHAIN = (REFERRED, ACCEPTED, STRATEGY, CONFERENCE, PLAN, REVIEW, PLAN_ENDED, CLOSED)


@pytest.mark.parametrize(
    ("length", "code", "clock", "due"),
    [
        (1, "REFERRED", "REF_ACK", "the end of Tuesday 3 March 2026"),
        (2, "ACCEPTED", "ASSESS", "the end of Thursday 7 May 2026"),
        (3, "STRATEGY_HELD", "ICPC", "the end of Wednesday 25 March 2026"),
        (4, "CONFERENCE_HELD", "", ""),
        (5, "ON_CHILD_PROTECTION_PLAN", "RCPC_FIRST", "the end of Thursday 18 June 2026"),
        (6, "ON_CHILD_PROTECTION_PLAN", "RCPC_NEXT", "the end of Tuesday 15 December 2026"),
        (7, "PLAN_ENDED", "", ""),
        (8, "CLOSED", "", ""),
    ],
)
def test_safeguarding_goes_from_referral_to_closure(length: int, code: str, clock: str, due: str) -> None:
    state = stand(Track.SAFEGUARDING, *CHAIN[:length])
    assert state.code == code
    assert [(each.name, each.due_at.say()) for each in state.clocks] == ([(clock, due)] if clock else [])


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ("TO_REFUSED", "REFUSED"),
        ("TO_YJ_ONLY", "LEFT_TO_YOUTH_JUSTICE"),
        ("TO_EARLY_HELP", "EARLY_HELP"),
        ("TO_STEP_DOWN", "STEPPED_DOWN"),
        ("TO_STEP_UP", "ACCEPTED"),
        ("TO_ACCEPTED_CIN", "ACCEPTED"),
        (None, "DECIDED_NOT_SAID"),
    ],
)
def test_a_decision_leads_where_it_says(decision: str | None, code: str) -> None:
    decided = fact(K.REFERRAL_DECISION, "Tue 2026-03-03", agency="social care", decision=decision)
    assert stand(Track.SAFEGUARDING, REFERRED, decided).code == code


def test_a_refused_referral_is_a_status_with_a_next_step_and_a_turn() -> None:
    state = stand(Track.SAFEGUARDING, REFERRED, TURNED_DOWN)
    assert state.code == "REFUSED"
    assert state.whose_turn == "The referrer"
    assert "refer again" in state.next_step


def test_a_child_can_be_referred_again_after_a_refusal() -> None:
    again = fact(K.REFERRAL, "Mon 2026-04-13", agency="social care")
    state = stand(Track.SAFEGUARDING, REFERRED, TURNED_DOWN, again)
    assert state.code == "REFERRED"
    assert [stretch.status.code for stretch in state.history] == ["REFERRED", "REFUSED", "REFERRED"]


def test_a_referral_refused_during_a_plan_does_not_hide_the_plan() -> None:
    again = fact(K.REFERRAL, "Mon 2026-04-13", agency="social care")
    refused = fact(K.REFERRAL_DECISION, "Tue 2026-04-14", agency="social care", decision="TO_REFUSED")
    state = stand(Track.SAFEGUARDING, *CHAIN[:5], again, refused)
    assert state.code == "ON_CHILD_PROTECTION_PLAN"
    assert [other.status.code for other in state.alongside] == ["REFUSED"]


def test_a_referral_refused_during_an_enquiry_does_not_end_the_enquiry() -> None:
    again = fact(K.REFERRAL, "Thu 2026-03-05", agency="social care")
    refused = fact(K.REFERRAL_DECISION, "Fri 2026-03-06", agency="social care", decision="TO_REFUSED")
    assert stand(Track.SAFEGUARDING, REFERRED, ACCEPTED, STRATEGY, again, refused).code == "STRATEGY_HELD"


def test_two_plans_run_beside_each_other_and_end_apart() -> None:
    care = fact(K.PLAN_STARTED, "Wed 2026-04-01", agency="social care", plan_type="CLA")
    state = stand(Track.SAFEGUARDING, PLAN, care)
    assert [state.code, *(other.status.code for other in state.alongside)] == [
        "ON_CHILD_PROTECTION_PLAN",
        "LOOKED_AFTER",
    ]
    after = stand(Track.SAFEGUARDING, PLAN, care, PLAN_ENDED)
    assert after.code == "LOOKED_AFTER"
    assert [clock.name for clock in after.clocks] == ["CLA_REV_FIRST"]


def test_a_plan_started_afresh_is_reviewed_as_a_first_plan() -> None:
    again = fact(K.PLAN_STARTED, "Thu 2026-10-01", agency="social care", plan_type="CP")
    state = stand(Track.SAFEGUARDING, PLAN, REVIEW, PLAN_ENDED, again)
    assert [clock.name for clock in state.clocks] == ["RCPC_FIRST"]


def test_a_closure_without_a_reason_says_so() -> None:
    closed = fact(K.CASE_CLOSED, "Mon 2026-09-21", agency="social care")
    assert stand(Track.SAFEGUARDING, PLAN, closed).particulars == "reason recorded: none"
    assert stand(Track.SAFEGUARDING, PLAN, CLOSED).particulars == "reason recorded: CL_NON_ENGAGE"


def test_two_things_on_one_day_in_either_order_make_the_status_possible() -> None:
    state = stand(Track.SAFEGUARDING, REFERRED, fact(K.REFERRAL_DECISION, "Mon 2026-03-02", decision="TO_REFUSED"))
    assert state.code == "REFUSED"
    assert state.certainty is Certainty.POSSIBLY


def test_the_first_review_counts_from_the_conference_when_the_plan_is_written_later() -> None:
    later = fact(K.PLAN_STARTED, "Wed 2026-03-25", agency="social care", plan_type="CP")
    (clock,) = stand(Track.SAFEGUARDING, STRATEGY, CONFERENCE, later).clocks
    assert clock.started_by == CONFERENCE.id
    assert clock.due_at.say() == "the end of Thursday 18 June 2026"


def test_a_conference_held_after_a_plan_began_is_not_where_the_plan_came_from() -> None:
    early = fact(K.PLAN_STARTED, "Mon 2026-03-02", agency="social care", plan_type="CP")
    (clock,) = stand(Track.SAFEGUARDING, early, CONFERENCE).clocks
    assert clock.started_by == early.id
