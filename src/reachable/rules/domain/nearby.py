"""What happened to other children near this one: at the same places, or to those named with it in one event.

In:  facts of other children, which of them are of one child, and which events connect them to this child.
Out: Nearby. Every fact keeps its own instants, so what was known counts by when each was received.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reachable.kernel.ids import EventId, SubjectId
from reachable.timeline.domain.facts import Fact

NO_CHILDREN: frozenset[SubjectId] = frozenset()


@dataclass(frozen=True, slots=True)
class Nearby:
    """Other children's facts, as a child is asked about.

    `child_of` gives one id for each other child, whichever of their records a fact is on. `together` gives, for an
    event of this child or of another, the other children who were in it with this child.
    """

    facts: tuple[Fact, ...] = ()
    child_of: Mapping[SubjectId, SubjectId] = field(default_factory=lambda: MappingProxyType({}))
    together: Mapping[EventId, frozenset[SubjectId]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def peers(self) -> frozenset[SubjectId]:
        """Return the other children who were with this child in some event."""
        return frozenset(child for children in self.together.values() for child in children)

    def find_child(self, fact: Fact) -> SubjectId | None:
        """Return which other child a fact is of, or None when it is this child's own."""
        return self.child_of.get(fact.subject_id)


NOTHING_NEARBY = Nearby()
