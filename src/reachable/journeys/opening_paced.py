"""Whoever has opened very many records in little time waits before one that is none of their own work.

In:  a viewer about to open a child's record.
Out: the pause they must make, or None; the first time in an hour, a note for their reviewer that says why.

Their own work opens as ever, and so does whatever they broke the glass for. Of whoever has opened few records at all,
their own work among them, nothing more is asked.
"""

from datetime import datetime

from reachable.access.context import acting, reading, running
from reachable.access.domain.pace import A_DAY, WINDOW, Paced, find_pause, say_slowed
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.operations.alarms import note_alarm
from reachable.access.queries.sessions import find_own_looks
from reachable.journeys.own_work_told import list_work
from reachable.journeys.pace_kept import Pause
from reachable.kernel.ids import AboutId, SubjectId
from reachable.kernel.london import london_date
from reachable.oversight.domain.limits import Limits, find_limits
from reachable.oversight.queries.glass import find_open_glass
from reachable.oversight.queries.looks import LookRow, count_own_opened, list_opened_by
from reachable.people.queries import list_same_person

RUN = Run("how fast somebody opens records")


def keep_opening_pace(*, viewer: Viewer, subject_id: SubjectId, now: datetime) -> Pause | None:
    """Return the pause somebody must make before this record, or None when there is none. The same for any record."""
    limits = find_limits(london_date(now))
    hour = (
        (Paced.NIGHT, limits.night_slowed_at, WINDOW)
        if limits.is_night(now)
        else (Paced.DAY, limits.day_slowed_at, WINDOW)
    )
    paces = (hour, (Paced.DAY, limits.day_stopped_at, A_DAY))
    with reading(viewer):
        if count_own_opened(viewer=viewer, since=now - A_DAY) < min(at_most for _, at_most, _ in paces):
            return None
        looks = find_own_looks(viewer=viewer, since=now - WINDOW)
    with running(job=RUN.job, now=now):
        opened = _opened_beside_their_work(viewer, limits, now)
        pauses = [
            Pause(kind, at_most, until, within)
            for kind, at_most, within in paces
            if (until := find_pause(opened, at_most=at_most, now=now, within=within)) is not None
        ]
        if not pauses or _is_theirs(viewer, subject_id, limits, now):
            return None
    pause = max(pauses, key=lambda each: each.until)
    if not looks.slowed:
        by = Actor.from_viewer(viewer)
        with acting(by=by, what="looked too fast", now=now):
            note_alarm(what=say_slowed(pause.kind, pause.at_most, pause.within), by=by, now=now)
    return pause


def _opened_beside_their_work(viewer: Viewer, limits: Limits, now: datetime) -> list[datetime]:
    """Return when somebody last opened each child within a day that is none of their own work.

    A child of whom three agencies have a record is one, however often it is opened.
    """
    looks = list_opened_by(viewer=RUN, user_id=viewer.user_id, since=now - A_DAY)
    ids = {SubjectId(row.about_id) for row in looks if row.about_id is not None}
    records_of = list_same_person(viewer=RUN, subject_ids=ids)
    work = list_work(looks, [AboutId(each) for records in records_of.values() for each in records], limits)
    last: dict[SubjectId, datetime] = {}
    for row in looks:
        records = records_of[SubjectId(row.about_id)] if row.about_id is not None else ()
        if not work.holds(row, [AboutId(each) for each in records]):
            child = min(records)
            last[child] = max(row.at, last.get(child, row.at))
    return list(last.values())


def _is_theirs(viewer: Viewer, subject_id: SubjectId, limits: Limits, now: datetime) -> bool:
    records = [AboutId(each) for each in list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id]]
    look = LookRow(
        user_id=viewer.user_id,
        agency_id=viewer.agency_id,
        at=now,
        kind="OPENED",
        about_id=AboutId(subject_id),
        what="",
        shown=True,
        role_code=viewer.role.code,
    )
    glass = find_open_glass(viewer=RUN, user_id=viewer.user_id, at=now)
    broken_for = None if glass is None or glass.subject_id is None else AboutId(glass.subject_id)
    return broken_for in records or list_work([look], records, limits).holds(look, records)
