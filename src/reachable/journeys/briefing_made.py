"""The morning briefing of an area for a day: found by the machine, opened and noted, read once, put in order.

In:  who looks, or the server itself; an area; a day.
Out: Briefing.

A list asks to open only the records its reader works with. The others are counted, and the count is given only to a
team that takes the area's turns: every alert of the area is opened to such a team when it is raised, so that the number
tells it nothing it would not be told. Nobody else is given a number: the page says that it shows only children they
work with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from reachable.access.context import reading, running
from reachable.access.domain.partnership import AreaCard, RingNumber
from reachable.access.domain.viewer import Role, Run, Shown, Viewer
from reachable.access.queries import list_agencies, list_areas, list_ring_numbers, list_teams
from reachable.alerts.queries import list_alerts
from reachable.journeys.briefing_found import ConcernsWaiting, Found, find_children
from reachable.journeys.briefing_lines import (
    Asked,
    AwayLine,
    ChildLine,
    ChildRead,
    NoticeLine,
    find_away_line,
    find_notice,
    in_order,
    is_clocked,
    is_folded,
    list_lines,
)
from reachable.journeys.feeds_watched import FeedWatched, watch_feeds
from reachable.journeys.reasons_worded import HUB
from reachable.kernel.ids import AboutId, AreaId, SubjectId
from reachable.kernel.london import from_london, london_date, start_of_day
from reachable.kernel.working_days import Calendar
from reachable.people.queries import list_claims, open_records
from reachable.rules.queries import list_duties, list_firings_of
from reachable.timeline.queries import list_facts

OFFICES_CLOSE = time(17)
TAKES_AREA_TURNS = {"TRIAGE", "DUTY"}
AREA_FIRST = (Role.COORDINATOR, Role.SUPERVISOR)
DECIDES_ON_CONCERNS = (*AREA_FIRST, Role.DUTY_WORKER)
ANSWERS_FOR_CHILDREN = ("DUTY", "TRIAGE")
PAGE = "the morning briefing"
PRINTED = "briefing printed on the server"
"""The job under which the server itself prints a briefing: no person looks, so it shows initials and opens nothing."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A day in an area. `your_turn` are the reader's own teams' alerts, empty where the area comes first anyway.

    `not_shown` counts children of the area the reader does not work with, None where the number is not theirs to know;
    `concerns` is None for who does not decide on them. Feeds and numbers to ring are told as they are now.
    """

    area: AreaCard
    on: date
    is_today: bool
    as_at: datetime
    overnight_since: datetime
    your_turn: tuple[ChildLine, ...]
    reachable: tuple[ChildLine, ...]
    due: tuple[ChildLine, ...]
    overnight: tuple[NoticeLine, ...]
    away: tuple[AwayLine, ...]
    concerns: ConcernsWaiting | None
    feeds: tuple[FeedWatched, ...]
    ring: tuple[RingNumber, ...]
    not_shown: int | None

    @property
    def waiting(self) -> tuple[ChildLine, ...]:
        """Return every alert that nobody has answered."""
        return in_order(line for line in (*self.your_turn, *self.reachable, *self.due) if line.is_waiting)

    @property
    def overdue_by_law(self) -> tuple[ChildLine, ...]:
        """Return what the law wanted done before the moment of the briefing."""
        lines = (*self.your_turn, *self.reachable, *self.due)
        return in_order(line for line in lines if line.matter.by_law and line.matter.is_overdue(self.as_at))


def make_briefing(
    *,
    viewer: Viewer,
    on: date | None,
    calendar: Calendar,
    now: datetime,
    what: str = PAGE,
    as_at: datetime | None = None,
    due_by: datetime | None = None,
) -> Briefing:
    """Return the briefing of the viewer's own area. A day gone by is told as it stood when the day ended.

    Without a day, or for one that has not come yet, it is today's. Every child shown is noted as listed first, on the
    page that `what` names. A handover asks for a moment of its own, and for what is due by the end of a shift.
    """
    ring = list_ring_numbers(area_id=viewer.area_id, at=now)
    asked = _ask(viewer.area_id, on, ring, calendar, now)
    asked = replace(asked, as_at=as_at or asked.as_at, due_by=due_by or asked.due_by)
    own_teams = () if viewer.role in AREA_FIRST else viewer.team_ids
    with running(job=f"find whom {PAGE} is about", now=now):
        found = find_children(asked=asked, viewer=viewer, team_ids=own_teams)
    opened = open_records(
        viewer=viewer, about_ids=[AboutId(each) for each in sorted(found.worked_with)], shown=Shown.LISTED, what=what
    )
    records_of = {SubjectId(about): records for about, records in opened.records_of.items()}
    with reading(viewer):
        children = _read(viewer, records_of)
    lines = [line for child in children for line in list_lines(child, asked)]
    yours = [line for line in lines if line.matter.alert is not None and line.matter.alert.team_id in own_teams]
    area = [line for line in lines if line not in yours and line.child.subject_id in found.in_area]
    here = [child for child in children if child.subject_id in found.in_area]
    return _lay_out(
        asked,
        here,
        area,
        your_turn=in_order(yours),
        feeds=watch_feeds(viewer=viewer, area_id=viewer.area_id, now=now),
        ring=ring,
        not_shown=_count_not_shown(viewer, found, here),
        concerns=found.concerns if viewer.role in DECIDES_ON_CONCERNS else None,
        now=now,
    )


def make_server_briefing(*, area_id: AreaId, on: date | None, calendar: Calendar, now: datetime) -> Briefing:
    """Return the briefing of an area for the server's own command, noted as a run.

    :raises LookupError: when there is no such area.
    """
    ring = list_ring_numbers(area_id=area_id, at=now)
    asked = _ask(area_id, on, ring, calendar, now)
    run = Run(PRINTED)
    with running(job=PRINTED, now=now):
        found = find_children(asked=asked, viewer=run, team_ids=())
        children = _read(run, {each: found.records_of[each] for each in found.in_area})
    return _lay_out(
        asked,
        children,
        [line for child in children for line in list_lines(child, asked)],
        your_turn=(),
        feeds=watch_feeds(viewer=run, area_id=area_id, now=now),
        ring=ring,
        not_shown=None,
        concerns=found.concerns,
        now=now,
    )


def overnight_begins(day: date, calendar: Calendar) -> datetime:
    """Return when offices closed on the last working day before a day, in UTC."""
    before = day - timedelta(days=1)
    while not calendar.is_working_day(before):
        before -= timedelta(days=1)
    return from_london(before, OFFICES_CLOSE)


def _ask(area_id: AreaId, on: date | None, ring: Iterable[RingNumber], calendar: Calendar, now: datetime) -> Asked:
    today = london_date(now)
    day = today if on is None else min(on, today)
    areas = list_areas()
    area = next((each for each in areas if each.id == area_id), None)
    if area is None:
        raise LookupError(f"no area {area_id}")
    return Asked(
        area=area,
        areas=areas,
        agencies={agency.id: agency for agency in list_agencies()},
        on=day,
        as_at=now if day == today else start_of_day(day + timedelta(days=1)) - timedelta(microseconds=1),
        overnight_since=overnight_begins(day, calendar),
        due_by=start_of_day(calendar.add_working_days(day, 1) + timedelta(days=1)),
        calendar=calendar,
        desk=_name_desk(ring),
    )


def _name_desk(ring: Iterable[RingNumber]) -> str:
    """Return the desk that answers for the area's children, with its number: never the holder of a record."""
    numbers = tuple(ring)
    for duty in ANSWERS_FOR_CHILDREN:
        for number in numbers:
            if duty in number.duties:
                return f"{number.agency_name}, {number.phone}"
    return HUB


