"""What two agencies have agreed beforehand: permitted, denied, or looked at by a named person first.

In:  lines of agreements that both have signed, with their days; items, a purpose and recipients.
Out: the answer for each, and for a whole decision. What has ended is looked at by a named person. Of words, in which no
     item is chosen: what is agreed of everything, and which kinds somebody has to think of.
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


STRICTNESS = {AgreementAnswer.PERMIT: 0, AgreementAnswer.REVIEW: 1, AgreementAnswer.DENY: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerm:
    """One line of an agreement that both agencies have signed. `item_kind` may be ANY.

    `reviewer` is who looks at a REVIEW, and at everything the line speaks of once it has ended.
    """

    holder_id: AgencyId
    recipient_id: AgencyId
    item_kind: str
    purpose: str
    answer: AgreementAnswer
    starts_on: date
    ends_on: date | None
    source: str
    reviewer: UserId | None = None
    is_ended: bool = False

    def speaks_of(self, *, recipient_id: AgencyId, item_kind: str, purpose: str) -> bool:
        """Test if this line is about such an item, recipient and purpose, whenever that is."""
        return self.purpose == purpose and self.recipient_id == recipient_id and self.item_kind in (ANY, item_kind)

    def has_begun(self, day: date) -> bool:
        """Test if a day is not before the line's first."""
        return self.starts_on <= day

    def has_ended(self, day: date) -> bool:
        """Test if one side ended the agreement, or its last day is over."""
        return self.is_ended or (self.ends_on is not None and self.ends_on <= day)

    @property
    def closeness(self) -> tuple[bool, int]:
        """Return how closely the line speaks, then how strictly: the closest decides, of two alike the stricter."""
        return self.item_kind != ANY, STRICTNESS[self.answer]


@dataclass(frozen=True, slots=True)
class Predecided:
    """What agreements say of a whole decision. No line that speaks of it leaves it to whoever decides."""

    answer: AgreementAnswer | None
    reviewer: UserId | None = None
    source: str = ""
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class AgreedOfWords:
    """What agreements say of words to one agency: of everything, and of each kind of item that is not simply permitted.

    Which kinds stand in words only whoever writes them knows.
    """

    of_all: Predecided
    of_kinds: tuple[tuple[str, Predecided], ...]


def predecide(
    terms: Iterable[AgreementTerm],
    *,
    item_kinds: Iterable[str],
    recipient_ids: Iterable[AgencyId],
    purpose: str,
    day: date,
) -> Predecided:
    """Return what is agreed for every pair of item and recipient: one DENY denies, one REVIEW has it looked at."""
    held, kinds = tuple(terms), tuple(dict.fromkeys(item_kinds))
    found = [
        _answer(held, recipient_id=recipient, item_kind=item, purpose=purpose, day=day)
        for recipient in dict.fromkeys(recipient_ids)
        for item in kinds
    ]
    for answer in (AgreementAnswer.DENY, AgreementAnswer.REVIEW):
        for each in found:
            if each.answer is answer:
                return each
    if found and all(each.answer is AgreementAnswer.PERMIT for each in found):
        return Predecided(AgreementAnswer.PERMIT, None, found[0].source)
    return Predecided(None)


def ask_of_words(terms: Iterable[AgreementTerm], *, recipient_id: AgencyId, purpose: str, day: date) -> AgreedOfWords:
    """Return what is agreed of words to one agency. Lines about single kinds decide nothing: a person is asked."""
    held = tuple(terms)
    of_all = _answer(held, recipient_id=recipient_id, item_kind=ANY, purpose=purpose, day=day)
    kinds = sorted({each.item_kind for each in held} - {ANY})
    asked = {kind: _answer(held, recipient_id=recipient_id, item_kind=kind, purpose=purpose, day=day) for kind in kinds}
    not_permitted = (AgreementAnswer.DENY, AgreementAnswer.REVIEW)
    return AgreedOfWords(
        of_all, tuple((kind, each) for kind, each in asked.items() if each.answer in not_permitted and each != of_all)
    )


def _answer(
    terms: Iterable[AgreementTerm], *, recipient_id: AgencyId, item_kind: str, purpose: str, day: date
) -> Predecided:
    """Return what is agreed of one item for one agency. What has ended is looked at."""
    speaking = [
        term
        for term in terms
        if term.speaks_of(recipient_id=recipient_id, item_kind=item_kind, purpose=purpose) and term.has_begun(day)
    ]
    closest = _closest(term for term in speaking if not term.has_ended(day))
    ended = _closest(term for term in speaking if term.has_ended(day))
    if ended is not None and (closest is None or _outlives(ended, closest)):
        return Predecided(AgreementAnswer.REVIEW, ended.reviewer, f"{ended.source} (ended)", is_ended=True)
    if closest is None:
        return Predecided(None)
    reviewer = closest.reviewer if closest.answer is AgreementAnswer.REVIEW else None
    return Predecided(closest.answer, reviewer, closest.source)


def _closest(terms: Iterable[AgreementTerm]) -> AgreementTerm | None:
    return max(terms, key=lambda term: term.closeness, default=None)


def _outlives(ended: AgreementTerm, holding: AgreementTerm) -> bool:
    """Test if a line that ended spoke of the very thing, and what holds permits it only among everything else."""
    return ended.item_kind != ANY and holding.item_kind == ANY and holding.answer is AgreementAnswer.PERMIT
