"""When the protection of a child's whereabouts is looked at again, by how many people it is ended, and what each says.

In:  a day; what was said.
Out: Look, Looked; the spans of days that hold on a day; CannotLook with what to put right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

from reachable.kernel.ids import AgencyId, SubjectId, UserId
from reachable.kernel.period import Period

FEWEST_LETTERS = 10


class LookKind(Enum):
    """What somebody decided when they looked again. (code stored, label shown.)"""

    KEPT = ("KEPT", "Still protected")
    ASKED = ("ASKED", "Asked for it to end")
    ENDED = ("ENDED", "Ended")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class CannotLook(ValueError):
    """A protection cannot be kept on or ended so, in words for the person who tried. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAgainSpans:
    """How many days before the day somebody is asked, how often again, and how far away the next day may be.

    :raises ValueError: when one is no length, or it names no owner or ground.
    """

    ahead: timedelta
    between: timedelta
    longest: timedelta
    in_force: Period[date]
    owner: str
    ground: str

    def __post_init__(self) -> None:
        if min(self.ahead, self.between, self.longest) <= timedelta(0) or not (self.owner and self.ground):
            raise ValueError("a span is a length of time with its owner and the ground it stands on")


SPANS = (
    LookAgainSpans(
        ahead=timedelta(days=28),
        between=timedelta(days=14),
        longest=timedelta(days=365),
        in_force=Period(date(2018, 5, 25)),
        owner="the partnership's safeguarding lead",
        ground="UK GDPR article 5(1)(c), no more than is necessary; the days are our starting values, from no source",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWith:
    """Who spoke with the child about ending it, on which day, and what the child says."""

    who: str
    on: date
    child_says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One time somebody looked again: what they decided, why, and until when. Never written over."""

    number: int
    kind: LookKind
    because: str
    next_on: date | None
    spoken: SpokenWith | None
    by_id: UserId
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The protection of one record, with every time it was looked at again, the first coming first."""

    id: UUID
    subject_id: SubjectId
    agency_id: AgencyId
    because: str
    decided_by_id: UserId | None
    decided_by: str
    decided_at: datetime
    review_on: date
    ended_at: datetime | None
    looks: tuple[Look, ...]

    @property
    def asked(self) -> Look | None:
        """Return by what it was asked to be ended, while that waits for a second person."""
        last = self.looks[-1] if self.looks else None
        return last if last is not None and last.kind is LookKind.ASKED else None


def find_spans(*, on: date, spans: Sequence[LookAgainSpans] = SPANS) -> LookAgainSpans:
    """Return the spans that hold on a day.

    :raises LookupError: when none does: a protection must not go unlooked at for want of a setting.
    """
    holds = next((each for each in spans if each.in_force.covers(on)), None)
    if holds is None:
        raise LookupError("nothing says how long before its day a protection is looked at again")
    return holds


def due_by(*, on: date) -> date:
    """Return up to which day of review somebody is asked on this day."""
    return on + find_spans(on=on).ahead


def count_passed_over(*, review_on: date, on: date) -> int | None:
    """Return how often somebody was asked before about a protection and did not answer; None while nobody is asked."""
    spans = find_spans(on=on)
    since = on - (review_on - spans.ahead)
    return None if since < timedelta(0) else since // spans.between


def check_next_day(*, next_on: date, today: date) -> None:
    """Check that a protection is looked at again on a day to come that is not too far away.

    :raises CannotLook: when it is not: nothing is protected unlooked at for ever.
    """
    longest = find_spans(on=today).longest
    if next_on <= today:
        raise CannotLook("The next day must still be to come.")
    if next_on > today + longest:
        raise CannotLook(f"The next day must be within {longest.days} days.")


def check_because(because: str) -> None:
    """Check that there is a reason.

    :raises CannotLook: when there is none.
    """
    if len(because.strip()) < FEWEST_LETTERS:
        raise CannotLook("Say why in a sentence.")


def check_spoken(spoken: SpokenWith, *, today: date) -> None:
    """Check that somebody spoke with the child, and what the child says is written down.

    :raises CannotLook: when it is not: nobody ends it over the child's head.
    """
    if not spoken.who.strip():
        raise CannotLook("Say who spoke with the child.")
    if not spoken.child_says.strip():
        raise CannotLook("Write down what the child says, in the child's own words where you can.")
    if spoken.on > today:
        raise CannotLook("The day on which somebody spoke with the child has not come yet.")


def check_ending(protections: Sequence[Looked], *, by: UserId | None) -> None:
    """Check that another person asked for all of these protections to be ended.

    :raises CannotLook: when nobody asked, or the one who asked would do it alone.
    """
    asked = [each.asked for each in protections]
    if not asked or any(each is None for each in asked):
        raise CannotLook("Nobody has asked for this protection to end.")
    if by is None or any(each is not None and each.by_id == by for each in asked):
        raise CannotLook("You asked for it. Another person of your agency has to confirm.")


def say_reference(subject_id: SubjectId) -> str:
    """Return what a protection is called where nobody may read whose it is: in messages and in lists."""
    return f"P-{subject_id.hex[:6]}"
