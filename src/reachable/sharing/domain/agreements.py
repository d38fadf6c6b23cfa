"""What agencies have agreed beforehand: permitted, denied, or looked at by a named person first.

In:  agreements with their days and versions; one item, purpose and recipient.
Out: the answer for each, and for a whole decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reachable.kernel.ids import AgencyId, UserId

ANY = "ANY"


class AgreementAnswer(Enum):
    """What an agreement says beforehand."""

    PERMIT = "PERMIT"
    DENY = "DENY"
    REVIEW = "REVIEW"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerm:
    """One line of an agreement. `item_kind` and `recipient_kind` may be ANY; `reviewer` is who looks at a REVIEW."""

    holder_id: AgencyId
    recipient_kind: str
    item_kind: str
    purpose: str
    answer: AgreementAnswer
    version: int
    starts_on: date
    ends_on: date | None
    source: str
    reviewer: UserId | None = None

    def covers(self, *, recipient_kind: str, item_kind: str, purpose: str, day: date) -> bool:
        """Test if this line speaks of such an item, recipient and purpose on a day."""
        return (
            self.purpose == purpose
            and self.recipient_kind in (ANY, recipient_kind)
            and self.item_kind in (ANY, item_kind)
            and self.starts_on <= day
            and (self.ends_on is None or day < self.ends_on)
        )

    @property
    def closeness(self) -> tuple[int, int]:
        """Return how closely the line speaks, then its version: the closest and newest decides."""
        return (self.recipient_kind != ANY) + (self.item_kind != ANY), self.version


@dataclass(frozen=True, slots=True)
class Predecided:
    """What agreements say of a whole decision. No line that speaks of it leaves it to whoever decides."""

    answer: AgreementAnswer | None
    reviewer: UserId | None = None
    source: str = ""


def predecide(
    terms: Iterable[AgreementTerm],
    *,
    item_kinds: Iterable[str],
    recipient_kinds: Iterable[str],
    purpose: str,
    day: date,
) -> Predecided:
    """Return what is agreed for every pair of item and recipient: one DENY denies, one REVIEW has it looked at."""
    held, kinds = tuple(terms), tuple(dict.fromkeys(item_kinds))
    found = [
        _closest(held, recipient_kind=recipient, item_kind=item, purpose=purpose, day=day)
        for recipient in dict.fromkeys(recipient_kinds)
        for item in kinds
    ]
    for answer in (AgreementAnswer.DENY, AgreementAnswer.REVIEW):
        for term in found:
            if term is not None and term.answer is answer:
                return Predecided(answer, term.reviewer, term.source)
    if found and all(found):
        return Predecided(AgreementAnswer.PERMIT, None, next(term.source for term in found if term is not None))
    return Predecided(None)


def _closest(
    terms: Iterable[AgreementTerm], *, recipient_kind: str, item_kind: str, purpose: str, day: date
) -> AgreementTerm | None:
    speaking = [
        term
        for term in terms
        if term.covers(recipient_kind=recipient_kind, item_kind=item_kind, purpose=purpose, day=day)
    ]
    return max(speaking, key=lambda term: term.closeness, default=None)
