"""Keeps what somebody declares they must be kept from, and what a reviewer lets pass.

In:  names and a postcode, which are never kept; who, and until when.
Out: rows with keyed hashes.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Q

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.models import ClearedConflict, DeclaredConflict, User
from reachable.access.rows import ask, send
from reachable.kernel.ids import AboutId, AgencyId, UserId

LET_HOMES_COMPARE = """
    UPDATE access_declaredconflict AS said SET home_keys = said.home_keys || home.made
    FROM unnest(%s::text[], %s::text[]) AS home(postcode, made), resolver.declare_keys('', home.postcode) AS by_now
    WHERE by_now.kind = 'HOME' AND said.kind = 'HOME' AND said.key = by_now.key
      AND NOT home.made = ANY (said.home_keys)
"""


class NotYoursToClear(PermissionError):
    """Nobody lets their own conflict of interest pass, allows their own homes, or ends what they declared."""


class OneWaits(ValueError):
    """A home somebody declared waits for their reviewer already. Nothing was kept."""


def declare_conflict(
    *,
    user_id: UserId,
    agency_id: AgencyId,
    name: str = "",
    postcode: str = "",
    home_key: str = "",
    called: str = "",
    most_homes: int,
    by: Actor,
    now: datetime,
) -> UUID | None:
    """Keep a name, a home or both that somebody is to be kept from; return what waits for their reviewer, if anything.

    Only hashes are kept, and what they call it themselves: `home_key` is that of the postcode, made with the places
    key, the others are made in the database. Declaring the same again adds nothing. Beyond so many homes the next
    waits: each one is a question whether a child lives there.

    :raises OneWaits: when this home waits already, or another does.
    """
    require_acting()
    # One at a time for each person, so that nobody declares more at once than one after the other.
    list(User.objects.select_for_update(no_key=True).filter(id=user_id).values_list("id"))
    standing = DeclaredConflict.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), user_id=user_id)
    held = set(standing.filter(ends_at__isnull=True).values_list("kind", "key"))
    said = ask("SELECT kind, key FROM resolver.declare_keys(%s, %s)", name, postcode)
    has_new_home = any(kind == "HOME" and (kind, key) not in held for kind, key in said)
    # The part of town is kept again with each home, so that it stays when another home there ends.
    fresh = {kind: key for kind, key in said if (kind, key) not in held or (kind == "PART_OF_TOWN" and has_new_home)}
    waiting = set(standing.filter(kind="HOME", waits=True).values_list("kind", "key"))
    waits = has_new_home and standing.filter(kind="HOME", waits=False).count() >= most_homes
    if (waits and waiting) or waiting & set(said):
        raise OneWaits("a home waits for the reviewer")
    rows = {kind: uuid4() for kind in fresh}
    DeclaredConflict.objects.bulk_create(
        [
            DeclaredConflict(
                id=rows[kind],
                about_id=rows[kind],
                controller_id=agency_id,
                user_id=user_id,
                kind=kind,
                key=key,
                called=called.strip()[:80],
                declared_at=now,
                waits=waits and kind != "NAME",
            )
            for kind, key in fresh.items()
        ]
    )
    if home_key:
        let_homes_compare(home_keys={postcode: home_key}, by=by, now=now)
    return rows["HOME"] if waits else None


def let_homes_compare(*, home_keys: Mapping[str, str], by: Actor, now: datetime) -> None:
    """Let whoever declared one of these homes be kept from it where it is kept apart, each postcode with its key.

    What was declared under another key of the installation keeps that beside: it is in use until all are changed.
    """
    require_acting()
    if home_keys:
        send(LET_HOMES_COMPARE, list(home_keys), list(home_keys.values()))


def ask_to_end_declared(*, user_id: UserId, declared_id: UUID, by: Actor, now: datetime) -> bool:
    """Keep that somebody asks to end what they declared at one time, and return whether there is anything to end.

    It goes on keeping them from the record until their reviewer ends it.
    """
    require_acting()
    rows = _said_with(user_id=user_id, declared_id=declared_id, now=now)
    if any(row.waits or row.ending_asked_at for row in rows):
        return False
    DeclaredConflict.objects.filter(id__in=[row.id for row in rows]).update(ending_asked_at=now)
    return bool(rows)


def settle_declared(*, user_id: UserId, declared_id: UUID, allow: bool, by: Actor, now: datetime) -> bool:
    """Allow or refuse what somebody asked of their reviewer: a home more, or that what they declared ends.

    Return whether it still waited.

    :raises NotYoursToClear: when it is the reviewer's own.
    """
    require_acting()
    if by.user_id is None or by.user_id == user_id:
        raise NotYoursToClear("another reviewer must look into it")
    rows = [
        row
        for row in _said_with(user_id=user_id, declared_id=declared_id, now=now)
        if row.waits or row.ending_asked_at is not None
    ]
    for row in rows:
        if row.waits != allow:
            row.ends_at = max(now, row.declared_at + timedelta(microseconds=1))
        row.waits, row.ending_asked_at, row.settled_by_id = False, None, by.user_id
        row.save(update_fields=["ends_at", "waits", "ending_asked_at", "settled_by"])
    return bool(rows)


def _said_with(*, user_id: UserId, declared_id: UUID, now: datetime) -> list[DeclaredConflict]:
    """Return what somebody said together with one declaration of theirs and what still stands of it."""
    first = DeclaredConflict.objects.filter(id=declared_id, user_id=user_id).first()
    if first is None:
        return []
    rows = DeclaredConflict.objects.select_for_update().filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now),
        user_id=user_id,
        declared_at=first.declared_at,
        called=first.called,
    )
    return list(rows)


def clear_conflict(
    *, about_id: AboutId, user_id: UserId, agency_id: AgencyId, because: str, until: datetime, by: Actor, now: datetime
) -> None:
    """Let somebody open a child's record until a day, because a reviewer found that there is no conflict of interest.

    :raises NotYoursToClear: when it is the reviewer's own.
    """
    require_acting()
    if by.user_id is None or by.user_id == user_id:
        raise NotYoursToClear("another reviewer must look into it")
    ClearedConflict.objects.create(
        about_id=about_id,
        controller_id=agency_id,
        user_id=user_id,
        because=because.strip(),
        cleared_by_id=by.user_id,
        starts_at=now,
        ends_at=until,
    )
