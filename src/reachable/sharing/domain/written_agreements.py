"""How two agencies come to an agreement: one writes a version, a named person of each signs it, either ends it.

In:  what was written, by whom it was signed, a day.
Out: whether it can be kept or signed, and how an agreement stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reachable.kernel.ids import AgencyId, UserId
from reachable.sharing.domain.agreements import AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.grounds import missing_grounds

MOST_LINES = 40


class CannotAgree(ValueError):
    """An agreement cannot be written, signed or ended so. `problems` says everything that is in the way."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


class AgreementStanding(Enum):
    """How an agreement stands on a day. (code, words shown)."""

    WAITING = ("WAITING", "Waits for a signature")
    NOT_BEGUN = ("NOT_BEGUN", "Signed, not begun")
    IN_FORCE = ("IN_FORCE", "In force")
    LAPSED = ("LAPSED", "Its time is over")
    ENDED = ("ENDED", "Ended")

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """What is decided beforehand of one kind of item, or of ANY, for one purpose."""

    item_kind: str
    purpose: SharePurpose
    answer: AgreementAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenVersion:
    """One version as it is written. `reviewer` decides where somebody decides, and everything once it has ended."""

    title: str
    grounds: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    review_on: date
    reviewer: UserId
    lines: tuple[AgreedLine, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a version, and for which of the two agencies."""

    agency_id: AgencyId
    user_id: UserId


def check_version(written: WrittenVersion, *, today: date) -> None:
    """Check that a version can be kept.

    :raises CannotAgree: with everything that is in the way.
    """
    said = [] if written.title.strip() else ["Give the agreement a name"]
    said += missing_grounds(written.grounds, day=max(today, written.starts_on))
    if written.ends_on is not None and written.ends_on <= written.starts_on:
        said.append("The last day must be after the first")
    elif written.ends_on is not None and written.ends_on <= today:
        said.append("Its last day is over already")
    if written.review_on <= max(today, written.starts_on):
        said.append("It must be looked at again on a day that comes after it begins")
    if not written.lines:
        said.append("Say of at least one kind of item what is agreed")
    if len(written.lines) > MOST_LINES:
        said.append(f"One agreement says at most {MOST_LINES} things")
    told = [(line.item_kind, line.purpose) for line in written.lines]
    if len(set(told)) < len(told):
        said.append("The same kind of item is there twice for one purpose: say one thing of it")
    said += [
        f"“{line.purpose.label}” is not protecting this child: an agreement can refuse it, or have somebody decide"
        for line in written.lines
        if line.purpose.needs_approval and line.answer is AgreementAnswer.PERMIT
    ]
    if said:
        raise CannotAgree(dict.fromkeys(said))


def check_signing(*, by: Signed, parties: Iterable[AgencyId], signed: Iterable[Signed]) -> None:
    """Check that somebody can sign for an agency.

    :raises CannotAgree: when their agency has no part in it or has signed, or they signed for the other side.
    """
    held = tuple(signed)
    if by.agency_id not in tuple(parties):
        raise CannotAgree(["Your agency has no part in this agreement"])
    if any(each.agency_id == by.agency_id for each in held):
        raise CannotAgree(["Your agency has signed this version"])
    if any(each.user_id == by.user_id for each in held):
        raise CannotAgree(["You signed for the other agency: somebody else signs for this one"])


def find_standing(*, signed_versions: Iterable[WrittenVersion], is_ended: bool, today: date) -> AgreementStanding:
    """Return how an agreement stands by its versions that both have signed, the newest last."""
    held = tuple(signed_versions)
    if is_ended:
        return AgreementStanding.ENDED
    if not held:
        return AgreementStanding.WAITING
    begun = [each for each in held if each.starts_on <= today]
    if not begun:
        return AgreementStanding.NOT_BEGUN
    is_over = begun[-1].ends_on is not None and begun[-1].ends_on <= today
    return AgreementStanding.LAPSED if is_over else AgreementStanding.IN_FORCE
