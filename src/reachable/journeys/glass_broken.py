"""Somebody breaks the glass for a child in danger: one child opens to them for an hour, and two people review it.

In:  who somebody says the child is, why, and what the danger is.
Out: the record open, or nothing; either way kept, and told to two reviewers by a reference alone.

A wrong name, two children of that name, a sealed record, one's own kin and a child nobody knows are one answer: nothing
was opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.context import acting, running
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.staff import StaffMember
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Run, Viewer
from reachable.access.operations import begin_relationships, end_relationship
from reachable.access.queries import list_teams
from reachable.access.queries.staff import list_staff
from reachable.alerts.domain.ladder import Step, Urgency, WhatNow
from reachable.alerts.domain.rota import Channel, Contact
from reachable.alerts.operations import NewAlert, raise_alerts
from reachable.journeys.ladder_climbed import STANDS_BEHIND
from reachable.kernel.ids import AboutId, AgencyId, AreaId, SubjectId, TeamId
from reachable.kernel.london import london_date
from reachable.matching.queries import list_subjects_by_key
from reachable.oversight.domain.broken_glass import FEWEST_WORDS, GlassReason, choose_reviewers
from reachable.oversight.domain.exact_child import StatedChild, choose_exact, list_stated_keys
from reachable.oversight.domain.local_settings import (
    GLASS_REVIEWED_WITHIN,
    READ_FOR,
    find_glass_length,
    find_length,
)
from reachable.oversight.operations.glass import GlassIsOpen, NewGlass, close_glass, keep_glass, would_open
from reachable.oversight.queries.glass import GlassRecord, find_open_glass
from reachable.people.domain.claims import SubjectClaims
from reachable.people.queries import list_claims, list_same_person

RUN = Run("broken glass")
AT_ONCE = 200
"""How many records are read at a time to compare them. All that may be meant are compared."""


class MayNotRead(PermissionError):
    """A role that may never open a record cannot break the glass either."""


class SayTheDanger(ValueError):
    """What the danger is must be said."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What came of it. `subject_id` is the record to open, None when nothing was opened."""

    glass_id: UUID
    subject_id: SubjectId | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Child:
    """The one child that was stated: the record to open, and every agency that owns a record of theirs."""

    record: SubjectClaims
    owners: tuple[AgencyId, ...]


def break_glass(*, stated: StatedChild, reason: GlassReason, danger: str, viewer: Viewer, now: datetime) -> Broken:
    """Open one child's record to somebody for an hour at most, or nothing; keep it, and tell two who review it.

    :raises MayNotRead: when the role may never open a record.
    :raises SayTheDanger: when the danger is not said; nothing is kept.
    :raises GlassIsOpen: when theirs is open already, or was opened at this very moment; nothing is kept.
    """
    if not viewer.role.may_read:
        raise MayNotRead
    if len(danger.strip()) < FEWEST_WORDS:
        raise SayTheDanger("Say what may happen to the child, and when")
    with running(job="find whether somebody has broken glass open", now=now):
        is_open = find_open_glass(viewer=RUN, user_id=viewer.user_id, at=now) is not None
    if is_open:
        raise GlassIsOpen("Close the record that is open first")
    with running(job="find the child somebody breaks the glass for", now=now):
        child = _find_child(stated, now)
    if child is not None:
        by = Actor.from_viewer(viewer)
        with acting(by=by, what="asked whether the glass may be broken", now=now):
            child = child if would_open(subject_id=child.record.subject_id, by=by, now=now) else None
    return _keep(stated, reason, danger.strip(), child, viewer, now)


def find_my_glass(*, viewer: Viewer, now: datetime) -> GlassRecord | None:
    """Return the glass this viewer has open, or None."""
    with running(job="find whether somebody has broken glass open", now=now):
        return find_open_glass(viewer=RUN, user_id=viewer.user_id, at=now)


def close_my_glass(*, viewer: Viewer, now: datetime) -> None:
    """Close the glass this viewer has open, and with it the record."""
    glass = find_my_glass(viewer=viewer, now=now)
    if glass is None or glass.subject_id is None:
        return
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="closed broken glass", now=now):
        close_glass(glass_id=glass.id, by=by, now=now)
        end_relationship(
            about_id=AboutId(glass.subject_id),
            reason=RelationshipReason.BROKEN_GLASS,
            user_id=viewer.user_id,
            by=by,
            now=now,
        )


def _find_child(stated: StatedChild, now: datetime) -> _Child | None:
    """Return the one child that is stated, or None: nobody, more than one, or one of whom a record is sealed."""
    keys = list_stated_keys(stated, london_date(now))
    found = list_subjects_by_key(viewer=RUN, keys=keys, at_most=None)
    near: list[SubjectClaims] = []
    for first in range(0, len(found), AT_ONCE):
        claims = list_claims(viewer=RUN, subject_ids=found[first : first + AT_ONCE])
        near += choose_exact(stated, claims.values())
    exact = choose_exact(stated, near)
    people = list_same_person(viewer=RUN, subject_ids=[each.subject_id for each in exact])
    if len(set(people.values())) != 1:
        return None
    records = list_claims(viewer=RUN, subject_ids=next(iter(people.values()))).values()
    if any(each.is_sealed for each in records):
        return None
    return _Child(exact[0], tuple(dict.fromkeys(each.agency_id for each in records)))


