"""Registers areas, agencies, teams and people, keeps working relationships, and notes what was searched.

In:  plain values; who does it; the instant.
Out: rows. Registering the same thing again changes what is different and adds nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.db.models import Q

from reachable.access.context import acting, reading, require_acting
from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.audit_verifier import Head
from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.relationships import (
    BegunRelationship,
    HeldRelationship,
    RelationshipKey,
    WantedRelationship,
    plan_relationships,
)
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Viewer
from reachable.access.domain.witnessing import Witnessed
from reachable.access.models import Agency, Area, Membership, RotaEntry, Team, User, WorkingRelationship
from reachable.access.operations.running import RunningRelationships
from reachable.access.rows import add_rows, change_rows
from reachable.kernel.ids import AboutId, AgencyId, AreaId, TeamId, UserId

ROWS_AT_ONCE = 500
SHORTEST = timedelta(microseconds=1)


def register_area(
    *,
    code: str,
    name: str,
    police_force: str,
    outward_codes: Sequence[str] = (),
    country: str = "ENGLAND",
    by: Actor,
    now: datetime,
) -> AreaId:
    """Keep an area by its code and return its id."""
    require_acting()
    row, _ = Area.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "police_force": police_force,
            "country": country,
            "outward_codes": list(outward_codes),
        },
    )
    return AreaId(row.id)


def register_agency(
    *,
    code: str,
    name: str,
    kind: AgencyKind,
    area_id: AreaId | None,
    switchboard: str = "",
    out_of_hours_phone: str = "",
    has_users: bool = True,
    by: Actor,
    now: datetime,
) -> AgencyId:
    """Keep an agency by its code and return its id."""
    require_acting()
    row, _ = Agency.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": kind.code,
            "area_id": area_id,
            "switchboard": switchboard,
            "out_of_hours_phone": out_of_hours_phone,
            "has_users": has_users,
        },
    )
    return AgencyId(row.id)


def register_team(
    *,
    code: str,
    name: str,
    agency_id: AgencyId,
    area_id: AreaId,
    phone: str = "",
    duties: Sequence[str] = (),
    by: Actor,
    now: datetime,
) -> TeamId:
    """Keep a team by its code and return its id."""
    require_acting()
    row, _ = Team.objects.update_or_create(
        code=code,
        defaults={"name": name, "agency_id": agency_id, "area_id": area_id, "phone": phone, "duties": list(duties)},
    )
    return TeamId(row.id)


def register_user(
    *,
    email: str,
    name: str,
    phone: str = "",
    what_they_do: str = "",
    password: str | None = None,
    by: Actor,
    now: datetime,
) -> UserId:
    """Keep somebody who signs in, by e-mail address, and return their id.

    Without a password a new person cannot sign in yet.
    """
    require_acting()
    changing = {"name": name, "phone": phone, "what_they_do": what_they_do}
    if password is not None:
        changing["password"] = make_password(password)
    row, _ = User.objects.update_or_create(
        email=email.lower(),
        defaults=changing,
        create_defaults={"joined_at": now, "password": make_password(None), **changing},
    )
    return UserId(row.id)


def register_membership(
    *,
    user_id: UserId,
    team_id: TeamId,
    role: Role,
    starts_at: datetime,
    ends_at: datetime | None = None,
    by: Actor,
    now: datetime,
) -> UUID:
    """Keep somebody's role in a team and return the membership's id.

    One that runs at `starts_at` is kept, and ends as said.
    """
    require_acting()
    running = Membership.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=starts_at),
        user_id=user_id,
        team_id=team_id,
        role=role.code,
        starts_at__lte=starts_at,
    ).first()
    if running is None:
        row = Membership.objects.create(
            user_id=user_id, team_id=team_id, role=role.code, starts_at=starts_at, ends_at=ends_at
        )
        return row.id
    if running.ends_at != ends_at:
        running.ends_at = ends_at
        running.save(update_fields=["ends_at"])
    return running.id


def register_rota_entry(*, turn: DutyTurn, by: Actor, now: datetime) -> None:
    """Put one turn on the rota."""
    register_rota_entries(turns=[turn], by=by, now=now)


def register_rota_entries(*, turns: Iterable[DutyTurn], by: Actor, now: datetime) -> None:
    """Put turns on the rota. A turn of the same team and step that starts at the same moment is replaced.

    :raises IntegrityError: when two turns at one step overlap.
    """
    require_acting()
    wanted = {(turn.team_id, turn.step, turn.starts_at): turn for turn in turns}
    held = RotaEntry.objects.filter(team_id__in={turn.team_id for turn in wanted.values()})
    changed: list[RotaEntry] = []
    for row in held:
        turn = wanted.pop((TeamId(row.team_id), row.step, row.starts_at), None)
        if turn is not None:
            row.user_id, row.name, row.phone, row.ends_at = turn.user_id, turn.name, turn.phone, turn.ends_at
            changed.append(row)
    RotaEntry.objects.bulk_update(changed, ["user_id", "name", "phone", "ends_at"], batch_size=ROWS_AT_ONCE)
    RotaEntry.objects.bulk_create(
        [
            RotaEntry(
                team_id=turn.team_id,
                step=turn.step,
                user_id=turn.user_id,
                name=turn.name,
                phone=turn.phone,
                starts_at=turn.starts_at,
                ends_at=turn.ends_at,
            )
            for turn in wanted.values()
        ],
        batch_size=ROWS_AT_ONCE,
    )


def begin_relationship(
    *,
    about_id: AboutId,
    reason: RelationshipReason,
    starts_at: datetime,
    ends_at: datetime,
    controller_id: AgencyId,
    team_id: TeamId | None = None,
    user_id: UserId | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Let a person or a team work with a child, a place or a concern. One that runs already is made to last as long."""
    wanted = WantedRelationship(
        about_id=about_id,
        controller_id=controller_id,
        reason=reason,
        starts_at=starts_at,
        ends_at=ends_at,
        user_id=user_id,
        team_id=team_id,
    )
    begin_relationships(wanted=[wanted], by=by, now=now)


