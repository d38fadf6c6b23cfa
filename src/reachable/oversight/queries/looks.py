"""Reads how people looked, and what ties them to whom they looked at, for the round that looks for patterns.

In:  a run.
Out: LookRow; which records are of colleagues' kin; findings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.queries.own_work import list_reviewed_by
from reachable.access.rows import Row, ask
from reachable.kernel.ids import AboutId, AgencyId, UserId
from reachable.oversight.domain.findings import FindingAnswer, Pattern, RaisedBefore
from reachable.oversight.models import LookFinding

PATTERN = {each.code: each for each in Pattern}
ANSWER = {each.code: each for each in FindingAnswer}


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRow:
    """One entry of the audit record, as far as patterns are looked for in it."""

    user_id: UserId
    agency_id: AgencyId
    at: datetime
    kind: str
    about_id: AboutId | None
    what: str
    shown: bool
    role_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    """A finding as its reviewer reads it."""

    id: UUID
    whom: UserId
    whom_name: str
    pattern: Pattern
    sentence: str
    seen_from: datetime
    seen_until: datetime
    raised_at: datetime
    answer: FindingAnswer | None
    answer_words: str
    answered_at: datetime | None
    answered_by: str
    key: str


class Unanswered(NamedTuple):
    """A finding nobody has answered: about whom, kept by which agency, how often it has climbed, since when."""

    id: UUID
    whom: UserId
    key: str
    agency_id: AgencyId
    rung: int
    raised_at: datetime


LOOKS = "SELECT user_id, agency_id, at, kind, about_id, what, shown, role_code FROM"


def list_look_rows(*, viewer: Run, since: datetime) -> tuple[LookRow, ...]:
    """Return how people looked since a moment, oldest first. For the machine."""
    return _look_rows(ask(f"{LOOKS} audit.looks_since(%s)", since))


def list_opened_by(*, viewer: Run, user_id: UserId, since: datetime) -> tuple[LookRow, ...]:
    """Return what one person has opened since a moment, oldest first. For the machine."""
    return _look_rows(ask(f"{LOOKS} audit.opened_by(%s, %s)", user_id, since))


def list_listed_rows(*, viewer: Run, since: datetime, at_least: int) -> tuple[LookRow, ...]:
    """Return what lists showed since a moment to those who were shown at least so many in a day. For the machine."""
    return _look_rows(ask(f"{LOOKS} audit.listed_since(%s, %s)", since, at_least))


def count_own_opened(*, viewer: Viewer, since: datetime) -> int:
    """Return how many records the viewer themselves has opened since a moment, in an open read. About no child."""
    ((count,),) = ask("SELECT audit.own_opened(%s)", since)
    return int(count)


def _look_rows(rows: Iterable[Row]) -> tuple[LookRow, ...]:
    return tuple(
        LookRow(
            user_id=UserId(user_id),
            agency_id=AgencyId(agency_id),
            at=at,
            kind=kind,
            about_id=None if about_id is None else AboutId(about_id),
            what=what,
            shown=shown,
            role_code=role_code,
        )
        for user_id, agency_id, at, kind, about_id, what, shown, role_code in rows
    )


def list_declared_as_kin(*, viewer: Run, about_ids: Iterable[AboutId]) -> tuple[tuple[AboutId, UserId], ...]:
    """Return which of these records are of somebody's declared kin, and whose. For the machine."""
    rows = ask("SELECT about_id, user_id FROM resolver.declared_as_kin(%s::uuid[])", list(about_ids))
    return tuple((AboutId(about_id), UserId(user_id)) for about_id, user_id in rows)


def list_raised_before(*, viewer: Run, since: datetime) -> tuple[RaisedBefore, ...]:
    """Return the findings about what went on since a moment that have been raised already. For the machine."""
    rows = LookFinding.objects.filter(seen_until__gte=since).order_by("seen_until", "id")
    return tuple(RaisedBefore(*row) for row in rows.values_list("key", "seen_until"))


def list_finding_ids(*, viewer: Run, reviewer: UserId, since: datetime) -> tuple[UUID, ...]:
    """Return what somebody was asked to review: raised since a moment, or unanswered. For the machine: ids only."""
    asked = list_reviewed_by(viewer=viewer, user_id=reviewer)
    rows = LookFinding.objects.filter(Q(raised_at__gte=since) | Q(answered_at__isnull=True), id__in=asked)
    return tuple(rows.exclude(whom_id=reviewer).order_by("-raised_at", "id").values_list("id", flat=True))


def list_unanswered(*, viewer: Run, told_by: datetime) -> tuple[Unanswered, ...]:
    """Return the findings whose reviewers were last told before a moment, and nobody has answered. For the machine."""
    rows = LookFinding.objects.filter(answered_at__isnull=True, told_at__lte=told_by).order_by("raised_at", "id")
    return tuple(
        Unanswered(each.id, UserId(each.whom_id), each.key, AgencyId(each.controller_id), each.rung, each.raised_at)
        for each in rows
    )


def list_findings(*, viewer: Viewer | Run, finding_ids: Iterable[UUID]) -> tuple[FindingRecord, ...]:
    """Return findings, what waits for an answer first, then the newest."""
    rows = LookFinding.objects.filter(id__in=list(finding_ids)).select_related("whom", "answered_by")
    found = [
        FindingRecord(
            id=row.id,
            whom=UserId(row.whom_id),
            whom_name=row.whom.name,
            pattern=PATTERN[row.pattern],
            sentence=row.sentence,
            seen_from=row.seen_from,
            seen_until=row.seen_until,
            raised_at=row.raised_at,
            answer=ANSWER.get(row.answer),
            answer_words=row.answer_words,
            answered_at=row.answered_at,
            answered_by="" if row.answered_by is None else row.answered_by.name,
            key=row.key,
        )
        for row in rows.order_by("-raised_at", "id")
    ]
    return tuple(sorted(found, key=lambda each: each.answered_at is not None))
