"""Whom a briefing may be about, found by the machine: ids and numbers only. Nothing of a child is read by anybody here.

In:  what the briefing is asked for, and the teams whose turns come first.
Out: Found.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.queries import list_worked_with
from reachable.access.queries.seals import list_named_for
from reachable.alerts.queries import list_alert_targets
from reachable.intake.domain.concern import Route
from reachable.intake.queries import list_concerns, list_decided_concerns, list_waiting_concerns
from reachable.journeys.briefing_lines import FOLDED_AFTER, NEWS_FOR, NOTICED, Asked, home_of
from reachable.journeys.sealed_told import find_sealed_from
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, TeamId
from reachable.people.domain.claims import SubjectClaims
from reachable.people.queries import list_claims, list_same_person
from reachable.rules.queries import list_with_duties
from reachable.timeline.queries import list_not_ended, list_told_of

RUN = Run("briefing")
Records = tuple[SubjectId, ...]
Claims = Mapping[SubjectId, SubjectClaims]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsWaiting:
    """How many concerns wait for a decision. `oldest_at` and `due_at` are None when none does."""

    count: int
    overdue: int
    oldest_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The records of each person under one of them; which persons are the area's; which ones the reader works with."""

    records_of: Mapping[SubjectId, Records]
    in_area: frozenset[SubjectId]
    worked_with: frozenset[SubjectId]
    concerns: ConcernsWaiting


def find_children(*, asked: Asked, viewer: Viewer | Run, team_ids: Iterable[TeamId]) -> Found:
    """Return whom a briefing may be about, inside a run. The server itself works with nobody."""
    alerted = _list_alerted(asked, None)
    theirs = _list_alerted(asked, tuple(team_ids)) | _list_named_for(viewer)
    said_by = _list_said_by(asked)
    claims, people = _list_people(asked, viewer, {*alerted, *theirs, *said_by})
    agencies_here = {agency.id for agency in asked.agencies.values() if agency.area_id == asked.area.id}
    in_area = frozenset(
        one
        for one, records in people.items()
        if alerted & set(records)
        or _lives_in(asked, records, claims)
        or any(said_by.get(each, frozenset()) & agencies_here for each in records)
    )
    wanted = {one: records for one, records in people.items() if one in in_area or theirs & set(records)}
    return Found(
        records_of=wanted,
        in_area=in_area,
        worked_with=_find_worked_with(viewer, wanted),
        concerns=_count_concerns(asked),
    )


def _list_alerted(asked: Asked, team_ids: tuple[TeamId, ...] | None) -> frozenset[SubjectId]:
    """Return about whom the area has alerts, or these teams have."""
    area_id = asked.area.id if team_ids is None else None
    targets = list_alert_targets(viewer=RUN, area_id=area_id, team_ids=team_ids, since=asked.as_at)
    return frozenset(SubjectId(about_id) for _, about_id in targets)


def _list_said_by(asked: Asked) -> dict[SubjectId, frozenset[AgencyId]]:
    """Return for whom a clock runs, who came to notice or may be away, and which agencies said so."""
    due = list_with_duties(viewer=RUN, due_from=asked.as_at - FOLDED_AFTER, due_by=asked.due_by, at=asked.as_at)
    told = list_told_of(
        viewer=RUN,
        kinds=NOTICED,
        told_after=asked.overnight_since,
        told_by=asked.as_at,
        happened_after=asked.overnight_since - NEWS_FOR,
    )
    not_ended = list_not_ended(viewer=RUN, told_by=asked.as_at)
    said_by: dict[SubjectId, frozenset[AgencyId]] = {subject_id: frozenset() for subject_id in due}
    for subject_id, agency_id in (*told, *not_ended):
        said_by[subject_id] = said_by.get(subject_id, frozenset()) | {agency_id}
    return said_by


def _list_named_for(viewer: Viewer | Run) -> frozenset[SubjectId]:
    """Return the sealed records the reader is named for: what is due of them is told to nobody else."""
    if isinstance(viewer, Run):
        return frozenset()
    named = list_named_for(viewer=RUN, user_id=viewer.user_id, at=viewer.at)
    return frozenset(SubjectId(about_id) for about_id in named)


def _list_people(
    asked: Asked, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]
) -> tuple[Claims, dict[SubjectId, Records]]:
    """Return the records of each person under one of them, as if those that are sealed from the reader were not there.

    What is about a concern, and no child, is left out.
    """
    clusters = _without_sealed(asked, viewer, set(list_same_person(viewer=RUN, subject_ids=subject_ids).values()))
    claims = list_claims(viewer=RUN, subject_ids=[each for records in clusters for each in records])
    return claims, {min(records): records for records in clusters if any(each in claims for each in records)}


def _without_sealed(asked: Asked, viewer: Viewer | Run, clusters: Iterable[Records]) -> set[Records]:
    """Return the records of each person without those sealed from the reader: no count may give one away."""
    everyone = list(clusters)
    sealed = find_sealed_from(
        user_id=None if isinstance(viewer, Run) else viewer.user_id,
        about_ids=[AboutId(each) for records in everyone for each in records],
        now=asked.as_at if isinstance(viewer, Run) else viewer.at,
    )
    if not sealed:
        return set(everyone)
    left = (tuple(each for each in records if each not in sealed) for records in everyone)
    return {records for records in left if records}


def _lives_in(asked: Asked, records: Records, claims: Claims) -> bool:
    home = home_of([claims[each] for each in records if each in claims], asked.areas)
    return home is not None and home.id == asked.area.id


def _find_worked_with(viewer: Viewer | Run, people: Mapping[SubjectId, Records]) -> frozenset[SubjectId]:
    if isinstance(viewer, Run):
        return frozenset()
    every = [AboutId(each) for records in people.values() for each in records]
    worked_with = list_worked_with(viewer=viewer, about_ids=every)
    return frozenset(one for one, records in people.items() if worked_with & set(records))


def _count_concerns(asked: Asked) -> ConcernsWaiting:
    """Return how many concerns of the area waited at the moment asked about. Those about workers are not counted."""
    waiting = list_waiting_concerns(viewer=RUN, area_id=asked.area.id, route=Route.SAFEGUARDING)
    since = list_decided_concerns(viewer=RUN, area_id=asked.area.id, route=Route.SAFEGUARDING, since=asked.as_at)
    concerns = list_concerns(viewer=RUN, concern_ids=dict.fromkeys((*waiting, *since)))
    waited = [concern for concern in concerns if concern.received_at <= asked.as_at]
    return ConcernsWaiting(
        count=len(waited),
        overdue=sum(concern.due_at <= asked.as_at for concern in waited),
        oldest_at=min((concern.received_at for concern in waited), default=None),
        due_at=min((concern.due_at for concern in waited), default=None),
    )
