"""Reads seals: for their authority and the people they name, and for the machine that must tell only those.

In:  a reading context of somebody; or a run.
Out: SealRecord; who is named for a record; for which records somebody is named.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.domain.partnership import NamedContact
from reachable.access.domain.seals import SealKind, SealRecord
from reachable.access.domain.viewer import Run, Viewer
from reachable.access.models import NamedForSeal, Seal, User
from reachable.access.rows import Row, ask, later
from reachable.kernel.ids import AboutId, AgencyId, UserId

KIND_BY_CODE = {kind.code: kind for kind in SealKind}
SEALS = """
    SELECT act_id, about_id, reference, kind, because, controller_id, sealed_at, sealed_by_id, named_ids, named_until,
           asked_at, asked_by_id, asked_because, unsealed_at, unsealed_by_id
    FROM resolver.list_seals()
"""
SEALED = """
    SELECT id, about_id, controller_id, into_user_id FROM access_seal
    WHERE about_id = ANY (%s::uuid[]) AND unsealed_at IS NULL ORDER BY sealed_at, id
"""


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """Who may be told of a sealed record, by the machine: those named now, and the agency that sealed it."""

    agency_id: AgencyId
    named: tuple[UserId, ...]


def list_seals(*, viewer: Viewer) -> tuple[SealRecord, ...]:
    """Return the seals that somebody may know of in an open read, newest first: their agency's, or that name them.

    The first only to the sealing authority. Nobody is told of an inquiry into themselves. Asking is noted.
    """
    rows = ask(SEALS)
    users = {each for row in rows for each in (row[7], row[11], row[14], *row[8]) if each is not None}
    names = dict(User.objects.filter(id__in=users).values_list("id", "name"))
    acts: dict[UUID, list[Row]] = {}
    for row in rows:
        acts.setdefault(row[0], []).append(row)
    return tuple(_seal(act, names) for act in acts.values())


def list_sealed(*, viewer: Run, about_ids: Iterable[AboutId], at: datetime) -> Mapping[AboutId, SealedRecord]:
    """Return which of these records are sealed by an act, and who may be told of each. For the machine only.

    Where two seals lie on one record, only those named by both may be told.
    """
    return list_sealed_later(viewer=viewer, about_ids=about_ids, at=at)()


def list_sealed_later(
    *, viewer: Run, about_ids: Iterable[AboutId], at: datetime
) -> Callable[[], Mapping[AboutId, SealedRecord]]:
    """Ask for what `list_sealed` returns, and return what gives it when it is wanted."""
    answer = later(SEALED, list(about_ids))
    return lambda: _sealed(answer(), at)


def _sealed(seals: list[Row], at: datetime) -> Mapping[AboutId, SealedRecord]:
    if not seals:
        return {}
    named: dict[UUID, dict[UUID, None]] = {seal_id: {} for seal_id, _, _, _ in seals}
    rows = NamedForSeal.objects.filter(seal_id__in=list(named), starts_at__lte=at, ends_at__gt=at).order_by("id")
    for seal_id, user_id in rows.values_list("seal_id", "user_id"):
        named[seal_id][user_id] = None
    found: dict[AboutId, SealedRecord] = {}
    for seal_id, about, agency, into in seals:
        about_id, may_know = AboutId(about), [UserId(each) for each in named[seal_id] if each != into]
        before = found.get(about_id)
        both = may_know if before is None else [each for each in before.named if each in may_know]
        found[about_id] = SealedRecord(AgencyId(agency), tuple(both))
    return found


def has_sealed_since(*, viewer: Run, about_ids: Iterable[AboutId], since: datetime) -> bool:
    """Test if any of these records was sealed after a moment and is still. For the machine only."""
    return Seal.objects.filter(about_id__in=list(about_ids), sealed_at__gt=since, unsealed_at__isnull=True).exists()


def list_named_for(*, viewer: Run, user_id: UserId, at: datetime) -> frozenset[AboutId]:
    """Return the sealed records that somebody is named for now, so that what is due of them is on their own lists."""
    rows = NamedForSeal.objects.filter(
        user_id=user_id, starts_at__lte=at, ends_at__gt=at, seal__unsealed_at__isnull=True
    )
    return frozenset(AboutId(each) for each in rows.values_list("about_id", flat=True))


def find_users(*, addresses: Iterable[str]) -> Mapping[str, UserId]:
    """Return who signs in with each of these e-mail addresses, written small. One nobody has is left out."""
    wanted = [each.lower() for each in addresses]
    rows = User.objects.filter(email__in=wanted, is_active=True).values_list("email", "id")
    return {email: UserId(user_id) for email, user_id in rows}


def list_reachable(*, user_ids: Iterable[UserId]) -> tuple[NamedContact, ...]:
    """Return those of these people who still work here, in the order given, with the number to ring."""
    wanted = list(user_ids)
    rows = {row.id: row for row in User.objects.filter(id__in=wanted, is_active=True)}
    return tuple(NamedContact(each, rows[each].name, rows[each].phone) for each in wanted if each in rows)


def _seal(rows: list[Row], names: Mapping[UUID, str]) -> SealRecord:
    first = rows[0]
    named = tuple((names.get(user_id, ""), until) for user_id, until in zip(first[8], first[9], strict=True))
    return SealRecord(
        act_id=first[0],
        about_ids=tuple(AboutId(row[1]) for row in rows),
        reference=first[2],
        kind=KIND_BY_CODE[first[3]],
        because=first[4],
        agency_id=AgencyId(first[5]),
        sealed_at=first[6],
        sealed_by=names.get(first[7], ""),
        named=named,
        asked_at=first[10],
        asked_by_id=None if first[11] is None else UserId(first[11]),
        asked_by=names.get(first[11], ""),
        asked_because=first[12],
        unsealed_at=first[13],
        unsealed_by=names.get(first[14], ""),
    )
