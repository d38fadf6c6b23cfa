"""Answers the conditions of a rule at one instant, from what was gathered and stood then.

In:  Gathered, an instant.
Out: a certainty code, and on request the rows it rests on.
"""

import numpy as np
from numpy.typing import NDArray

from reachable.rules.domain.bulk.certainties import CANNOT_SAY, CERTAINLY, NO, POSSIBLY
from reachable.rules.domain.bulk.chains import judge_in_order
from reachable.rules.domain.bulk.compiling import compiled
from reachable.rules.domain.bulk.gathering import Anchors, Gathered
from reachable.rules.domain.bulk.program import (
    AMONG_PEERS,
    ANCHOR,
    AT_LEAST,
    DURING,
    IN_ORDER,
    TOGETHER,
    TOLD_BY,
    UNLESS,
    WANTED,
    Steps,
)
from reachable.rules.domain.bulk.rows import Rows, follows, has_smaller_id, may_be_one, stands

Marks = NDArray[np.bool_]
"""By row of a child, counted from the child's first: whether an answer rests on it."""


@compiled
def opposite(answer: int) -> int:
    """Return the answer to the opposite question."""
    if answer == CERTAINLY:
        return NO
    return CERTAINLY if answer == NO else answer


@compiled
def judge(rows: Rows, steps: Steps, anchors: Anchors, gathered: Gathered, asked: int, instant: int) -> int:
    """Answer "does the anchor match, and does everything the rule needs hold?", as known at an instant."""
    answer = int(anchors[asked].answer)
    for need in range(len(steps.operations)):
        if answer == NO:
            break
        answer = max(answer, judge_need(rows, steps, anchors, gathered, asked, instant, need))
    return answer


@compiled
def judge_need(
    rows: Rows, steps: Steps, anchors: Anchors, gathered: Gathered, asked: int, instant: int, need: int
) -> int:
    """Answer one condition."""
    place, operation = steps.whats[need], steps.operations[need]
    if operation == AT_LEAST:
        wanted = steps.numbers[anchors[asked].law, need, WANTED]
        return _judge_at_least(rows, gathered, place, instant, wanted)
    if operation == UNLESS:
        return opposite(_surest(rows, gathered, place, instant))
    if operation == DURING:
        return _judge_during(rows, gathered, place, steps.ends[need], instant)[0]
    if operation == IN_ORDER:
        return judge_in_order(rows, gathered, place, steps.ends[need], anchors[asked].row, instant)[0]
    if operation == TOGETHER:
        return _surest(rows, gathered, place, instant)
    wanted = steps.numbers[anchors[asked].law, need, WANTED]
    if operation == TOLD_BY:
        return _judge_told_by(rows, gathered, place, instant, wanted)
    if operation == AMONG_PEERS:
        _find_peers(rows, gathered, steps.ends[need], instant)
    answer = _judge_children(rows, gathered, place, instant, wanted)
    gathered.beside[:] = CERTAINLY
    return answer


@compiled
def judge_clock(rows: Rows, anchors: Anchors, gathered: Gathered, asked: int, instant: int) -> int:
    """Answer "had the limit ended by this instant without the answer?"."""
    if not anchors[asked].due_known:
        return CANNOT_SAY
    if instant < anchors[asked].due_first:
        return NO
    ended = CERTAINLY if instant >= anchors[asked].due_last else POSSIBLY
    return max(ended, opposite(_surest(rows, gathered, ANCHOR, instant)))


@compiled
def mark_evidence(
    rows: Rows, steps: Steps, anchors: Anchors, gathered: Gathered, asked: int, instant: int, marks: Marks
) -> None:
    """Mark the rows that the answer at an instant rests on."""
    first = anchors[asked].first
    marks[anchors[asked].row - first] = True
    for need in range(len(steps.operations)):
        place, operation = steps.whats[need], steps.operations[need]
        if operation == AT_LEAST:
            answer = judge_need(rows, steps, anchors, gathered, asked, instant, need)
            _mark_counted(rows, gathered, place, instant, answer, first, marks)
        elif operation == DURING:
            start = _judge_during(rows, gathered, place, steps.ends[need], instant)[1]
            marks[start - first] = True
        elif operation != UNLESS:
            _mark_more(rows, steps, anchors, gathered, asked, instant, need, marks)