def begin_relationships(
    *,
    wanted: Iterable[WantedRelationship],
    running: RunningRelationships | None = None,
    by: Actor,
    now: datetime,
) -> tuple[BegunRelationship, ...]:
    """Begin many relationships at once, as `begin_relationship` does for one, and return each, in the order given.

    `running` gives those that run with whatever they are about, where these have been asked for already.
    """
    require_acting()
    wishes = list(wanted)
    if not wishes:
        return ()
    since = min(wish.starts_at for wish in wishes)
    held = running or RunningRelationships(about_ids=[wish.about_id for wish in wishes], since=since)
    rows = {row.id: row for row in held.rows()}
    held_until = {row.id: row.ends_at for row in rows.values()}
    plan = plan_relationships(wishes, [_held(row) for row in rows.values()])
    longer = {row_id: ends_at for row_id, ends_at in plan.to_extend.items() if rows[row_id].ends_at != ends_at}
    for row_id, ends_at in longer.items():
        rows[row_id].ends_at = ends_at
    change_rows([rows[row_id] for row_id in longer], ["ends_at"])
    added = [
        WorkingRelationship(
            about_id=wish.about_id,
            controller_id=wish.controller_id,
            user_id=wish.user_id,
            team_id=wish.team_id,
            reason=wish.reason.code,
            starts_at=wish.starts_at,
            ends_at=wish.ends_at,
            recorded_at=now,
            recorded_by_id=by.user_id,
        )
        for wish in plan.to_add
    ]
    add_rows(added)
    alike: dict[RelationshipKey, list[WorkingRelationship]] = defaultdict(list)
    for row in (*rows.values(), *added):
        alike[_key(row)].append(row)
    begun = [next(row for row in alike[wish.key] if row.starts_at <= wish.starts_at <= row.ends_at) for wish in wishes]
    return tuple(
        BegunRelationship(row.id, held_until.get(row.id), wish.ends_at) for row, wish in zip(begun, wishes, strict=True)
    )


