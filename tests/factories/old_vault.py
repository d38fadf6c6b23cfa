"""What is kept apart as it was before each agency had a key of its own, so that tests can begin from there.

In:  places kept as they are today; an administrator's connection.
Out: the same places under one key for each record, in one row each, as an earlier version kept them.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings

from reachable.kernel.ids import AgencyId, SubjectId
from reachable.places.domain.sealing import KeptAt, open_bytes, open_sealed, seal


def keep_as_before(admin: Any, about_id: SubjectId, first: AgencyId) -> None:
    """Seal everything of a record under one agency's key, and let that be the only one.

    A place that several told is one row of that agency's, told by all of them.
    """
    keys = _open_keys(admin, about_id)
    rows = admin.execute(
        "SELECT id, controller_id, sealed, mark, told_by FROM places_keptplace WHERE about_id = %s", [about_id]
    ).fetchall()
    own = {mark: row_id for row_id, controller, _, mark, _ in rows if controller == first}
    for row_id, controller, sealed, mark, told_by in rows:
        if controller == first:
            continue
        if mark in own:
            said = "UPDATE places_keptplace SET told_by = told_by || %s::uuid[] WHERE id = %s"
            admin.execute(said, [list(told_by), own[mark]])
            _forget(admin, [row_id])
            continue
        at = KeptAt("places_keptplace", "sealed", row_id, about_id)
        admin.execute(
            "UPDATE places_keptplace SET sealed = %s WHERE id = %s",
            [seal(keys[first], open_sealed(keys[controller], sealed, at), at), row_id],
        )
    admin.execute("DELETE FROM places_childkey WHERE about_id = %s AND controller_id <> %s", [about_id, first])


def lose_key(admin: Any, about_id: SubjectId, whose: AgencyId) -> None:
    """Take a key and what its agency wrote away, as an earlier version did, whoever else needed the key."""
    mine = admin.execute(
        "SELECT id FROM places_keptplace WHERE about_id = %s AND controller_id = %s", [about_id, whose]
    ).fetchall()
    _forget(admin, [row_id for (row_id,) in mine])
    admin.execute("DELETE FROM places_childkey WHERE about_id = %s AND controller_id = %s", [about_id, whose])


def destroy_key(admin: Any, about_id: UUID, whose: UUID) -> None:
    """Write over an agency's key of a record, as an earlier version did before erasing deleted rows."""
    admin.execute(
        "UPDATE places_childkey SET wrapped = '', destroyed_at = made_at, destroyed_because = 'erased'"
        " WHERE about_id = %s AND controller_id = %s",
        [about_id, whose],
    )


def _open_keys(admin: Any, about_id: SubjectId) -> dict[UUID, bytes]:
    rows = admin.execute("SELECT id, controller_id, wrapped FROM places_childkey WHERE about_id = %s", [about_id])
    return {
        controller: open_bytes(settings.PLACES_KEY, wrapped, KeptAt("places_childkey", "wrapped", row_id, about_id))
        for row_id, controller, wrapped in rows.fetchall()
    }


def _forget(admin: Any, place_ids: Iterable[UUID]) -> None:
    for place_id in place_ids:
        admin.execute("DELETE FROM places_placetoken WHERE place_id = %s", [place_id])
        admin.execute("DELETE FROM places_keptplace WHERE id = %s", [place_id])
