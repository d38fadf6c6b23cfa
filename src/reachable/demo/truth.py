"""Which child each agency's record is truly of. Only tests and the seeding of the demo may look.

In:  a World.
Out: Truth, and the false friends that were planted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reachable.demo.cast import ADOPTED_PAIR, EVERY_INDICATOR, GAVE_ANOTHER_NAME, NAMESAKE_PAIRS, ONE_HOME, TWIN_PAIRS
from reachable.demo.children import households
from reachable.demo.extracts import extract_rows
from reachable.demo.ledger import open_ledger
from reachable.demo.senders import SENDERS
from reachable.demo.world import World
from reachable.intake.domain.layouts import LAYOUTS
from reachable.journeys.extract_imported import system_of

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class RecordKey:
    """One agency's record of one person: who holds it, in which system, under which number of their own.

    A system is named after its feed, or after the first of the feeds that come from it.
    """

    agency: str
    feed: str
    local_id: str


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """A record that is never linked, suggested or shown, and why."""

    record: RecordKey
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The child behind each record, and the children easily taken for each other, by key."""

    child_of: Mapping[RecordKey, str]
    twins: tuple[Pair, ...]
    namesakes: tuple[Pair, ...]
    families: tuple[tuple[str, ...], ...]
    adopted: Pair
    one_home: Pair
    every_indicator: str
    gave_another_name: str
    sealed: tuple[SealedRecord, ...]

    def records_of(self, child: str, feed: str = "", agency: str = "") -> tuple[RecordKey, ...]:
        """Return a child's records, in every feed and agency or only in those named."""
        return tuple(
            sorted(
                record
                for record, of in self.child_of.items()
                if of == child and feed in ("", record.feed) and agency in ("", record.agency)
            )
        )

    def is_same(self, first: RecordKey, second: RecordKey) -> bool:
        """Test if two records are of one child. The two identities of the adopted child count as two."""
        return self.child_of[first] == self.child_of[second]

    def must_never_be_linked(self) -> tuple[Pair, ...]:
        """Return every pair of children whose records no machine may link: twins, namesakes, the adopted child."""
        return (*self.twins, *self.namesakes, self.adopted)


def truth_of(world: World) -> Truth:
    """Return the truth behind the latest extracts."""
    ledger = open_ledger(world.children, world.happenings)
    child_of = {
        RecordKey(sender.agency, system_of(sender.feed), row.local_id): row.child
        for sender in SENDERS
        if not LAYOUTS[sender.feed].of_adults
        for row in extract_rows(world, sender.feed, sender.agency, ledger=ledger)
    }
    before_adoption = (record for record, child in child_of.items() if child == ADOPTED_PAIR[0])
    return Truth(
        child_of=child_of,
        twins=TWIN_PAIRS,
        namesakes=NAMESAKE_PAIRS,
        families=tuple(households(world.children)),
        adopted=ADOPTED_PAIR,
        one_home=ONE_HOME,
        every_indicator=EVERY_INDICATOR,
        gave_another_name=GAVE_ANOTHER_NAME,
        sealed=tuple(SealedRecord(record, "Closed at adoption; sealed by the authority") for record in before_adoption),
    )
