"""Patterns in how people look are found in the audit record and raised, with the reason, to their agency's reviewers.

In:  the audit record of the last hours or weeks.
Out: findings that open to reviewers, never to whom they are about; each told by a message without a name.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from reachable.access.context import acting, reading, running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.staff import StaffMember
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Run, Shown, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.queries.staff import list_staff
from reachable.alerts.operations import leave_message
from reachable.journeys.own_work_told import list_work
from reachable.journeys.words_screened import count_screened
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, UserId
from reachable.kernel.london import london_date
from reachable.oversight.domain.acts_seen import LookSeen, NumberSearched, OpeningStopped, Seen, WordsScreened
from reachable.oversight.domain.broken_glass import GlassBefore
from reachable.oversight.domain.findings import FindingAnswer, Found, Pattern, choose_new, find_patterns
from reachable.oversight.domain.limits import Limits, find_limits
from reachable.oversight.domain.local_settings import FINDING_ANSWERED_WITHIN, READ_FOR, find_length
from reachable.oversight.operations.findings import answer_finding, climb_finding, keep_finding
from reachable.oversight.queries.glass import list_glass_before
from reachable.oversight.queries.looks import (
    FindingRecord,
    LookRow,
    list_declared_as_kin,
    list_finding_ids,
    list_findings,
    list_listed_rows,
    list_look_rows,
    list_raised_before,
    list_unanswered,
)
from reachable.people.queries import list_same_person, open_records

LOG = logging.getLogger("reachable")
RUN = Run("how people look")
MACHINE = Actor(user_id=None, agency_id=None, name="how people look")
LAST_HOURS = timedelta(hours=26)
"""How far back the hourly look goes: a night and the day after it. What takes weeks is looked for once a day."""

SHOWN_FOR = timedelta(days=90)
LOOKED = ("OPENED", "REFUSED", "LISTED")
BY_NUMBER = ("telephone", "number")
TEXT = "Reachable found a pattern that a reviewer must look into. Reference F-{}. Sign in to read it."
CLIMBED = "Nobody has answered a pattern that Reachable found. Reference F-{}. Sign in to read it."


class NotYoursToReview(PermissionError):
    """It is not open to the viewer, is about them, or there is none."""


class AnsweredAlready(ValueError):
    """Somebody has answered in the meantime. The first answer stands."""


@dataclass(frozen=True, slots=True)
class _Staff:
    """Who works here: the agencies of each person, and the reviewers."""

    agencies: dict[UserId, frozenset[AgencyId]]
    reviewers: tuple[StaffMember, ...]


def watch_looks(*, now: datetime, looks_back: timedelta = LAST_HOURS) -> int:
    """Find patterns in how people looked, raise what is new, and return how many. Safe to do again."""
    limits = find_limits(london_date(now))
    with running(job="look for patterns in how people look", now=now):
        staff = _list_staff(now)
        rows = list_look_rows(viewer=RUN, since=now - looks_back)
        listed = list_listed_rows(viewer=RUN, since=now - LAST_HOURS, at_least=limits.day_listed)
        since = now - max(looks_back, limits.approvals_within)
        glass = list_glass_before(viewer=RUN, since=since)
        found = find_patterns(_seen(rows, listed, staff, glass, limits), limits)
        new = choose_new(found, list_raised_before(viewer=RUN, since=since))
        raised = [_raise(each, (*listed, *rows), staff, now) for each in new]
    return sum(raised)


def watch_weeks_of_looks(*, now: datetime) -> int:
    """Find what takes weeks to see."""
    return watch_looks(now=now, looks_back=find_limits(london_date(now)).trawl_within)


def list_my_findings(*, viewer: Viewer, now: datetime) -> tuple[FindingRecord, ...]:
    """Return the findings that are open to a reviewer, what waits first."""
    with running(job="find patterns to review", now=now):
        ids = list_finding_ids(viewer=RUN, reviewer=viewer.user_id, since=now - SHOWN_FOR)
    opened = open_records(
        viewer=viewer, about_ids=[AboutId(each) for each in ids], shown=Shown.LISTED, what="patterns to review"
    )
    with reading(viewer):
        return tuple(
            each for each in list_findings(viewer=viewer, finding_ids=opened.granted) if each.whom != viewer.user_id
        )


def open_finding(*, finding_id: UUID, viewer: Viewer) -> FindingRecord | None:
    """Open one finding and note it; None for whom it is not, whom it is about, and where there is none."""
    about = AboutId(finding_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="a pattern to review")
    if about not in opened.granted:
        return None
    with reading(viewer):
        found = next(iter(list_findings(viewer=viewer, finding_ids=[finding_id])), None)
    return None if found is None or found.whom == viewer.user_id else found


def close_finding(*, finding_id: UUID, answer: FindingAnswer, words: str, viewer: Viewer, now: datetime) -> None:
    """Keep a reviewer's answer under their name.

    :raises NotYoursToReview: when it is not open to the viewer, or is about them.
    :raises AnsweredAlready: when somebody has in the meantime.
    """
    if open_finding(finding_id=finding_id, viewer=viewer) is None:
        raise NotYoursToReview
    by = Actor.from_viewer(viewer)
    with acting(by=by, what=f"answered a pattern: {answer.label.lower()}", now=now):
        if not answer_finding(finding_id=finding_id, answer=answer, words=words.strip(), by=by, now=now):
            raise AnsweredAlready


def _list_staff(now: datetime) -> _Staff:
    agencies: dict[UserId, set[AgencyId]] = defaultdict(set)
    everybody = list_staff(at=now)
    for each in everybody:
        agencies[each.user_id].add(each.agency_id)
    return _Staff(
        {user: frozenset(found) for user, found in agencies.items()},
        tuple(each for each in everybody if each.role is Role.SUPERVISOR),
    )


def _seen(
    rows: Sequence[LookRow], listed: Sequence[LookRow], staff: _Staff, glass: Iterable[GlassBefore], limits: Limits
) -> Seen:
    looks = [each for each in (*rows, *listed) if each.about_id is not None and each.kind in LOOKED]
    same = list_same_person(viewer=RUN, subject_ids={SubjectId(each.about_id) for each in looks if each.about_id})
    records = {AboutId(each): tuple(AboutId(one) for one in members) for each, members in same.items()}
    everybody = {one for members in records.values() for one in members}
    work = list_work(sorted((*rows, *listed), key=lambda each: each.at), everybody, limits)
    kin: dict[UUID, set[UserId]] = defaultdict(set)
    for about_id, user_id in list_declared_as_kin(viewer=RUN, about_ids=everybody):
        kin[about_id].add(user_id)
    seen = [
        (
            row.kind,
            LookSeen(
                user_id=row.user_id,
                at=row.at,
                about_id=min(records[row.about_id]),
                refused=row.kind == "REFUSED",
                own_work=work.holds(row, records[row.about_id]),
                colleagues_child=any(
                    user != row.user_id and staff.agencies.get(user, frozenset()) & {row.agency_id}
                    for one in records[row.about_id]
                    for user in kin.get(one, ())
                ),
            ),
        )
        for row in looks
        if row.about_id is not None
    ]
    return Seen(
        looks=tuple(look for kind, look in seen if kind != "LISTED"),
        listed=tuple(look for kind, look in seen if kind == "LISTED"),
        searches=tuple(
            NumberSearched(row.user_id, row.at, row.shown)
            for row in rows
            if row.kind == "SEARCHED" and any(word in row.what for word in BY_NUMBER)
        ),
        screenings=tuple(WordsScreened(row.user_id, row.at) for row in rows for _ in range(count_screened(row.what))),
        stopped=tuple(OpeningStopped(row.user_id, row.at, row.what) for row in rows if row.kind == "STOPPED"),
        glass=tuple(glass),
    )


def _raise(found: Found, rows: Sequence[LookRow], staff: _Staff, now: datetime) -> bool:
    """Keep a finding, and let those review it who supervise in the agency they looked from, never whom it is about.

    Return whether it was kept: it waits while nobody may review it, and nobody knows whose it is.

    Where there is nobody else in the agency, and where two answer for each other, all other agencies' reviewers do.
    """
    agencies = sorted(staff.agencies.get(found.whom, frozenset()), key=str)
    agencies += [row.agency_id for row in rows if row.user_id == found.whom and row.at <= found.seen_until]
    return _ask_about(found, agencies, staff, now)


def raise_at_once(*, found: Found, agency_id: AgencyId, now: datetime) -> bool:
    """Ask the reviewers of an agency, or all where it has none, about one thing now; in an open act.

    Return False, with nothing kept, when there is nobody who may answer.
    """
    return _ask_about(found, [agency_id], _list_staff(now), now)


def _ask_about(found: Found, agencies: Sequence[AgencyId], staff: _Staff, now: datetime) -> bool:
    others = [each for each in staff.reviewers if each.user_id != found.whom and str(each.user_id) not in found.key]
    own = [each for each in others if each.agency_id in agencies[-1:]]
    chosen = {each.user_id: each for each in (others if found.pattern is Pattern.EACH_OTHER else own or others)}
    if not chosen:
        LOG.warning("A pattern in how somebody looked waits: there is nobody who may review it")
        return False
    agency_id = agencies[-1] if agencies else next(iter(chosen.values())).agency_id
    finding_id = keep_finding(found=found, agency_id=agency_id, by=MACHINE, now=now)
    ask_reviewers(finding_id=finding_id, agency_id=agency_id, reviewers=chosen.values(), rung=0, now=now)
    return True


def climb_findings(*, now: datetime) -> int:
    """Tell all agencies’ reviewers of what nobody answered in time, again until somebody does; return how many.

    Whom it is about is never among them.
    """
    within = find_length(FINDING_ANSWERED_WITHIN, london_date(now))
    with running(job="findings climb", now=now):
        waiting = list_unanswered(viewer=RUN, told_by=now - within)
        reviewers = _list_staff(now).reviewers if waiting else ()
        for each in waiting:
            others = {
                one.user_id: one for one in reviewers if one.user_id != each.whom and str(one.user_id) not in each.key
            }
            climb_finding(finding_id=each.id, rung=each.rung + 1, by=MACHINE, now=now)
            ask_reviewers(
                finding_id=each.id, agency_id=each.agency_id, reviewers=others.values(), rung=each.rung + 1, now=now
            )
    return len(waiting)


def ask_reviewers(
    *, finding_id: UUID, agency_id: AgencyId, reviewers: Collection[StaffMember], rung: int, now: datetime
) -> None:
    """Let them open a finding, and leave each a message that names nobody."""
    until = now + find_length(READ_FOR, london_date(now))
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=AboutId(finding_id),
                controller_id=agency_id,
                reason=RelationshipReason.REVIEWING,
                starts_at=now,
                ends_at=until,
                user_id=each.user_id,
            )
            for each in reviewers
        ],
        by=MACHINE,
        now=now,
    )
    for each in reviewers:
        leave_message(
            key=f"finding:{finding_id}:{each.user_id}:{rung}"[:120],
            to_name=each.name,
            to_address=each.email,
            text=(TEXT if rung == 0 else CLIMBED).format(str(finding_id)[:8]),
            by=MACHINE,
            now=now,
        )
