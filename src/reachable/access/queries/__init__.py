"""Reads who works where, who is on duty, whom to ring, and who has looked.

In:  a person signed in, an area, a team, an instant.
Out: plain values.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.partnership import (
    AgencyCard,
    AreaCard,
    Assignment,
    Look,
    OnDuty,
    PersonInRole,
    RingNumber,
    SignInChoice,
    TeamCard,
    WorksWith,
)
from reachable.access.domain.viewer import PURPOSES_OF_ROLE, Purpose, RelationshipReason, Role, Viewer
from reachable.access.models import Agency, Membership, RotaEntry, User, WorkingRelationship
from reachable.access.queries.agencies import list_agency_cards, list_area_cards, list_team_cards
from reachable.access.rows import Row, ask, later
from reachable.kernel.ids import AboutId, AgencyId, AreaId, RequestId, TeamId, UserId


class NotAssigned(LookupError):
    """The person does not hold this role at this moment, or may not look for this purpose in it."""


TURNS = "SELECT team_id, step, user_id, name, phone, starts_at, ends_at FROM access_rotaentry"
OF_TEAMS, OF_ANY_TEAM = "team_id = ANY (%s::uuid[])", "team_id IN (SELECT id FROM access_team)"
COVERS = "starts_at <= %s AND ends_at > %s ORDER BY team_id, step"
ADDRESSES_ON_DUTY = """
    SELECT id, email FROM access_user WHERE id IN
    (SELECT user_id FROM access_rotaentry WHERE team_id IN (SELECT id FROM access_team)
        AND starts_at <= %s AND ends_at > %s)
"""
WORKED_WITH = """
    SELECT DISTINCT about_id FROM access_workingrelationship
    WHERE about_id = ANY (%s::uuid[]) AND (user_id = %s OR team_id = ANY (%s::uuid[]))
      AND starts_at <= %s AND ends_at > %s
