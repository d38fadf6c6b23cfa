"""What truly happened to a child beyond custody, missing episodes, social care and school, and who wrote it down.

In:  nothing.
Out: one kind of value for each of the wider feeds.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

ON_TIME = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopReport:
    """A stop, a search, or a child met on a train. `with_keys` are the reports of children met with this one."""

    key: str
    child: str
    agency: str
    at: datetime
    report: str = "RAIL"
    place: str = ""
    power: str = ""
    found: str = ""
    reason: str = ""
    outcome: str = ""
    has_ticket: bool | None = None
    alone: bool | None = None
    with_whom: str = ""
    with_keys: tuple[str, ...] = ()
    in_school_hours: bool | None = None
    away_from_home_area: bool | None = None
    miles: float | None = None
    reason_given: str = ""
    reason_checked: bool | None = None
    child_said: str = ""
    handling: str = "P"
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A child was seen by somebody's staff. `with_keys` are the sightings of children seen with this one."""

    key: str
    child: str
    agency: str
    at: datetime
    by: str
    place: str
    how_known: str = "SAW_CHILD"
    sure: str = "SURE"
    with_whom: str = ""
    with_keys: tuple[str, ...] = ()
    condition: str = ""
    what: str = ""
    child_said: str = ""
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementStay:
    """One placement, from its start to its end."""

    key: str
    child: str
    agency: str
    at: datetime
    kind: str
    area: str
    miles: float | None = None
    provider: str = ""
    registration: str = ""
    emergency: bool | None = None
    told_at: datetime | None = None
    why_moved: str = ""
    ended_at: datetime | None = None
    why_ended: str = ""
    must_not_have_address: str = ""
    team: str = ""
    worker: str = ""
    trusted_adult: str = ""
    child_said: str = ""
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class YouthJusticeEntry:
    """One entry of youth justice. Both ends of an order or an intervention share a `ref`."""

    key: str
    child: str
    agency: str
    at: datetime
    entry: str
    ref: str = ""
    tool: str = ""
    exploitation_seen: bool | None = None
    outcome: str = ""
    offence: str = ""
    intervention: str = ""
    result: str = ""
    reason: str = ""
    place: str = ""
    team: str = ""
    worker: str = ""
    trusted_adult: str = ""
    child_said: str = ""
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class NrmStep:
    """One step of an NRM referral. Every step of a referral shares a `ref`."""

    key: str
    child: str
    agency: str
    at: datetime
    step: str
    ref: str
    decision: str = ""
    decided_by: str = ""
    first_responder: str = ""
    reason: str = ""
    child_told: bool | None = None
    child_said: str = ""
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One attendance at A&E."""

    key: str
    child: str
    agency: str
    at: datetime
    injury: str = ""
    intent: str = ""
    weapon: str = ""
    injured_where: str = ""
    brought_by: str = ""
    with_whom: str = ""
    concealed: bool | None = None
    account: str = ""
    worker_at_bedside: bool | None = None
    left_at: datetime | None = None
    left_how: str = ""
    child_said: str = ""
    partners_may_see: bool | None = None
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContact:
    """One contact between a charity's worker and a child."""

    key: str
    child: str
    agency: str
    at: datetime
    contact: str
    service: str = "one-to-one casework"
    how: str = ""
    place: str = ""
    why: str = ""
    why_ended: str = ""
    account: str = ""
    team: str = ""
    worker: str = ""
    trusted_adult: str = ""
    child_said: str = ""
    partners_may_see: bool | None = None
    late: timedelta = ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultEntry:
    """One thing in which an adult around a child had a part. `adult` is the adult's key; no adult is a child here."""

    key: str
    child: str
    agency: str
    at: datetime
    adult: str
    surname: str
    forename: str
    entry: str
    relation: str
    born: date | None = None
    address: str = ""
    postcode: str = ""
    phone: str = ""
    role: str = ""
    place: str = ""
    account: str = ""
    must_not_be_told: bool | None = None
    because: str = ""
    handling: str = "P"
    late: timedelta = ON_TIME


WiderHappening = StopReport | Seen | PlacementStay | YouthJusticeEntry | NrmStep | Attendance | CaseContact | AdultEntry
