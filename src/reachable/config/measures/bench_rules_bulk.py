"""Measures rules asked of many children at once: how fast, whether the same comes out, whether what was planted does.

In:  a size.
Out: checks. The interpreter is asked of the same children in the same run, so that the ratio means the same anywhere.

What is timed, by the clock on the wall: one rule asked of every child, the children laid out as columns already, two
threads on two cores, with all that each moment rests on. A rule is asked of everybody `ROUNDS` times and the best
counts: what else the machine does meanwhile only adds. The target is on the clock; what the processors worked is given
beside it.
"""

import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from statistics import median
from time import perf_counter, process_time

import numpy as np
from django.conf import settings

from reachable.config.measures.both_ways import Compared, compare, lay_out_histories
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_histories import make_histories
from reachable.config.measures.planted_moments import Planted, plant
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bulk.asking import ManyChildren, ask_rule, lay_out
from reachable.rules.domain.bulk.certainties import CODES, NO
from reachable.rules.domain.bulk.columns import columns_of
from reachable.rules.domain.bulk.loop import NOBODY
from reachable.rules.domain.bulk.matching import Matcher
from reachable.rules.domain.bulk.program import CannotCompile, Program, compile_rule
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.definition import kinds_around
from reachable.rules.domain.parameter_values import PARAMETERS

CHILDREN = {"small": 20_000, "full": 100_000}
COMPARED = {"small": 300, "full": 60_000}
FEWEST_FIRINGS = {"small": 5_000, "full": 1_000_000}
COPIES = {"small": 2, "full": 40}
AT_ONCE = {"small": 150, "full": 1_000}
"""How many children one process compares at once."""

SHARD = 10_000
"""How many children are asked at once, so that any number fits into memory."""

PER = 100_000
LONGEST_RULE = 0.15
LONGEST_AROUND = 1.0
"""Seconds by the clock for 100,000 children: half the rules, and the slowest rule that looks at other children."""

A_FEW_MINUTES = 600_000_000
"""The worked examples tell days to two places; this many microseconds lie between."""

FEWEST_TIMES = 20
ROUNDS = 3
WORKERS = 2


def measure(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Measure, and return what was found against the targets."""
    calendar, count = settings.CALENDAR, CHILDREN[size]
    programs, left = _compile_all()
    progress(f"Making the histories of {count:,} children …")
    many, events = _make_many(count, calendar)
    progress(f"Asking {len(programs)} rules of them …")
    seconds = {program.rule.id: _time(many, program) for program in programs}
    del many
    progress(f"Asking every rule of {COMPARED[size]:,} children both ways …")
    compared = _compare(size, calendar)
    progress("Asking of children whose moments were planted …")
    planted = list(plant(RULES, seed=7, copies=COPIES[size]))
    came_out = _count_planted(planted, programs, calendar)
    return [
        *_speed_checks(seconds, count, events, compared),
        *_same_checks(size, compared),
        Check("planted moments and near misses that came out", came_out, len(planted), came_out == len(planted)),
        Check("rules left to the interpreter", left, 0, left == 0),
        Check("most memory used, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, None, True),
    ]


def _compile_all() -> tuple[list[Program], int]:
    programs = []
    for rule in RULES:
        try:
            programs.append(compile_rule(rule, PARAMETERS))
        except CannotCompile:
            continue
    return programs, len(RULES) - len(programs)


def _make_many(count: int, calendar: Calendar) -> tuple[list[ManyChildren], int]:
    """Return children laid out in shards, and how many records they have."""
    shards = [
        lay_out_histories(make_histories(min(SHARD, count - first), seed=first), calendar)
        for first in range(0, count, SHARD)
    ]
    return shards, sum(len(shard.facts) for shard in shards)


def _time(many: Sequence[ManyChildren], program: Program) -> tuple[float, float]:
    """Return how many seconds a rule takes over all shards, the best of some rounds: by the clock, and of each core.

    It is asked of one shard first, as the first time may compile.
    """
    ask_rule(many[0], program)
    rounds = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for _ in range(ROUNDS):
            began, worked = perf_counter(), process_time()
            list(pool.map(lambda shard: ask_rule(shard, program), many))
            rounds.append((perf_counter() - began, (process_time() - worked) / WORKERS))
    return min(clock for clock, _ in rounds), min(worked for _, worked in rounds)


def _compare(size: str, calendar: Calendar) -> Compared:
    shards = COMPARED[size] // AT_ONCE[size]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        seeds = range(1, shards + 1)
        found = list(pool.map(compare, repeat(AT_ONCE[size], shards), seeds, repeat(calendar)))
    return sum(found[1:], found[0])


def _count_planted(planted: Sequence[Planted], programs: Sequence[Program], calendar: Calendar) -> int:
    """Return of how many planted children what was planted came out: how surely, since when, and whether answered."""
    children, facts, codebooks = columns_of(each.child for each in planted)
    now = np.array([each.now for each in planted], np.int64)
    many = lay_out(children, facts, now=now, matcher=Matcher(codebooks), calendar=calendar)
    right = 0
    for program in programs:
        fired = ask_rule(many, program, evidence=False).fired
        strongest = np.full(len(planted), NO, np.uint8)
        np.minimum.at(strongest, fired.child, fired.certainty)
        known = np.full(len(planted), NOBODY, np.int64)
        np.maximum.at(known, fired.child, fired.known)
        undone = np.bincount(fired.child[fired.done_by == NOBODY], minlength=len(planted))
        for number, each in enumerate(planted):
            if each.rule is program.rule:
                answered = strongest[number] != NO and undone[number] == 0
                right += int(
                    strongest[number] == CODES[each.expected]
                    and (each.known is None or abs(each.known - int(known[number])) < A_FEW_MINUTES)
                    and answered == each.answered
                )
    return right


def _speed_checks(seconds: dict[str, tuple[float, float]], count: int, events: int, compared: Compared) -> list[Check]:
    by_clock = {rule_id: clock * PER / count for rule_id, (clock, _) in seconds.items()}
    half = round(median(by_clock.values()), 3)
    worked = round(median(work * PER / count for _, work in seconds.values()), 3)
    around = max(by_clock[rule.id] for rule in RULES if kinds_around(rule) and rule.id in by_clock)
    slowest = max(by_clock, key=lambda rule_id: by_clock[rule_id])
    bulk = sum(clock for clock, _ in seconds.values()) / (count * len(seconds))
    times = round(compared.one_by_one / (compared.children * len(RULES)) / bulk)
    return [
        Check("records of each child", round(events / count, 1), None, True),
        Check(
            f"one rule of 100,000 children by the clock, best of {ROUNDS}, half the rules within, s",
            half,
            LONGEST_RULE,
            half <= LONGEST_RULE,
        ),
        Check("of that each of two cores worked, half the rules within, s", worked, None, True),
        Check(f"the slowest rule ({slowest}) by the clock, s", round(by_clock[slowest], 3), None, True),
        Check(
            "slowest rule about places or peers by the clock, s",
            round(around, 3),
            LONGEST_AROUND,
            around <= LONGEST_AROUND,
        ),
        Check("times as fast as one by one, per child and rule", times, FEWEST_TIMES, times >= FEWEST_TIMES),
    ]


def _same_checks(size: str, compared: Compared) -> list[Check]:
    fewest = FEWEST_FIRINGS[size]
    return [
        Check("firings compared, in bulk and one by one", compared.firings, fewest, compared.firings >= fewest),
        Check("clocks compared", compared.duties, None, True),
        Check("firings and clocks that differ", compared.different, 0, compared.different == 0),
    ]
