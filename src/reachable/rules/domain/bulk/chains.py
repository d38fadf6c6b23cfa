"""Whether things happened in an order: the surest way through the steps, as known at an instant.

In:  Gathered, with a list for each step.
Out: a certainty code and the last step of the surest way; the steps before it are found by following `before`.
"""

from reachable.rules.domain.bulk.certainties import NO
from reachable.rules.domain.bulk.compiling import compiled
from reachable.rules.domain.bulk.gathering import Gathered
from reachable.rules.domain.bulk.rows import Rows, follows, stands

FIRST = -1


@compiled
def judge_in_order(
    rows: Rows, gathered: Gathered, first: int, steps: int, anchor: int, instant: int
) -> tuple[int, int]:
    """Return the answer to "did these happen one after the other before the anchor?", and where its last step is."""
    for place in range(first, first + steps):
        for index in range(gathered.held[place]):
            gathered.chain[place, index] = NO
            row = gathered.row[place, index]
            if stands(rows, row, instant):
                _find_way(rows, gathered, first, place, index)
    best, best_index, last = NO, FIRST, first + steps - 1
    for index in range(gathered.held[last]):
        if gathered.chain[last, index] != NO:
            answer = max(int(gathered.chain[last, index]), follows(rows, gathered.row[last, index], anchor))
            if answer < best:
                best, best_index = answer, index
    return best, best_index


@compiled
def _find_way(rows: Rows, gathered: Gathered, first: int, place: int, index: int) -> None:
    """Note the surest way to one step, and the step before it; the first of several that are as sure."""
    answer = int(gathered.answer[place, index])
    if place == first:
        gathered.chain[place, index] = answer
        return
    row, best = gathered.row[place, index], NO
    for earlier in range(gathered.held[place - 1]):
        chain, before = int(gathered.chain[place - 1, earlier]), gathered.row[place - 1, earlier]
        if chain == NO or rows[before].fact == rows[row].fact:
            continue
        reached = max(answer, chain, follows(rows, before, row))
        if reached < best:
            best = reached
            gathered.before[place, index] = earlier
    gathered.chain[place, index] = best
