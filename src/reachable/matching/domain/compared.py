"""Two records after they were compared, and what has been judged of them before.

In:  evidence and a suggestion; judgements.
Out: Compared; Stands; Refreshed; which pairs to put to a person after all, and which links stand; why a judgement is
     not taken.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TypeVar

from reachable.kernel.ids import JudgementId, SubjectId
from reachable.matching.domain.decide import Proposal, Suggestion
from reachable.matching.domain.evidence import Evidence

Value = TypeVar("Value")
Pair = tuple[SubjectId, SubjectId]
"""Two records, the smaller id first."""


class SamePersonTwice(ValueError):
    """A judgement needs two different records."""


class NotOfChildren(ValueError):
    """A judgement is of two records of children. An adult is never made part of a child's record."""


class JudgementNotLive(LookupError):
    """There is no such judgement, or it has been undone already."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records with what was found and what is proposed."""

    pair: Pair
    evidence: tuple[Evidence, ...]
    suggestion: Suggestion

    @property
    def links(self) -> bool:
        """Test if the two are to be linked without a person."""
        return self.suggestion.proposal is Proposal.AUTOMATIC_SAME

    @property
    def asks(self) -> bool:
        """Test if a person is to judge."""
        return self.suggestion.proposal is Proposal.REVIEW

    def ask_instead(self, why: str) -> "Compared":
        """Return the same two for a person to judge, and why."""
        suggestion = Suggestion(Proposal.REVIEW, self.suggestion.reasons, (why,), self.suggestion.agreeing)
        return Compared(self.pair, self.evidence, suggestion)

    def still_link(self) -> "Compared":
        """Return the same two as they are linked already."""
        suggestion = Suggestion(Proposal.AUTOMATIC_SAME, self.suggestion.reasons, (), self.suggestion.agreeing)
        return Compared(self.pair, self.evidence, suggestion)

    def sentences(self) -> list[dict[str, str]]:
        """Return the evidence as it is kept."""
        return [
            {
                "kind": each.kind.name,
                "direction": each.direction.name,
                "strength": each.strength.name,
                "sentence": each.sentence,
            }
            for each in self.evidence
        ]


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands of some pairs: settled by a person, unsure, linked without one, and links that a person undid."""

    settled: frozenset[Pair]
    unsure: frozenset[Pair]
    automatic: Mapping[Pair, JudgementId]
    refused: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What looking again changed: subjects now of another person than before, and pairs a person should judge."""

    moved: frozenset[SubjectId] = frozenset()
    to_judge: tuple[Pair, ...] = ()


def in_order(left: SubjectId, right: SubjectId) -> Pair:
    """Return two records as pairs are kept."""
    return (left, right) if left < right else (right, left)


def merge_pairs(some: Iterable[Pair], in_turn: Iterable[Pair]) -> Iterator[Pair]:
    """Yield pairs of both, each once, in order. The second must be in order already, and is never held whole."""
    last: Pair | None = None
    for pair in merge(sorted(some), in_turn):
        if pair != last:
            yield pair
        last = pair


def let_links_stand(
    compared: Iterable[Compared], linked: Collection[Pair], kept_apart: Set[SubjectId]
) -> list[Compared]:
    """Let a link stand though the records no longer bear it out, where what did was taken out to protect a child.

    `kept_apart` are the records that a home, school or telephone was taken out of. The name and the birth date still
    have to agree well enough to ask a person, and nothing may speak against it.
    """
    return [
        each.still_link()
        if each.pair in linked and kept_apart & set(each.pair) and each.asks and not each.suggestion.is_doubted
        else each
        for each in compared
    ]


def in_parts(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """Yield values so many at a time."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part
