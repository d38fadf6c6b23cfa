"""Looks for a child from the little that somebody knows: part of a name, an age, a place, a telephone.

In:  what is known, and today's date in London.
Out: keys to look under, and evidence for each record found. A short list for a person to choose from, never one answer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from reachable.kernel.ids import AgencyId, SubjectId
from reachable.matching.domain.blocking import blocking_keys, year_keys
from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.description import Address, BirthDate, Description, Identifier, Name, NameKind, Phone
from reachable.matching.domain.evidence import (
    Direction,
    Evidence,
    EvidenceKind,
    Finding,
    Strength,
    count_agreeing,
    origin,
)
from reachable.matching.domain.name_forms import plain_letters
from reachable.matching.domain.shared_widely import NOTHING_SHARED, SharedWidely
from reachable.people.domain.identifiers import READERS, Scheme, read_phone, read_postcode

YOUR_SEARCH = "Your search"
NOBODY = UUID(int=0)
OLDEST_AGE = 25
POSTCODE_IN_WORDS = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
BIRTH_DATE_IN_WORDS = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\b")
AGE_IN_WORDS = re.compile(r"\b(?:aged?\s+|about\s+)?(\d{1,2})\b")
DIGITS_IN_WORDS = re.compile(r"\+?\d[\d ]{8,}\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedFor:
    """What somebody knows of a child. `age` is in years, and may be out by `give_or_take`.

    `not_understood` holds what was typed but could not be read, to be said back.
    """

    given: str = ""
    family: str = ""
    also_called: str = ""
    born: date | None = None
    age: int | None = None
    give_or_take: int = 1
    place: str = ""
    postcode: str = ""
    phone: str = ""
    number: Identifier | None = None
    not_understood: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record that may be of the child looked for, and why."""

    subject_id: SubjectId
    evidence: tuple[Evidence, ...]


def read_looked_for(words: str) -> LookedFor:
    """Return what words typed into one box say: number, telephone, birth date, postcode, age, names, place.

    The first word left over is taken for the given name, the second for the family name, the rest for a place.
    """
    postcode, words = _taken_out(POSTCODE_IN_WORDS, words)
    digits, words = _taken_out(DIGITS_IN_WORDS, words)
    birth_date, words = _taken_out(BIRTH_DATE_IN_WORDS, words)
    age, words = _taken_out(AGE_IN_WORDS, words)
    left_over = words.split()
    read = ((digits, read_phone(digits).value or _number(digits)), (birth_date, _day(birth_date)), (age, _years(age)))
    return LookedFor(
        given=left_over[0] if left_over else "",
        family=left_over[1] if len(left_over) > 1 else "",
        place=" ".join(left_over[2:]),
        postcode=read_postcode(postcode).value,
        phone=read_phone(digits).value,
        number=_number(digits),
        born=_day(birth_date),
        age=_years(age),
        not_understood=tuple(typed.strip() for typed, meaning in read if typed and meaning is None),
    )


def describe_looked_for(looked_for: LookedFor, today: date) -> Description:
    """Return what is known in the form in which records are compared."""
    names = [Name(looked_for.given, looked_for.family)] if looked_for.given or looked_for.family else []
    if looked_for.also_called:
        given, _, family = looked_for.also_called.partition(" ")
        names.append(Name(given, family or looked_for.family, NameKind.ALIAS))
    return Description(
        subject_id=SubjectId(NOBODY),
        agency_id=AgencyId(NOBODY),
        agency_name=YOUR_SEARCH,
        names=tuple(names),
        birth_dates=tuple(_birth_dates(looked_for, today)),
        identifiers=(looked_for.number,) if looked_for.number else (),
        addresses=(Address(looked_for.place, looked_for.postcode),) if looked_for.postcode else (),
        phones=(Phone(looked_for.phone),) if looked_for.phone else (),
    )


def look_up_keys(looked_for: LookedFor, today: date, shared_widely: SharedWidely = NOTHING_SHARED) -> frozenset[str]:
    """Return every key under which the record of this child may be found."""
    description = describe_looked_for(looked_for, today)
    keys = set(blocking_keys(description, shared_widely))
    for born in description.birth_dates:
        years = range(born.earliest.year, born.latest.year + 1)
        keys.update(key for name in description.names for key in year_keys(name, years))
    return frozenset(keys)


