"""When could it have been known, for many children at once? The readings of `readings`, over columns.

In:  columns of facts, a reading, until when.
Out: the columns as a reading dates them; FirstFirings: the first instants of every moment that ever held.

A child is asked once for each change of what was known, as a child of its own: what the interpreter does one after the
other is done here side by side.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bulk.asking import Fires, ManyChildren, ask_rule, lay_out
from reachable.rules.domain.bulk.certainties import CERTAINLY
from reachable.rules.domain.bulk.columns import NEVER, NONE, Bools, ChildColumns, FactColumns
from reachable.rules.domain.bulk.london_days import Int64s
from reachable.rules.domain.bulk.matching import Matcher
from reachable.rules.domain.bulk.program import Program
from reachable.rules.domain.bulk.standing import stand
from reachable.rules.domain.readings import Reading

NOT_CERTAIN = np.iinfo(np.int64).min
"""The instant at which something was certain that never was."""


@dataclass(frozen=True, slots=True)
class FirstFirings:
    """A row for each moment that ever held. `anchor` and `done_by` are rows of the facts as read; -1 is nobody."""

    child: Int64s
    anchor: Int64s
    asked: Int64s
    certain: Int64s
    done_by: Int64s
    withdrawn: Bools


@dataclass(frozen=True, slots=True)
class AtEachChange:
    """Children laid out once for each change of what was known. `fact` and `child` are those they are copies of.

    `is_last` marks the copy that is asked at the end.
    """

    many: ManyChildren
    child: Int64s
    fact: Int64s
    is_last: Bools


def read_as(facts: FactColumns, *, reading: Reading, until: Int64s, agency: int | None = None) -> FactColumns:
    """Return the facts as a reading dates them: by when received, by when one agency recorded, by when they happened.

    `until` is an instant for each child, `agency` the number of an agency.

    :raises ValueError: when one agency is asked about and none is named.
    """
    match reading:
        case Reading.POOLED:
            return facts
        case Reading.ONE_AGENCY:
            if agency is None:
                raise ValueError("name the agency whose knowledge is asked about")
            own = _take(facts, np.flatnonzero(facts.agency == agency))
            return replace(own, received=own.recorded)
        case Reading.HINDSIGHT:
            standing = stand(facts, until)
            stood = _take(facts, np.unique(standing.fact[standing.holds_now]))
            return replace(stood, received=np.where(stood.known, stood.latest, stood.received))


def lay_out_changes(
    children: ChildColumns, facts: FactColumns, *, until: Int64s, matcher: Matcher, calendar: Calendar
) -> AtEachChange:
    """Return each child ready to be asked just before each change of what was known of it, and at the end."""
    changed = np.concatenate((facts.received, facts.withdrawn))
    whose = np.concatenate((facts.child, facts.child)).astype(np.int64)
    counts = (changed != NEVER) & (changed <= until[whose])
    ends = np.column_stack((whose[counts], changed[counts] - 1))
    ends = np.unique(ends, axis=0)
    child = np.concatenate((ends[:, 0], np.arange(len(children))))
    now = np.concatenate((ends[:, 1], until))
    is_last = np.arange(len(child)) >= len(ends)
    order = np.lexsort((is_last, now, child))
    child, now, is_last = child[order], now[order], is_last[order]
    fact, copies = _copy(facts, child, len(children))
    many = lay_out(children.take(child), copies, now=now, matcher=matcher, calendar=calendar)
    return AtEachChange(many, child, fact, is_last)


def find_first_firings(changes: AtEachChange, program: Program) -> FirstFirings:
    """Return every moment of one rule that ever held, with the first instants at which it could be known."""
    fired = ask_rule(changes.many, program, evidence=False).fired
    child, anchor = changes.child[fired.child], changes.fact[fired.anchor]
    # Copies of a child come in the order of time, so the first row of a moment is the first time it was asked about.
    order = np.lexsort((fired.child, anchor))
    child, anchor = child[order], anchor[order]
    first = np.flatnonzero(np.r_[True, anchor[1:] != anchor[:-1]]) if len(anchor) else np.empty(0, np.int64)
    last = np.r_[first[1:], len(anchor)] - 1 if len(anchor) else first
    done_by = fired.done_by[order][last]
    return FirstFirings(
        child=child[first],
        anchor=anchor[first],
        asked=fired.first_known[order][first],
        certain=_first_certain(fired, order, first),
        done_by=np.where(done_by == NONE, NONE, changes.fact[np.maximum(done_by, 0)]) if len(done_by) else done_by,
        withdrawn=~changes.is_last[fired.child[order][last]],
    )


def _first_certain(fired: Fires, order: Int64s, first: Int64s) -> Int64s:
    moment = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(order)]))
    certain = np.flatnonzero(fired.certainty[order] == CERTAINLY)
    found = np.full(len(first), NOT_CERTAIN, np.int64)
    moments, places = np.unique(moment[certain], return_index=True)
    found[moments] = fired.known[order][certain[places]]
    return found


def _take(facts: FactColumns, rows: Int64s) -> FactColumns:
    """Return some of the facts. A correction of a fact that is left out corrects nothing."""
    place = np.full(len(facts) + 1, NONE, np.int64)
    place[rows] = np.arange(len(rows))
    taken = _rows(facts, rows)
    return replace(taken, supersedes=place[taken.supersedes])


def _copy(facts: FactColumns, child: Int64s, children: int) -> tuple[Int64s, FactColumns]:
    """Return the facts of each copy of a child, and which fact each is a copy of."""
    starts = np.searchsorted(facts.child, np.arange(children + 1))
    sizes = np.diff(starts)[child]
    begins = np.cumsum(sizes) - sizes
    copy = np.repeat(np.arange(len(child)), sizes)
    fact = starts[child[copy]] + np.arange(len(copy)) - begins[copy]
    copies = _rows(facts, fact)
    moved = copies.supersedes - starts[child[copy]] + begins[copy]
    return fact, replace(
        copies,
        child=copy.astype(np.int32),
        supersedes=np.where(copies.supersedes == NONE, NONE, moved),
    )


def _rows(facts: FactColumns, rows: NDArray[np.int64]) -> FactColumns:
    return FactColumns(**{each.name: getattr(facts, each.name)[rows] for each in fields(FactColumns)})
