"""Many records ready to be compared with each other: what a county's first load, a daily extract and the bench share.

In:  descriptions; pairs to compare.
Out: Register; each pair with its evidence and what is proposed, one after another: only the records are held.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reachable.kernel.ids import SubjectId
from reachable.matching.domain.compare import gather_evidence
from reachable.matching.domain.compared import Compared, Pair
from reachable.matching.domain.decide import Proposal, Suggestion, decide
from reachable.matching.domain.description import Description
from reachable.matching.domain.first_look import FirstLook, look_at
from reachable.matching.domain.shared_widely import SharedWidely, find_shared_widely
from reachable.matching.domain.twins import find_twins

NEVER = Suggestion(Proposal.NEVER)
LITTLE = Suggestion(Proposal.TOO_LITTLE)


@dataclass(frozen=True, slots=True)
class Register:
    """Records by subject, each knowing whether a twin of it is known, and the values many people share.

    A sealed record is not among them, so it is compared with nothing.
    """

    described: Mapping[SubjectId, Description]
    looks: Mapping[SubjectId, FirstLook]
    shared_widely: SharedWidely

    def compare(self, pairs: Iterable[Pair], *, in_full: Container[Pair] = ()) -> Iterator[Compared]:
        """Yield each pair compared and decided, in the order given. One with a record that is not here is NEVER.

        A pair in which a first look finds nothing has TOO_LITTLE and no evidence, unless it is wanted in full.
        """
        for pair in pairs:
            left, right = self.described.get(pair[0]), self.described.get(pair[1])
            if left is None or right is None:
                yield Compared(pair, (), NEVER)
                continue
            if not self.looks[pair[0]].finds_something(self.looks[pair[1]]) and pair not in in_full:
                yield Compared(pair, (), LITTLE)
                continue
            evidence = gather_evidence(left, right, self.shared_widely)
            yield Compared(pair, evidence, decide(left, right, evidence))


def make_register(descriptions: Iterable[Description], shared_widely: SharedWidely | None = None) -> Register:
    """Return records ready to be compared. Households must be whole, or a twin may not be known.

    `shared_widely` is what all records say of values; without it, it is found among these.
    """
    records = tuple(descriptions)
    twins = find_twins(records)
    return Register(
        {each.subject_id: replace(each, twin_known=True) if each.subject_id in twins else each for each in records},
        {each.subject_id: look_at(each) for each in records},
        find_shared_widely(records) if shared_widely is None else shared_widely,
    )
