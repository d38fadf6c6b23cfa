"""Asks one rule of every anchor of many children, and tells anchors close together as one.

In:  rows, anchors, a program.
Out: Found: for each anchor what held and since when; for the first of each moment the firing.
"""

import numpy as np
from numpy.typing import NDArray

from reachable.rules.domain.bulk.certainties import CERTAINLY, NO
from reachable.rules.domain.bulk.compiling import compiled
from reachable.rules.domain.bulk.gathering import Anchors, Gathered, Matched, answers, gather
from reachable.rules.domain.bulk.judging import Marks, judge, judge_clock, mark_evidence
from reachable.rules.domain.bulk.london_days import Int64s
from reachable.rules.domain.bulk.program import Steps
from reachable.rules.domain.bulk.rows import Rows, at_least, at_most, find_gap, is_sooner

NOBODY = -1


Found = NDArray[np.void]
"""One row for each anchor. `needs` is the answer without the clock, `held` with it; NO where it never held.

`moment` is the anchor under which it is told, -1 where nothing is. On that anchor's row: `fired` and its instants,
whether all of it is `done` and by which row, and `duty`, the surest answer without the clock.
"""

FOUND = np.dtype(
    [
        ("needs_first", np.int64),
        ("held_first", np.int64),
        ("held_known", np.int64),
        ("answered", np.int64),
        ("moment", np.int64),
        ("fired_first", np.int64),
        ("fired_known", np.int64),
        ("done", np.int64),
        ("needs", np.uint8),
        ("held", np.uint8),
        ("fired", np.uint8),
        ("duty", np.uint8),
    ],
    align=True,
)


def nothing_found(count: int) -> Found:
    """Return rows for so many anchors, to be filled in."""
    found = np.zeros(count, FOUND)
    for name in ("needs", "held", "fired", "duty"):
        found[name] = NO
    for name in ("answered", "moment", "done"):
        found[name] = NOBODY
    return found


@compiled
def ask(
    rows: Rows, matched: Matched, steps: Steps, anchors: Anchors, starts: Int64s, gathered: Gathered, found: Found
) -> None:
    """Ask the rule of each anchor and tell each child's moments. `starts` says where each child's anchors begin."""
    for asked in range(len(anchors)):
        gather(gathered, rows, matched, steps, anchors, asked)
        _find_strongest(rows, steps, anchors, gathered, asked, found)
        if found[asked].needs != NO:
            found[asked].answered = _find_answered(rows, matched, steps, anchors, asked)
    for child in range(len(starts) - 1):
        _tell_moments(rows, steps, anchors, starts[child], starts[child + 1], gathered, found)


@compiled
def list_evidence(
    rows: Rows,
    matched: Matched,
    steps: Steps,
    anchors: Anchors,
    gathered: Gathered,
    found: Found,
    marks: Marks,
    evidence: NDArray[np.int64],
) -> int:
    """Write down (anchor told under, row) for all a firing rests on, and return how many there are.

    Only as many are written as there is room for.
    """
    count = 0
    for asked in range(len(anchors)):
        head = found[asked].moment
        if head == NOBODY or found[asked].held == NO or found[asked].held != found[head].fired:
            continue
        gather(gathered, rows, matched, steps, anchors, asked)
        first, length = anchors[asked].first, anchors[asked].last - anchors[asked].first
        marks[:length] = False
        mark_evidence(rows, steps, anchors, gathered, asked, found[asked].held_known, marks)
        for place in range(length):
            if marks[place]:
                if count < len(evidence):
                    evidence[count, 0] = head
                    evidence[count, 1] = first + place
                count += 1
    return count


@compiled
def _times(rows: Rows, steps: Steps, anchors: Anchors, gathered: Gathered, asked: int) -> int:
    """Write down, in order and once each, the instants since the anchor was received at which an answer may change."""
    since, now = rows[anchors[asked].row].received, anchors[asked].now
    times = gathered.times
    times[0] = since
    count = 1
    for place in range(len(gathered.held)):
        for index in range(gathered.held[place]):
            row = gathered.row[place, index]
            count = _add_time(times, count, rows[row].since, now)
            count = _add_time(times, count, rows[row].until, now)
    if steps.has_clock:
        count = _add_time(times, count, anchors[asked].due_first, now)
        count = _add_time(times, count, anchors[asked].due_last, now)
    return count


@compiled
def _add_time(times: Int64s, count: int, instant: int, now: int) -> int:
    """Put an instant in its place after the first, unless it is too early, too late or there already."""
    if instant <= times[0] or instant > now:
        return count
    place = count
    while times[place - 1] > instant:
        place -= 1
    if times[place - 1] == instant:
        return count
    for later in range(count, place, -1):
        times[later] = times[later - 1]
    times[place] = instant
    return count + 1


