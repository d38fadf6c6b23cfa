"""Matches a made-up county in memory, by the same domain code as the database, and sets it against the truth.

In:  a seed and how many children.
Out: CountyMatched; checks: precision, recall, what candidates reach, questions for people, and each for groups apart.
"""

import resource
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from time import perf_counter

from reachable.config.measures.check import Check
from reachable.demo.county.loading import claims_of
from reachable.demo.county.records import county_records
from reachable.demo.county.truth import agencies_of_pair, groups_of
from reachable.kernel.ids import SubjectId
from reachable.matching.domain.blocking import pairs_to_compare
from reachable.matching.domain.clusters import Answer, Cluster, Judged, derive_clusters
from reachable.matching.domain.compared import Pair, in_order
from reachable.matching.domain.describe import describe
from reachable.matching.domain.description import Description
from reachable.matching.domain.register import Register, make_register
from reachable.matching.domain.routes import describe_routes

LINKS_A_CHILD = 0.4
PRECISION = 0.999
RECALL = 0.5
REACH = 0.98
REACH_OF_A_GROUP = 0.95
QUESTIONS_IN_A_HUNDRED = 20
MEGABYTES = 4_000
FEW = 20
"""Targets; a group of fewer true pairs than FEW is printed and not held to any."""

Groups = tuple[str, ...]


@dataclass(slots=True)
class CountyMatched:
    """What the machine made of a county. `links` are pairs it linked, `asked` those it would put to a person."""

    register: Register
    group_of: Mapping[Pair, Groups]
    confused: frozenset[Pair]
    candidates: int = 0
    reached: set[Pair] = field(default_factory=set)
    links: list[Pair] = field(default_factory=list)
    asked: list[Pair] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """Return how many records were compared."""
        return len(self.register.described)

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """Return the people that the links alone make."""
        return derive_clusters(self.register.described, [Judged(*pair, Answer.SAME) for pair in self.links])


def match_county(seed: int, children: int) -> CountyMatched:
    """Make a county, match it, and keep what is needed to judge the matching; never the pairs themselves."""
    began = perf_counter()
    described: list[Description] = []
    of_child: dict[str, list[SubjectId]] = defaultdict(list)
    groups: dict[str, Groups] = {}
    agency: dict[SubjectId, str] = {}
    easily: dict[str, set[str]] = defaultdict(set)
    for record in county_records(seed, children):
        if record.is_sealed:
            continue
        claims = claims_of(record)
        described.append(describe(claims))
        of_child[record.child.key].append(claims.subject_id)
        agency[claims.subject_id] = record.kind
        if record.child.key not in groups:
            groups[record.child.key] = tuple(groups_of(record.child))
        if record.child.easily_taken_for:
            easily[record.child.easily_taken_for].add(record.child.key)
    made = perf_counter()
    register = make_register(described)
    keys = [(each.subject_id, describe_routes(each).keys) for each in described]
    true = {
        in_order(*pair): (*groups[child], agencies_of_pair(agency[pair[0]], agency[pair[1]]))
        for child, records in of_child.items()
        for pair in combinations(records, 2)
    }
    matched = CountyMatched(register, true, frozenset(_confused(easily, of_child)))
    ready = perf_counter()
    for compared in register.compare(pairs_to_compare(keys)):
        matched.candidates += 1
        if compared.pair in true:
            matched.reached.add(compared.pair)
        if compared.links:
            matched.links.append(compared.pair)
        elif compared.asks:
            matched.asked.append(compared.pair)
    matched.seconds = {"made": made - began, "prepared": ready - made, "compared": perf_counter() - ready}
    return matched


