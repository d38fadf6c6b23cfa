"""Whoever recorded that something happened may open what may be of the same child, at a pace, and its owners are told.

In:  the record that was just made, and what happened.
Out: the records that may be of the same child open to their team; each owning agency's reviewers asked to look into it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings

from reachable.access.context import acting, running
from reachable.access.domain.pace import Paced
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.journeys.looks_watched import raise_at_once
from reachable.journeys.pace_kept import Pause, keep_pace
from reachable.journeys.possible_records import ASKED_FOR, let_teams_judge
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.matching.queries import list_candidates, list_judgements
from reachable.oversight.domain.opened_by_event import find_recorded, tell_of_opened
from reachable.oversight.queries.looks import FindingRecord, list_raised_before
from reachable.people.queries import list_claims, list_same_person

RUN = Run("opened by an event")
A_DAY = timedelta(days=1)
WHAT = "opened records that may be of a child they recorded an event of"


def open_possible_records(*, subject_id: SubjectId, happened: str, viewer: Viewer, now: datetime) -> Pause | None:
    """Let the viewer's team open the records that may be of the same child, and tell the agencies that hold them.

    Records of other agencies count as one look-up. Who looks up too fast is given those of their own agency alone, and
    the pause is returned; what happened is kept all the same.
    """
    with running(job="find whose records may be of the same child", now=now):
        others = _list_of_others(subject_id, viewer.agency_id)
    pause = keep_pace(kind=Paced.LOOK_UP, at_most=settings.LOOK_UPS_AN_HOUR, viewer=viewer, now=now) if others else None
    by, looks_up = Actor.from_viewer(viewer), bool(others) and pause is None
    with acting(by=by, what=WHAT, now=now, noted_as="SEARCHED" if looks_up else "WROTE"):
        let_teams_judge(
            subject_ids=[subject_id],
            team_ids=viewer.team_ids,
            only_of=None if pause is None else viewer.agency_id,
            by=by,
            now=now,
        )
        if looks_up:
            _tell_owners(subject_id, happened, others, viewer, now)
    return pause


def list_own_numbers(*, found: FindingRecord, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """Return the reviewer's own agency's numbers of the records a finding is about; no other agency's are shown."""
    about = find_recorded(pattern=found.pattern, key=found.key)
    if about is None or about[1] != viewer.agency_id:
        return ()
    recorded = about[0]
    with running(job="find their own numbers of records that opened", now=now):
        waiting = [(each.left, each.right) for each in list_candidates(viewer=RUN, subject_ids=[recorded])]
        judged = [(each.left, each.right) for each in list_judgements(viewer=RUN, subject_ids=[recorded])]
        records = list_claims(viewer=RUN, subject_ids={each for pair in (*waiting, *judged) for each in pair})
    return tuple(
        sorted(each.local_id for each in records.values() if each.agency_id == viewer.agency_id and not each.is_sealed)
    )


def _list_of_others(subject_id: SubjectId, agency_id: AgencyId) -> Mapping[AgencyId, Sequence[SubjectId]]:
    """Return other agencies' records that may be of the same child and open: not one person with it, and not sealed."""
    pairs = list_candidates(viewer=RUN, subject_ids=[subject_id])
    same = list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]
    wanted = {each for pair in pairs for each in (pair.left, pair.right)} - {subject_id, *same}
    of: dict[AgencyId, list[SubjectId]] = defaultdict(list)
    for each in list_claims(viewer=RUN, subject_ids=sorted(wanted)).values():
        if each.agency_id != agency_id and not each.is_sealed:
            of[each.agency_id].append(each.subject_id)
    return of


def _tell_owners(
    subject_id: SubjectId,
    happened: str,
    others: Mapping[AgencyId, Sequence[SubjectId]],
    viewer: Viewer,
    now: datetime,
) -> None:
    """Ask the reviewers of each agency, once a day for one recorded child."""
    told = {each.key for each in list_raised_before(viewer=RUN, since=now - A_DAY)}
    for agency_id, opened in others.items():
        found = tell_of_opened(
            whom=viewer.user_id,
            happened=happened,
            recorded=subject_id,
            owner=agency_id,
            opened=opened,
            at=now,
            until=now + ASKED_FOR,
        )
        if found.key not in told:
            raise_at_once(found=found, agency_id=agency_id, now=now)
