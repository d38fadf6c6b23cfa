"""Which rows a rule reads: those of the kinds it looks for, of children of whom it has anything to ask.

In:  what stood, by child; the kinds a rule looks for and starts from.
Out: places of rows, and the children who were with each child in some event.
"""

import numpy as np
from numpy.typing import NDArray

from reachable.rules.domain.bulk.columns import KIND_CODES, Bools, Bytes, Codes, FactColumns
from reachable.rules.domain.bulk.compiling import compiled
from reachable.rules.domain.bulk.london_days import Int64s
from reachable.rules.domain.bulk.standing import Standing
from reachable.rules.domain.definition import HappenedTo, Rule, kinds_around, kinds_in
from reachable.timeline.domain.kinds import EventKind


def find_relevant(standing: Standing, rule: Rule) -> Int64s:
    """Return the rows whose kind the rule looks for: in each child's own facts, and in those of children around it.

    A child of whom no event stands that the rule starts from is passed over.
    """
    wanted = np.array([_are_of(kinds_in(rule)), _are_of(kinds_around(rule))])
    begins = _are_of(frozenset(pattern.kind for pattern in rule.anchor))
    of_peers = rule.happened_to is HappenedTo.A_PEER
    places = np.empty(len(standing.fact), np.int64)
    count = _find(standing.child, standing.kind, standing.around, standing.holds_now, wanted, begins, of_peers, places)
    return places[:count].copy()


def find_peers(facts: FactColumns, children: int) -> NDArray[np.uint64]:
    """Return, for each child, a bit for each other child who was with it in some event, whatever event that was."""
    peers = np.zeros(children, np.uint64)
    _add_peers(facts.child, facts.together, peers)
    return peers


def _are_of(kinds: frozenset[EventKind]) -> Bools:
    wanted = np.zeros(len(KIND_CODES), np.bool_)
    wanted[[KIND_CODES[kind] for kind in kinds]] = True
    return wanted


@compiled
def _find(
    child: Codes,
    kind: Bytes,
    around: Bools,
    holds_now: Bools,
    wanted: Bools,
    begins: Bools,
    of_peers: bool,
    found: Int64s,
) -> int:
    """Write down the places of the rows a rule reads, and return how many they are."""
    count, kept, asked = 0, 0, False
    for row in range(len(child)):
        if row > 0 and child[row] != child[row - 1]:
            kept = count if asked else kept
            count, asked = kept, False
        if around[row] == of_peers and begins[kind[row]] and holds_now[row]:
            asked = True
        if wanted[int(around[row]), kind[row]]:
            found[count] = row
            count += 1
    return count if asked else kept


@compiled
def _add_peers(child: Codes, together: NDArray[np.uint64], peers: NDArray[np.uint64]) -> None:
    for fact in range(len(child)):
        peers[child[fact]] |= together[fact]