def shorten_relationships(*, until: Mapping[UUID, datetime], by: Actor, now: datetime) -> None:
    """Let relationships end sooner than they would have, as what they were begun for is undone; none before `now`."""
    require_acting()
    rows = list(WorkingRelationship.objects.filter(id__in=list(until), ends_at__gt=now))
    for row in rows:
        # One that is undone the moment it was begun still has to end after it starts.
        row.ends_at = min(row.ends_at, max(until[row.id], now, row.starts_at + SHORTEST))
    WorkingRelationship.objects.bulk_update(rows, ["ends_at"], batch_size=ROWS_AT_ONCE)


def end_relationship(
    *,
    about_id: AboutId,
    reason: RelationshipReason,
    team_id: TeamId | None = None,
    user_id: UserId | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """End, at `now`, what runs between a person or a team and a child, place or concern for this reason.

    :raises ValueError: when it names both a person and a team, or neither.
    """
    require_acting()
    if (user_id is None) == (team_id is None):
        raise ValueError("a working relationship is of one person or of one team")
    running = WorkingRelationship.objects.filter(
        about_id=about_id, reason=reason.code, starts_at__lt=now, ends_at__gt=now
    )
    whose = running.filter(user_id=user_id) if team_id is None and user_id is not None else running.filter(team=team_id)
    whose.update(ends_at=now)


def end_relationships(*, about_ids: Iterable[AboutId], reason: RelationshipReason, by: Actor, now: datetime) -> None:
    """End, at `now`, everything that runs for this reason with these children, places or concerns."""
    require_acting()
    WorkingRelationship.objects.filter(
        about_id__in=list(about_ids), reason=reason.code, starts_at__lt=now, ends_at__gt=now
    ).update(ends_at=now)


def note_search(*, what: str, by: Viewer, now: datetime) -> None:
    """Commit an entry that somebody searched, before anything found is shown. `what` says how, never for whom."""
    with reading(by):
        _note("SEARCHED", what)


def note_sign_in(*, by: Actor, now: datetime) -> None:
    """Commit an entry that somebody signed in."""
    with acting(by=by, what="signed in", now=now, noted_as="SIGNED_IN"):
        pass


def chain_waiting_entries(*, at_most: int = 1000) -> int:
    """Chain audit entries that wait, oldest first, and return how many.

    Of several sequencers at once only one does anything.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.chain_waiting(%s)", [at_most])
        return int(cursor.fetchone()[0])


def note_witnessed(*, seen: Witnessed, by: Actor, now: datetime) -> None:
    """Note which head a witness took. It is about nobody, and is only ever added to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.note_witnessed(%s, %s, %s, %s)",
            [seen.witness, seen.sequence, bytes.fromhex(seen.hash), seen.at],
        )


def take_partner_head(*, head: Head, by: Actor, now: datetime) -> str:
    """Keep the head of a partner's audit record, and return TAKEN, KNOWN, SMALLER or DIFFERENT.

    Of the last two nothing is kept: the partner's record was cut short or rewritten.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.take_partner_head(%s, %s, %s, %s, %s)",
            [head.installation, head.sequence, bytes.fromhex(head.hash), head.at, now],
        )
        return str(cursor.fetchone()[0])


def _note(kind: str, what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.note(%s, '{}'::uuid[], %s)", [kind, what])


def _held(row: WorkingRelationship) -> HeldRelationship:
    return HeldRelationship(row.id, _key(row), row.starts_at, row.ends_at)


def _key(row: WorkingRelationship) -> RelationshipKey:
    return (row.about_id, row.user_id, row.team_id, row.reason)
