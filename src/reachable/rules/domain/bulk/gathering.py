"""What may count towards each condition of a rule, for one anchor: found once, whenever it became known.

In:  rows, which of them match which list, a program, an anchor.
Out: Gathered: for each list the rows that may count and how surely. What counts at an instant is what stood then.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reachable.rules.domain.bulk.certainties import CANNOT_SAY, CERTAINLY, NO, POSSIBLY
from reachable.rules.domain.bulk.columns import MOST_AROUND
from reachable.rules.domain.bulk.compiling import compiled
from reachable.rules.domain.bulk.london_days import Int64s
from reachable.rules.domain.bulk.program import (
    AMONG_PEERS,
    ANCHOR,
    AT_PLACE,
    DURING,
    FURTHEST,
    FURTHEST_IN_DAYS,
    IN_DAYS,
    IN_ORDER,
    NEAREST,
    NEAREST_IN_DAYS,
    NO_LIMIT,
    TO_A_DAY,
    TOGETHER,
    UNLESS,
    Steps,
)
from reachable.rules.domain.bulk.rows import (
    Rows,
    at_most,
    find_gap,
    follows,
    is_at_least_before,
    is_at_most_before,
)

Matched = NDArray[np.uint8]
"""By set of values, list and row: whether the row is one of the list."""


Anchors = NDArray[np.void]
"""The events a rule is asked about, child by child. `first` and `last` bound the rows of the anchor's child.

`law` is the set of values in force, `answer` whether it matches and the child is of the age. A limit ends between
`due_first` and `due_last`; `due_known` tells if that can be said.
"""

ANCHORS = np.dtype(
    [
        ("row", np.int64),
        ("first", np.int64),
        ("last", np.int64),
        ("now", np.int64),
        ("law", np.int64),
        ("due_first", np.int64),
        ("due_last", np.int64),
        ("due_known", np.bool_),
        ("answer", np.uint8),
    ],
    align=True,
)


class Gathered(NamedTuple):
    """For each list the rows that may count, how surely, and how many they are. The first list is the clock's answer.

    `things` is used while counting, `chain` and `before` while following an order; `times` holds the instants at which
    any of them came or went. `beside` says how surely each other child was with this one, where that counts.
    """

    row: NDArray[np.int64]
    answer: NDArray[np.uint8]
    held: Int64s
    things: NDArray[np.int64]
    chain: NDArray[np.uint8]
    before: NDArray[np.int64]
    beside: NDArray[np.uint8]
    times: Int64s


def make_room(lists: int, rows: int) -> Gathered:
    """Return empty lists for the most rows a child has."""
    return Gathered(
        row=np.empty((lists, rows), np.int64),
        answer=np.empty((lists, rows), np.uint8),
        held=np.zeros(lists, np.int64),
        things=np.empty((2, rows), np.int64),
        chain=np.empty((lists, rows), np.uint8),
        before=np.empty((lists, rows), np.int64),
        beside=np.zeros(MOST_AROUND + 1, np.uint8),
        times=np.empty(2 * lists * rows + 3, np.int64),
    )


@compiled
def keep(gathered: Gathered, place: int, row: int, answer: int) -> None:
    """Add a row to a list unless it certainly does not count."""
    if answer != NO:
        count = gathered.held[place]
        gathered.row[place, count] = row
        gathered.answer[place, count] = answer
        gathered.held[place] = count + 1


@compiled
def gather(gathered: Gathered, rows: Rows, matched: Matched, steps: Steps, anchors: Anchors, asked: int) -> None:
    """Find what may count towards each condition and towards the clock's answer, for one anchor."""
    law = anchors[asked].law
    gathered.held[:] = 0
    for need in range(len(steps.operations)):
        operation = steps.operations[need]
        if operation == DURING:
            _gather_starts(gathered, rows, matched[law], steps, anchors, asked, need)
            _gather_ends(gathered, rows, matched[law], anchors, asked, steps.ends[need])
        elif operation == IN_ORDER:
            _gather_steps(gathered, rows, matched[law], steps, anchors, asked, need)
        elif operation >= AT_PLACE:
            _gather_beside(gathered, rows, matched[law], steps, anchors, asked, need)
            if operation == AMONG_PEERS:
                _gather_together(gathered, rows, matched[law], anchors, asked, steps.ends[need])
        else:
            _gather_counted(gathered, rows, matched[law], steps, anchors, asked, need)
    if steps.has_clock:
        _gather_in_time(gathered, rows, matched[law], steps, anchors, asked)


@compiled
def _gather_counted(
    gathered: Gathered, rows: Rows, matched: Matched, steps: Steps, anchors: Anchors, asked: int, need: int
) -> None:
    place, anchor = steps.whats[need], anchors[asked].row
    numbers = steps.numbers[anchors[asked].law, need]
    unless = steps.operations[need] == UNLESS
    for row in range(anchors[asked].first, anchors[asked].last):
        answer = matched[place, row]
        if answer == NO:
            continue
        # What Unless looks for counts even where it was withdrawn since; the anchor itself never does.
        if rows[row].around or ((rows[row].fact == rows[anchor].fact) if unless else not rows[row].today):
            continue
        keep(gathered, place, row, max(int(answer), _is_in_window(rows, row, anchor, numbers)))


@compiled
def _is_in_window(rows: Rows, row: int, anchor: int, numbers: Int64s) -> int:
    far = is_at_most_before(rows, row, anchor, numbers[FURTHEST], numbers[FURTHEST_IN_DAYS] == 1)
    return max(far, is_at_least_before(rows, row, anchor, numbers[NEAREST], numbers[NEAREST_IN_DAYS] == 1))


