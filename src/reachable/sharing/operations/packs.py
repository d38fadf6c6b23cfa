"""Keeps packs as they were prepared, and that a second person released one; what is kept is never written over.

In:  what a pack says; who prepared and who released it.
Out: rows; a line of the register of what left.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Any

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import PackId, SubjectId
from reachable.sharing.domain.packs import WantedPack
from reachable.sharing.domain.who_decides import who_decides
from reachable.sharing.models import LeftHere, Pack


class AlreadyReleased(ValueError):
    """Somebody released the pack in the meantime, or there is none."""


def keep_pack(
    *,
    child_id: SubjectId,
    wanted: WantedPack,
    due_on: date,
    frozen: Mapping[str, Any],
    made_of: Iterable[SubjectId],
    by: Actor,
    now: datetime,
) -> PackId:
    """Keep a pack as it was prepared. It has not left."""
    require_acting()
    agency_id, user_id = who_decides(by)
    row = Pack.objects.create(
        about_id=child_id,
        controller_id=agency_id,
        sharing="HOLDER",
        kind=wanted.kind.code,
        asked_by=wanted.asked_by.strip(),
        asked_on=wanted.asked_on,
        checked_how=wanted.checked_how.strip(),
        due_on=due_on,
        longer_because=wanted.longer_because.strip(),
        different_because=wanted.different_because.strip(),
        frozen=dict(frozen),
        made_of=sorted(map(str, made_of)),
        prepared_at=now,
        prepared_by_id=user_id,
    )
    return PackId(row.id)


def keep_release(
    *, pack_id: PackId, to_whom: str, because: str, by: Actor, now: datetime, different_because: str = ""
) -> None:
    """Keep that a pack left, to whom and by whom, and put it on the register of what left.

    :raises AlreadyReleased: when it has left, or is not there.
    """
    require_acting()
    _, user_id = who_decides(by)
    row = Pack.objects.select_for_update().filter(pk=pack_id, released_at__isnull=True).first()
    if row is None:
        raise AlreadyReleased
    row.released_at, row.released_by_id = now, user_id
    row.to_whom, row.release_because = to_whom.strip(), because.strip()
    row.release_different_because = different_because.strip()
    row.save(update_fields=["released_at", "released_by", "to_whom", "release_because", "release_different_because"])
    LeftHere.objects.create(
        about_id=row.about_id,
        controller_id=row.controller_id,
        sharing="HOLDER",
        way="PACK",
        item_id=row.id,
        version=sha256(dumps(row.frozen, sort_keys=True).encode()).hexdigest(),
        to_whom=to_whom.strip(),
        left_at=now,
        left_by_id=user_id,
    )
