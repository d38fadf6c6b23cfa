"""Made-up facts, limits and a calendar for the tests of tracks and timelines. Nobody here exists."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.london import from_london
from reachable.kernel.period import Period
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.timeline.domain.facts import DetailValue, Fact
from reachable.timeline.domain.kinds import EventKind, RoleInEvent, Track
from reachable.tracks.domain.all_tracks import track_states
from reachable.tracks.domain.limits import Bound, LimitOf, Limits, Unit
from reachable.tracks.domain.state import TrackState

NAMES = UUID("5f1d9f2c-5c9e-4a57-9a43-2b7f3c1d0e55")
CHILD = SubjectId(uuid5(NAMES, "child"))
AGENCIES = {
    "police": "HOME_POLICE_FORCE",
    "social care": "CHILDRENS_SOCIAL_CARE",
    "school": "SCHOOL",
    "hospital": "EMERGENCY_DEPARTMENT",
    "charity": "LINE_SPECIALIST_CHARITY",
}


def when(words: str) -> When:
    """Return the time of "Tue 2026-03-03 14:20", "Tue 2026-03-03", "2026-03" or "?", after checking the weekday."""
    if words == "?":
        return When.unknown()
    parts = words.split()
    if len(parts) == 1:
        year, month = words.split("-")
        return When.in_month(int(year), int(month))
    day = date.fromisoformat(parts[1])
    assert f"{day:%a}" == parts[0], f"{day} is a {day:%A}"
    return When.at(from_london(day, time.fromisoformat(parts[2]))) if len(parts) == 3 else When.on(day)


def moment(words: str) -> datetime:
    """Return the instant of "Tue 2026-03-03 14:20"."""
    return when(words).latest


def fact(
    kind: EventKind,
    happened: str,
    *,
    name: str = "",
    agency: str = "police",
    episode: str = "",
    role: RoleInEvent = RoleInEvent.SUBJECT,
    recorded: str = "",
    received: str = "",
    supersedes: str = "",
    withdrawn: str = "",
    words: str = "",
    **details: DetailValue,
) -> Fact:
    """Return a fact that everybody knew as soon as it had happened, unless said otherwise."""
    at = when(happened)
    recorded_at = moment(recorded) if recorded else (at.latest if at.is_known else datetime(2026, 1, 1, tzinfo=UTC))
    return Fact(
        id=event_id(name or f"{kind.value} {happened} {episode} {agency}"),
        subject_id=CHILD,
        kind=kind,
        instants=Instants(at, recorded_at, moment(received) if received else recorded_at),
        source=Source(agency_id(agency), agency.capitalize(), "system", name or kind.value),
        agency_kind=AGENCIES[agency],
        role=role,
        details=details,
        episode=episode,
        words=words,
        supersedes=event_id(supersedes) if supersedes else None,
        withdrawn_at=moment(withdrawn) if withdrawn else None,
    )


def event_id(name: str) -> EventId:
    """Return the id of the made-up event of this name."""
    return EventId(uuid5(NAMES, f"event {name}"))


def agency_id(agency: str) -> AgencyId:
    """Return the id of a made-up agency."""
    return AgencyId(uuid5(NAMES, f"agency {agency}"))


ALWAYS = Period(date(2000, 1, 1))


def limit(
    name: str, count: int, unit: Unit, *, in_force: Period[date] = ALWAYS, bound: Bound = Bound.NO_LATER_THAN
) -> LimitOf:
    """Return a limit with a plain sentence."""
    return LimitOf(
        id=name,
        count=count,
        unit=unit,
        sentence=f"{name}: {bound.value} {count} {unit.value}.",
        source="made up",
        in_force=in_force,
        bound=bound,
    )


LIMITS: Limits = {
    each.id: (each,)
    for each in (
        limit("PACE_DETENTION", 24, Unit.HOURS),
        limit("PACE_REVIEW_FIRST", 6, Unit.HOURS),
        limit("PACE_REVIEW_NEXT", 9, Unit.HOURS),
        limit("BAIL", 3, Unit.MONTHS),
        limit("NRM_RG", 5, Unit.WORKING_DAYS),
        limit("NRM_CG", 30, Unit.DAYS, bound=Bound.NOT_BEFORE),
        limit("RECON", 30, Unit.DAYS),
        limit("REF_ACK", 1, Unit.WORKING_DAYS),
        limit("ASSESS", 45, Unit.WORKING_DAYS),
        limit("ICPC", 15, Unit.WORKING_DAYS),
        limit("RCPC_FIRST", 3, Unit.MONTHS),
        limit("RCPC_NEXT", 6, Unit.MONTHS),
        limit("CLA_REV_FIRST", 20, Unit.WORKING_DAYS),
        limit("CLA_REV_SECOND", 3, Unit.MONTHS),
        limit("CLA_REV_NEXT", 6, Unit.MONTHS),
        limit("RHI", 72, Unit.HOURS),
        limit("HOST_TOLD", 5, Unit.WORKING_DAYS),
        limit("SCHOOL_AFTER_EXCLUSION", 5, Unit.WORKING_DAYS),
    )
}

CALENDAR = Calendar(
    name="England and Wales",
    bank_holidays=frozenset(
        date.fromisoformat(day)
        for day in ("2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28")
    ),
    known_until=date(2026, 12, 31),
)


def stand(track: Track, *facts: Fact) -> TrackState:
    """Return where one track stands after these facts."""
    states = track_states(facts, limits=LIMITS, calendar=CALENDAR)
    return next(state for state in states if state.track is track)
