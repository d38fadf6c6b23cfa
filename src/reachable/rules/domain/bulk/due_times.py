"""When limits end and when moments are due, for many anchors at once.

In:  a program, anchors, a calendar.
Out: instants, as `clocks` works them out for one anchor.
"""

import numpy as np

from reachable.kernel.when import FAR_AHEAD, LONG_AGO
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bulk.gathering import Anchors
from reachable.rules.domain.bulk.london_days import (
    Days,
    Int64s,
    add_months,
    add_working_days,
    as_microseconds,
    ends_of_days,
    london_days,
)
from reachable.rules.domain.bulk.program import Program
from reachable.rules.domain.bulk.rows import Rows
from reachable.rules.domain.parameters import Parameter
from reachable.rules.domain.turns import Pace
from reachable.tracks.domain.limits import Unit

UNKNOWN_DUE = np.iinfo(np.int64).min
"""The due time of what has none, or none that can be worked out."""

AN_HOUR = 3_600_000_000


def due_times(program: Program, rows: Rows, row: Int64s, law: Int64s, calendar: Calendar) -> tuple[Int64s, Int64s]:
    """Return the first and last instant at which each anchor's limit may end; far apart where its date is not known."""
    first = np.full(len(row), as_microseconds(LONG_AGO), np.int64)
    last = np.full(len(row), as_microseconds(FAR_AHEAD), np.int64)
    if program.rule.clock is None:
        return first, last
    for number in np.unique(law):
        limit = program.laws.values[number][program.rule.clock.within]
        there = np.flatnonzero((law == number) & rows["known"][row])
        first[there] = due_at(rows["earliest"][row[there]], limit, calendar)
        last[there] = due_at(rows["latest"][row[there]], limit, calendar)
    return first, last


def moment_due(program: Program, anchors: Anchors, heads: Int64s, first_known: Int64s, calendar: Calendar) -> Int64s:
    """Return by when each moment should be answered."""
    rule = program.rule
    if rule.clock is not None:
        return np.where(anchors["due_known"][heads], anchors["due_first"][heads], UNKNOWN_DUE)
    due = np.full(len(heads), UNKNOWN_DUE, np.int64)
    if rule.how_soon.within is not None:
        law = anchors["law"][heads]
        for number in np.unique(law):
            there = np.flatnonzero(law == number)
            limit = program.laws.values[number][rule.how_soon.within]
            due[there] = due_at(first_known[there], limit, calendar)
    elif rule.how_soon.pace is Pace.SAME_DAY:
        due[:] = ends_of_days(london_days(first_known))
    return due


def due_at(started: Int64s, limit: Parameter, calendar: Calendar) -> Int64s:
    """Return the instant a limit ends for each start: elapsed hours, or the last instant of a London day."""
    if limit.unit is Unit.HOURS:
        return started + limit.value * AN_HOUR
    return ends_of_days(_last_days(london_days(started), limit, calendar))


def _last_days(days: Days, limit: Parameter, calendar: Calendar) -> Days:
    match limit.unit:
        case Unit.WORKING_DAYS:
            return add_working_days(days, limit.value, calendar)
        case Unit.MONTHS:
            return add_months(days, limit.value)
        case _:
            return days + np.int32(limit.value)
