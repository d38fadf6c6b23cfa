"""When each fact stood, worked out for all at once.

In:  FactColumns and until when each child is asked about.
Out: Standing: one row for each stretch of time a fact stood, in the order in which the rules read a child's facts.

A fact stands from when it was received until it was withdrawn, but not while a correction of it is known and not
withdrawn. A correction that is taken back lets the fact stand again, so that one fact may stand more than once.
"""

from dataclasses import dataclass

import numpy as np

from reachable.rules.domain.bulk.columns import NONE, Bools, Bytes, Codes, FactColumns
from reachable.rules.domain.bulk.london_days import Days, Int64s, london_days


@dataclass(frozen=True, slots=True)
class Standing:
    """Stretches [since, until) in which facts stood. `fact` is the row of FactColumns; `today` that it stands at the
    end, `holds_now` that it does so in this stretch.

    `first_day` and `last_day` are the London days it may have happened on, `law_day` the one whose law counts.
    """

    facts: FactColumns
    now: Int64s
    fact: Int64s
    child: Codes
    kind: Bytes
    around: Bools
    since: Int64s
    until: Int64s
    today: Bools
    holds_now: Bools
    first_day: Days
    last_day: Days
    law_day: Days


def stand(facts: FactColumns, now: Int64s) -> Standing:
    """Return when each fact stood, up to the instant each child is asked about."""
    fact, since, until = _cut(facts)
    moment = now[facts.child[fact]]
    kept = (since < until) & (since <= moment)
    fact, since, until, moment = fact[kept], since[kept], until[kept], moment[kept]
    order = np.lexsort(
        (
            facts.id_low[fact],
            facts.id_high[fact],
            facts.received[fact],
            facts.earliest[fact],
            facts.around[fact],
            facts.child[fact],
        )
    )
    fact, since, until, moment = fact[order], since[order], until[order], moment[order]
    holds_now = moment < until
    today = np.zeros(len(facts), np.bool_)
    today[fact[holds_now]] = True
    known, earliest = facts.known[fact], facts.earliest[fact]
    return Standing(
        facts=facts,
        now=now,
        fact=fact,
        child=facts.child[fact],
        kind=facts.kind[fact],
        around=facts.around[fact],
        since=since,
        until=until,
        today=today[fact],
        holds_now=holds_now,
        first_day=london_days(earliest),
        last_day=london_days(facts.latest[fact]),
        law_day=london_days(np.where(known, earliest, facts.recorded[fact])),
    )


def _cut(facts: FactColumns) -> tuple[Int64s, Int64s, Int64s]:
    """Return every stretch in which a fact was known and not withdrawn, less those in which it was corrected."""
    fact, since, until = np.arange(len(facts)), facts.received, facts.withdrawn
    correcting = np.flatnonzero(facts.supersedes != NONE)
    correcting = correcting[np.argsort(facts.supersedes[correcting], kind="stable")]
    corrected = facts.supersedes[correcting]
    round_of = np.arange(len(corrected)) - np.searchsorted(corrected, corrected)
    for number in range(int(round_of.max()) + 1 if len(round_of) else 0):
        chosen = round_of == number
        fact, since, until = _cut_once(facts, fact, since, until, corrected[chosen], correcting[chosen])
    return fact, since, until


def _cut_once(
    facts: FactColumns, fact: Int64s, since: Int64s, until: Int64s, corrected: Int64s, correcting: Int64s
) -> tuple[Int64s, Int64s, Int64s]:
    """Return the stretches, each less the time in which at most one correction of its fact was known."""
    by = np.full(len(facts), NONE, np.int64)
    by[corrected] = correcting
    cut = by[fact] != NONE
    one, began, ended = by[fact[cut]], since[cut], until[cut]
    told, taken_back = facts.received[one], np.maximum(facts.withdrawn[one], facts.received[one])
    return (
        np.concatenate((fact[~cut], fact[cut], fact[cut])),
        np.concatenate((since[~cut], began, np.maximum(began, taken_back))),
        np.concatenate((until[~cut], np.minimum(ended, told), ended)),
    )
