"""Once a quarter, the tables of counts are made for every area and kept as they are shown, and nothing else is counted.

In:  the instant; the tables there are.
Out: how many were released. Each is made once: what is recorded later changes no release.

A child with a sealed record, or one linked to it, is counted nowhere, so that no figure differs by it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from reachable.access.context import reading, running
from reachable.access.domain.policy import decide_counts
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.queries import list_agencies, list_areas
from reachable.alerts.counts import list_raised
from reachable.intake.queries import list_children_of_concerns
from reachable.kernel.ids import AboutId, AgencyId, AreaId, SubjectId
from reachable.kernel.london import london_date, start_of_day
from reachable.kernel.working_days import Calendar
from reachable.oversight.domain.count_tables import (
    ALL_RETURNS,
    DECLINED,
    HARM,
    HELD_IN_TIME,
    HELD_LATE,
    IN_TIME,
    LATE,
    NOT_ANSWERED,
    NOT_HELD,
    NOT_RECORDED,
    TOLD,
    Counts,
    band_of,
    group_of,
    tables_for,
)
from reachable.oversight.domain.quarters import Quarter, last_countable
from reachable.oversight.domain.releases import Counted, make_release
from reachable.oversight.operations.releases import keep_release
from reachable.oversight.queries.releases import ReleaseRecord, find_release, list_released, list_releases
from reachable.people.counts import KnownChild, list_counted, list_known, list_sealed_children
from reachable.people.domain.claims import SubjectClaims
from reachable.people.queries import list_births_and_homes, list_same_person
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.domain.kinds import EventKind, RoleInEvent
from reachable.timeline.queries import list_facts, list_told_of
from reachable.tracks.domain.limits import ClockName, due_instant, limit_in_force

MACHINE = Actor(user_id=None, agency_id=None, name="counts")
RUN = Run("counted a quarter and released the counts")
ENDS_OF_RETURN = (EventKind.RETURN_INTERVIEW_HELD, EventKind.RETURN_INTERVIEW_DECLINED)
IN_AREA = tuple[AreaId, Counted]


class NotTheirCounts(PermissionError):
    """Counts are not for this role."""


@dataclass(frozen=True, slots=True)
class CountedChild:
    """A child as counted: all records of one person, the area of the one that came first, none of them sealed."""

    records: tuple[KnownChild, ...]
    area_id: AreaId

    @property
    def key(self) -> str:
        """Return what tells this child from others while counting."""
        return str(min(each.subject_id for each in self.records))


def list_own_releases(*, viewer: Viewer) -> tuple[ReleaseRecord, ...]:
    """Return what was released of the reader's area.

    :raises NotTheirCounts: when their role does not read counts.
    """
    _require_counts(viewer)
    with reading(viewer):
        return list_releases(viewer=viewer, area_id=viewer.area_id)


def open_release(*, release_id: UUID, viewer: Viewer) -> ReleaseRecord | None:
    """Return one table of the reader's area, or None when there is no such one.

    :raises NotTheirCounts: when their role does not read counts.
    """
    _require_counts(viewer)
    with reading(viewer):
        return find_release(viewer=viewer, release_id=release_id, area_id=viewer.area_id)


def release_counts(*, calendar: Calendar, now: datetime) -> int:
    """Release every table of the latest quarter that has been over for long enough, where it was not yet."""
    quarter = last_countable(london_date(now))
    with running(job=RUN.job, now=now):
        areas = [area.id for area in list_areas()]
        released = list_released(viewer=RUN, quarter=quarter)
        wanted = [table for table in tables_for(quarter) if any((area, table.code) not in released for area in areas)]
        counting = _Counting(quarter, calendar, now)
        kept = 0
        for table in wanted:
            things = tuple(counting.count(table.counts))
            for area in areas:
                release = make_release(table, [thing for where, thing in things if where == area])
                kept += keep_release(table=table, area_id=area, quarter=quarter, release=release, by=MACHINE, now=now)
    return kept


def _require_counts(viewer: Viewer) -> None:
    if not decide_counts(viewer.role).may_see:
        raise NotTheirCounts(viewer.role.code)


class _Counting:
    """Counts one quarter, inside a run."""

    def __init__(self, quarter: Quarter, calendar: Calendar, now: datetime) -> None:
        self.quarter, self.calendar, self.now = quarter, calendar, now
        self.since, self.until = start_of_day(quarter.starts), start_of_day(quarter.ends)

    def count(self, counts: Counts) -> Iterator[IN_AREA]:
        """Yield each thing that is counted, with its area."""
        ways: Mapping[Counts, Callable[[], Iterator[IN_AREA]]] = {
            Counts.ALERTS: self._alerts,
            Counts.RETURNS: self._returns,
            Counts.CHILDREN: self._children,
            Counts.HARM: self._harm,
        }
        return ways[counts]()

    @cached_property
    def _area_of_agency(self) -> dict[AgencyId, AreaId | None]:
        return {agency.id: agency.area_id for agency in list_agencies()}

    @cached_property
    def _sealed(self) -> frozenset[SubjectId]:
        return list_sealed_children(viewer=RUN)

    def _find_children(self, subject_ids: Iterable[SubjectId]) -> dict[SubjectId, CountedChild]:
        """Return the child of each record, those left out of whom a record is sealed or no agency has an area."""
        together = list_same_person(viewer=RUN, subject_ids=subject_ids)
        every = {each for same in together.values() for each in same}
        records = {each.subject_id: each for each in list_counted(viewer=RUN, subject_ids=every)}
        found = {}
        for subject_id, same in together.items():
            of_child = tuple(
                sorted((records[each] for each in same), key=lambda each: (each.first_received_at, each.subject_id))
            )
            area = self._area_of_agency.get(of_child[0].agency_id)
            if area is not None and self._sealed.isdisjoint(same):
                found[subject_id] = CountedChild(of_child, area)
        return found

    def _alerts(self) -> Iterator[IN_AREA]:
        raised = list_raised(viewer=RUN, since=self.since, until=self.until)
        children = self._find_children_of_alerts([each.about_id for each in raised])
        for alert in raised:
            child = children.get(alert.about_id)
            if child is None or alert.cause == "GLASS":
                continue
            in_time = alert.answered_at is not None and (alert.due_at is None or alert.answered_at <= alert.due_at)
            column = IN_TIME if in_time else LATE if alert.answered_at is not None else NOT_ANSWERED
            yield alert.area_id, Counted(alert.cause, column, child)

    def _find_children_of_alerts(self, about_ids: Sequence[AboutId]) -> dict[AboutId, str]:
        """Return what tells apart whom each alert is about: a child, or a concern in which no child is known yet.

        A concern about a child counts as that child, so that eight concerns about one are not eight children; one about
        a child who is counted nowhere is counted nowhere.
        """
        subjects = [SubjectId(each) for each in dict.fromkeys(about_ids)]
        known = {each.subject_id for each in list_counted(viewer=RUN, subject_ids=subjects)}
        concerns = [each for each in dict.fromkeys(about_ids) if SubjectId(each) not in known]
        of_concern = list_children_of_concerns(viewer=RUN, concern_ids=concerns)
        children = self._find_children(known.union(*of_concern.values()))
        found = {AboutId(each): children[each].key for each in known if each in children}
        for concern in concerns:
            about = of_concern.get(concern, frozenset())
            if about <= children.keys():
                found[concern] = min((children[each].key for each in about), default=str(concern))
        return found

    def _children(self) -> Iterator[IN_AREA]:
        known = list_known(viewer=RUN, since=self.since, until=self.until)
        counted: dict[str, CountedChild] = {
            child.key: child
            for child in self._find_children(known).values()
            if self.since <= child.records[0].first_received_at < self.until
        }
        every = [each.subject_id for child in counted.values() for each in child.records]
        births = {each.subject_id: each for each in list_births_and_homes(viewer=RUN, subject_ids=every)}
        for key, child in counted.items():
            said = [group_of(each.ethnicity) for each in child.records]
            row = next((each for each in said if each != NOT_RECORDED), NOT_RECORDED)
            claims = [births[each.subject_id] for each in child.records if each.subject_id in births]
            yield child.area_id, Counted(row, _band(claims, child.records[0].first_received_at), key)

    def _harm(self) -> Iterator[IN_AREA]:
        for child, facts in self._told_of(HARM):
            done = {
                fact.kind
                for fact in facts
                if fact.kind in HARM
                and fact.role in (RoleInEvent.SUBJECT, RoleInEvent.VICTIM)
                and self.quarter.covers(fact.instants.happened.latest)
            }
            for kind in sorted(done, key=lambda each: each.value):
                yield child.area_id, Counted(kind.value, TOLD, child.key)

    def _returns(self) -> Iterator[IN_AREA]:
        for child, facts in self._told_of((EventKind.MISSING_FOUND,)):
            returns = _first_of_each_day(fact for fact in facts if fact.kind is EventKind.MISSING_FOUND)
            for place, returned in enumerate(returns):
                later = returns[place + 1].instants.happened.latest if place + 1 < len(returns) else self.now
                if self.quarter.covers(returned.instants.happened.latest):
                    column = self._end_of(returned, facts, later)
                    yield child.area_id, Counted(ALL_RETURNS, column, child.key)

    def _end_of(self, returned: Fact, facts: Sequence[Fact], later: datetime) -> str:
        """Return what came of one return before the next: the column it is counted in."""
        came = returned.instants.happened.latest
        ends = [
            fact for fact in facts if fact.kind in ENDS_OF_RETURN and came <= fact.instants.happened.latest <= later
        ]
        held = [fact for fact in ends if fact.kind is EventKind.RETURN_INTERVIEW_HELD]
        if not held:
            return DECLINED if ends else NOT_HELD
        limits = PARAMETERS.limits_for(Country.ENGLAND)
        limit = limit_in_force(limits, ClockName.RHI, london_date(came))
        in_time = limit is None or held[0].instants.happened.earliest <= due_instant(came, limit, self.calendar)
        return HELD_IN_TIME if in_time else HELD_LATE

    def _told_of(self, kinds: Iterable[EventKind]) -> Iterator[tuple[CountedChild, tuple[Fact, ...]]]:
        """Yield each child of whom something of some kinds was told since the quarter began, with what stands."""
        told = list_told_of(
            viewer=RUN,
            kinds=kinds,
            told_after=self.since,
            told_by=self.now,
            happened_after=self.since - timedelta(days=1),
        )
        children = self._find_children(dict.fromkeys(subject_id for subject_id, _ in told))
        for child in {each.key: each for each in children.values()}.values():
            records = [each.subject_id for each in child.records]
            yield child, facts_known_at(list_facts(viewer=RUN, subject_ids=records), self.now)


def _first_of_each_day(facts: Iterable[Fact]) -> list[Fact]:
    """Return one fact for each day in London: two agencies that tell of one return tell of it once."""
    days: dict[date, Fact] = {}
    for fact in sorted(facts, key=lambda each: each.instants.happened.latest):
        days.setdefault(london_date(fact.instants.happened.latest), fact)
    return list(days.values())


def _band(claims: Iterable[SubjectClaims], at: datetime) -> str:
    """Return the column of a child's age when first known; not known where records leave it open."""
    day = london_date(at)
    bands = {
        band_of(_age(born, day))
        for each in claims
        for birth in each.birth_dates
        for born in (birth.claim.earliest, birth.claim.latest)
    }
    return bands.pop() if len(bands) == 1 else NOT_RECORDED


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
