"""Dates and times as agencies write them, read with certainty or not at all.

In:  "03/03/2026", "03/03/2026 01:20", "25/10/2026 01:30 BST".
Out: a date, a When, or why it cannot be read.
"""

import re
from datetime import date, datetime, time

from reachable.intake.domain.problems import ProblemKind, UnreadableError
from reachable.kernel.london import LocalTimeHappenedTwice, LocalTimeNeverHappened, from_london
from reachable.kernel.when import When

_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_TIME = re.compile(r"(\d{2}/\d{2}/\d{4}) (\d{2}):(\d{2})(?: (BST|GMT))?")
MONTH_FIRST = re.compile(r"(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/\d{2,4}(?:\D.*)?")
"""A date that only makes sense with the month first."""

TWO_DIGIT_YEAR = re.compile(r"\d{1,2}/\d{1,2}/\d{2}(?:\D.*)?")
SPREADSHEET_DAY = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
"""A spreadsheet's count of days since 1900: 1954 to 2091."""


def read_date(written: str) -> date:
    """Return the date of DD/MM/YYYY.

    :raises UnreadableError: when it is written otherwise or there is no such day.
    """
    match = _DATE.fullmatch(written)
    if match is None:
        raise _unreadable(written, "DD/MM/YYYY")
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableError(
            ProblemKind.WRONG_KIND, "There is no such day.", "Correct the date at its source."
        ) from error


def read_time(written: str) -> When:
    """Return the instant of a London time written DD/MM/YYYY HH:MM.

    BST or GMT after it says which is meant of a time that happened twice.

    :raises UnreadableError: when it is written otherwise, never happened, or happened twice and nobody said which.
    """
    match = _TIME.fullmatch(written)
    if match is None:
        raise _unreadable(written, "DD/MM/YYYY HH:MM")
    day_written, hours, minutes, zone = match.groups()
    day = read_date(day_written)
    if int(hours) > 23 or int(minutes) > 59:
        raise UnreadableError(ProblemKind.WRONG_KIND, "There is no such time of day.", "Use 00:00 to 23:59.")
    return When.at(_instant(day, time(int(hours), int(minutes)), zone))


def read_day_or_time(written: str) -> When:
    """Return a London day, or the instant of a London time, whichever is written.

    :raises UnreadableError: as for the two it chooses from.
    """
    return When.on(read_date(written)) if _DATE.fullmatch(written) else read_time(written)


def _instant(day: date, clock: time, zone: str | None) -> datetime:
    try:
        instant = from_london(day, clock)
    except LocalTimeNeverHappened as error:
        raise UnreadableError(
            ProblemKind.TIME_NEVER_HAPPENED,
            "The clocks went forward over this time, so no clock showed it.",
            "Find out the true time; it is often an hour later.",
        ) from error
    except LocalTimeHappenedTwice as error:
        if zone is not None:
            return from_london(day, clock, second_time=zone == "GMT")
        raise UnreadableError(
            ProblemKind.TIME_HAPPENED_TWICE,
            "The clocks went back over this time, so it names two moments an hour apart.",
            "Write BST after it for the first time round, or GMT for the second.",
        ) from error
    if zone is not None:
        raise UnreadableError(
            ProblemKind.WRONG_KIND,
            "BST or GMT may follow only a time that happened twice.",
            "Take it away and write the time a London clock showed.",
        )
    return instant


def _unreadable(written: str, form: str) -> UnreadableError:
    if SPREADSHEET_DAY.fullmatch(written):
        return UnreadableError(
            ProblemKind.SPREADSHEET_CHANGED,
            "A spreadsheet has turned this date into a number of days.",
            f"Format the column as text, {form}, or send the extract without opening it in a spreadsheet.",
        )
    if TWO_DIGIT_YEAR.fullmatch(written):
        return UnreadableError(
            ProblemKind.AMBIGUOUS_DATES,
            "The year has two digits, so the date can be read more than one way.",
            f"Write every date as {form}.",
        )
    return UnreadableError(
        ProblemKind.WRONG_KIND, f"This is not written as {form}.", f"Write it as {form}, as a London clock showed it."
    )