def compare_looked_for(
    looked_for: LookedFor, found: Description, today: date, shared_widely: SharedWidely = NOTHING_SHARED
) -> tuple[Evidence, ...]:
    """Return what speaks for and against a record being of the child looked for; what was not asked is left out."""
    description = describe_looked_for(looked_for, today)
    evidence = gather_evidence(description, found, shared_widely)
    compared = tuple(each for each in evidence if each.direction is not Direction.NOT_COMPARABLE)
    return (*compared, *_place_evidence(looked_for, description, found))


def choose_found(
    looked_for: LookedFor, records: Iterable[Description], today: date, shared_widely: SharedWidely = NOTHING_SHARED
) -> tuple[FoundRecord, ...]:
    """Return the records worth showing, those with most in common first; a tie is in order of the ids."""
    found = [
        FoundRecord(each.subject_id, compare_looked_for(looked_for, each, today, shared_widely)) for each in records
    ]
    return tuple(sorted((each for each in found if _worth_showing(each.evidence)), key=_most_in_common_first))


def _birth_dates(looked_for: LookedFor, today: date) -> Iterator[BirthDate]:
    if looked_for.born is not None:
        yield BirthDate.on(looked_for.born)
    elif looked_for.age is not None:
        oldest = looked_for.age + looked_for.give_or_take
        youngest = max(looked_for.age - looked_for.give_or_take, 0)
        yield BirthDate(_years_before(today, oldest + 1) + timedelta(days=1), _years_before(today, youngest))


def _years_before(day: date, years: int) -> date:
    """Return the same day some years before; 29 February becomes 28 February where there is none."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - years, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - years)


def _place_evidence(looked_for: LookedFor, asked: Description, found: Description) -> Iterator[Evidence]:
    place = plain_letters(looked_for.place)
    if not place or looked_for.postcode:
        return
    for words, since in (
        *((each.full, each.since) for each in found.addresses),
        *((each.name, each.since) for each in found.schools),
    ):
        if set(place.split()) <= set(plain_letters(words).split()):
            yield Evidence(
                EvidenceKind.ADDRESS,
                Finding.SAME_PLACE,
                Direction.AGREES,
                Strength.WEAK,
                f"{found.agency_name} gives {words}, which names the place you gave.",
                origin(asked),
                origin(found, since),
            )
            return


def _worth_showing(evidence: tuple[Evidence, ...]) -> bool:
    """Test if a record has more in common with what is known than an age or a place."""
    telling = [each for each in evidence if each.finding not in (Finding.SAME_SCHOOL, Finding.SAME_PLACE)]
    named_otherwise = any(each.kind is EvidenceKind.NAME and each.disagrees for each in evidence)
    strongly = any(each.agrees and not each.is_weak for each in telling)
    by_name = any(each.kind is EvidenceKind.NAME and each.agrees for each in telling)
    born_otherwise = any(each.kind is EvidenceKind.BIRTH_DATE and each.disagrees for each in evidence)
    return strongly if named_otherwise or born_otherwise else strongly or by_name


def _most_in_common_first(found: FoundRecord) -> tuple[int, int, int, int, SubjectId]:
    def count(direction: Direction, strength: Strength) -> int:
        return sum(each.direction is direction and each.strength is strength for each in found.evidence)

    return (
        count(Direction.DISAGREES, Strength.STRONG) - count(Direction.AGREES, Strength.STRONG),
        -count_agreeing(found.evidence),
        -count(Direction.AGREES, Strength.WEAK),
        count(Direction.DISAGREES, Strength.MODERATE),
        found.subject_id,
    )


def _taken_out(pattern: re.Pattern[str], words: str) -> tuple[str, str]:
    """Return the first thing of this form, and the words without it."""
    found = pattern.search(words)
    if found is None:
        return "", words
    return found[0], f"{words[: found.start()]} {words[found.end() :]}"


def _number(digits: str) -> Identifier | None:
    reading = READERS[Scheme.NHS](digits)
    return Identifier(Scheme.NHS, reading.value) if reading.is_accepted else None


def _day(words: str) -> date | None:
    found = BIRTH_DATE_IN_WORDS.search(words)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _years(words: str) -> int | None:
    found = AGE_IN_WORDS.search(words)
    return int(found[1]) if found and int(found[1]) <= OLDEST_AGE else None
