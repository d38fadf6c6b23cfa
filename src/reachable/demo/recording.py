"""When each agency wrote down what happened, and what it had not yet written down at a moment.

In:  a happening, and the moment an extract is made.
Out: the happening as the agency then held it, and when its row was last written.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from typing import Generic, TypeVar

from reachable.demo.chance import chance_for
from reachable.demo.happenings import CustodyRecord, Happening, MissingEpisode, SchoolEntry, SocialCareStep
from reachable.demo.moments import london, writable
from reachable.demo.wider_happenings import (
    AdultEntry,
    Attendance,
    CaseContact,
    NrmStep,
    PlacementStay,
    Seen,
    StopReport,
    YouthJusticeEntry,
)

AFTER_SCHOOL = time(15, 30)
HABITS: dict[type, tuple[int, int]] = {
    CustodyRecord: (15, 50),
    MissingEpisode: (10, 45),
    SocialCareStep: (30, 1500),
    SchoolEntry: (5, 50),
    StopReport: (20, 200),
    Seen: (15, 600),
    PlacementStay: (60, 2800),
    YouthJusticeEntry: (20, 1400),
    NrmStep: (60, 1400),
    Attendance: (5, 40),
    CaseContact: (30, 2000),
    AdultEntry: (60, 2000),
}
"""How many minutes, at least and at most, each kind of record takes to be written."""

Kind = TypeVar(
    "Kind",
    CustodyRecord,
    MissingEpisode,
    SocialCareStep,
    SchoolEntry,
    StopReport,
    Seen,
    PlacementStay,
    YouthJusticeEntry,
    NrmStep,
    Attendance,
    CaseContact,
    AdultEntry,
)


@dataclass(frozen=True, slots=True)
class Written(Generic[Kind]):
    """A happening as it stood in the agency's system, and when it was last written there, in UTC."""

    what: Kind
    recorded_at: datetime


def as_written(happening: Kind, seed: int, moment: datetime) -> Written[Kind] | None:
    """Return what the agency had written down by a moment, or None when it had written nothing."""
    takes = _takes(happening, seed)
    steps = [when for when in _steps(happening) if writable(when + takes) <= moment]
    if _begins(happening) not in steps:
        return None
    return Written(_with_steps(happening, steps), writable(max(steps) + takes))


def was_written_between(happening: Happening, seed: int, since: datetime, moment: datetime) -> bool:
    """Test if the agency wrote anything of a happening after one moment and by another."""
    takes = _takes(happening, seed)
    return any(since < writable(when + takes) <= moment for when in _steps(happening))


def _takes(happening: Happening, seed: int) -> timedelta:
    shortest, longest = HABITS[type(happening)]
    return timedelta(minutes=_minutes(seed, happening.key, shortest, longest)) + happening.late


@cache
def _minutes(seed: int, key: str, shortest: int, longest: int) -> int:
    return chance_for(seed, "lag", key).randint(shortest, longest)


def _begins(happening: Happening) -> datetime:
    match happening:
        case MissingEpisode():
            return happening.reported_at
        case SchoolEntry():
            return london(happening.on, AFTER_SCHOOL)
        case _:
            return happening.at


def _steps(happening: Happening) -> list[datetime]:
    later: tuple[datetime | None, ...] = ()
    match happening:
        case CustodyRecord():
            later = (happening.ready_at, happening.collected_at, happening.released_at)
        case MissingEpisode():
            later = (happening.found_at, happening.offered_at, happening.held_at, happening.declined_at)
        case PlacementStay():
            later = (happening.ended_at,)
        case Attendance():
            later = (happening.left_at,)
        case _:
            pass
    return [_begins(happening), *(when for when in later if when is not None)]


def _with_steps(happening: Kind, steps: list[datetime]) -> Kind:
    if isinstance(happening, CustodyRecord):
        return _custody_so_far(happening, steps)
    if isinstance(happening, MissingEpisode):
        return _missing_so_far(happening, steps)
    if isinstance(happening, PlacementStay) and happening.ended_at not in steps:
        return replace(happening, ended_at=None, why_ended="")
    if isinstance(happening, Attendance) and happening.left_at not in steps:
        return replace(happening, left_at=None, left_how="")
    return happening


def _custody_so_far(record: CustodyRecord, steps: list[datetime]) -> CustodyRecord:
    """Return the record without what had not yet been written."""
    if record.ready_at not in steps:
        record = replace(record, ready_at=None, refused_by="")
    if record.collected_at not in steps:
        record = replace(record, collected_at=None, collected_by="")
    if record.released_at not in steps:
        record = replace(record, released_at=None, disposal="")
    return record


def _missing_so_far(episode: MissingEpisode, steps: list[datetime]) -> MissingEpisode:
    """Return the episode without what had not yet been written."""
    if episode.found_at not in steps:
        episode = replace(episode, found_at=None, found_place="", miles=None, condition="")
    if episode.offered_at not in steps:
        episode = replace(episode, offered_at=None)
    if episode.held_at not in steps:
        episode = replace(episode, held_at=None, interviewer="", independent=None, child_said="")
    if episode.declined_at not in steps:
        episode = replace(episode, declined_at=None, declined_reason="")
    return episode
