"""What an alert may become, and what must be written down."""

import pytest

from reachable.alerts.domain.states import (
    ANSWERED,
    NEEDS_REASON,
    TRANSITIONS,
    Act,
    AlertState,
    CannotDoThat,
    ReasonMissing,
    find_acts,
    next_state,
)

A, S = Act, AlertState


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        (S.OPEN, A.ACKNOWLEDGE, S.ACKNOWLEDGED),
        (S.OPEN, A.CALL_NOT_RELEVANT, S.NOT_RELEVANT),
        (S.ACKNOWLEDGED, A.ACKNOWLEDGE, S.ACKNOWLEDGED),
        (S.ACKNOWLEDGED, A.ACT_ON, S.ACTED_ON),
        (S.ACKNOWLEDGED, A.HAND_BACK, S.OPEN),
        (S.NOT_RELEVANT, A.REOPEN, S.OPEN),
        (S.ACTED_ON, A.WITHDRAW, S.WITHDRAWN),
        (S.WITHDRAWN, A.REOPEN, S.OPEN),
    ],
)
def test_an_act_leads_where_the_table_says(state: AlertState, act: Act, after: AlertState) -> None:
    assert next_state(state, act, reason="seen at school today") is after


@pytest.mark.parametrize(
    ("state", "act"),
    [(S.OPEN, A.REOPEN), (S.OPEN, A.HAND_BACK), (S.WITHDRAWN, A.ACKNOWLEDGE), (S.ACTED_ON, A.ACKNOWLEDGE)],
)
def test_what_cannot_be_done_is_refused_in_words(state: AlertState, act: Act) -> None:
    with pytest.raises(CannotDoThat, match=state.value):
        next_state(state, act, reason="because")


@pytest.mark.parametrize("reason", ["", "  "])
@pytest.mark.parametrize("act", [act for act in Act if act in NEEDS_REASON])
def test_every_end_and_every_undoing_needs_a_reason(act: Act, reason: str) -> None:
    state = next(state for state, each in TRANSITIONS if each is act)
    with pytest.raises(ReasonMissing):
        next_state(state, act, reason=reason)


def test_taking_an_alert_needs_no_words() -> None:
    assert next_state(S.OPEN, A.ACKNOWLEDGE) is S.ACKNOWLEDGED


def test_no_answer_is_final_so_that_new_evidence_can_open_it_again() -> None:
    assert all(A.REOPEN in find_acts(state) for state in ANSWERED)


def test_every_state_can_be_reached_and_there_is_no_deleted_one() -> None:
    assert set(TRANSITIONS.values()) == set(AlertState)
    assert not any("delete" in state.name.lower() or "delete" in state.value.lower() for state in AlertState)


def test_the_buttons_offered_are_the_acts_that_work() -> None:
    for state in AlertState:
        for act in Act:
            if act in find_acts(state):
                next_state(state, act, reason="because")
            else:
                with pytest.raises(CannotDoThat):
                    next_state(state, act, reason="because")
