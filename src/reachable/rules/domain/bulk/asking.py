"""Asks rules of many children at once.

In:  columns of facts, the children's law and dates of birth, programs, a calendar, until when each child is asked.
Out: Answered by rule, as columns: the same that `evaluate` finds for each child by itself.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bulk.ages import judge_ages
from reachable.rules.domain.bulk.certainties import NO
from reachable.rules.domain.bulk.columns import Bools, Bytes, ChildColumns, FactColumns
from reachable.rules.domain.bulk.due_times import UNKNOWN_DUE, due_times, moment_due
from reachable.rules.domain.bulk.gathering import ANCHORS, Anchors, Matched, make_room
from reachable.rules.domain.bulk.laws import NOT_IN_FORCE
from reachable.rules.domain.bulk.london_days import Int64s
from reachable.rules.domain.bulk.loop import NOBODY, Found, ask, list_evidence, nothing_found
from reachable.rules.domain.bulk.matching import Matcher
from reachable.rules.domain.bulk.program import ANCHOR, Program
from reachable.rules.domain.bulk.relevant import find_peers, find_relevant
from reachable.rules.domain.bulk.rows import Rows, rows_of
from reachable.rules.domain.bulk.standing import Standing, stand
from reachable.rules.domain.definition import HappenedTo

ROOM_FOR_EACH = 4
"""How many facts a moment rests on, guessed; where it is more, the list is written again."""


@dataclass(frozen=True, slots=True)
class ManyChildren:
    """Children whose facts are laid out to be asked about, each until its own instant.

    `peers` has for each child a bit for each other child who was with it in some event, whatever event that was.
    """

    children: ChildColumns
    standing: Standing
    peers: NDArray[np.uint64]
    matcher: Matcher
    calendar: Calendar

    @property
    def facts(self) -> FactColumns:
        """Return the facts that the rows of an answer point to."""
        return self.standing.facts


@dataclass(frozen=True, slots=True)
class Fires:
    """What one rule says, a row for each moment. Facts are rows of FactColumns, instants microseconds; -1 is nobody.

    `due` is `UNKNOWN_DUE` where there is none. `evidence` holds (place of the moment, fact), in the order of the facts.
    """

    child: Int64s
    anchor: Int64s
    certainty: Bytes
    first_known: Int64s
    known: Int64s
    done_by: Int64s
    due: Int64s
    evidence: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.anchor)


@dataclass(frozen=True, slots=True)
class RunningDuties:
    """The clocks one rule started, a row for each. `due_first` is `UNKNOWN_DUE` where the start is not known."""

    child: Int64s
    anchor: Int64s
    certainty: Bytes
    due_first: Int64s
    due_last: Int64s
    done_by: Int64s


@dataclass(frozen=True, slots=True)
class Answered:
    """What one rule says of many children. `duties` is empty for a rule without a clock."""

    fired: Fires
    duties: RunningDuties


def lay_out(
    children: ChildColumns, facts: FactColumns, *, now: Int64s, matcher: Matcher, calendar: Calendar
) -> ManyChildren:
    """Return children ready to be asked about, each until its own instant. This is done once for all rules."""
    return ManyChildren(children, stand(facts, now), find_peers(facts, len(children)), matcher, calendar)


def ask_rule(many: ManyChildren, program: Program, *, evidence: bool = True) -> Answered:
    """Return what one rule says of every child. Without evidence it takes less time."""
    places = find_relevant(many.standing, program.rule)
    rows = rows_of(many.standing, places)
    laws = program.laws.find(many.children.country[many.standing.child[places]], many.standing.law_day[places])
    matched = _match(many, program, rows, laws)
    anchors = _find_anchors(many, program, rows, places, laws, matched)
    found = nothing_found(len(anchors))
    if not len(anchors):
        return _answered(many, program, rows, anchors, found, np.empty((0, 2), np.int64))
    longest = int((anchors["last"] - anchors["first"]).max())
    room = make_room(len(program.whats), longest)
    starts = np.flatnonzero(np.r_[True, anchors["first"][1:] != anchors["first"][:-1], True])
    ask(rows, matched, program.steps, anchors, starts, room, found)
    pairs = np.empty((len(anchors) * ROOM_FOR_EACH if evidence else 0, 2), np.int64)
    marks = np.zeros(longest, np.bool_)
    count = list_evidence(rows, matched, program.steps, anchors, room, found, marks, pairs) if evidence else 0
    if count > len(pairs):
        pairs = np.empty((count, 2), np.int64)
        list_evidence(rows, matched, program.steps, anchors, room, found, marks, pairs)
    return _answered(many, program, rows, anchors, found, pairs[:count])


def _match(many: ManyChildren, program: Program, rows: Rows, laws: Int64s) -> Matched:
    matched = np.empty((len(program.laws.values), len(program.whats), len(rows)), np.uint8)
    for law in np.unique(laws[laws != NOT_IN_FORCE]):
        for place, what in enumerate(program.whats):
            matched[law, place] = many.matcher.match(what, many.facts, rows["fact"], program.laws.values[law])
    return matched


def _find_anchors(
    many: ManyChildren, program: Program, rows: Rows, places: Int64s, laws: Int64s, matched: Matched
) -> Anchors:
    """Return the events to ask about: those that stand at the end, match, and happened at the age asked for."""
    asked = many.standing.holds_now[places] & (laws != NOT_IN_FORCE)
    peers = program.rule.happened_to is HappenedTo.A_PEER
    row = np.flatnonzero(asked & (_are_of_peers(many, rows) if peers else ~rows["around"]))
    row = row[matched[laws[row], ANCHOR, row] != NO] if len(row) else row
    law, child = laws[row], many.standing.child[places[row]]
    answer = matched[law, ANCHOR, row] if len(row) else np.empty(0, np.uint8)
    answer = np.maximum(answer, judge_ages(program, many.children, child, rows, row, law))
    kept = answer != NO
    row, law, child, answer = row[kept], law[kept], child[kept], answer[kept]
    children = many.standing.child[places]
    anchors = np.empty(len(row), ANCHORS)
    anchors["row"], anchors["law"], anchors["answer"] = row, law, answer
    anchors["first"] = np.searchsorted(children, child, side="left")
    anchors["last"] = np.searchsorted(children, child, side="right")
    anchors["now"] = many.standing.now[child]
    anchors["due_known"] = rows["known"][row]
    anchors["due_first"], anchors["due_last"] = due_times(program, rows, row, law, many.calendar)
    return anchors


def _are_of_peers(many: ManyChildren, rows: Rows) -> Bools:
    """Test if rows are of children who were with this child in some event, whatever event that was."""
    of_peer = (many.peers[many.facts.child[rows["fact"]]] >> rows["other"].astype(np.uint64)) & np.uint64(1)
    found: Bools = rows["around"] & (rows["other"] > 0) & (of_peer == 1)
    return found


def _answered(
    many: ManyChildren, program: Program, rows: Rows, anchors: Anchors, found: Found, pairs: NDArray[np.int64]
) -> Answered:
    heads = np.flatnonzero(found["fired"] != NO)
    duties = np.flatnonzero((found["duty"] != NO) & program.steps.has_clock)
    child, fact = many.facts.child, rows["fact"]
    first_known = found["fired_first"][heads]
    return Answered(
        Fires(
            child=child[fact[anchors["row"][heads]]].astype(np.int64),
            anchor=fact[anchors["row"][heads]],
            certainty=found["fired"][heads],
            first_known=first_known,
            known=found["fired_known"][heads],
            done_by=_facts(rows, found["done"][heads]),
            due=moment_due(program, anchors, heads, first_known, many.calendar),
            evidence=_in_order(many.facts, heads, pairs[:, 0], fact[pairs[:, 1]]),
        ),
        RunningDuties(
            child=child[fact[anchors["row"][duties]]].astype(np.int64),
            anchor=fact[anchors["row"][duties]],
            certainty=found["duty"][duties],
            due_first=np.where(anchors["due_known"][duties], anchors["due_first"][duties], UNKNOWN_DUE),
            due_last=np.where(anchors["due_known"][duties], anchors["due_last"][duties], UNKNOWN_DUE),
            done_by=_facts(rows, found["answered"][duties]),
        ),
    )


def _facts(rows: Rows, row: Int64s) -> Int64s:
    """Return the facts of some rows, -1 staying -1."""
    return np.where(row == NOBODY, NOBODY, rows["fact"][np.maximum(row, 0)]) if len(row) else row


def _in_order(facts: FactColumns, heads: Int64s, head: Int64s, fact: Int64s) -> NDArray[np.int64]:
    """Return (place of the moment, fact) once each, by moment and then by date."""
    if not len(head):
        return np.empty((0, 2), np.int64)
    keys = (facts.id_low[fact], facts.id_high[fact], facts.reference[fact], facts.earliest[fact], head)
    order = np.lexsort(keys)
    head, fact = head[order], fact[order]
    fresh = np.r_[True, (head[1:] != head[:-1]) | (fact[1:] != fact[:-1])]
    return np.column_stack((np.searchsorted(heads, head[fresh]), fact[fresh]))
