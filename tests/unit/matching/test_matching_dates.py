"""How birth dates are compared, as a table of dates and what is said of them."""

from datetime import date

import pytest
from people_to_match import record

from reachable.matching.domain.dates import compare_birth_dates, say_birth_date
from reachable.matching.domain.description import BirthDate
from reachable.matching.domain.evidence import Direction, Evidence, Finding, Strength

AGREES, DISAGREES, NEUTRAL = Direction.AGREES, Direction.DISAGREES, Direction.NEUTRAL
STRONGLY, FAIRLY, WEAKLY = Strength.STRONG, Strength.MODERATE, Strength.WEAK
SOME_TIME_IN_2011 = BirthDate(date(2011, 1, 1), date(2011, 12, 31))


def compared(left: date | BirthDate | None, right: date | BirthDate | None) -> Evidence:
    evidence = compare_birth_dates(record(1, born=left), record(2, born=right))
    assert evidence is not None
    return evidence


@pytest.mark.parametrize(
    ("left", "right", "finding", "direction", "strength", "sentence"),
    [
        (
            date(2011, 4, 3),
            date(2011, 4, 3),
            Finding.SAME_DAY,
            AGREES,
            STRONGLY,
            "Both give the birth date 3 April 2011.",
        ),
        (
            date(2011, 4, 3),
            date(2011, 3, 4),
            Finding.DAY_AND_MONTH_SWAPPED,
            AGREES,
            FAIRLY,
            "Birth dates differ by a swapped day and month: 3 April 2011 and 4 March 2011.",
        ),
        (
            date(2011, 4, 3),
            date(2011, 4, 8),
            Finding.ONE_DIGIT,
            AGREES,
            FAIRLY,
            "Birth dates differ by one digit: 3 April 2011 and 8 April 2011.",
        ),
        (
            date(2011, 4, 13),
            date(2011, 7, 13),
            Finding.ONE_DIGIT,
            AGREES,
            FAIRLY,
            "Birth dates differ by one digit: 13 April 2011 and 13 July 2011.",
        ),
        (
            date(2011, 4, 3),
            date(2007, 4, 3),
            Finding.OTHER_YEAR,
            NEUTRAL,
            WEAKLY,
            "Birth dates have the same day and month in different years: 3 April 2011 and 3 April 2007.",
        ),
        (
            date(2011, 1, 1),
            date(2011, 1, 1),
            Finding.FIRST_OF_JANUARY,
            AGREES,
            WEAKLY,
            "Both give 1 January 2011, but 1 January is often written when only the year is known.",
        ),
        (
            date(2011, 1, 1),
            date(2011, 4, 3),
            Finding.MAY_BE_THE_SAME,
            AGREES,
            WEAKLY,
            "Birth dates may be the same, one being known only roughly: 1 January 2011 and 3 April 2011.",
        ),
        (
            SOME_TIME_IN_2011,
            date(2011, 4, 3),
            Finding.MAY_BE_THE_SAME,
            AGREES,
            WEAKLY,
            "Birth dates may be the same, one being known only roughly: some time in 2011 and 3 April 2011.",
        ),
        (
            date(2011, 4, 28),
            date(2011, 5, 16),
            Finding.NEAR,
            NEUTRAL,
            WEAKLY,
            "Birth dates are less than about a month apart: 28 April 2011 and 16 May 2011.",
        ),
        (
            date(2011, 4, 3),
            date(2009, 11, 26),
            Finding.OTHER_DAY,
            DISAGREES,
            STRONGLY,
            "Birth dates differ: 3 April 2011 and 26 November 2009.",
        ),
        (
            SOME_TIME_IN_2011,
            date(2009, 11, 26),
            Finding.OTHER_DAY,
            DISAGREES,
            FAIRLY,
            "Birth dates differ: some time in 2011 and 26 November 2009.",
        ),
    ],
)
def test_two_birth_dates_say_in_a_sentence_how_they_compare(
    left: date | BirthDate,
    right: date | BirthDate,
    finding: Finding,
    direction: Direction,
    strength: Strength,
    sentence: str,
) -> None:
    evidence = compared(left, right)

    assert (evidence.finding, evidence.direction, evidence.strength) == (finding, direction, strength)
    assert evidence.sentence == sentence


def test_a_record_without_a_birth_date_cannot_be_compared() -> None:
    assert compared(None, date(2011, 4, 3)).direction is Direction.NOT_COMPARABLE
    assert compare_birth_dates(record(1, born=None), record(2, born=None)) is None


def test_a_rough_birth_date_is_said_no_more_exactly_than_it_is_known() -> None:
    assert say_birth_date(SOME_TIME_IN_2011) == "some time in 2011"
    assert say_birth_date(BirthDate(date(2011, 4, 3), date(2012, 4, 2))) == "between 3 April 2011 and 2 April 2012"


def test_a_birth_date_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="must not be before"):
        BirthDate(date(2011, 4, 3), date(2011, 4, 2))