"""
ROLE_BY_CODE = {role.code: role for role in Role}
PURPOSE_BY_CODE = {purpose.code: purpose for purpose in Purpose}
REASON_BY_CODE = {reason.code: reason for reason in RelationshipReason}


def list_assignments(*, user_id: UserId, at: datetime) -> tuple[Assignment, ...]:
    """Return the roles somebody holds at an instant, by agency, team and role. Nobody who has left holds any."""
    rows = _live_memberships(at).filter(user_id=user_id)
    return tuple(_assignment(row) for row in rows)


def list_sign_in_choices(*, at: datetime) -> tuple[SignInChoice, ...]:
    """Return everybody who can be signed in as during a demo, with each of their assignments, by agency."""
    return tuple(
        SignInChoice(assignment=_assignment(row), what_they_do=row.user.what_they_do) for row in _live_memberships(at)
    )


def get_viewer(
    *, user_id: UserId, membership_id: UUID, purpose: Purpose | None, request_id: RequestId, at: datetime
) -> Viewer:
    """Return who is asking. Without a purpose the usual one of the role is taken.

    :raises NotAssigned: when the membership is not theirs, has not begun or is over, or the role has no such purpose.
    """
    held = list_assignments(user_id=user_id, at=at)
    chosen = next((each for each in held if each.membership_id == membership_id), None)
    if chosen is None:
        raise NotAssigned("this role is not held at this moment")
    offered = PURPOSES_OF_ROLE[chosen.role]
    if purpose is not None and purpose not in offered:
        raise NotAssigned(f"{chosen.role.label} is not a role for {purpose.label}")
    teams = [each.team_id for each in held if each.agency_id == chosen.agency_id and each.role is chosen.role]
    return Viewer(
        user_id=user_id,
        name=chosen.user_name,
        agency_id=chosen.agency_id,
        agency_name=chosen.agency_name,
        area_id=chosen.area_id,
        role=chosen.role,
        purpose=purpose or offered[0],
        team_ids=tuple(teams),
        request_id=request_id,
        at=at,
    )


def list_on_duty(*, team_id: TeamId, at: datetime) -> tuple[OnDuty, ...]:
    """Return who is on duty for a team at an instant, first step of the ladder first.

    Empty when nobody is down for it.
    """
    return tuple(_on_duty(row) for row in _turns_at(at).filter(team_id=team_id))


def list_turns(*, team_ids: Iterable[TeamId], at: datetime) -> tuple[DutyTurn, ...]:
    """Return every turn on duty of these teams that covers a moment, by team and step."""
    return _turns(ask(f"{TURNS} WHERE {OF_TEAMS} AND {COVERS}", list(team_ids), at, at))


def list_all_turns_later(*, at: datetime) -> Callable[[], tuple[DutyTurn, ...]]:
    """Ask for every turn on duty that covers a moment, of any team, and return what gives them when wanted."""
    answer = later(f"{TURNS} WHERE {OF_ANY_TEAM} AND {COVERS}", at, at)
    return lambda: _turns(answer())


def list_addresses_on_duty_later(*, at: datetime) -> Callable[[], Mapping[UserId, str]]:
    """Ask for the e-mail address of everybody on duty at a moment, and return what gives them when they are wanted."""
    answer = later(ADDRESSES_ON_DUTY, at, at)
    return lambda: {UserId(user_id): email for user_id, email in answer()}


def _turns(rows: Iterable[Row]) -> tuple[DutyTurn, ...]:
    return tuple(
        DutyTurn(
            team_id=team_id,
            step=step,
            user_id=user_id,
            name=name,
            phone=phone,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for team_id, step, user_id, name, phone, starts_at, ends_at in rows
    )


def list_addresses(*, user_ids: Iterable[UserId]) -> Mapping[UserId, str]:
    """Return the e-mail address of each of these people."""
    rows = ask("SELECT id, email FROM access_user WHERE id = ANY (%s::uuid[])", list(user_ids))
    return {UserId(user_id): email for user_id, email in rows}


def list_people_in_role(*, roles: Iterable[Role], at: datetime) -> tuple[PersonInRole, ...]:
    """Return everybody who works in one of these roles at an instant, in which agency and area."""
    return tuple(
        PersonInRole(
            user_id=UserId(row.user_id),
            name=row.user.name,
            email=row.user.email,
            role=ROLE_BY_CODE[row.role],
            agency_id=AgencyId(row.team.agency_id),
            area_id=AreaId(row.team.area_id),
        )
        for row in _live_memberships(at).filter(role__in=[role.code for role in roles])
    )


def list_areas() -> tuple[AreaCard, ...]:
    """Return every area, by name."""
    return list_area_cards()


def get_area(*, area_id: AreaId) -> AreaCard:
    """Return one area.

    :raises LookupError: when there is none.
    """
    found = next(iter(list_area_cards(condition="id = %s", values=(area_id,))), None)
    if found is None:
        raise LookupError(f"no area {area_id}")
    return found


def get_agency(*, agency_id: AgencyId) -> AgencyCard:
    """Return one agency.

    :raises LookupError: when there is none.
    """
    found = next(iter(list_agency_cards(condition="agency.id = %s", values=(agency_id,))), None)
    if found is None:
        raise LookupError(f"no agency {agency_id}")
    return found


def find_agency(*, code: str) -> AgencyCard | None:
    """Return the agency with this code, or None."""
    return next(iter(list_agency_cards(condition="agency.code = %s", values=(code,))), None)


def list_agencies(*, area_id: AreaId | None = None) -> tuple[AgencyCard, ...]:
    """Return the agencies of an area, or all of them, by name."""
    return (
        list_agency_cards()
        if area_id is None
        else list_agency_cards(condition="agency.area_id = %s", values=(area_id,))
    )


def list_teams(*, area_id: AreaId | None = None, duty: str | None = None) -> tuple[TeamCard, ...]:
    """Return teams by name: those that cover an area, those that take one kind of turn, or both."""
    conditions = {
        "true": (),
        **({} if area_id is None else {"team.area_id = %s": (area_id,)}),
        **({} if duty is None else {"team.duties ? %s": (duty,)}),
    }
    return list_team_cards(
        condition=" AND ".join(conditions), values=tuple(value for values in conditions.values() for value in values)
    )


def list_teams_of_agency(*, agency_id: AgencyId) -> tuple[TeamCard, ...]:
    """Return the teams of an agency, by name."""
    return list_team_cards(condition="team.agency_id = %s", values=(agency_id,))


def list_workers(*, agency_id: AgencyId, at: datetime) -> Mapping[str, UserId]:
    """Return who works for an agency at a moment, by name, for extracts that name the allocated worker.

    A name that two of them share is left out: a record must not be opened to somebody for their name alone.
    """
    found: dict[str, set[UserId]] = {}
    rows = _live_memberships(at).filter(team__agency_id=agency_id).values_list("user__name", "user_id")
    for name, user_id in rows:
        found.setdefault(name, set()).add(UserId(user_id))
    return {name: next(iter(users)) for name, users in found.items() if len(users) == 1}


def list_ring_numbers(*, area_id: AreaId, at: datetime) -> tuple[RingNumber, ...]:
    """Return whom to ring in an area at an instant: first on duty in each team that takes turns, then other agencies.

    Where nobody is on the rota, `who` is None and the numbers are the agency's own.
    """
    teams = [team for team in list_teams(area_id=area_id) if team.duties]
    first: dict[UUID, OnDuty] = {}
    for row in _turns_at(at).filter(team__area_id=area_id):
        first.setdefault(row.team_id, _on_duty(row))
    with_turns = {team.agency_id for team in teams}
    agencies = {agency.id: agency for agency in list_agencies()}
    by_team = [_ring_team(team, first.get(team.id), agencies[team.agency_id]) for team in teams]
    by_switchboard = [
        _ring_switchboard(agency)
        for agency in agencies.values()
        if agency.area_id == area_id
        and agency.id not in with_turns
        and (agency.switchboard or agency.out_of_hours_phone)
    ]
    return (*by_team, *by_switchboard)


def list_worked_with(*, viewer: Viewer, about_ids: Iterable[AboutId]) -> frozenset[AboutId]:
    """Return which of these records the viewer works with now, by name or through a team. Inside a run: ids only.

    A list asks to open these alone, so that a refusal in the audit record is always somebody who asked for a child.
    """
    rows = ask(WORKED_WITH, list(about_ids), viewer.user_id, list(viewer.team_ids), viewer.at, viewer.at)
    return frozenset(AboutId(about_id) for (about_id,) in rows)


def list_working_with(*, viewer: Viewer, about_ids: Iterable[AboutId]) -> tuple[WorksWith, ...]:
    """Return the teams and people that work with these records now, in an open read, by agency and name."""
    rows = (
        WorkingRelationship.objects.filter(
            about_id__in=list(about_ids), starts_at__lte=viewer.at, ends_at__gt=viewer.at
        )
        .select_related("team__agency", "user")
        .order_by("team__agency__name", "team__name", "user__name", "reason", "id")
    )
    return tuple(
        WorksWith(
            about_id=AboutId(row.about_id),
            name=row.team.name if row.team is not None else "" if row.user is None else row.user.name,
            agency_name="" if row.team is None else row.team.agency.name,
            reason=REASON_BY_CODE[row.reason],
        )
        for row in rows
    )


def who_has_looked(*, viewer: Viewer, about_ids: Iterable[AboutId]) -> tuple[Look, ...]:
    """Return everyone who has looked at records, newest first, in an open read. Asking is itself noted.

    Everything is returned of records opened in this request; of others, only what a supervisor's own agency did.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT about_id, at, kind, user_id, agency_id, role_code, purpose_code, what"
            " FROM audit.looked_at(%s::uuid[])",
            [list(about_ids)],
        )
        rows = cursor.fetchall()
    users = dict(User.objects.filter(id__in={row[3] for row in rows}).values_list("id", "name"))
    agencies = dict(Agency.objects.filter(id__in={row[4] for row in rows}).values_list("id", "name"))
    return tuple(
        Look(
            about_id=AboutId(about_id),
            at=at,
            kind=kind,
            user_name=users.get(user_id, ""),
            agency_name=agencies.get(agency_id, ""),
            role=ROLE_BY_CODE.get(role_code),
            purpose=PURPOSE_BY_CODE.get(purpose_code),
            what=what,
            agency_id=agency_id,
        )
        for about_id, at, kind, user_id, agency_id, role_code, purpose_code, what in rows
    )