def _read(viewer: Viewer | Run, records_of: Mapping[SubjectId, tuple[SubjectId, ...]]) -> tuple[ChildRead, ...]:
    """Return what is held of these children, in as many questions for thirty of them as for three."""
    one_of = {each: one for one, records in records_of.items() for each in records}
    claims = list_claims(viewer=viewer, subject_ids=one_of)
    facts = _under(one_of, ((each.subject_id, each) for each in list_facts(viewer=viewer, subject_ids=one_of)))
    clocks = list_duties(viewer=viewer, subject_ids=one_of)
    duties = _under(one_of, ((each.subject_id, each) for each in clocks))
    told = list_alerts(viewer=viewer, about_ids=[AboutId(each) for each in one_of])
    alerts = _under(one_of, ((SubjectId(each.about_id), each) for each in told))
    alerted = [each.firing_id for each in told if each.firing_id is not None]
    anchors = {each.anchor_id for each in clocks}
    stand = list_firings_of(viewer=viewer, subject_ids=one_of, alerted=alerted, anchors=anchors)
    firings = _under(one_of, ((each.subject_id, each) for each in stand))
    return tuple(
        ChildRead(
            subject_id=one,
            claims=tuple(claims[each] for each in records if each in claims),
            facts=facts.get(one, ()),
            firings=firings.get(one, ()),
            duties=duties.get(one, ()),
            alerts=alerts.get(one, ()),
        )
        for one, records in records_of.items()
    )


