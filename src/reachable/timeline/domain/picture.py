"""The picture of a child's story: swimlanes as plain numbers, and the same story as table rows.

In:  every fact the reader may see, and what they asked the picture to show.
Out: Picture: a window, lanes of marks, what could not be placed, and rows that read forwards or backwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from reachable.kernel.ids import AgencyId, EventId
from reachable.kernel.london import london_date, say_moment, start_of_day
from reachable.kernel.period import Period
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.domain.identifying import IdentifyingIncident, find_identifying_incident
from reachable.timeline.domain.kinds import Track
from reachable.timeline.domain.known_then import say_known_then
from reachable.timeline.domain.marks import Mark, Stretch, fraction_of, pair_stretches, place_mark

LANES: dict[Track | None, str] = {
    Track.CRIMINAL: "Criminal",
    Track.NRM: "NRM",
    Track.SAFEGUARDING: "Safeguarding",
    Track.MISSING: "Missing",
    Track.EDUCATION: "Education",
    Track.PLACEMENT: "Placement",
    Track.HEALTH: "Health",
    None: "Around the child",
}


class Zoom(Enum):
    """How many days the window is wide. ALL fits everything that has a date."""

    WEEK = 7
    MONTH = 31
    THREE_MONTHS = 92
    YEAR = 366
    ALL = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """What the reader asked to see. A window, when given, wins over the zoom; no agencies means all of them.

    `as_known_at` is the moment whose knowledge is shown: what was received later is left out.
    """

    as_known_at: datetime
    around: EventId | None = None
    window: Period[datetime] | None = None
    zoom: Zoom = Zoom.THREE_MONTHS
    agencies: frozenset[AgencyId] = frozenset()


@dataclass(frozen=True, slots=True)
class Lane:
    """One swimlane, with what is drawn in it from left to right."""

    label: str
    track: Track | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the time axis and where it stands, as a fraction of the window."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class KnownOnlyTo:
    """A "▲" under the picture: at the identifying incident, this had happened and not everybody knew."""

    at: float
    event_id: EventId
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact as a line of the table."""

    event_id: EventId
    when: str
    lane: str
    what: str
    place: str
    said_by: str
    reference: str
    known_since: str
    known_then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The story as values to draw. `rows` hold exactly the facts of `lanes` and `undated`, oldest first, undated last.

    `now_at` is where the moment of knowledge falls, None when outside the window. Nothing is dropped in silence: what
    lies outside the window is counted in `earlier` and `later`.
    """

    start: datetime
    end: datetime
    incident: IdentifyingIncident | None
    incident_at: float | None
    now_at: float | None
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    known_only_to: tuple[KnownOnlyTo, ...]
    undated: tuple[Row, ...]
    rows: tuple[Row, ...]
    earlier: int
    later: int

    @property
    def rows_backwards(self) -> tuple[Row, ...]:
        """Return the rows latest first, for reading back from the incident; undated ones stay last."""
        dated = self.rows[: len(self.rows) - len(self.undated)]
        return (*reversed(dated), *self.undated)


def draw_picture(facts: Iterable[Fact], asked: AskedFor) -> Picture:
    """Return the picture of these facts as they were known at the moment asked for."""
    known = [
        fact
        for fact in facts_known_at(facts, asked.as_known_at)
        if not asked.agencies or fact.source.agency_id in asked.agencies
    ]
    dated = [fact for fact in known if fact.instants.happened.is_known]
    incident = find_identifying_incident(known, chosen=asked.around)
    start, end = _choose_window(dated, incident, asked)
    stretches = pair_stretches(dated)
    placed = [(stretch, place_mark(stretch, start, end, asked.as_known_at)) for stretch in stretches]
    loose = [stretch for stretch, mark in placed if mark is None and _reaches_in(stretch, start, end)]
    drawn = [fact for stretch, mark in placed if mark for fact in (stretch.first, stretch.last) if fact]
    unplaced = [fact for fact in known if not fact.instants.happened.is_known]
    undated = [_row(fact, incident) for fact in (*(stretch.first for stretch in loose), *unplaced)]
    shown = sorted({fact.id: fact for fact in drawn}.values(), key=_by_time)
    return Picture(
        start=start,
        end=end,
        incident=incident,
        incident_at=_inside(incident.fact.instants.happened.earliest, start, end) if incident else None,
        now_at=_inside(asked.as_known_at, start, end),
        ticks=_ticks(start, end),
        lanes=_lanes([mark for _, mark in placed if mark]),
        known_only_to=_not_known_to_all(shown, incident, start, end),
        undated=tuple(undated),
        rows=(*(_row(fact, incident) for fact in shown), *undated),
        earlier=sum(stretch.spans(asked.as_known_at)[1] < start for stretch in stretches),
        later=sum(stretch.first.instants.happened.earliest >= end for stretch in stretches),
    )


def _choose_window(
    dated: Sequence[Fact], incident: IdentifyingIncident | None, asked: AskedFor
) -> tuple[datetime, datetime]:
    """Return the edges: as asked; else around the incident; else the days up to the moment of knowledge."""
    if asked.window is not None:
        return asked.window.start, asked.window.end or max(asked.as_known_at, asked.window.start + timedelta(days=1))
    today = london_date(asked.as_known_at)
    if asked.zoom is Zoom.ALL:
        days = [london_date(fact.instants.happened.earliest) for fact in dated]
        last = [london_date(fact.instants.happened.latest) for fact in dated]
        return _whole_days(min([*days, today]), max([*last, today]))
    width = timedelta(days=asked.zoom.value - 1)
    if incident is None:
        return _whole_days(today - width, today)
    middle = london_date(incident.fact.instants.happened.earliest)
    first = middle - timedelta(days=asked.zoom.value // 2)
    return _whole_days(first, first + width)


def _whole_days(first: date, last: date) -> tuple[datetime, datetime]:
    return start_of_day(first), start_of_day(last + timedelta(days=1))


def _reaches_in(stretch: Stretch, start: datetime, end: datetime) -> bool:
    happened = stretch.first.instants.happened
    return happened.earliest < start and end < happened.latest


def _inside(instant: datetime, start: datetime, end: datetime) -> float | None:
    return fraction_of(instant, start, end) if start <= instant <= end else None


def _by_time(fact: Fact) -> tuple[datetime, datetime, str]:
    return fact.instants.happened.earliest, fact.instants.received_at, fact.id.hex


def _lanes(marks: Sequence[Mark]) -> tuple[Lane, ...]:
    """Return every lane of a process, even an empty one: an empty lane is something to see."""
    lanes = (
        Lane(label, track, tuple(mark for mark in marks if mark.kind.track is track)) for track, label in LANES.items()
    )
    return tuple(lane for lane in lanes if lane.track is not None or lane.marks)


def _not_known_to_all(
    facts: Iterable[Fact], incident: IdentifyingIncident | None, start: datetime, end: datetime
) -> tuple[KnownOnlyTo, ...]:
    said = ((fact, _known_then(fact, incident)) for fact in facts)
    return tuple(
        KnownOnlyTo(fraction_of(fact.instants.happened.earliest, start, end), fact.id, words)
        for fact, words in said
        if words
    )


def _known_then(fact: Fact, incident: IdentifyingIncident | None) -> str:
    if incident is None or fact.id == incident.fact.id:
        return ""
    return say_known_then(fact, incident.fact.instants.happened.latest)


def _row(fact: Fact, incident: IdentifyingIncident | None) -> Row:
    return Row(
        event_id=fact.id,
        when=fact.instants.happened.say(),
        lane=LANES[fact.kind.track],
        what=fact.kind.label,
        place=fact.place,
        said_by=fact.source.agency_name,
        reference=fact.source.reference,
        known_since=say_moment(fact.instants.received_at, year=True),
        known_then=_known_then(fact, incident),
    )


def _ticks(start: datetime, end: datetime) -> tuple[Tick, ...]:
    """Return a label for every day, Monday, month or year, whichever keeps the axis readable."""
    first, days = london_date(start), (end - start).days
    every = [first + timedelta(days=step) for step in range(days + 1)]
    if days <= 14:
        chosen = [(day, f"{day:%a} {day.day}") for day in every]
    elif days <= 62:
        chosen = [(day, f"{day.day} {day:%b}") for day in every if day.weekday() == 0]
    elif days <= 1100:
        chosen = [(day, f"{day:%b %Y}") for day in every if day.day == 1]
    else:
        chosen = [(day, f"{day.year}") for day in every if (day.day, day.month) == (1, 1)]
    inside = ((start_of_day(day), label) for day, label in chosen)
    return tuple(Tick(fraction_of(at, start, end), label) for at, label in inside if start <= at < end)
