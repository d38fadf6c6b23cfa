"""The lines of a briefing, from what was read of each child: who can be reached, what is due, who came to notice.

In:  one child's claims, facts, firings, clocks and alerts, as a reader may see them.
Out: ChildLine, NoticeLine and AwayLine, in order: the law's deadline first, then time; nothing about a child.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reachable.access.domain.partnership import AgencyCard, AreaCard
from reachable.alerts.domain.states import ANSWERED, TRANSITIONS, Act, AlertState
from reachable.alerts.queries import FINISHED, AlertRecord, GivenAnswer
from reachable.journeys.away_tonight import Away, find_away
from reachable.journeys.child_areas import find_child_areas
from reachable.journeys.child_evaluated import find_birth
from reachable.journeys.open_matters import STANDING, Matter, list_open_matters
from reachable.journeys.whose_turn import find_home_area
from reachable.kernel.ids import AgencyId, AreaId, SubjectId
from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.usual_name import find_usual_name
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.rules.queries import DutyRecord, FiringRecord
from reachable.timeline.domain.facts import Fact, facts_known_at
from reachable.timeline.domain.kinds import EventKind as K

NOTICED = frozenset(
    {
        K.ARREST,
        K.STOP_SEARCH,
        K.SEIZURE,
        K.INTERNAL_CONCEALMENT,
        K.POLICE_PROTECTION,
        K.INCIDENT,
        K.ASSAULT_ON_CHILD,
        K.ROBBERY_OF_CHILD,
        K.THREAT,
        K.MISSING_REPORTED,
        K.MISSING_FOUND,
        K.FOUND_AWAY_FROM_HOME,
        K.FOUND_AT_CUCKOOED_ADDRESS,
        K.HOSPITAL_ATTENDANCE,
        K.EXCLUSION_FIXED,
        K.EXCLUSION_PERMANENT,
        K.CONCERN_RAISED,
        K.PARENT_ASKED_FOR_HELP,
    }
)
"""What makes a child come to notice. Visits, meetings and reviews do not: they are somebody's work, not news."""

NEWS_FOR = timedelta(days=3)
"""Something older than this when it is first told is history, not what happened overnight. A local setting."""

