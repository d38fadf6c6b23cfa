"""Glass is broken for a child in danger: what must be said, who reviews it, and what patterns a reviewer is shown.

In:  what somebody says; who supervises where; earlier breaking of glass.
Out: problems by field; the reviewers; sentences.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from reachable.access.domain.staff import StaffMember
from reachable.kernel.ids import AgencyId, AreaId, UserId

FEWEST_WORDS = 15
"""Letters of a danger that says something. "Help" does not."""
REVIEWERS = 2
WEEK = timedelta(days=7)
OFTEN = 3


class GlassReason(Enum):
    """Why the glass was broken. (code stored, label shown)."""

    MISSING = ("MISSING", "The child is missing and may come to harm before somebody answers")
    HURT = ("HURT", "The child is hurt, ill or has taken something")
    THREATENED = ("THREATENED", "Somebody threatens the child, or holds them")
    IS_HERE = ("IS_HERE", "The child is with me now and cannot be sent away safely")
    SELF_HARM = ("SELF_HARM", "The child may harm themselves")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class GlassOutcome(Enum):
    """What came of breaking the glass."""

    OPENED = "Opened"
    NOTHING = "Nothing was opened"


class GlassAnswer(Enum):
    """What a reviewer answers. (code stored, label shown)."""

    RIGHT = ("RIGHT", "It was right")
    NOT_RIGHT = ("NOT_RIGHT", "It was not right")
    LOOK_INTO = ("LOOK_INTO", "It must be looked into")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class GlassBefore:
    """That somebody broke the glass once, and what a reviewer answered."""

    broken_by: UserId
    at: datetime
    reviewed_by: UserId | None = None
    answer: GlassAnswer | None = None


def choose_reviewers(
    supervisors: Iterable[StaffMember], *, owners: Collection[AgencyId], area_id: AreaId, breaker: UserId
) -> tuple[StaffMember, ...]:
    """Return two who review, never the one who broke the glass: of the agencies that own the record, first of all.

    Where these have fewer than two who supervise, others of the area make up the number, then others of the
    partnership: somebody always reviews.
    """
    order = sorted(
        (each for each in supervisors if each.user_id != breaker),
        key=lambda each: (each.agency_id not in owners, each.area_id != area_id, each.name, str(each.user_id)),
    )
    chosen: dict[UserId, StaffMember] = {}
    for each in order:
        chosen.setdefault(each.user_id, each)
    return tuple(chosen.values())[:REVIEWERS]


def find_glass_patterns(glass: Sequence[GlassBefore], *, breaker: UserId, now: datetime) -> tuple[str, ...]:
    """Return what a reviewer must know of how this person breaks the glass, each in a sentence."""
    said = []
    week = sum(1 for each in glass if each.broken_by == breaker and now - WEEK < each.at <= now)
    if week >= OFTEN:
        said.append(f"They have broken the glass {week} times in seven days.")
    not_right = sum(1 for each in glass if each.broken_by == breaker and each.answer is GlassAnswer.NOT_RIGHT)
    if not_right:
        said.append(
            "A reviewer has answered once before that it was not right."
            if not_right == 1
            else f"Reviewers have answered {not_right} times before that it was not right."
        )
    return tuple(said)


def approve_each_other(glass: Iterable[GlassBefore], one: UserId, other: UserId) -> bool:
    """Test if two people have each answered that it was right when the other broke the glass."""
    right = {(each.broken_by, each.reviewed_by) for each in glass if each.answer is GlassAnswer.RIGHT}
    return {(one, other), (other, one)} <= right
