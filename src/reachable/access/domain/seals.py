"""Why a record is sealed, who may still open it, and who takes a seal off.

In:  what somebody who seals says.
Out: SealKind, NamedPerson, WantedSeal, SealRecord; CannotUnseal when one person would do it alone.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from reachable.kernel.ids import AboutId, AgencyId, UserId


class SealKind(Enum):
    """Why a record is sealed. (code stored, label shown, whether every record of the child is sealed.)

    Adoption seals the one record it names: the child's other identity goes on in the open, and the two never meet.
    """

    INSIDER_INQUIRY = ("INSIDER_INQUIRY", "Inquiry into somebody who works here", True)
    WITNESS_PROTECTION = ("WITNESS_PROTECTION", "Witness protection", True)
    STAFF_CHILD = ("STAFF_CHILD", "Child of a member of staff", True)
    ADOPTION = ("ADOPTION", "Identity before adoption", False)

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]

    @property
    def seals_whole_child(self) -> bool:
        """Test if every record of the same child is sealed with the one that is named."""
        return self.value[2]


class CannotSeal(ValueError):
    """What was said is not enough to seal by, in words for the person who said it."""


class CannotUnseal(ValueError):
    """The seal cannot be taken off so, in words for the person who tried."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody who may open a sealed record, and until when."""

    user_id: UserId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSeal:
    """What is to be sealed, why, and who may still open it. `into_user_id` is whom an inquiry is about, if any."""

    kind: SealKind
    because: str
    named: tuple[NamedPerson, ...] = ()
    into_user_id: UserId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealRecord:
    """A seal as its authority and the people it names are shown it: of whom it is stands as the agency's own number."""

    act_id: UUID
    about_ids: tuple[AboutId, ...]
    reference: str
    kind: SealKind
    because: str
    agency_id: AgencyId
    sealed_at: datetime
    sealed_by: str
    named: tuple[tuple[str, datetime], ...]
    asked_at: datetime | None
    asked_by_id: UserId | None
    asked_by: str
    asked_because: str
    unsealed_at: datetime | None
    unsealed_by: str

    @property
    def is_live(self) -> bool:
        """Test if it still hides the record."""
        return self.unsealed_at is None


def check_seal(wanted: WantedSeal, *, now: datetime) -> None:
    """Check that a seal says why, whom it leaves the record open to, and nobody it is about.

    :raises CannotSeal: when it does not, with what to change.
    """
    if not wanted.because.strip():
        raise CannotSeal("Say why the record is sealed.")
    if any(each.until <= now for each in wanted.named):
        raise CannotSeal("Each person named must have an end that is still to come.")
    if wanted.into_user_id is not None and any(each.user_id == wanted.into_user_id for each in wanted.named):
        raise CannotSeal("Whoever an inquiry is about cannot be named for its records.")
    if not wanted.named and wanted.kind is not SealKind.ADOPTION:
        raise CannotSeal("Name at least one person: alerts and times set by law go to them alone.")


def check_unsealing(*, asked_by: UserId | None, by: UserId | None) -> None:
    """Check that another named person asked for a seal to be taken off.

    :raises CannotUnseal: when nobody asked, or the one who asked would do it alone.
    """
    if asked_by is None:
        raise CannotUnseal("Nobody has asked for this seal to be taken off.")
    if by is None or asked_by == by:
        raise CannotUnseal("You asked for it. Another person who may unseal has to confirm.")