@compiled
def _mark_more(
    rows: Rows, steps: Steps, anchors: Anchors, gathered: Gathered, asked: int, instant: int, need: int, marks: Marks
) -> None:
    place, operation, first = steps.whats[need], steps.operations[need], anchors[asked].first
    if operation == IN_ORDER:
        index = judge_in_order(rows, gathered, place, steps.ends[need], anchors[asked].row, instant)[1]
        for step in range(place + steps.ends[need] - 1, place - 1, -1):
            marks[gathered.row[step, index] - first] = True
            index = gathered.before[step, index]
        return
    answer = judge_need(rows, steps, anchors, gathered, asked, instant, need)
    if operation == TOGETHER:
        _mark_first(rows, gathered, place, instant, answer, first, marks)
    else:
        if operation == AMONG_PEERS:
            _find_peers(rows, gathered, steps.ends[need], instant)
        _mark_counted(rows, gathered, place, instant, answer, first, marks)
        gathered.beside[:] = CERTAINLY


@compiled
def _mark_first(
    rows: Rows, gathered: Gathered, place: int, instant: int, answer: int, first: int, marks: Marks
) -> None:
    for index in range(gathered.held[place]):
        row = gathered.row[place, index]
        if gathered.answer[place, index] == answer and stands(rows, row, instant):
            marks[row - first] = True
            return


@compiled
def _surest(rows: Rows, gathered: Gathered, place: int, instant: int) -> int:
    """Return the surest answer among what stood."""
    answer = NO
    for index in range(gathered.held[place]):
        if stands(rows, gathered.row[place, index], instant):
            answer = min(answer, int(gathered.answer[place, index]))
    return answer


@compiled
def _judge_at_least(rows: Rows, gathered: Gathered, place: int, instant: int, wanted: int) -> int:
    certain, possible, open_ones = 0, 0, 0
    for index in range(gathered.held[place]):
        row = gathered.row[place, index]
        if not stands(rows, row, instant):
            continue
        if gathered.answer[place, index] == CERTAINLY:
            gathered.things[0, certain] = row
            certain += 1
        elif gathered.answer[place, index] == POSSIBLY:
            possible += 1
        else:
            open_ones += 1
    if certain >= wanted and _count_things(rows, gathered, certain, wanted) >= wanted:
        return CERTAINLY
    if certain + possible >= wanted:
        return POSSIBLY
    return CANNOT_SAY if certain + possible + open_ones >= wanted else NO


@compiled
def _count_things(rows: Rows, gathered: Gathered, count: int, wanted: int) -> int:
    """Return how many things the first rows of `things` tell of at the least; one is one, whatever it is."""
    if wanted <= 1:
        return min(count, 1)
    _sort_by_date(rows, gathered, count)
    things = 0
    for place in range(count):
        thing = 0
        while thing < things and not _is_of(rows, gathered, place, thing):
            thing += 1
        gathered.things[1, place] = thing
        things = max(things, thing + 1)
    return things


@compiled
def _is_of(rows: Rows, gathered: Gathered, place: int, thing: int) -> bool:
    """Test if a row may tell of the same as every row put to a thing before it."""
    for earlier in range(place):
        if gathered.things[1, earlier] == thing and not may_be_one(
            rows, gathered.things[0, place], gathered.things[0, earlier]
        ):
            return False
    return True


@compiled
def _sort_by_date(rows: Rows, gathered: Gathered, count: int) -> None:
    """Put the first rows of `things` in order. They come nearly so: only ids may be out of order."""
    for place in range(1, count):
        row = gathered.things[0, place]
        before = place - 1
        while before >= 0 and has_smaller_id(rows, row, gathered.things[0, before]):
            gathered.things[0, before + 1] = gathered.things[0, before]
            before -= 1
        gathered.things[0, before + 1] = row


