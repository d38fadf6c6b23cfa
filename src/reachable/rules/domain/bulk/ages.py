"""Whether children were of the age a rule is about, for many anchors at once.

In:  a program, the children's dates of birth, anchors.
Out: one certainty code for each anchor.
"""

import numpy as np

from reachable.rules.domain.bulk.certainties import CANNOT_SAY, CERTAINLY, NEGATED, NO, POSSIBLY
from reachable.rules.domain.bulk.columns import Bytes, ChildColumns
from reachable.rules.domain.bulk.london_days import Days, Int64s, add_years
from reachable.rules.domain.bulk.program import Program
from reachable.rules.domain.bulk.rows import Rows
from reachable.rules.domain.definition import AgeAtLeast, AgeBelow
from reachable.rules.domain.parameters import InForce


def judge_ages(program: Program, children: ChildColumns, child: Days, rows: Rows, row: Int64s, law: Int64s) -> Bytes:
    """Return whether each anchor's child was of every age the rule asks for."""
    answer = np.full(len(row), CERTAINLY, np.uint8)
    for number in np.unique(law):
        there = np.flatnonzero(law == number)
        for need in program.ages:
            values = program.laws.values[number]
            answer[there] = np.maximum(answer[there], _judge(need, values, children, child[there], rows, row[there]))
    return answer


def _judge(
    need: AgeBelow | AgeAtLeast, values: InForce, children: ChildColumns, child: Days, rows: Rows, row: Int64s
) -> Bytes:
    years = values[need.age].value
    short_by = need.short_by if isinstance(need, AgeBelow) else None
    days = np.int32(values[short_by].as_span().days if short_by is not None else 0)
    first = add_years(children.born_first[child], years) - days
    last = add_years(children.born_last[child], years) - days
    below = np.full(len(row), POSSIBLY, np.uint8)
    below[rows["first_day"][row] >= last] = NO
    below[rows["last_day"][row] < first] = CERTAINLY
    below[~(children.born_known[child] & rows["known"][row])] = CANNOT_SAY
    if isinstance(need, AgeAtLeast):
        opposite: Bytes = NEGATED[below]
        return opposite
    if need.presumed:
        below[below != NO] = CERTAINLY
    return below
