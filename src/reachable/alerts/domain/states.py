"""What an alert may become. It is never deleted.

In:  the state it is in, what somebody does, and why.
Out: the state it is in afterwards, or an error that says what is missing.
"""

from collections.abc import Mapping
from enum import Enum


class AlertState(Enum):
    """Where an alert stands. The value is the words shown; the name is what is stored."""

    OPEN = "Not yet answered"
    ACKNOWLEDGED = "Somebody has taken it"
    ACTED_ON = "Acted on"
    NOT_RELEVANT = "Answered: not relevant"
    WITHDRAWN = "Withdrawn"


class Act(Enum):
    """What can be done to an alert."""

    ACKNOWLEDGE = "Take it"
    ACT_ON = "Say what was done"
    CALL_NOT_RELEVANT = "Say why it is not relevant"
    HAND_BACK = "Hand it back"
    REOPEN = "Open it again"
    WITHDRAW = "Withdraw it"


A, S = Act, AlertState

TRANSITIONS: Mapping[tuple[AlertState, Act], AlertState] = {
    (S.OPEN, A.ACKNOWLEDGE): S.ACKNOWLEDGED,
    (S.OPEN, A.ACT_ON): S.ACTED_ON,
    (S.OPEN, A.CALL_NOT_RELEVANT): S.NOT_RELEVANT,
    (S.OPEN, A.WITHDRAW): S.WITHDRAWN,
    # Somebody else may take it over: on leave, off shift, better placed.
    (S.ACKNOWLEDGED, A.ACKNOWLEDGE): S.ACKNOWLEDGED,
    (S.ACKNOWLEDGED, A.ACT_ON): S.ACTED_ON,
    (S.ACKNOWLEDGED, A.CALL_NOT_RELEVANT): S.NOT_RELEVANT,
    (S.ACKNOWLEDGED, A.HAND_BACK): S.OPEN,
    (S.ACKNOWLEDGED, A.WITHDRAW): S.WITHDRAWN,
    (S.ACTED_ON, A.REOPEN): S.OPEN,
    (S.ACTED_ON, A.WITHDRAW): S.WITHDRAWN,
    (S.NOT_RELEVANT, A.REOPEN): S.OPEN,
    (S.NOT_RELEVANT, A.WITHDRAW): S.WITHDRAWN,
    (S.WITHDRAWN, A.REOPEN): S.OPEN,
}

NEEDS_REASON = frozenset({A.ACT_ON, A.CALL_NOT_RELEVANT, A.HAND_BACK, A.REOPEN, A.WITHDRAW})
"""Taking it needs no words. Everything that ends it, or undoes an end, does."""

ANSWERED = frozenset({S.ACTED_ON, S.NOT_RELEVANT, S.WITHDRAWN})
"""States in which nobody is waited for."""


class CannotDoThat(ValueError):
    """The alert is in a state in which this cannot be done to it."""


class ReasonMissing(ValueError):
    """Nobody wrote down why, or what was done."""


def next_state(state: AlertState, act: Act, *, reason: str = "") -> AlertState:
    """Return the state after an act.

    :raises CannotDoThat: when that cannot be done to an alert in this state.
    :raises ReasonMissing: when the act needs a reason and there is none.
    """
    after = TRANSITIONS.get((state, act))
    if after is None:
        raise CannotDoThat(f'"{act.value}" cannot be done to an alert that is "{state.value}"')
    if act in NEEDS_REASON and not reason.strip():
        raise ReasonMissing(f'"{act.value}" needs a few words: what was done, or why')
    return after


def find_acts(state: AlertState) -> tuple[Act, ...]:
    """Return what can be done to an alert in this state, for the buttons of a page."""
    return tuple(act for act in Act if (state, act) in TRANSITIONS)
