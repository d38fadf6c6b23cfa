"""Seals records, asks for a seal to be taken off, and takes it off when another person confirms.

In:  the records of one child; why; who may still open them.
Out: rows. A seal is never deleted. Who is named works with the child for as long.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from reachable.access.context import require_acting
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.seals import CannotUnseal, WantedSeal, check_seal, check_unsealing
from reachable.access.domain.viewer import Actor, RelationshipReason
from reachable.access.models import NamedForSeal, Seal, WorkingRelationship
from reachable.access.operations import begin_relationships
from reachable.kernel.ids import AboutId, AgencyId, UserId


class SealNotFound(LookupError):
    """No live seal of this agency has this id."""


def seal_records(
    *, about_ids: Sequence[AboutId], agency_id: AgencyId, wanted: WantedSeal, by: Actor, now: datetime
) -> UUID:
    """Seal the records of one child in one act, let those who are named work with them, and return the act's id.

    :raises reachable.access.domain.seals.CannotSeal: when what was said is not enough.
    """
    require_acting()
    check_seal(wanted, now=now)
    act_id = uuid4()
    seals = [
        Seal(
            about_id=about_id,
            controller_id=agency_id,
            act_id=act_id,
            kind=wanted.kind.code,
            because=wanted.because.strip(),
            into_user_id=wanted.into_user_id,
            sealed_at=now,
            sealed_by_id=by.user_id,
        )
        for about_id in dict.fromkeys(about_ids)
    ]
    Seal.objects.bulk_create(seals)
    NamedForSeal.objects.bulk_create(
        [
            NamedForSeal(
                about_id=seal.about_id,
                controller_id=agency_id,
                seal=seal,
                user_id=each.user_id,
                starts_at=now,
                ends_at=each.until,
            )
            for seal in seals
            for each in wanted.named
        ]
    )
    begin_relationships(
        wanted=[
            WantedRelationship(
                about_id=AboutId(seal.about_id),
                controller_id=agency_id,
                reason=RelationshipReason.NAMED_FOR_SEALED,
                starts_at=now,
                ends_at=each.until,
                user_id=each.user_id,
            )
            for seal in seals
            for each in wanted.named
        ],
        by=by,
        now=now,
    )
    return act_id


def ask_to_unseal(*, act_id: UUID, agency_id: AgencyId, because: str, by: Actor, now: datetime) -> None:
    """Ask for a seal to be taken off. It stays until somebody else who may unseal confirms.

    :raises SealNotFound: when this agency has no live seal of this id that whoever asks may know of.
    :raises CannotUnseal: when no reason is given.
    """
    require_acting()
    rows = _hold(act_id, agency_id, by)
    if not because.strip():
        raise CannotUnseal("Say why the seal should be taken off.")
    for row in rows:
        row.asked_at, row.asked_by_id, row.asked_because = now, by.user_id, because.strip()
    Seal.objects.bulk_update(rows, ["asked_at", "asked_by_id", "asked_because"])


def confirm_unsealing(*, act_id: UUID, agency_id: AgencyId, by: Actor, now: datetime) -> tuple[AboutId, ...]:
    """Take a seal off that somebody else asked to take off, and return the records on which no other seal lies.

    Whoever was named works with the child for this no longer.

    :raises SealNotFound: when this agency has no live seal of this id that whoever confirms may know of.
    :raises CannotUnseal: when nobody asked, or the same person did.
    """
    require_acting()
    rows = _hold(act_id, agency_id, by)
    check_unsealing(asked_by=_user(rows[0].asked_by_id), by=by.user_id)
    for row in rows:
        row.unsealed_at, row.unsealed_by_id = now, by.user_id
    Seal.objects.bulk_update(rows, ["unsealed_at", "unsealed_by_id"])
    about = [row.about_id for row in rows]
    still = set(Seal.objects.filter(about_id__in=about, unsealed_at__isnull=True).values_list("about_id", flat=True))
    bare = tuple(AboutId(each) for each in about if each not in still)
    WorkingRelationship.objects.filter(
        about_id__in=bare, reason=RelationshipReason.NAMED_FOR_SEALED.code, starts_at__lt=now, ends_at__gt=now
    ).update(ends_at=now)
    return bare


def _hold(act_id: UUID, agency_id: AgencyId, by: Actor) -> list[Seal]:
    """Return the rows of one act, locked. A seal of an inquiry into whoever asks is none they know of."""
    rows = list(
        Seal.objects.filter(act_id=act_id, controller_id=agency_id, unsealed_at__isnull=True)
        .order_by("about_id")
        .select_for_update()
    )
    if not rows or (by.user_id is not None and rows[0].into_user_id == by.user_id):
        raise SealNotFound("there is no such seal")
    return rows


def _user(user_id: UUID | None) -> UserId | None:
    return None if user_id is None else UserId(user_id)
