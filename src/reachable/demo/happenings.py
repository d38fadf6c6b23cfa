"""What truly happened to a child, and which agency wrote it down.

In:  nothing.
Out: one kind of value for each feed. `late` is how long the agency took beyond its habit to write it down.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reachable.demo.wider_happenings import WiderHappening

ON_TIME = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameGiven:
    """A name and birth date a child gave that are not the child's own."""

    forename: str
    surname: str
    born: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyRecord:
    """An arrest, a stop or an incident. `with_keys` are the records of children arrested with this one."""

    key: str
    child: str
    agency: str
    at: datetime
    occurrence: str = "ARREST"
    station: str = ""
    offence: str = ""
    drugs_supply: bool | None = None
    drugs: str = ""
    wraps: int | None = None
    cash_pence: int | None = None
    phones: int | None = None
    weapon: str = ""
    concealed: bool | None = None
    away_from_home_area: bool | None = None
    role: str = "SUSPECT"
    with_keys: tuple[str, ...] = ()
    ready_at: datetime | None = None
    collected_at: datetime | None = None
    collected_by: str = ""
    refused_by: str = ""
    released_at: datetime | None = None
    disposal: str = ""
    handling: str = "P"
    name_given: NameGiven | None = None
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingEpisode:
    """A missing episode and the return interview after it."""

    key: str
    child: str
    agency: str
    responsible: str
    reported_at: datetime
    reported_by: str = "parent"
    missing_from: str = "home"
    grade: str = "MEDIUM"
    found_at: datetime | None = None
    found_place: str = ""
    miles: float | None = None
    condition: str = ""
    offered_at: datetime | None = None
    held_at: datetime | None = None
    declined_at: datetime | None = None
    declined_reason: str = ""
    interviewer: str = ""
    independent: bool | None = None
    child_said: str = ""
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialCareStep:
    """One step in children's services. Steps that belong together, such as both ends of a plan, share a `ref`."""

    key: str
    child: str
    agency: str
    step: str
    ref: str
    at: datetime
    outcome: str = ""
    plan_type: str = ""
    reason: str = ""
    miles: float | None = None
    placement_area: str = ""
    worker: str = ""
    team: str = ""
    trusted_adult: str = ""
    child_said: str = ""
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolEntry:
    """One line in a school's register: absences, a suspension, an exclusion, a timetable, a start."""

    key: str
    child: str
    agency: str
    entry: str
    on: date
    days: float | None = None
    sessions: int | None = None
    authorised: bool | None = None
    hours: float | None = None
    reason: str = ""
    late: timedelta = ON_TIME


Happening = CustodyRecord | MissingEpisode | SocialCareStep | SchoolEntry | WiderHappening
