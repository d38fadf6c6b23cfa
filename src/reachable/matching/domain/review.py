"""Sets two records side by side for the person who judges whether they are of one child.

In:  two descriptions, the evidence between them, and today's date in London.
Out: SideBySide: lines that agree, lines that disagree, lines that say little, and warnings. No score.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from reachable.matching.domain.compare import in_order
from reachable.matching.domain.dates import say_birth_date, say_date
from reachable.matching.domain.decide import Suggestion
from reachable.matching.domain.description import Description
from reachable.matching.domain.evidence import Direction, Evidence, EvidenceKind
from reachable.matching.domain.numbers import COMPARED
from reachable.people.domain.identifiers import say_number, say_phone

SCHEMES_BY_KIND = {kind: scheme for scheme, kind in COMPARED.items()}
DAYS_IN_A_MONTH = 30
DAYS_IN_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value as it is read aloud, whose record it is in, and for how long that record has said so."""

    words: str
    agency_name: str
    since: date | None
    age: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Everything two records give of one kind, and what comes of comparing it."""

    heading: str
    left: tuple[ShownValue, ...]
    right: tuple[ShownValue, ...]
    verdict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two records ready to be judged. Left is the record with the smaller subject id."""

    left_agency: str
    right_agency: str
    agreeing: tuple[ReviewLine, ...]
    disagreeing: tuple[ReviewLine, ...]
    saying_little: tuple[ReviewLine, ...]
    warnings: tuple[str, ...]


def set_side_by_side(
    left: Description, right: Description, evidence: Iterable[Evidence], suggestion: Suggestion, today: date
) -> SideBySide:
    """Return two records side by side, in the order in which the evidence was gathered."""
    left, right = in_order(left, right)
    evidence = tuple(evidence)

    def lines(*directions: Direction) -> tuple[ReviewLine, ...]:
        return tuple(_line(each, left, right, today) for each in evidence if each.direction in directions)

    return SideBySide(
        left.agency_name,
        right.agency_name,
        lines(Direction.AGREES),
        lines(Direction.DISAGREES),
        lines(Direction.NEUTRAL, Direction.NOT_COMPARABLE),
        suggestion.warnings,
    )


def say_age(since: date | None, today: date) -> str:
    """Return how long ago a value was first received, in words: "8 months ago"; "" when that is not known."""
    if since is None:
        return ""
    days = (today - since).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 2 * DAYS_IN_A_MONTH:
        return f"{days} days ago"
    if days < 2 * DAYS_IN_A_YEAR:
        return f"{days // DAYS_IN_A_MONTH} months ago"
    return f"{days // DAYS_IN_A_YEAR} years ago"


def _line(evidence: Evidence, left: Description, right: Description, today: date) -> ReviewLine:
    verdict = evidence.direction.value
    if evidence.direction in (Direction.AGREES, Direction.DISAGREES):
        verdict = f"{verdict} {evidence.strength.value}"
    return ReviewLine(
        evidence.kind.value,
        _shown(evidence.kind, left, today),
        _shown(evidence.kind, right, today),
        verdict,
        evidence.sentence,
    )


def _shown(kind: EvidenceKind, description: Description, today: date) -> tuple[ShownValue, ...]:
    return tuple(
        ShownValue(words, description.agency_name, since, say_age(since, today))
        for words, since in _VALUES[kind](description)
    )


Said = Iterable[tuple[str, date | None]]


def _names(description: Description) -> Said:
    return [
        (f"{each.full} ({each.kind.words})" if each.kind.words else each.full, each.since) for each in description.names
    ]


def _birth_dates(description: Description) -> Said:
    return [(say_birth_date(each), each.since) for each in description.birth_dates]


def _addresses(description: Description) -> Said:
    return [
        (each.full if each.lived_to is None else f"{each.full} (until {say_date(each.lived_to)})", each.since)
        for each in description.addresses
    ]


def _phones(description: Description) -> Said:
    return [
        (f"{say_phone(each.number)} ({each.whose})" if each.whose else say_phone(each.number), each.since)
        for each in description.phones
    ]


def _schools(description: Description) -> Said:
    return [(each.name, each.since) for each in description.schools]


def _numbers(kind: EvidenceKind) -> Callable[[Description], Said]:
    scheme = SCHEMES_BY_KIND[kind]
    return lambda description: [
        (say_number(scheme, each.value), each.since) for each in description.numbers_under(scheme)
    ]


_VALUES: dict[EvidenceKind, Callable[[Description], Said]] = {
    EvidenceKind.NAME: _names,
    EvidenceKind.BIRTH_DATE: _birth_dates,
    EvidenceKind.ADDRESS: _addresses,
    EvidenceKind.PHONE: _phones,
    EvidenceKind.SCHOOL: _schools,
    **{kind: _numbers(kind) for kind in SCHEMES_BY_KIND},
}
