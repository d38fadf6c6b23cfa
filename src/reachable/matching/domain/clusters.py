"""Which records are one person now, derived afresh from the judgements that stand.

In:  subjects, judgements, and pairs that must never be together.
Out: clusters, and the conflicts somebody has to settle. The same whatever the order; what is undone leaves no trace.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from reachable.kernel.ids import SubjectId


class Answer(Enum):
    """Somebody's answer to "are these the same child?". The value is what is stored."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    NOT_SURE = "NOT_SURE"


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement of two subjects, in either order."""

    left: SubjectId
    right: SubjectId
    answer: Answer
    undone: bool = False


class ConflictKind(Enum):
    """Why a cluster cannot be left as it is. The value is a sentence for whoever settles it."""

    JUDGED_DIFFERENT = "These two were judged to be different children, but other judgements join them."
    NEVER_TOGETHER = "These records must never be together, so none of the judgements that would join them counts."


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two subjects that judgements join though they must not be joined, the smaller id first."""

    kind: ConflictKind
    left: SubjectId
    right: SubjectId


@dataclass(frozen=True, slots=True)
class Cluster:
    """One person: subjects in order of their ids. The key is the smallest."""

    members: tuple[SubjectId, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def key(self) -> SubjectId:
        """Return the key, the same each time the same cluster is derived."""
        return self.members[0]


def derive_clusters(
    subjects: Iterable[SubjectId],
    judgements: Iterable[Judged],
    never_together: Iterable[tuple[SubjectId, SubjectId]] = (),
) -> tuple[Cluster, ...]:
    """Return every person that the standing judgements make of these subjects, in order of their keys.

    A judgement of a subject that is not among them counts for nothing. A cluster that holds two subjects judged
    different stays together and says so. One that would hold two that must never be together is taken apart into single
    subjects, each of which says so.
    """
    known = frozenset(subjects)
    standing = [each for each in judgements if not each.undone and each.left in known and each.right in known]
    different = {_ordered(each.left, each.right) for each in standing if each.answer is Answer.DIFFERENT}
    forbidden = {_ordered(*pair) for pair in never_together}
    clusters: list[Cluster] = []
    for members in _components(known, [each for each in standing if each.answer is Answer.SAME]):
        together = frozenset(members)
        broken = _inside(forbidden, together, ConflictKind.NEVER_TOGETHER)
        if broken:
            clusters.extend(Cluster((each,), broken) for each in members)
        else:
            clusters.append(Cluster(members, _inside(different, together, ConflictKind.JUDGED_DIFFERENT)))
    return tuple(sorted(clusters, key=lambda each: each.key))


def _components(known: frozenset[SubjectId], same: list[Judged]) -> list[tuple[SubjectId, ...]]:
    """Return the subjects that SAME judgements join, each group in order."""
    neighbours: dict[SubjectId, set[SubjectId]] = defaultdict(set)
    for each in same:
        neighbours[each.left].add(each.right)
        neighbours[each.right].add(each.left)
    groups: list[tuple[SubjectId, ...]] = []
    seen: set[SubjectId] = set()
    for start in sorted(known):
        if start in seen:
            continue
        group, to_visit = {start}, [start]
        while to_visit:
            fresh = neighbours[to_visit.pop()] - group
            group |= fresh
            to_visit.extend(fresh)
        seen |= group
        groups.append(tuple(sorted(group)))
    return groups


def _inside(
    pairs: set[tuple[SubjectId, SubjectId]], members: frozenset[SubjectId], kind: ConflictKind
) -> tuple[Conflict, ...]:
    return tuple(Conflict(kind, left, right) for left, right in sorted(pairs) if left in members and right in members)


def _ordered(left: SubjectId, right: SubjectId) -> tuple[SubjectId, SubjectId]:
    return (left, right) if left <= right else (right, left)