def _under(
    one_of: Mapping[SubjectId, SubjectId], rows: Iterable[tuple[SubjectId, Row]]
) -> Mapping[SubjectId, tuple[Row, ...]]:
    """Return rows under the record that stands for their child, in the order given."""
    grouped: dict[SubjectId, list[Row]] = {}
    for subject_id, row in rows:
        grouped.setdefault(one_of[subject_id], []).append(row)
    return {one: tuple(own) for one, own in grouped.items()}


def _lay_out(
    asked: Asked,
    children: Iterable[ChildRead],
    lines: Iterable[ChildLine],
    *,
    your_turn: tuple[ChildLine, ...],
    feeds: tuple[FeedWatched, ...],
    ring: tuple[RingNumber, ...],
    not_shown: int | None,
    concerns: ConcernsWaiting | None,
    now: datetime,
) -> Briefing:
    here = tuple(children)
    shown = in_order(line for line in lines if not is_folded(line, asked.as_at))
    notices = [notice for child in here if (notice := find_notice(child, asked))]
    away = [line for child in here if (line := find_away_line(child, asked))]
    return Briefing(
        area=asked.area,
        on=asked.on,
        is_today=asked.as_at == now,
        as_at=asked.as_at,
        overnight_since=asked.overnight_since,
        your_turn=your_turn,
        reachable=tuple(line for line in shown if not is_clocked(line)),
        due=tuple(line for line in shown if is_clocked(line) and _is_soon(line, asked)),
        overnight=tuple(sorted(notices, key=lambda each: each.facts[0].instants.received_at, reverse=True)),
        away=tuple(sorted(away, key=lambda each: (each.away.since.earliest, each.child.subject_id.hex))),
        concerns=concerns,
        feeds=feeds,
        ring=ring,
        not_shown=not_shown,
    )


def _is_soon(line: ChildLine, asked: Asked) -> bool:
    """Test if a limit ends by the end of the next working day, or somebody was alerted to it."""
    due = line.matter.due_at
    return line.matter.alert is not None or due is None or due <= asked.due_by


def _count_not_shown(viewer: Viewer, found: Found, shown: Iterable[ChildRead]) -> int | None:
    turns = {team.id for team in list_teams(area_id=viewer.area_id) if TAKES_AREA_TURNS & set(team.duties)}
    if not turns & set(viewer.team_ids):
        return None
    return len(found.in_area - {child.subject_id for child in shown})
