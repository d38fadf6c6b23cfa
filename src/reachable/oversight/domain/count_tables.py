"""The tables of counts that are released, as dated data: what is counted, in which rows and columns, since when.

In:  a quarter.
Out: CountTable for each one released for it. There is no other question, and no filter.

Every thing is counted once, in the quarter in which it began and in one area: no two releases count the same thing.
No two tables count the same things: one is never a breakdown of the other. No table has a row or a column for what a
child is suspected of: harm done to a child is counted by the event, whatever else the child was part of.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from reachable.oversight.domain.quarters import Quarter
from reachable.timeline.domain.kinds import EventKind

ClassCode = str
"""What a row or a column of a table is stored under."""


class Counts(Enum):
    """What a table counts. The value is said on the page."""

    ALERTS = "alerts raised in the quarter, not those withdrawn"
    RETURNS = "times a child came back from being missing in the quarter"
    CHILDREN = "children of whom the first record came in the quarter"
    HARM = "children to whom harm was done in the quarter, each once for each kind of harm"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """One table. Rows and columns are codes with the words shown, fixed before anything is counted."""

    code: str
    title: str
    counts: Counts
    rows_are: str
    rows: tuple[tuple[ClassCode, str], ...]
    columns: tuple[tuple[ClassCode, str], ...]
    why: str
    since: date
    until: date | None = None

    def is_released_for(self, quarter: Quarter) -> bool:
        """Test if it is released for a quarter: the whole of it must lie between its dates."""
        return self.since <= quarter.starts and (self.until is None or quarter.ends <= self.until)


IN_TIME, LATE, NOT_ANSWERED = "IN_TIME", "LATE", "NOT_ANSWERED"
HELD_IN_TIME, HELD_LATE, DECLINED, NOT_HELD = "HELD_IN_TIME", "HELD_LATE", "DECLINED", "NOT_HELD"
ALL_RETURNS, TOLD = "ALL", "TOLD"
NOT_RECORDED = "NOT_RECORDED"
FIRST_TABLES = date(2025, 1, 1)

ETHNICITIES = (
    ("A", "Asian or Asian British"),
    ("B", "Black or Black British"),
    ("M", "Mixed"),
    ("O", "Another ethnic group"),
    ("W", "White"),
    (NOT_RECORDED, "Not recorded"),
)
"""By the first letter of the 16+1 codes in which police and schools write it down."""

AGE_BANDS = ((0, 10, "Under 10"), (10, 14, "10 to 13"), (14, 16, "14 to 15"), (16, 18, "16 to 17"))
HARM = (
    EventKind.ASSAULT_ON_CHILD,
    EventKind.ROBBERY_OF_CHILD,
    EventKind.THREAT,
    EventKind.INTERNAL_CONCEALMENT,
    EventKind.HOME_TAKEN_OVER,
    EventKind.NRM_REFERRAL,
)
"""What is done to a child. What a child is suspected of is counted nowhere."""

COUNT_TABLES: tuple[CountTable, ...] = (
    CountTable(
        code="ALERTS",
        title="Alerts, and whether somebody answered in time",
        counts=Counts.ALERTS,
        rows_are="Why it was raised",
        rows=(
            ("RULE", "A rule"),
            ("DUTY", "Something due"),
            ("CONCERN", "A concern waiting"),
            ("QUESTION", "A question"),
            ("HANDOVER", "A shift to take over"),
            ("REQUEST", "Something asked for"),
        ),
        columns=((IN_TIME, "Answered in time"), (LATE, "Answered late"), (NOT_ANSWERED, "Not answered")),
        why="Whether a named person answers before the moment has passed.",
        since=FIRST_TABLES,
    ),
    CountTable(
        code="RETURNS",
        title="Return home interviews",
        counts=Counts.RETURNS,
        rows_are="Returns",
        rows=((ALL_RETURNS, "Every return"),),
        columns=(
            (HELD_IN_TIME, "Interview held in time"),
            (HELD_LATE, "Interview held late"),
            (DECLINED, "Declined"),
            (NOT_HELD, "None held"),
        ),
        why="The law wants every child who comes back to be offered somebody to talk to.",
        since=FIRST_TABLES,
    ),
    CountTable(
        code="CHILDREN",
        title="Children first known, by ethnicity and age",
        counts=Counts.CHILDREN,
        rows_are="Ethnicity, as recorded",
        rows=ETHNICITIES,
        columns=(*((f"{first}_{end - 1}", words) for first, end, words in AGE_BANDS), (NOT_RECORDED, "Not known")),
        why="To see who is not being identified (Equality Act 2010, section 149).",
        since=FIRST_TABLES,
    ),
    CountTable(
        code="HARM",
        title="Harm done to children",
        counts=Counts.HARM,
        rows_are="What was done",
        rows=tuple((kind.value, kind.label) for kind in HARM),
        columns=((TOLD, "Children"),),
        why="Counted by the event. A child harmed is counted here whatever else the child was part of.",
        since=FIRST_TABLES,
    ),
)


def tables_for(quarter: Quarter, tables: tuple[CountTable, ...] = COUNT_TABLES) -> tuple[CountTable, ...]:
    """Return the tables released for a quarter.

    :raises ValueError: when two of them count the same things: one could be subtracted from the other.
    """
    found = tuple(each for each in tables if each.is_released_for(quarter))
    if len({each.counts for each in found}) < len(found):
        raise ValueError("two tables of one quarter count the same things")
    return found


def find_table(code: str) -> CountTable | None:
    """Return a table by its code, those no longer released included."""
    return next((each for each in COUNT_TABLES if each.code == code), None)


def band_of(age: int | None) -> ClassCode:
    """Return the column of an age in years, None for one that is not known."""
    for first, end, _ in AGE_BANDS:
        if age is not None and first <= age < end:
            return f"{first}_{end - 1}"
    return NOT_RECORDED


def group_of(code: str) -> ClassCode:
    """Return the row of a 16+1 code; "" and "NS", for not stated, are not recorded."""
    letter = code.strip().upper()[:1]
    return letter if code.strip().upper() != "NS" and letter in dict(ETHNICITIES) else NOT_RECORDED
