"""Whether a feed still comes as it used to: late, shrinking, or changed in shape, against its own recent past.

In:  what was counted of each extract of one agency's feed, oldest first, and when the next was due.
Out: Finding for each thing that is off: what, since when, and the figures. Nothing is compared with another agency.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from statistics import median

from reachable.intake.domain.measures import Measures

PAST = 6
"""How many extracts before the last one it is compared with: enough that one odd file moves no median."""
FEWEST_BEFORE = 3
"""With fewer extracts before it nothing is compared, and that is said."""
FEWEST_ROWS = 20
"""Shares of fewer rows than this move by chance alone, and are not compared."""
SHRUNK_BELOW = 0.7
"""A file with less than this share of the usual rows. A quiet week stays above it; a lost station or ward does not."""
FEWEST_LOST = 5
"""Fewer rows lost than this may be chance."""
MOVED_BY = 0.25
"""How far the share of filled cells, of one code or of children without a number may move: a quarter of all rows."""
FEWER_A_DAY, MORE_A_DAY = 0.5, 2.0
"""Rows written in the last week: half as many or twice as many as usual."""


class FeedFault(Enum):
    """What may be off about a feed."""

    LATE = "Late"
    NEVER = "Never received"
    SHRINKING = "Fewer rows than usual"
    FILLED = "Cells filled otherwise than usual"
    CODES = "Codes used otherwise than usual"
    IDENTIFIERS = "Children without a number other agencies know"
    PER_DAY = "Rows written a day"
    NOT_COMPARED = "Too new to compare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is off, since when, and the figures: `now` against what is `usual`, as counts or shares of 1.

    `column` and `code` name what moved, where it is one of them. `since` is None where there is no telling.
    """

    off: FeedFault
    since: datetime | None
    now: float = 0
    usual: float = 0
    column: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of one extract, when it came in and who sent it, "" when a machine did."""

    at: datetime
    measures: Measures
    sent_by: str = ""


def watch_shape(extracts: Sequence[Counted]) -> tuple[Finding, ...]:
    """Return what is off about the last extract, against those before it. Oldest first.

    Each finding dates from the first of the unbroken run of extracts, up to the last, of which it holds.
    """
    if len(extracts) <= FEWEST_BEFORE:
        return (Finding(off=FeedFault.NOT_COMPARED, since=None, now=len(extracts)),) if extracts else ()
    found = _compare(extracts[-1].measures, _past(extracts, len(extracts) - 1))
    return tuple(
        Finding(
            off=each.off,
            since=_since(each, extracts),
            now=each.now,
            usual=each.usual,
            column=each.column,
            code=each.code,
        )
        for each in found
    )


def _past(extracts: Sequence[Counted], place: int) -> list[Measures]:
    return [each.measures for each in extracts[max(0, place - PAST) : place]]


def _since(finding: Finding, extracts: Sequence[Counted]) -> datetime:
    """Return when the run of extracts began of which the same is off. Each is compared with those before the run."""
    first = len(extracts) - 1
    while first > FEWEST_BEFORE:
        before = _past(extracts, first - 1)
        same = {(each.off, each.column, each.code) for each in _compare(extracts[first - 1].measures, before)}
        if (finding.off, finding.column, finding.code) not in same:
            break
        first -= 1
    return extracts[first].at


def _compare(last: Measures, before: Sequence[Measures]) -> list[Finding]:
    found = [*_rows(last, before), *_per_day(last, before)]
    enough = [each for each in before if each.rows >= FEWEST_ROWS]
    if last.rows >= FEWEST_ROWS and len(enough) >= FEWEST_BEFORE:
        found += _filled(last, enough)
        found += _codes(last, enough)
    return [*found, *_identifiers(last, before)]


def _rows(last: Measures, before: Sequence[Measures]) -> list[Finding]:
    usual = median(each.rows for each in before)
    if last.rows < usual * SHRUNK_BELOW and usual - last.rows >= FEWEST_LOST:
        return [Finding(off=FeedFault.SHRINKING, since=None, now=last.rows, usual=usual)]
    return []


def _per_day(last: Measures, before: Sequence[Measures]) -> list[Finding]:
    usual = median(each.recent for each in before)
    moved = last.recent <= usual * FEWER_A_DAY or last.recent >= usual * MORE_A_DAY
    if moved and abs(last.recent - usual) >= FEWEST_ROWS:
        return [Finding(off=FeedFault.PER_DAY, since=None, now=last.recent, usual=usual)]
    return []


def _filled(last: Measures, before: Sequence[Measures]) -> list[Finding]:
    found = []
    for column, count in last.filled.items():
        known = [each for each in before if column in each.filled]
        if len(known) < FEWEST_BEFORE:
            continue
        now, usual = count / last.rows, median(each.filled[column] / each.rows for each in known)
        if _moved(now, usual) >= MOVED_BY:
            found.append(Finding(off=FeedFault.FILLED, since=None, now=now, usual=usual, column=column))
    return found


def _codes(last: Measures, before: Sequence[Measures]) -> list[Finding]:
    """Return, of each column of codes, the one whose share of the filled cells moved most, if it moved far."""
    found = []
    for column, counted in last.codes.items():
        known = [each.codes[column] for each in before if sum(each.codes.get(column, {}).values()) >= FEWEST_ROWS]
        if sum(counted.values()) < FEWEST_ROWS or len(known) < FEWEST_BEFORE:
            continue
        moved = [
            (_moved(_share(counted, code), usual), code, usual)
            for code in sorted({*counted, *(code for each in known for code in each)})
            for usual in [median(_share(each, code) for each in known)]
        ]
        by, code, usual = max(moved, key=lambda each: (each[0], each[1]))
        if by >= MOVED_BY:
            share = _share(counted, code)
            found.append(Finding(off=FeedFault.CODES, since=None, now=share, usual=usual, column=column, code=code))
    return found


def _identifiers(last: Measures, before: Sequence[Measures]) -> list[Finding]:
    known = [each for each in before if each.without_identifier is not None and each.children >= FEWEST_ROWS]
    if last.without_identifier is None or last.children < FEWEST_ROWS or len(known) < FEWEST_BEFORE:
        return []
    now = last.without_identifier / last.children
    usual = median((each.without_identifier or 0) / each.children for each in known)
    if now > usual and _moved(now, usual) >= MOVED_BY:
        return [Finding(off=FeedFault.IDENTIFIERS, since=None, now=now, usual=usual)]
    return []


def _moved(now: float, usual: float) -> float:
    """Return how far a share moved, rounded so that a quarter is a quarter."""
    return round(abs(now - usual), 6)


def _share(counted: Mapping[str, int], code: str) -> float:
    return counted.get(code, 0) / sum(counted.values())