def check_county(matched: CountyMatched, children: int) -> list[Check]:
    """Return what was found against the truth and the targets."""
    true = matched.group_of
    right = [pair for pair in matched.links if pair in true]
    clusters = matched.clusters
    joined = {pair for cluster in clusters for pair in combinations(cluster.members, 2)}
    joined_right = joined & true.keys()
    confused = len((joined | set(matched.links)) & matched.confused)
    questions = _count_questions(matched.asked, clusters)
    in_a_hundred = 100 * questions / matched.records
    seconds = matched.seconds
    return [
        Check("made-up children", children, None, True),
        Check("records", matched.records, None, True),
        Check("pairs of records of one child", len(true), None, True),
        Check("candidates for each record", round(matched.candidates / matched.records, 1), None, True),
        _at_least("share of true pairs that candidates reach", len(matched.reached), len(true), REACH),
        Check(
            "pairs linked without a person",
            len(matched.links),
            f"at least {LINKS_A_CHILD * children:.0f}",
            len(matched.links) >= LINKS_A_CHILD * children,
        ),
        _at_least("share of those that are right", len(right), len(matched.links), PRECISION, places=5),
        _at_least("share right of all pairs that links bring together", len(joined_right), len(joined), PRECISION, 5),
        Check("links across twins, namesakes or an adoption", confused, 0, confused == 0),
        _at_least("share of true pairs linked directly", len(right), len(true), None),
        _at_least("share of true pairs that links bring together", len(joined_right), len(true), RECALL),
        Check(
            "questions to people for each hundred records",
            round(in_a_hundred, 1),
            f"at most {QUESTIONS_IN_A_HUNDRED}",
            in_a_hundred <= QUESTIONS_IN_A_HUNDRED,
        ),
        _at_least("share of asked pairs that are of one child", *_right_of(matched.asked, true), None),
        _at_least(
            "share of true pairs brought together or asked about",
            len(joined_right | (true.keys() & set(matched.asked))),
            len(true),
            None,
        ),
        Check("microseconds for each candidate", round(1e6 * seconds["compared"] / matched.candidates, 1), None, True),
        Check("seconds to make, prepare and compare", [round(each, 1) for each in seconds.values()], None, True),
        _megabytes(),
        *_by_group(matched, joined_right),
    ]


def _confused(easily: Mapping[str, set[str]], of_child: Mapping[str, list[SubjectId]]) -> Iterator[Pair]:
    """Yield every pair of records of two children easily taken for each other."""
    for children in easily.values():
        for one, other in combinations(sorted(children), 2):
            for mine in of_child.get(one, ()):
                yield from (in_order(mine, theirs) for theirs in of_child.get(other, ()))


def _count_questions(asked: Iterable[Pair], clusters: Iterable[Cluster]) -> int:
    """Return how many pairs of people are asked about: of pairs that would join the same two, only one is shown."""
    person = {member: cluster.key for cluster in clusters for member in cluster.members}
    return len({frozenset((person[left], person[right])) for left, right in asked if person[left] != person[right]})


def _right_of(pairs: list[Pair], true: Mapping[Pair, Groups]) -> tuple[int, int]:
    return sum(pair in true for pair in pairs), len(pairs)


def _at_least(what: str, part: int, whole: int, target: float | None, places: int = 3) -> Check:
    share = part / whole if whole else 1.0
    return Check(what, round(share, places), target, target is None or share >= target)


def _megabytes() -> Check:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Check("megabytes of memory at most", most, f"at most {MEGABYTES}", most <= MEGABYTES)


def _by_group(matched: CountyMatched, joined_right: set[Pair]) -> Iterator[Check]:
    """Yield what candidates reach and links bring together in each group, so that a gap is seen."""
    wholes = Counter(group for groups in matched.group_of.values() for group in groups)
    reached = Counter(group for pair in matched.reached for group in matched.group_of[pair])
    joined = Counter(group for pair in joined_right for group in matched.group_of[pair])
    for group, whole in sorted(wholes.items()):
        target = REACH_OF_A_GROUP if whole >= FEW else None
        yield _at_least(f"{group} ({whole}): share reached", reached[group], whole, target)
        yield _at_least(f"{group} ({whole}): share brought together", joined[group], whole, None)
