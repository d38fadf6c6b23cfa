"""What somebody decides of a record that is due for review, who may, and what stops it.

In:  what was said, by whom, and when.
Out: ReviewState, HoldKind, HoldAsked, ErasureGround; CannotKeep, CannotHold, CannotErase, in words for the person.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from reachable.kernel.ids import AboutId, UserId

FEWEST_LETTERS = 10
LONGEST_KEPT_ON = timedelta(days=366 * 5)
LONGEST_HELD_UNLOOKED_AT = timedelta(days=366 * 2)
MAY_WAIT_ON = frozenset({"WAITING", "PROPOSED"})
"""Where a review stands while nobody needs to be asked again."""


class ReviewState(Enum):
    """Where a review stands."""

    WAITING = "Waiting for a decision"
    KEPT_ON = "Kept on until the next review"
    HELD = "Held: it must not be erased"
    PROPOSED = "Erasing is proposed"


class HoldKind(Enum):
    """Why a record must not be erased. (code stored, label shown)."""

    COURT = ("COURT", "A court or a tribunal wants it kept")
    INQUIRY = ("INQUIRY", "A public inquiry or a child safeguarding practice review")
    CRIMINAL = ("CRIMINAL", "A criminal investigation or prosecution")
    CLAIM = ("CLAIM", "A claim that somebody makes or may make")
    COMPLAINT = ("COMPLAINT", "A complaint, or somebody has asked for their record")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class ErasureGround(Enum):
    """Why a record is erased. (code stored, label shown). It is left when the record is gone, so nobody types it."""

    TIME_IS_UP = ("TIME_IS_UP", "The time for which it is kept is over")
    ASKED_FOR = ("ASKED_FOR", "The person it is about asked for it, and the law gives them that")
    NEVER_RIGHT = ("NEVER_RIGHT", "It should never have been held")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class CannotKeep(ValueError):
    """A record cannot be kept on so, in words for the person who tried."""


class CannotHold(ValueError):
    """A hold cannot be put on or lifted so, in words for the person who tried."""


class CannotErase(ValueError):
    """A record cannot be erased so, in words for the person who tried. Nothing was erased."""


def check_kept_on(*, because: str, next_on: date, today: date) -> None:
    """Check that keeping a record on has a reason and a next day that is not too far away.

    :raises CannotKeep: when it has not: nothing is kept for ever by one answer.
    """
    if len(because.strip()) < FEWEST_LETTERS:
        raise CannotKeep("Say in a sentence why the record is still needed.")
    if next_on <= today:
        raise CannotKeep("The next review must be on a day that is still to come.")
    if next_on > today + LONGEST_KEPT_ON:
        raise CannotKeep("The next review must be within five years.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldAsked:
    """Who wants a record kept, under which reference of theirs, and the day on which the hold is looked at again."""

    wanted_by: str
    reference: str
    review_on: date


def check_hold(*, because: str, asked: HoldAsked, today: date) -> None:
    """Check that a hold says why, who wants it and when it is looked at again.

    :raises CannotHold: when it does not: no hold stands for ever by one answer.
    """
    check_hold_because(because=because)
    if not asked.wanted_by.strip():
        raise CannotHold("Say who wants the record kept.")
    if not today < asked.review_on <= today + LONGEST_HELD_UNLOOKED_AT:
        raise CannotHold("The hold must be looked at again on a day to come, within two years.")


def check_hold_because(*, because: str) -> None:
    """Check that what is done with a hold has a reason.

    :raises CannotHold: when it has not.
    """
    if len(because.strip()) < FEWEST_LETTERS:
        raise CannotHold("Say in a sentence for what the record is wanted, or why no longer.")


def check_lifting(*, asked_by: UserId | None, by: UserId | None) -> None:
    """Check that another person asked for a hold to be lifted.

    :raises CannotHold: when nobody asked, or the one who asked would do it alone.
    """
    if asked_by is None:
        raise CannotHold("Nobody has asked for this hold to be lifted.")
    if by is None or asked_by == by:
        raise CannotHold("You asked for it. Another person has to confirm.")


def check_proposal(*, because: str) -> None:
    """Check that a proposal to erase says why.

    :raises CannotErase: when it does not.
    """
    if len(because.strip()) < FEWEST_LETTERS:
        raise CannotErase("Say in a sentence why the record can be erased.")


def say_reference(about_id: AboutId) -> str:
    """Return what a record is called where nobody may read whose it is: in messages and in lists."""
    return f"K-{about_id.hex[:6]}"