@compiled
def _mark_counted(
    rows: Rows, gathered: Gathered, place: int, instant: int, answer: int, first: int, marks: Marks
) -> None:
    """Mark what was counted: only what certainly counts where that was enough, and so on."""
    for index in range(gathered.held[place]):
        row = gathered.row[place, index]
        if _counts(rows, gathered, place, index) <= answer and stands(rows, row, instant):
            marks[row - first] = True


@compiled
def _counts(rows: Rows, gathered: Gathered, place: int, index: int) -> int:
    """Return how surely a row counts: no more surely than the child it is of was with this one."""
    return max(int(gathered.answer[place, index]), int(gathered.beside[rows[gathered.row[place, index]].other]))


@compiled
def _find_peers(rows: Rows, gathered: Gathered, place: int, instant: int) -> None:
    """Note how surely it was known then, for each other child, that an agency named them with this one."""
    gathered.beside[:] = NO
    for index in range(gathered.held[place]):
        row = gathered.row[place, index]
        if stands(rows, row, instant):
            for other in range(1, len(gathered.beside)):
                if (rows[row].together >> np.uint64(other)) & np.uint64(1) == 1:
                    gathered.beside[other] = min(gathered.beside[other], gathered.answer[place, index])


@compiled
def _judge_children(rows: Rows, gathered: Gathered, place: int, instant: int, wanted: int) -> int:
    """Answer "are there this many different children?", the surest facts first."""
    seen = np.uint64(0)
    for answer in range(NO):
        for index in range(gathered.held[place]):
            row = gathered.row[place, index]
            if _counts(rows, gathered, place, index) == answer and stands(rows, row, instant):
                seen = seen | (np.uint64(1) << np.uint64(rows[row].other))
        if _count_bits(seen) >= wanted:
            return answer
    return NO


@compiled
def _count_bits(bits: np.uint64) -> int:
    count = 0
    while bits != 0:
        bits = bits & (bits - np.uint64(1))
        count += 1
    return count


@compiled
def _judge_told_by(rows: Rows, gathered: Gathered, place: int, instant: int, wanted: int) -> int:
    """Answer "have this many kinds of agency told of it?", the surest facts first."""
    tellers = 0
    for answer in range(NO):
        for index in range(gathered.held[place]):
            row = gathered.row[place, index]
            if gathered.answer[place, index] != answer or not stands(rows, row, instant):
                continue
            known = False
            for number in range(tellers):
                known = known or gathered.things[0, number] == rows[row].teller
            if not known:
                gathered.things[0, tellers] = rows[row].teller
                tellers += 1
        if tellers >= wanted:
            return answer
    return NO


@compiled
def _judge_during(rows: Rows, gathered: Gathered, place: int, ends: int, instant: int) -> tuple[int, int]:
    """Return the surest answer to "had it begun and not ended?", and the first start that gives it."""
    best, best_start = NO, -1
    for index in range(gathered.held[place]):
        start = gathered.row[place, index]
        if not stands(rows, start, instant):
            continue
        over = _is_over(rows, gathered, start, ends, instant)
        going_on = max(int(gathered.answer[place, index]), opposite(over))
        if going_on < best:
            best, best_start = going_on, start
    return best, best_start


@compiled
def _is_over(rows: Rows, gathered: Gathered, start: int, ends: int, instant: int) -> int:
    over = NO
    for index in range(gathered.held[ends]):
        end = gathered.row[ends, index]
        told_apart = rows[start].episode != 0 and rows[end].episode != 0 and rows[start].episode != rows[end].episode
        if not told_apart and stands(rows, end, instant):
            over = min(over, max(int(gathered.answer[ends, index]), follows(rows, start, end)))
    return over