FOLDED_AFTER = timedelta(days=28)
"""What has been overdue for longer is counted on the briefing and shown on the child's page. A local setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRead:
    """Everything read of one child."""

    subject_id: SubjectId
    claims: tuple[SubjectClaims, ...]
    facts: tuple[Fact, ...]
    firings: tuple[FiringRecord, ...]
    duties: tuple[DutyRecord, ...]
    alerts: tuple[AlertRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A child as a list says them: initials, never a name."""

    subject_id: SubjectId
    initials: str
    born: When


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLine:
    """One thing open for one child."""

    child: Spoken
    matter: Matter

    @property
    def since(self) -> datetime:
        """Return since when it has been somebody's turn."""
        return self.matter.known_at if self.matter.alert is None else self.matter.alert.raised_at

    @property
    def is_waiting(self) -> bool:
        """Test if somebody was alerted and nobody has answered."""
        return self.matter.alert is not None and self.matter.alert.is_waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """What was told of a child since offices closed."""

    child: Spoken
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayLine:
    """A child away from home tonight. `home` is the area that must act for them, None where it is not known."""

    child: Spoken
    home: AreaCard | None
    away: Away


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a briefing is asked for: an area, the moment it is as at, and where the night and the horizon lie."""

    area: AreaCard
    areas: tuple[AreaCard, ...]
    agencies: Mapping[AgencyId, AgencyCard]
    on: date
    as_at: datetime
    overnight_since: datetime
    due_by: datetime
    calendar: Calendar
    desk: str


def speak_of(read: ChildRead) -> Spoken:
    """Return a child as a list says them."""
    name = find_usual_name(read.claims)
    initials = "".join(f"{part[0].upper()}." for part in name.split())
    return Spoken(subject_id=read.subject_id, initials=initials, born=find_birth(read.claims))


def list_lines(read: ChildRead, asked: Asked) -> tuple[ChildLine, ...]:
    """Return what is open for a child at the moment asked about: unfinished alerts, and clocks that run."""
    at = asked.as_at
    alerts = [stood for alert in read.alerts if (stood := as_it_stood(alert, at)) is not None]
    alerted = {alert.firing_id for alert in alerts}
    later = {fact.id for fact in read.facts if fact.instants.received_at > at}
    duties = [replace(duty, done_at=None) for duty in read.duties if _runs(duty, at) and duty.anchor_id not in later]
    clocked = {(duty.rule_id, duty.anchor_id) for duty in duties}
    # The others are the child's page's: nobody was alerted to them and no clock runs, so they are not worded here.
    firings = [
        replace(firing, state=STANDING) if firing.id in alerted else firing
        for firing in read.firings
        if firing.fired_at <= at and (firing.id in alerted or (firing.rule_id, firing.anchor_id) in clocked)
    ]
    matters = list_open_matters(
        firings=firings,
        duties=duties,
        alerts=alerts,
        facts={fact.id: fact for fact in read.facts if fact.instants.received_at <= at},
        now=at,
        ring=asked.desk,
    )
    child = speak_of(read)
    open_now = [matter for matter in (*matters.waiting, *matters.due) if _belongs(matter)]
    return tuple(ChildLine(child=child, matter=matter) for matter in open_now)


def as_it_stood(alert: AlertRecord, at: datetime) -> AlertRecord | None:
    """Return an alert as it stood at a moment, or None when it had not been raised or was finished."""
    if alert.raised_at > at:
        return None
    told = tuple(
        replace(each, answered_at=each.answered_at if each.answered_at and each.answered_at <= at else None)
        for each in alert.told
        if each.told_at <= at
    )
    if not _has_changed_since(alert, at):
        return None if alert.state in FINISHED else replace(alert, told=told)
    given = tuple(each for each in alert.answers if each.answered_at <= at)
    state, taken = _state_after(given)
    if state in ANSWERED:
        return None
    return replace(
        alert,
        state=state.name,
        acknowledged_at=None if taken is None else taken.answered_at,
        acknowledged_by="" if taken is None else taken.answered_by,
        act_by=None if taken is None else taken.act_by,
        closed_at=None,
        closed_by="",
        closed_because="",
        told=told,
        answers=given,
    )


def _has_changed_since(alert: AlertRecord, at: datetime) -> bool:
    answered = any(each.answered_at > at for each in alert.answers)
    return answered or (alert.closed_at is not None and alert.closed_at > at)


def _state_after(given: Iterable[GivenAnswer]) -> tuple[AlertState, GivenAnswer | None]:
    """Return the state that answers lead to, and who had taken it then."""
    state, taken = AlertState.OPEN, None
    for each in given:
        state = TRANSITIONS.get((state, each.act), state)
        taken = each if each.act is Act.ACKNOWLEDGE else taken
    return state, taken if state is AlertState.ACKNOWLEDGED else None


def is_clocked(line: ChildLine) -> bool:
    """Test if a line is about a limit that runs or has run out, and not about a moment."""
    return line.matter.limit_in_words != "" or line.matter.by_law


def is_folded(line: ChildLine, at: datetime) -> bool:
    """Test if a line is about something nobody was alerted to that has been overdue for long."""
    due = line.matter.due_at
    return line.matter.alert is None and due is not None and at - due > FOLDED_AFTER


def in_order(lines: Iterable[ChildLine]) -> tuple[ChildLine, ...]:
    """Return lines by the law's deadline, those without one last, then by any other deadline or since when."""
    return tuple(sorted(lines, key=_place))


def find_notice(read: ChildRead, asked: Asked) -> NoticeLine | None:
    """Return what was told of a child overnight, latest first, or None when nothing was."""
    told = [
        fact
        for fact in facts_known_at(read.facts, asked.as_at)
        if fact.kind in NOTICED
        and asked.overnight_since < fact.instants.received_at
        and asked.overnight_since - NEWS_FOR < fact.instants.happened.latest
    ]
    return NoticeLine(child=speak_of(read), facts=tuple(reversed(told))) if told else None


def find_away_line(read: ChildRead, asked: Asked) -> AwayLine | None:
    """Return where a child is when that is away from home, or None."""
    standing = facts_known_at(read.facts, asked.as_at)
    around = find_child_areas(read.claims, standing, areas=asked.areas, agencies=asked.agencies)
    home = next((area for area in asked.areas if area.id == around.responsible), None)
    limits = PARAMETERS.limits_for(Country.ENGLAND if home is None else Country(home.country))
    away = find_away(standing, limits=limits, calendar=asked.calendar, at=asked.as_at)
    return None if away is None else AwayLine(child=speak_of(read), home=home, away=away)


def home_of(claims: Sequence[SubjectClaims], areas: Sequence[AreaCard]) -> AreaCard | None:
    """Return the area a child's home is in, or None when it is not known."""
    found: AreaId | None = find_home_area(claims, areas)
    return next((area for area in areas if area.id == found), None)


def _runs(duty: DutyRecord, at: datetime) -> bool:
    return duty.started_at <= at and (duty.done_at is None or duty.done_at > at)


def _belongs(matter: Matter) -> bool:
    """Test if a matter is the briefing's: somebody was alerted, or a clock runs."""
    return matter.alert is not None or matter.limit_in_words != ""


def _place(line: ChildLine) -> tuple[bool, datetime, datetime, str]:
    matter = line.matter
    legal = matter.due_at if matter.by_law else None
    return legal is None, legal or matter.due_at or line.since, line.since, line.child.subject_id.hex