@compiled
def _find_strongest(rows: Rows, steps: Steps, anchors: Anchors, gathered: Gathered, asked: int, found: Found) -> None:
    """Find the strongest answer and since when it stood, without the clock and with it."""
    if _consider(rows, steps, anchors, gathered, asked, rows[anchors[asked].row].received, found):
        return
    for place in range(1, _times(rows, steps, anchors, gathered, asked)):
        if _consider(rows, steps, anchors, gathered, asked, gathered.times[place], found):
            return


@compiled
def _consider(
    rows: Rows, steps: Steps, anchors: Anchors, gathered: Gathered, asked: int, instant: int, found: Found
) -> bool:
    """Note the answer at an instant where it is stronger than any before, and return whether none can be stronger."""
    answer = judge(rows, steps, anchors, gathered, asked, instant)
    if answer == NO:
        return False
    if found[asked].needs == NO:
        found[asked].needs_first = instant
    found[asked].needs = min(int(found[asked].needs), answer)
    if steps.has_clock:
        answer = max(answer, judge_clock(rows, anchors, gathered, asked, instant))
    if answer < found[asked].held:
        if found[asked].held == NO:
            found[asked].held_first = instant
        found[asked].held = answer
        found[asked].held_known = instant
    return answer == CERTAINLY


@compiled
def _find_answered(rows: Rows, matched: Matched, steps: Steps, anchors: Anchors, asked: int) -> int:
    """Return the last of the rows that certainly are what was asked for, the first of each; -1 while one is open."""
    last = NOBODY
    for number in range(len(steps.answers)):
        answered = NOBODY
        for row in range(anchors[asked].first, anchors[asked].last):
            if not (rows[row].since <= anchors[asked].now < rows[row].until):
                continue
            if answers(rows, matched[anchors[asked].law], steps, anchors[asked].row, row, number) == CERTAINLY:
                answered = row
                break
        if answered == NOBODY:
            return NOBODY
        if last == NOBODY or is_sooner(rows, last, answered):
            last = answered
    return last


@compiled
def _tell_moments(
    rows: Rows, steps: Steps, anchors: Anchors, first: int, last: int, gathered: Gathered, found: Found
) -> None:
    """Put each anchor of a child to the first moment it is close to, the one that became known first coming first."""
    order, heads, count = gathered.things[0], gathered.things[1], 0
    for asked in range(first, last):
        if found[asked].needs != NO:
            place = count
            while place > 0 and _comes_before(rows, anchors, found, asked, order[place - 1]):
                order[place] = order[place - 1]
                place -= 1
            order[place] = asked
            count += 1
    moments = 0
    for place in range(count):
        asked, head = order[place], 0
        while head < moments and not _is_near(rows, steps, anchors, heads[head], asked):
            head += 1
        if head == moments:
            heads[moments] = asked
            moments += 1
        found[asked].moment = heads[head]
        _add_to_moment(rows, anchors, found, heads[head], asked)


@compiled
def _comes_before(rows: Rows, anchors: Anchors, found: Found, one: int, other: int) -> bool:
    if found[one].needs_first != found[other].needs_first:
        return bool(found[one].needs_first < found[other].needs_first)
    return is_sooner(rows, anchors[one].row, anchors[other].row)


@compiled
def _is_near(rows: Rows, steps: Steps, anchors: Anchors, head: int, other: int) -> bool:
    span = steps.one_moment[anchors[head].law]
    one, two = anchors[head].row, anchors[other].row
    if span < 0 or not (rows[one].known and rows[two].known):
        return False
    shortest, longest = find_gap(rows, one, two, False)
    return at_least(shortest, longest, -span) == CERTAINLY and at_most(shortest, longest, span) == CERTAINLY


@compiled
def _add_to_moment(rows: Rows, anchors: Anchors, found: Found, head: int, asked: int) -> None:
    """Let an anchor count towards the moment it is told under."""
    found[head].duty = min(int(found[head].duty), int(found[asked].needs))
    if found[asked].held == NO:
        return
    if found[head].fired == NO:
        found[head].fired_first = found[asked].held_first
        found[head].done = found[asked].answered
    else:
        found[head].fired_first = min(found[head].fired_first, found[asked].held_first)
        found[head].done = _later(rows, found[head].done, found[asked].answered)
    if found[asked].held < found[head].fired:
        found[head].fired = found[asked].held
        found[head].fired_known = found[asked].held_known


@compiled
def _later(rows: Rows, one: int, other: int) -> int:
    """Return the later of two rows, or -1 where one of them is missing: then not all of it is done."""
    if one == NOBODY or other == NOBODY:
        return NOBODY
    return other if is_sooner(rows, one, other) else one
