"""A child's facts as they stood at any instant up to now.

In:  every fact held about a child, corrected and withdrawn ones included, and now.
Out: the facts standing at an instant, and the instants at which something became known.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime

from reachable.kernel.ids import EventId
from reachable.kernel.london import in_utc
from reachable.timeline.domain.facts import Fact, by_age, facts_standing_at
from reachable.timeline.domain.kinds import EventKind


class History:
    """Remembers what stood at each instant it was asked about. Nothing received after `now` is ever seen."""

    def __init__(self, facts: Iterable[Fact], now: datetime) -> None:
        self.now = in_utc(now)
        self._facts = tuple(sorted(facts, key=by_age))
        self._standing: dict[datetime, tuple[Fact, ...]] = {}
        self._of_kinds: dict[tuple[datetime, frozenset[EventKind]], tuple[Fact, ...]] = {}
        self._changes: dict[frozenset[EventKind], list[datetime]] = {}
        self._last_changed: dict[frozenset[EventKind], list[tuple[datetime, Fact]]] = {}
        self._corrections: dict[EventId, list[Fact]] = {}
        for fact in self._facts:
            if fact.supersedes is not None:
                self._corrections.setdefault(fact.supersedes, []).append(fact)
        self.today = tuple(facts_standing_at(self._facts, self.now))
        self._standing[self.now] = self.today
        self.today_ids: frozenset[EventId] = frozenset(fact.id for fact in self.today)

    def standing_at(self, moment: datetime, kinds: frozenset[EventKind]) -> tuple[Fact, ...]:
        """Return the facts of some kinds of event that stood at an instant, oldest first."""
        if (moment, kinds) not in self._of_kinds:
            if moment not in self._standing:
                self._standing[moment] = tuple(facts_standing_at(self._facts, moment))
            self._of_kinds[moment, kinds] = tuple(fact for fact in self._standing[moment] if fact.kind in kinds)
        return self._of_kinds[moment, kinds]

    def instants(self, kinds: frozenset[EventKind], since: datetime) -> tuple[datetime, ...]:
        """Return the instants from `since` to now at which what is known of some kinds of event changed, in order."""
        if kinds not in self._changes:
            changed = {fact.instants.received_at for fact in self._facts if _may_change(fact, kinds)}
            changed |= {fact.withdrawn_at for fact in self._facts if fact.withdrawn_at and _may_change(fact, kinds)}
            self._changes[kinds] = sorted(changed)
        changes = self._changes[kinds]
        later = changes[bisect_right(changes, since) : bisect_right(changes, self.now)]
        return (since, *later) if since <= self.now else ()

    def instants_of(self, facts: Iterable[Fact], since: datetime) -> tuple[datetime, ...]:
        """Return the instants from `since` to now at which one of these facts came to stand or stood no longer."""
        changed = {instant for fact in facts for instant in self._instants_of_one(fact)}
        return (since, *sorted(each for each in changed if since < each <= self.now)) if since <= self.now else ()

    def changed_since(self, kinds: frozenset[EventKind], since: datetime) -> tuple[Fact, ...]:
        """Return every fact of some kinds of event that came to stand, or may have ceased to, after an instant."""
        if kinds not in self._last_changed:
            of_kinds = (fact for fact in self._facts if fact.kind in kinds)
            self._last_changed[kinds] = [(max(self._instants_of_one(fact)), fact) for fact in of_kinds]
        return tuple(fact for at, fact in self._last_changed[kinds] if at > since)

    def _instants_of_one(self, fact: Fact) -> set[datetime]:
        """Return the instants at which a fact came to stand or ceased to, its corrections' among them."""
        instants = set()
        for each in (fact, *self._corrections.get(fact.id, ())):
            instants.add(each.instants.received_at)
            if each.withdrawn_at is not None:
                instants.add(each.withdrawn_at)
        return instants


def _may_change(fact: Fact, kinds: frozenset[EventKind]) -> bool:
    return fact.kind in kinds or fact.supersedes is not None
