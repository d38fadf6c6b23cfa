"""What a worker writes down of an adult who must not be told of a child: who, of what, why, until when it is looked at.

In:  what somebody wrote.
Out: NotToldWish, checked; NotToldEntry, as it stands or stood; the sentences that say what is missing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from reachable.kernel.ids import AgencyId
from reachable.people.domain.telling import WouldBeTold

AROUND_A_CHILD = {
    "MOTHER": "Mother",
    "FATHER": "Father",
    "CARER": "Carer",
    "STEP_PARENT": "Step-parent or parent's partner",
    "GRANDPARENT": "Grandparent",
    "SIBLING": "Grown-up brother or sister",
    "OTHER_FAMILY": "Other family",
    "TENANT": "Tenant of a home the child was found in",
    "SEEN_WITH": "Seen with the child",
    "WORRIED_ABOUT": "An adult somebody is worried about in this child's life",
}
"""Who an adult can be to a child: what is stored, and the words shown on pages."""

FEWEST_LETTERS = 10
"""Of a reason: others decide by it."""


class CannotBeKept(ValueError):
    """What was written of who must not be told cannot be kept. `problems` says everything that is missing."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToldWish:
    """That an adult must not be told, as somebody writes it: who, of what, why, who said so, until when unlooked at.

    `who` is an adult recorded around the child, or a name or a relation to the child alone.
    """

    who: WouldBeTold
    of_what: str
    because: str
    said_by: str
    review_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToldEntry:
    """One entry on who must not be told, as it stands or as it was ended. A correction ends one and makes another.

    `relation` is who the adult is to the child in words, "" where nobody knows.
    """

    id: UUID
    who: WouldBeTold
    relation: str
    of_what: str
    because: str
    said_by: str
    review_on: date | None
    recorded_at: datetime
    recorded_by: str
    agency_id: AgencyId
    agency_name: str
    corrects_id: UUID | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_because: str = ""

    def say(self) -> str:
        """Return who it is, in words: "Father, Dean Marlow"."""
        return ", ".join(part for part in (self.relation, self.who.name) if part)

    def is_due(self, today: date) -> bool:
        """Test if it was to be looked at again by now. It holds until somebody ends it."""
        return self.ended_at is None and self.review_on is not None and self.review_on <= today


def check_wish(wish: NotToldWish, *, today: date) -> None:
    """Check that an entry says whom it means, why, who said so, and when it is looked at again.

    :raises CannotBeKept: with every reason at once.
    """
    said = []
    if wish.who.adult_id is None and not wish.who.name.strip() and not wish.who.relation:
        said.append("Choose who must not be told, or write their name or who they are to the child")
    if not wish.of_what.strip():
        said.append("Say of what they must not be told")
    said += check_reason(wish.because)
    if not wish.said_by.strip():
        said.append("Say who said so")
    if wish.review_on <= today:
        said.append("The day on which it is looked at again must still be to come")
    if said:
        raise CannotBeKept(said)


def check_reason(because: str) -> list[str]:
    """Return what is missing from a reason."""
    return [] if len(because.strip()) >= FEWEST_LETTERS else ["Say why in a sentence: others decide by it"]