def longest_chain_wait_seconds() -> float:
    """Return how long the audit entry that waits longest has waited to be chained, in seconds; 0 when none waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.longest_wait_seconds()")
        return float(cursor.fetchone()[0])


def has_run_since(*, job: str, since: datetime) -> bool:
    """Test if the machine has done a run of this name since then. It says nothing of anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.has_run_since(%s, %s)", [job, since])
        return bool(cursor.fetchone()[0])


def first_broken_entry() -> int | None:
    """Return the number of the first audit entry that does not fit the chain, or None when all do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.first_broken()")
        broken = cursor.fetchone()[0]
    return None if broken is None else int(broken)


def _live_memberships(at: datetime) -> "QuerySet[Membership]":
    return (
        Membership.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at, user__is_active=True)
        .select_related("user", "team__agency", "team__area")
        .order_by("team__agency__name", "team__name", "user__name", "role", "id")
    )


def _turns_at(at: datetime) -> "QuerySet[RotaEntry]":
    return RotaEntry.objects.filter(starts_at__lte=at, ends_at__gt=at).order_by("step")


def _assignment(row: Membership) -> Assignment:
    return Assignment(
        membership_id=row.id,
        user_id=UserId(row.user_id),
        user_name=row.user.name,
        role=ROLE_BY_CODE[row.role],
        team_id=TeamId(row.team_id),
        team_name=row.team.name,
        agency_id=AgencyId(row.team.agency_id),
        agency_name=row.team.agency.name,
        area_id=AreaId(row.team.area_id),
        area_name=row.team.area.name,
    )


def _on_duty(row: RotaEntry) -> OnDuty:
    return OnDuty(row.step, None if row.user_id is None else UserId(row.user_id), row.name, row.phone)


def _ring_team(team: TeamCard, on_duty: OnDuty | None, agency: AgencyCard) -> RingNumber:
    return RingNumber(
        agency_name=team.agency_name,
        agency_kind=team.agency_kind,
        team_name=team.name,
        duties=team.duties,
        who=None if on_duty is None else on_duty.name,
        phone=on_duty.phone if on_duty is not None else team.phone or agency.switchboard,
        out_of_hours_phone=agency.out_of_hours_phone,
    )


def _ring_switchboard(agency: AgencyCard) -> RingNumber:
    return RingNumber(
        agency_name=agency.name,
        agency_kind=agency.kind,
        team_name="",
        duties=(),
        who=None,
        phone=agency.switchboard,
        out_of_hours_phone=agency.out_of_hours_phone,
    )
