"""Compares the birth dates two records give.

In:  two descriptions.
Out: evidence of the dates that agree best, in a sentence.
"""

from datetime import date
from itertools import product

from reachable.kernel.london import say_day
from reachable.matching.domain.description import BirthDate, Description
from reachable.matching.domain.evidence import (
    Direction,
    Evidence,
    EvidenceKind,
    Finding,
    Strength,
    only_one_side,
    origin,
)

NEAR_DAYS = 31
DATE_DIGITS = "%d%m%Y"

_SAYS: dict[Finding, tuple[Direction, Strength]] = {
    Finding.SAME_DAY: (Direction.AGREES, Strength.STRONG),
    Finding.DAY_AND_MONTH_SWAPPED: (Direction.AGREES, Strength.MODERATE),
    Finding.ONE_DIGIT: (Direction.AGREES, Strength.MODERATE),
    Finding.FIRST_OF_JANUARY: (Direction.AGREES, Strength.WEAK),
    Finding.MAY_BE_THE_SAME: (Direction.AGREES, Strength.WEAK),
    Finding.OTHER_YEAR: (Direction.NEUTRAL, Strength.WEAK),
    Finding.NEAR: (Direction.NEUTRAL, Strength.WEAK),
    Finding.OTHER_DAY: (Direction.DISAGREES, Strength.STRONG),
}
_BEST_FIRST = {finding: place for place, finding in enumerate(_SAYS)}


def compare_birth_dates(left: Description, right: Description) -> Evidence | None:
    """Return what the pair of birth dates that agree best says, or nothing when neither record has one."""
    if not left.birth_dates or not right.birth_dates:
        if not left.birth_dates and not right.birth_dates:
            return None
        return only_one_side(EvidenceKind.BIRTH_DATE, left, right, bool(left.birth_dates))
    finding, mine, theirs = min(
        (
            (match_birth_dates(mine, theirs), mine, theirs)
            for mine, theirs in product(left.birth_dates, right.birth_dates)
        ),
        key=lambda each: (_BEST_FIRST[each[0]], *sorted((each[1].earliest, each[2].earliest))),
    )
    direction, strength = _SAYS[finding]
    if finding is Finding.OTHER_DAY and (mine.day is None or theirs.day is None):
        strength = Strength.MODERATE
    return Evidence(
        EvidenceKind.BIRTH_DATE,
        finding,
        direction,
        strength,
        _sentence(finding, mine, theirs),
        origin(left, mine.since),
        origin(right, theirs.since),
    )


def match_birth_dates(left: BirthDate, right: BirthDate) -> Finding:
    """Return how two birth dates compare, the same whichever comes first."""
    mine, theirs = left.day, right.day
    if mine is None or theirs is None:
        overlap = left.earliest <= right.latest and right.earliest <= left.latest
        return Finding.MAY_BE_THE_SAME if overlap else Finding.OTHER_DAY
    if mine == theirs:
        return Finding.FIRST_OF_JANUARY if stands_for_year_only(mine) else Finding.SAME_DAY
    return _match_different_days(mine, theirs)


def stands_for_year_only(day: date) -> bool:
    """Test if a birth date is 1 January, which clerks write when only the year is known."""
    return (day.day, day.month) == (1, 1)


def with_day_and_month_swapped(day: date) -> date | None:
    """Return the day that is read when the day is taken for the month; nothing when there is no such date."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None


def say_birth_date(born: BirthDate) -> str:
    """Return a birth date in words, no more exact than it is known: "3 April 2011", "some time in 2011"."""
    if born.day is not None:
        return say_date(born.day)
    if (born.earliest, born.latest) == (date(born.earliest.year, 1, 1), date(born.earliest.year, 12, 31)):
        return f"some time in {born.earliest.year}"
    return f"between {say_date(born.earliest)} and {say_date(born.latest)}"


def say_date(day: date) -> str:
    """Return "3 April 2011"; a birthday's weekday is of no use to anybody."""
    return say_day(day, year=True).split(" ", 1)[1]


def _match_different_days(mine: date, theirs: date) -> Finding:
    if with_day_and_month_swapped(mine) == theirs:
        return Finding.DAY_AND_MONTH_SWAPPED
    if (mine.day, mine.month) == (theirs.day, theirs.month):
        return Finding.OTHER_YEAR
    if mine.year == theirs.year and (stands_for_year_only(mine) or stands_for_year_only(theirs)):
        return Finding.MAY_BE_THE_SAME
    if _digits_that_differ(mine, theirs) == 1:
        return Finding.ONE_DIGIT
    return Finding.NEAR if abs((mine - theirs).days) <= NEAR_DAYS else Finding.OTHER_DAY


def _digits_that_differ(mine: date, theirs: date) -> int:
    pairs = zip(mine.strftime(DATE_DIGITS), theirs.strftime(DATE_DIGITS), strict=True)
    return sum(one != other for one, other in pairs)


def _sentence(finding: Finding, mine: BirthDate, theirs: BirthDate) -> str:
    first, second = say_birth_date(mine), say_birth_date(theirs)
    match finding:
        case Finding.SAME_DAY:
            return f"Both give the birth date {first}."
        case Finding.FIRST_OF_JANUARY:
            return f"Both give {first}, but 1 January is often written when only the year is known."
        case Finding.DAY_AND_MONTH_SWAPPED:
            return f"Birth dates differ by a swapped day and month: {first} and {second}."
        case Finding.ONE_DIGIT:
            return f"Birth dates differ by one digit: {first} and {second}."
        case Finding.OTHER_YEAR:
            return f"Birth dates have the same day and month in different years: {first} and {second}."
        case Finding.MAY_BE_THE_SAME:
            return f"Birth dates may be the same, one being known only roughly: {first} and {second}."
        case Finding.NEAR:
            return f"Birth dates are less than about a month apart: {first} and {second}."
    return f"Birth dates differ: {first} and {second}."
