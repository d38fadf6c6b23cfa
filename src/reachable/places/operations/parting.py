"""Parts what agencies kept together before each had its own, and gives homes kept before the keys of their conflicts.

In:  records and places that lack it.
Out: rows as they would be, had they been kept today.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run
from reachable.kernel.ids import AboutId, AgencyId
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.sealing import KeptAt, open_or_none, seal
from reachable.places.models import KeptPlace, PlaceToken
from reachable.places.operations import give_home_key, hold_key
from reachable.places.queries import SEALED_COLUMN, find_child_key

RUN = Run("part places")


def part_place(*, place_id: UUID, told: Mapping[UUID, tuple[AgencyId, bool]], by: Actor, now: datetime) -> bool:
    """Keep a place that several agencies told for each of them, and return whether any other than its own told it.

    `told` says whose each row is that told it, and whether it is shared. A place that does not open is left as it is.

    :raises reachable.places.domain.sealing.CannotBeOpened: when its key was wrapped by another installation's.
    """
    require_acting()
    row = KeptPlace.objects.get(id=place_id)
    others: dict[AgencyId, list[UUID]] = defaultdict(list)
    for each in row.told_by:
        if each in told and told[each][0] != row.controller_id:
            others[told[each][0]].append(each)
    value = _open(row) if others else None
    if value is None:
        return False
    for controller_id, theirs in others.items():
        shared = any(told[each][1] for each in theirs)
        _keep_for(row, value, controller_id=controller_id, shared=shared, told_by=theirs, by=by, now=now)
    row.told_by = [each for each in row.told_by if each not in told or told[each][0] == row.controller_id]
    row.save(update_fields=["told_by"])
    return True


def give_conflict_keys(*, about_id: AboutId, by: Actor, now: datetime) -> int:
    """Give the homes of a record the keys by which whoever declared them is kept from it; return how many do not open.

    :raises reachable.places.domain.sealing.CannotBeOpened: when a key was wrapped by another installation's.
    """
    require_acting()
    unopened = 0
    for row in KeptPlace.objects.filter(about_id=about_id, kind=PlaceKind.HOME.code, home_key="").exclude(coarse=""):
        value = _open(row)
        if value is None:
            unopened += 1
        else:
            give_home_key(place=row, value=value, key=settings.PLACES_KEY, by=by, now=now)
    return unopened


def _open(row: KeptPlace) -> str | None:
    key = find_child_key(viewer=RUN, about_id=AboutId(row.about_id), controller_id=AgencyId(row.controller_id))
    return None if key is None else open_or_none(key, row.sealed, KeptAt(*SEALED_COLUMN, row.id, row.about_id))


def _keep_for(
    row: KeptPlace,
    value: str,
    *,
    controller_id: AgencyId,
    shared: bool,
    told_by: list[UUID],
    by: Actor,
    now: datetime,
) -> None:
    """Keep a place that stands in another agency's row for one that told it too."""
    about_id, sharing = AboutId(row.about_id), "PARTNERS" if shared else "HOLDER"
    held = KeptPlace.objects.filter(about_id=about_id, controller_id=controller_id, mark=row.mark).first()
    if held is not None:
        held.told_by = list(dict.fromkeys([*held.told_by, *told_by]))
        held.save(update_fields=["told_by"])
        return
    key, row_id = hold_key(about_id=about_id, controller_id=controller_id, by=by, now=now), uuid4()
    place = KeptPlace.objects.create(
        id=row_id,
        about_id=about_id,
        controller_id=controller_id,
        kind=row.kind,
        sealed=seal(key, value, KeptAt(*SEALED_COLUMN, row_id, about_id)),
        coarse=row.coarse,
        mark=row.mark,
        came_from=row.came_from,
        kept_at=row.kept_at,
        told_by=told_by,
        conflict_keys=row.conflict_keys,
        home_key=row.home_key,
        sharing=sharing,
    )
    PlaceToken.objects.bulk_create(
        [
            PlaceToken(
                about_id=about_id,
                controller_id=controller_id,
                place=place,
                token=each.token,
                is_anybodys=each.is_anybodys,
                sharing=sharing,
            )
            for each in PlaceToken.objects.filter(place=row)
        ]
    )