@compiled
def _gather_steps(
    gathered: Gathered, rows: Rows, matched: Matched, steps: Steps, anchors: Anchors, asked: int, need: int
) -> None:
    """Find what may be each step of an order before the anchor; only of the first is asked how far back it lies."""
    first, anchor = steps.whats[need], anchors[asked].row
    numbers = steps.numbers[anchors[asked].law, need]
    for place in range(first, first + steps.ends[need]):
        for row in range(anchors[asked].first, anchors[asked].last):
            answer = int(matched[place, row])
            if answer == NO or rows[row].around or not rows[row].today or rows[row].fact == rows[anchor].fact:
                continue
            if follows(rows, row, anchor) == NO:
                continue
            if place == first:
                in_days = numbers[FURTHEST_IN_DAYS] == 1
                answer = max(answer, is_at_most_before(rows, row, anchor, numbers[FURTHEST], in_days))
            keep(gathered, place, row, answer)


@compiled
def _gather_beside(
    gathered: Gathered, rows: Rows, matched: Matched, steps: Steps, anchors: Anchors, asked: int, need: int
) -> None:
    """Find what may count of other children, or of the events in which this child was with the anchor's."""
    place, anchor, operation = steps.whats[need], anchors[asked].row, steps.operations[need]
    numbers = steps.numbers[anchors[asked].law, need]
    for row in range(anchors[asked].first, anchors[asked].last):
        answer = int(matched[place, row])
        if answer == NO or not rows[row].today or not _is_beside(rows, row, anchor, operation):
            continue
        keep(gathered, place, row, max(answer, _is_in_window(rows, row, anchor, numbers)))


@compiled
def _is_beside(rows: Rows, row: int, anchor: int, operation: int) -> bool:
    whose = rows[anchor].other
    if operation == TOGETHER:
        was_there = (rows[row].together >> np.uint64(whose)) & np.uint64(1)
        return bool(whose > 0 and was_there == 1 and rows[row].fact != rows[anchor].fact)
    if not rows[row].around or rows[row].other == 0 or rows[row].other == whose:
        return False
    return bool(operation == AMONG_PEERS or (rows[row].place > 0 and rows[row].place == rows[anchor].place))


@compiled
def _gather_together(
    gathered: Gathered, rows: Rows, matched: Matched, anchors: Anchors, asked: int, place: int
) -> None:
    """Find the events in which an agency named this child with others."""
    for row in range(anchors[asked].first, anchors[asked].last):
        if rows[row].today and rows[row].together != 0:
            keep(gathered, place, row, int(matched[place, row]))


@compiled
def _gather_starts(
    gathered: Gathered, rows: Rows, matched: Matched, steps: Steps, anchors: Anchors, asked: int, need: int
) -> None:
    place, anchor = steps.whats[need], anchors[asked].row
    numbers = steps.numbers[anchors[asked].law, need]
    for row in range(anchors[asked].first, anchors[asked].last):
        if matched[place, row] == NO or rows[row].around or not rows[row].today:
            continue
        answer = max(int(matched[place, row]), follows(rows, row, anchor))
        if numbers[NEAREST] != NO_LIMIT:
            in_days = numbers[NEAREST_IN_DAYS] == 1
            answer = max(answer, is_at_least_before(rows, row, anchor, numbers[NEAREST], in_days))
        keep(gathered, place, row, answer)


@compiled
def _gather_ends(gathered: Gathered, rows: Rows, matched: Matched, anchors: Anchors, asked: int, place: int) -> None:
    for row in range(anchors[asked].first, anchors[asked].last):
        if matched[place, row] != NO and not rows[row].around:
            keep(gathered, place, row, max(int(matched[place, row]), follows(rows, row, anchors[asked].row)))


@compiled
def _gather_in_time(
    gathered: Gathered, rows: Rows, matched: Matched, steps: Steps, anchors: Anchors, asked: int
) -> None:
    for row in range(anchors[asked].first, anchors[asked].last):
        if rows[row].today:
            answer = answers(rows, matched, steps, anchors[asked].row, row, 0)
            if answer != NO:
                keep(gathered, ANCHOR, row, max(answer, _is_in_time(rows, steps, anchors, asked, row)))


@compiled
def answers(rows: Rows, matched: Matched, steps: Steps, anchor: int, row: int, number: int) -> int:
    """Answer "is this row what was asked for after the anchor?", for one of a rule's answers. The anchor never is."""
    answer = matched[steps.answers[number], row]
    if answer == NO or rows[row].around or rows[row].fact == rows[anchor].fact:
        return NO
    told_apart = rows[anchor].episode != 0 and rows[row].episode != 0 and rows[anchor].episode != rows[row].episode
    if steps.same_episode[number] and told_apart:
        return NO
    return max(int(answer), follows(rows, anchor, row))


@compiled
def _is_in_time(rows: Rows, steps: Steps, anchors: Anchors, asked: int, row: int) -> int:
    anchor, law = anchors[asked].row, anchors[asked].law
    if not rows[row].known or not rows[anchor].known:
        return CANNOT_SAY
    if steps.limits[law, 0] == TO_A_DAY:
        if rows[row].latest <= anchors[asked].due_first:
            return CERTAINLY
        return NO if rows[row].earliest > anchors[asked].due_last else POSSIBLY
    shortest, longest = find_gap(rows, anchor, row, steps.limits[law, 0] == IN_DAYS)
    return at_most(shortest, longest, steps.limits[law, 1])
