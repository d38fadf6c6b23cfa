"""The rows the compiled loop reads, and how far apart two of them are.

In:  columns of facts that stood for a time.
Out: Rows; three-way answers about the time between two rows, as `gaps` gives them for two facts.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reachable.rules.domain.bulk.certainties import CANNOT_SAY, CERTAINLY, NO, POSSIBLY
from reachable.rules.domain.bulk.columns import Bools, Bytes, Codes
from reachable.rules.domain.bulk.compiling import compiled
from reachable.rules.domain.bulk.london_days import A_DAY, Days, Int64s
from reachable.rules.domain.bulk.standing import Standing

Rows = NDArray[np.void]
"""Stretches in which facts of some kinds stood, child by child, in the order in which the rules read them."""

ROW = np.dtype(
    [
        ("fact", np.int64),
        ("earliest", np.int64),
        ("latest", np.int64),
        ("received", np.int64),
        ("since", np.int64),
        ("until", np.int64),
        ("id_high", np.uint64),
        ("id_low", np.uint64),
        ("together", np.uint64),
        ("first_day", np.int32),
        ("last_day", np.int32),
        ("agency", np.int32),
        ("teller", np.int32),
        ("episode", np.int32),
        ("place", np.int32),
        ("reference", np.int32),
        ("kind", np.uint8),
        ("known", np.bool_),
        ("exact", np.bool_),
        ("today", np.bool_),
        ("around", np.bool_),
        ("other", np.uint8),
    ],
    align=True,
)


class _Columns(NamedTuple):
    """The columns a row is put together from, as the compiled loop takes them."""

    fact: Int64s
    since: Int64s
    until: Int64s
    today: Bools
    first_day: Days
    last_day: Days
    earliest: Int64s
    latest: Int64s
    received: Int64s
    id_high: NDArray[np.uint64]
    id_low: NDArray[np.uint64]
    together: NDArray[np.uint64]
    agency: Codes
    teller: Codes
    episode: Codes
    place: Codes
    reference: Codes
    kind: Bytes
    known: Bools
    exact: Bools
    around: Bools
    other: Bytes


OF_THE_STRETCH = ("fact", "since", "until", "today", "first_day", "last_day")


def rows_of(standing: Standing, places: Int64s) -> Rows:
    """Return some rows of what stood."""
    rows = np.empty(len(places), ROW)
    stretches = (getattr(standing, name) for name in OF_THE_STRETCH)
    facts = (getattr(standing.facts, name) for name in _Columns._fields[len(OF_THE_STRETCH) :])
    _put_together(rows, places, _Columns(*stretches, *facts))
    return rows


@compiled
def _put_together(rows: Rows, places: Int64s, columns: _Columns) -> None:
    """Fill in the rows one after the other: so each is written once, and what is read lies close together."""
    for row in range(len(places)):
        place = places[row]
        fact = columns.fact[place]
        rows[row].fact = fact
        rows[row].since = columns.since[place]
        rows[row].until = columns.until[place]
        rows[row].today = columns.today[place]
        rows[row].first_day = columns.first_day[place]
        rows[row].last_day = columns.last_day[place]
        rows[row].earliest = columns.earliest[fact]
        rows[row].latest = columns.latest[fact]
        rows[row].received = columns.received[fact]
        rows[row].id_high = columns.id_high[fact]
        rows[row].id_low = columns.id_low[fact]
        rows[row].together = columns.together[fact]
        rows[row].agency = columns.agency[fact]
        rows[row].teller = columns.teller[fact]
        rows[row].episode = columns.episode[fact]
        rows[row].place = columns.place[fact]
        rows[row].reference = columns.reference[fact]
        rows[row].kind = columns.kind[fact]
        rows[row].known = columns.known[fact]
        rows[row].exact = columns.exact[fact]
        rows[row].around = columns.around[fact]
        rows[row].other = columns.other[fact]


@compiled
def at_least(shortest: int, longest: int, span: int) -> int:
    """Answer "is the gap at least this long?"."""
    if longest < span:
        return NO
    return CERTAINLY if shortest >= span else POSSIBLY


@compiled
def at_most(shortest: int, longest: int, span: int) -> int:
    """Answer "is the gap at most this long?"."""
    if shortest > span:
        return NO
    return CERTAINLY if longest <= span else POSSIBLY


@compiled
def find_gap(rows: Rows, first: int, second: int, in_days: bool) -> tuple[int, int]:
    """Return the shortest and the longest time that may lie from one row to another, in microseconds."""
    if in_days:
        return (
            (np.int64(rows[second].first_day) - rows[first].last_day) * A_DAY,
            (np.int64(rows[second].last_day) - rows[first].first_day) * A_DAY,
        )
    return rows[second].earliest - rows[first].latest, rows[second].latest - rows[first].earliest


@compiled
def follows(rows: Rows, first: int, second: int) -> int:
    """Answer "did the second happen at or after the first?". The same day counts where either gives no time of day."""
    if not (rows[first].known and rows[second].known):
        return CANNOT_SAY
    shortest, longest = find_gap(rows, first, second, not (rows[first].exact and rows[second].exact))
    return at_least(shortest, longest, 0)


@compiled
def is_at_most_before(rows: Rows, row: int, anchor: int, span: int, in_days: bool) -> int:
    """Answer "did it happen at most this long before the anchor, or after it?"."""
    if rows[row].fact == rows[anchor].fact:
        return at_most(0, 0, span)
    if not (rows[row].known and rows[anchor].known):
        return CANNOT_SAY
    shortest, longest = find_gap(rows, row, anchor, in_days)
    return at_most(shortest, longest, span)


@compiled
def is_at_least_before(rows: Rows, row: int, anchor: int, span: int, in_days: bool) -> int:
    """Answer "did it happen at least this long before the anchor?"; a negative span looks past the anchor."""
    if rows[row].fact == rows[anchor].fact:
        return at_least(0, 0, span)
    if not (rows[row].known and rows[anchor].known):
        return CANNOT_SAY
    shortest, longest = find_gap(rows, row, anchor, in_days)
    return at_least(shortest, longest, span)


@compiled
def is_sooner(rows: Rows, one: int, other: int) -> bool:
    """Test if one row comes before another by date, then by the name its agency gave it, and by id last."""
    if rows[one].earliest == rows[other].earliest and rows[one].reference != rows[other].reference:
        return bool(rows[one].reference < rows[other].reference)
    return has_smaller_id(rows, one, other)


@compiled
def has_smaller_id(rows: Rows, one: int, other: int) -> bool:
    """Test if one row comes before another by date, and by id where they may have begun at one instant."""
    if rows[one].earliest != rows[other].earliest:
        return bool(rows[one].earliest < rows[other].earliest)
    if rows[one].id_high != rows[other].id_high:
        return bool(rows[one].id_high < rows[other].id_high)
    return bool(rows[one].id_low < rows[other].id_low)


@compiled
def stands(rows: Rows, row: int, instant: int) -> bool:
    """Test if a row stood at an instant."""
    return bool(rows[row].since <= instant and instant < rows[row].until)


@compiled
def may_be_one(rows: Rows, one: int, other: int) -> bool:
    """Test if two rows may tell of one thing: the same episode, or the same kind on a day two agencies both name."""
    if rows[one].kind != rows[other].kind:
        return False
    if rows[one].episode != 0 and rows[one].episode == rows[other].episode:
        return True
    share_a_day = rows[one].first_day <= rows[other].last_day and rows[other].first_day <= rows[one].last_day
    return bool(rows[one].agency != rows[other].agency and share_a_day)