def _keep(
    stated: StatedChild, reason: GlassReason, danger: str, child: _Child | None, viewer: Viewer, now: datetime
) -> Broken:
    by, today = Actor.from_viewer(viewer), london_date(now)
    ends_at = None if child is None else now + find_glass_length(today)
    owners = (viewer.agency_id,) if child is None else child.owners
    reviewers = choose_reviewers(
        list_staff(at=now, roles=[Role.SUPERVISOR]), owners=owners, area_id=viewer.area_id, breaker=viewer.user_id
    )
    controller_id = reviewers[0].agency_id if reviewers and reviewers[0].agency_id in owners else owners[0]
    review_by = now + find_length(GLASS_REVIEWED_WITHIN, today)
    with acting(by=by, what="broke the glass", now=now):
        glass_id = keep_glass(
            glass=NewGlass(
                controller_id=controller_id,
                agency_id=viewer.agency_id,
                stated_by=stated.say_how(),
                reason=reason,
                danger=danger,
                review_by=review_by,
                subject_id=None if child is None else child.record.subject_id,
                ends_at=ends_at,
            ),
            broken_by=viewer.user_id,
            by=by,
            now=now,
        )
        wanted = list(_let_review(glass_id, controller_id, reviewers, review_by, viewer, now))
        if child is not None and ends_at is not None:
            wanted.append(
                WantedRelationship(
                    about_id=AboutId(child.record.subject_id),
                    controller_id=child.record.agency_id,
                    reason=RelationshipReason.BROKEN_GLASS,
                    starts_at=now,
                    ends_at=ends_at,
                    user_id=viewer.user_id,
                )
            )
        begin_relationships(wanted=wanted, by=by, now=now)
        _tell(glass_id, controller_id, reviewers, review_by, viewer, now)
    return Broken(glass_id, None if child is None else child.record.subject_id, ends_at)


def _let_review(
    glass_id: UUID,
    controller_id: AgencyId,
    reviewers: Iterable[StaffMember],
    review_by: datetime,
    viewer: Viewer,
    now: datetime,
) -> Iterable[WantedRelationship]:
    """Let the reviewers read what was done; from the time it should have been reviewed, the desks behind them too."""
    until = now + find_length(READ_FOR, london_date(now))
    areas = dict.fromkeys(each.area_id for each in reviewers) or {viewer.area_id: None}
    for each in reviewers:
        yield WantedRelationship(
            about_id=AboutId(glass_id),
            controller_id=controller_id,
            reason=RelationshipReason.REVIEWING,
            starts_at=now,
            ends_at=until,
            user_id=each.user_id,
        )
    for team_id in _list_behind(areas):
        yield WantedRelationship(
            about_id=AboutId(glass_id),
            controller_id=controller_id,
            reason=RelationshipReason.REVIEWING,
            starts_at=review_by if reviewers else now,
            ends_at=until,
            team_id=team_id,
        )


def _tell(
    glass_id: UUID,
    controller_id: AgencyId,
    reviewers: Sequence[StaffMember],
    review_by: datetime,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Tell the reviewers, each by a message with a reference and nothing else; the ladder goes on when none answers."""
    team_id = reviewers[0].team_id if reviewers else _any_team(viewer)
    alert = NewAlert(
        about_id=AboutId(glass_id),
        controller_id=controller_id,
        cause="GLASS",
        area_id=reviewers[0].area_id if reviewers else viewer.area_id,
        team_id=team_id,
        urgency=Urgency.SAME_DAY,
        due_at=review_by,
    )
    step = Step(
        what=WhatNow.TELL if reviewers else WhatNow.WAIT,
        tell=tuple(_contact(each) for each in reviewers),
        answer_by=review_by,
        look_again_at=review_by if reviewers else now,
        not_answered=(),
        exhausted=False,
        words="",
    )
    raise_alerts(first_steps=[(alert, step)], by=Actor.from_viewer(viewer), now=now)


def _list_behind(areas: Iterable[AreaId]) -> list[TeamId]:
    """Return the teams that stand behind every desk of these areas."""
    wanted = set(areas)
    return [team.id for team in list_teams() if team.area_id in wanted and set(STANDS_BEHIND) & set(team.duties)]


def _any_team(viewer: Viewer) -> TeamId:
    behind = _list_behind([viewer.area_id])
    return behind[0] if behind else viewer.team_ids[0]


def _contact(reviewer: StaffMember) -> Contact:
    return Contact(
        desk=f"{reviewer.team_name}, {reviewer.agency_name}",
        team_id=reviewer.team_id,
        name=reviewer.name,
        phone=reviewer.phone,
        channel=Channel.MESSAGE,
        user_id=reviewer.user_id,
        on_rota=True,
    )
