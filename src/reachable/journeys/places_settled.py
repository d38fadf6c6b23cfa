"""What was kept apart before later rules came gets what those rules need.

In:  places sealed under another agency's key, places several agencies told, homes without the keys of conflicts,
     records of a protected child without a protection of their own, and places in the words of a protection.
Out: each as it would be, had it been kept today; how many there were, and how many no key here opens.

Each record is a transaction of its own: cut off anywhere, it goes on where it was, and done twice it changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Run
from reachable.access.queries.texts import list_owners_of_rows
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.whereabouts_hidden import hide_whereabouts, says_place_in_protection
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.matching.operations import wait_for_turn
from reachable.people.queries import list_same_person
from reachable.places.domain.sealing import CannotBeOpened
from reachable.places.operations import hold_key
from reachable.places.operations.parting import give_conflict_keys, part_place
from reachable.places.queries import (
    count_keys_of_others,
    count_unopened_places,
    list_all_protected,
    list_homes_without_conflict_keys,
    list_sealed_together,
    list_told_by,
)

RUN = Run("places settled")
MACHINE = Actor(user_id=None, agency_id=None, name="places")
SAID_EVERY = 100


@dataclass(frozen=True, slots=True)
class Settled:
    """Of how many records what was kept is as it is kept today now; of how many the places key here opens nothing.

    `unopened` is how many single places do not open: nothing finds them in what people write.
    """

    records: int
    closed: int
    unopened: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept as it was before: whose words lie under another's key, and whose rows told one place, by record."""

    agencies: Mapping[AboutId, frozenset[AgencyId]]
    places: Mapping[AboutId, tuple[UUID, ...]]
    told: Mapping[UUID, tuple[AgencyId, bool]]
    homes: frozenset[AboutId]

    @property
    def records(self) -> list[AboutId]:
        """Return the records that lack something."""
        return sorted({*self.agencies, *self.places, *self.homes})


def settle_places(*, now: datetime, progress: Callable[[str], None] = lambda said: None) -> Settled:
    """Give whatever was kept apart before what today's rules need, a record at a time."""
    with running(job="looked for places kept as they were before", now=now):
        kept, clusters, others = _find_kept(), _find_to_protect_anew(), count_keys_of_others(viewer=RUN)
    steps = [partial(_settle, each, kept, now) for each in kept.records]
    steps += [partial(_protect, each, now) for each in clusters]
    if others:
        # With another places key what is kept now would be found by nobody, so nothing is touched.
        return Settled(0, others)
    if steps:
        progress(f"What was kept apart before is brought up to date: {len(steps)} records.")
    closed = partly = 0
    for number, settle in enumerate(steps, start=1):
        try:
            with running(job="brought what is kept apart up to date", now=now):
                partly += not settle()
        except CannotBeOpened:
            closed += 1
        if number % SAID_EVERY == 0:
            progress(f"{number} of {len(steps)} …")
    with running(job="counted the places that do not open", now=now):
        unopened = count_unopened_places(viewer=RUN)
    return Settled(len(steps) - closed - partly, closed, unopened)


def part_places(*, by: Actor, now: datetime) -> None:
    """Part what agencies kept together, inside an open act: before one of them erases.

    :raises reachable.places.domain.sealing.CannotBeOpened: when the places key here does not open it.
    """
    kept = _find_kept()
    for about_id in sorted({*kept.agencies, *kept.places}):
        _part(about_id, kept, by, now)


def _find_kept() -> _Kept:
    told_by = list_told_by(viewer=RUN)
    told = list_owners_of_rows(viewer=RUN, ids={each for _, rows in told_by.values() for each in rows})
    places: dict[AboutId, tuple[UUID, ...]] = defaultdict(tuple)
    for place_id, (about_id, rows) in told_by.items():
        if len({told[each][0] for each in rows if each in told}) > 1:
            places[about_id] += (place_id,)
    return _Kept(list_sealed_together(viewer=RUN), places, told, list_homes_without_conflict_keys(viewer=RUN))


def _settle(about_id: AboutId, kept: _Kept, now: datetime) -> bool:
    """Settle one record, and return whether all of it is: a home that does not open gets no key."""
    _part(about_id, kept, MACHINE, now)
    return about_id not in kept.homes or not give_conflict_keys(about_id=about_id, by=MACHINE, now=now)


def _protect(cluster: tuple[SubjectId, ...], now: datetime) -> bool:
    """Protect every record of a protected child, as when the last of them came in."""
    wait_for_turn(by=MACHINE, now=now)
    touched = hide_whereabouts(subject_ids=cluster, with_household=True, by=MACHINE, now=now)
    look_for_same_child(subject_ids=touched, because="whereabouts protected", by=MACHINE, now=now)
    return True


def _part(about_id: AboutId, kept: _Kept, by: Actor, now: datetime) -> None:
    for controller_id in kept.agencies.get(about_id, ()):
        hold_key(about_id=about_id, controller_id=controller_id, by=by, now=now)
    for place_id in kept.places.get(about_id, ()):
        part_place(place_id=place_id, told=kept.told, by=by, now=now)


def _find_to_protect_anew() -> list[tuple[SubjectId, ...]]:
    """Return the records of each child of whom one is protected and another is not, or whose place is said in why."""
    protected = list_all_protected(viewer=RUN)
    clusters: Iterable[tuple[SubjectId, ...]] = list_same_person(viewer=RUN, subject_ids=protected).values()
    return [
        each
        for each in sorted({tuple(sorted(each)) for each in clusters})
        if not protected >= set(each) or says_place_in_protection(subject_ids=each)
    ]
