"""The kinds of place that can give away where a protected child is.

In:  nothing.
Out: PlaceKind with its label, and what it means for others; KeptPlaceSaid, a place as pages may show it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID, uuid5

from reachable.kernel.ids import AgencyId, SubjectId


class PlaceKind(Enum):
    """What kind of place is kept apart. (code stored, label shown, also hidden on the records of others there)."""

    HOME = ("HOME", "Home address", True)
    PLACEMENT = ("PLACEMENT", "Placement", True)
    SCHOOL = ("SCHOOL", "School", False)
    SURGERY = ("SURGERY", "GP surgery", False)
    WORKERS_BASE = ("WORKERS_BASE", "Base of a worker", True)
    PHONE = ("PHONE", "Telephone", True)
    WORDS = ("WORDS", "Words that give a place away", False)

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]

    @property
    def is_anybodys(self) -> bool:
        """Test if the place is looked for in everybody's records, and not only in those of its own child.

        A school or a surgery serves too many: only beside this child does its name give anything away.
        """
        return self.value[2]


BY_HAND = UUID("3f0c2f5a-7d0e-4c7b-9b1e-6a4f0f6f9d21")
HIDDEN = "[place kept apart]"
"""What stands where a place was. It says that something is kept, and nothing of it."""

REASON_WITHHELD = "the reason is withheld, as it may say where: ring the desk that answers for the child"
"""What whoever only broke the glass reads for why a child is protected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlaceSaid:
    """A place kept apart as a page may show it before somebody asks for it: its kind, its coarse area, and no more.

    `kept_at` is when it was told last; `is_withdrawn` says that whatever told it was taken back. `opens` is False
    for one that was asked for and does not open, though nobody erased it.
    """

    id: UUID
    subject_id: SubjectId
    kind: PlaceKind
    coarse: str
    kept_at: datetime
    is_destroyed: bool
    is_withdrawn: bool = False
    opens: bool = True


@dataclass(frozen=True, slots=True)
class OpenedPlaces:
    """Places as they are compared with others, each with its kind; and how many did not open, which nothing finds."""

    places: tuple[tuple[PlaceKind, str], ...]
    unopened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """That a child's whereabouts are protected: why, who decided, and when it is looked at again."""

    id: UUID
    subject_id: SubjectId
    because: str
    decided_by: str
    decided_at: datetime
    review_on: date


def told_by_hand(subject_id: SubjectId, controller_id: AgencyId) -> UUID:
    """Return the id that stands for an agency's own workers among the rows that told a place of a record."""
    return uuid5(BY_HAND, f"{subject_id}|{controller_id}")
