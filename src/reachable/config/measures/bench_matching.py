"""Links the records of made-up children and sets the links against the truth they were made from.

In:  a size: a partnership brought into a database, and a county matched in memory; five and a large one when full.
Out: checks: how many links are right, how many pairs were found at all, and that no planted false friend was linked.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import combinations
from time import perf_counter

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Run
from reachable.adapters.clock import read_clock
from reachable.config.measures.check import Check
from reachable.config.measures.county_matching import check_county, match_county
from reachable.config.measures.throwaway import throwaway_database
from reachable.demo.ledger import open_ledger
from reachable.demo.seeding import SEEDER, Partnership, Sending, bring_in, register_partnership, sendings
from reachable.demo.truth import RecordKey, Truth, truth_of
from reachable.demo.world import USUAL_SEED, World, build_world
from reachable.kernel.ids import SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.matching.queries import list_candidates, list_judgements
from reachable.people.operations import seal_record
from reachable.people.queries import find_subjects

COUNTY_CHILDREN = {"small": 4_000, "full": 50_000}
SEEDS = {"small": (USUAL_SEED,), "full": tuple(range(USUAL_SEED, USUAL_SEED + 5))}
RUN = Run("measure")
FEWEST_FOUND = 0.9
"""How many in a hundred pairs of records of one child must be linked or put to a person. The others share no route."""

Pair = frozenset[RecordKey]


@dataclass(frozen=True, slots=True)
class Matched:
    """What the machine made of one partnership: pairs it linked, pairs it puts to a person, and the truth."""

    truth: Truth
    held: frozenset[RecordKey]
    linked: frozenset[Pair]
    asked: frozenset[Pair]
    seconds: float

    @property
    def true_pairs(self) -> frozenset[Pair]:
        """Return every pair of records that are truly of one child and may be linked at all."""
        own: dict[str, list[RecordKey]] = {}
        sealed = {each.record for each in self.truth.sealed}
        for record in self.held - sealed:
            own.setdefault(self.truth.child_of[record], []).append(record)
        return frozenset(frozenset(pair) for records in own.values() for pair in combinations(records, 2))

    @property
    def false_friends_linked(self) -> int:
        """Return how many links join twins, namesakes or the two identities of an adopted child."""
        never = {frozenset(pair) for pair in self.truth.must_never_be_linked()}
        return sum(frozenset(self.truth.child_of[record] for record in pair) in never for pair in self.linked)


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Match, and return what was found against the truth."""
    matched = []
    for seed in SEEDS[size]:
        progress(f"Bringing in every agency's latest extract of the made-up partnership, seed {seed} …")
        with throwaway_database():
            matched.append(_match(build_world(read_clock(), seed)))
    progress(f"Matching a made-up county of {COUNTY_CHILDREN[size]:,} children in memory …")
    county = check_county(match_county(USUAL_SEED, COUNTY_CHILDREN[size]), COUNTY_CHILDREN[size])
    return [*_check_partnerships(matched), *county]


def _check_partnerships(matched: Collection[Matched]) -> list[Check]:
    linked = sum(len(each.linked) for each in matched)
    right = sum(len(each.linked & each.true_pairs) for each in matched)
    true = sum(len(each.true_pairs) for each in matched)
    found = sum(len((each.linked | each.asked) & each.true_pairs) for each in matched)
    friends = sum(each.false_friends_linked for each in matched)
    return [
        Check("records brought in", sum(len(each.held) for each in matched), None, True),
        Check("pairs of records of one child", true, None, True),
        Check("pairs linked without a person", linked, "at least 1", linked >= 1),
        Check("of those, right", right, linked, right == linked),
        Check("links across twins, namesakes or an adoption", friends, 0, friends == 0),
        Check(
            "share of true pairs linked or put to a person",
            round(found / true, 3),
            FEWEST_FOUND,
            found >= FEWEST_FOUND * true,
        ),
        Check("pairs put to a person", sum(len(each.asked) for each in matched), None, True),
        Check("seconds to bring in and match", round(sum(each.seconds for each in matched), 1), None, True),
    ]


def _match(world: World) -> Matched:
    truth, made = truth_of(world), register_partnership(world)
    with acting(by=SEEDER, what="sealed records before adoption", now=world.now):
        for sealed in truth.sealed:
            seal_record(
                agency_id=made.agencies[sealed.record.agency],
                system=sealed.record.feed,
                local_id=sealed.record.local_id,
                because=sealed.because,
                by=SEEDER,
                now=world.now,
            )
    began = perf_counter()
    ledger = open_ledger(world.children, world.happenings)
    for sending in _latest(world):
        bring_in(world, made, ledger, sending)
    seconds = perf_counter() - began
    key_of = _keys(world, made)
    with running(job="measure", now=world.now):
        judged = list_judgements(viewer=RUN, subject_ids=key_of)
        waiting = list_candidates(viewer=RUN, subject_ids=key_of)
    same = [each for each in judged if each.automatic and each.undone_at is None and each.answer is Answer.SAME]
    return Matched(
        truth=truth,
        held=frozenset(key_of.values()) & truth.child_of.keys(),
        linked=frozenset(frozenset((key_of[each.left], key_of[each.right])) for each in same),
        asked=frozenset(frozenset((key_of[each.left], key_of[each.right])) for each in waiting),
        seconds=seconds,
    )


def _latest(world: World) -> Collection[Sending]:
    """Return the last extract of each sender, whole."""
    return {(each.feed, each.agency): replace(each, since=None) for each in sendings(world)}.values()


def _keys(world: World, made: Partnership) -> dict[SubjectId, RecordKey]:
    found: dict[SubjectId, RecordKey] = {}
    with running(job="measure", now=world.now):
        for sending in _latest(world):
            subjects = find_subjects(viewer=RUN, agency_id=made.agencies[sending.agency], system=sending.feed)
            found |= {
                subject_id: RecordKey(sending.agency, sending.feed, local_id)
                for local_id, subject_id in subjects.items()
            }
    return found
