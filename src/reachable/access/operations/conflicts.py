"""Keeps what somebody declares they must be kept from, and what a reviewer lets pass.

In:  names and a postcode, which are never kept; who, and until when.
Out: rows with keyed hashes.
"""

from datetime import datetime
from uuid import uuid4

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.models import ClearedConflict, DeclaredConflict
from reachable.access.rows import ask
from reachable.kernel.ids import AboutId, AgencyId, UserId


class NotYoursToClear(PermissionError):
    """Nobody lets their own conflict of interest pass."""


def declare_conflict(
    *,
    user_id: UserId,
    agency_id: AgencyId,
    name: str = "",
    postcode: str = "",
    called: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Keep a name, a home or both that somebody is to be kept from, and return how many keys are new.

    Only hashes are kept, made in the database, and what they call it themselves. Declaring the same again adds nothing.
    """
    require_acting()
    held = set(DeclaredConflict.objects.filter(user_id=user_id, ends_at__isnull=True).values_list("kind", "key"))
    said = ask("SELECT kind, key FROM resolver.declare_keys(%s, %s)", name, postcode)
    rows = []
    for kind, key in said:
        if (kind, key) not in held:
            row_id = uuid4()
            rows.append(
                DeclaredConflict(
                    id=row_id,
                    about_id=row_id,
                    controller_id=agency_id,
                    user_id=user_id,
                    kind=kind,
                    key=key,
                    called=called.strip()[:80],
                    declared_at=now,
                )
            )
    DeclaredConflict.objects.bulk_create(rows)
    return len(rows)


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
