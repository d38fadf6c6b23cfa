"""Reads which children are protected, what is a protected place, and, in an act of its own, where a child is.

In:  subject ids; a text; a reason.
Out: plain values. A place is opened only by `open_places` and `list_shown_places`, in two transactions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef

from reachable.access.context import reading
from reachable.access.domain.viewer import Run, Viewer
from reachable.access.rows import ask
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.places.domain.keys import choose_key
from reachable.places.domain.kinds import REASON_WITHHELD, KeptPlaceSaid, OpenedPlaces, PlaceKind, Protection
from reachable.places.domain.place_forms import Candidate, closed_text
from reachable.places.domain.screening import Found, places_in, tokens_in
from reachable.places.domain.sealing import CannotBeOpened, KeptAt, blind_key, key_mark, open_bytes, open_or_none
from reachable.places.models import ChildKey, KeptPlace, ProtectedChild

KINDS = {kind.code: kind for kind in PlaceKind}
TOKENS = "SELECT resolver.protected_tokens(%s::text[], %s::uuid[])"
SEALED_COLUMN = ("places_keptplace", "sealed")


def list_protections(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[Protection, ...]:
    """Return which of these records are of children whose whereabouts are protected now, and why.

    Why is withheld from whoever only broke the glass: it may say where.
    """
    rows = ProtectedChild.objects.filter(subject_id__in=list(subject_ids), ended_at__isnull=True)
    glass = find_under_glass(viewer=viewer)
    return tuple(
        Protection(
            id=row.id,
            subject_id=SubjectId(row.subject_id),
            because=REASON_WITHHELD if row.about_id in glass else row.because,
            decided_by=row.decided_by_name,
            decided_at=row.decided_at,
            review_on=row.review_on,
        )
        for row in rows.order_by("decided_at", "id")
    )


def find_under_glass(*, viewer: Viewer | Run) -> frozenset[UUID]:
    """Return the records opened in this request by broken glass alone. None for the machine."""
    return frozenset(about_id for (about_id,) in ask("SELECT unnest(resolver.under_glass())"))


def find_protected(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return which of these records are of protected children."""
    rows = ProtectedChild.objects.filter(subject_id__in=list(subject_ids), ended_at__isnull=True)
    return frozenset(SubjectId(each) for each in rows.values_list("subject_id", flat=True))


def find_kept_apart(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return which of these records some place was taken out of, to protect their child or another. For the machine."""
    wanted = list(subject_ids)
    if not wanted:
        return frozenset()
    # Words are never compared, so that nothing of a link hangs on them.
    rows = KeptPlace.objects.filter(about_id__in=wanted).exclude(kind=PlaceKind.WORDS.code)
    return frozenset(SubjectId(each) for each in rows.values_list("about_id", flat=True))


def has_places(*, viewer: Run) -> bool:
    """Test if any place of anybody is kept apart. For the machine."""
    return bool(ask("SELECT 1 FROM places_placetoken LIMIT 1"))


def count_keys_of_others(*, viewer: Run) -> int:
    """Return how many children's keys this installation's own does not open: another wrapped them. For the machine."""
    standing = ChildKey.objects.filter(destroyed_at__isnull=True)
    others = standing.exclude(wrapped_by=key_mark(settings.PLACES_KEY))
    return others.values("about_id").distinct().count()


def list_wrapped_by_others(*, viewer: Run, key: bytes) -> tuple[SubjectId, ...]:
    """Return the records whose keys stand and were wrapped by another key than this one. For the machine."""
    standing = ChildKey.objects.filter(destroyed_at__isnull=True).exclude(wrapped_by=key_mark(key))
    return tuple(SubjectId(each) for each in dict.fromkeys(standing.order_by("id").values_list("about_id", flat=True)))


def find_places_in(
    *, viewer: Viewer | Run, text: str, about: Iterable[SubjectId] = (), any_address: bool = False
) -> tuple[Found, ...]:
    """Return the protected places of anybody that stand in a text, and the named ones of these children.

    `any_address` finds every address, for texts about a protected child. It says what was found, never whose it is.
    The places found are those of `closed_text(text)`.
    """
    return find_places_in_all(viewer=viewer, texts={"": text}, about=about, any_address=any_address)[""]


def find_places_in_all(
    *, viewer: Viewer | Run, texts: Mapping[str, str], about: Iterable[SubjectId] = (), any_address: bool = False
) -> dict[str, tuple[Found, ...]]:
    """Return the same for several texts, asked of the database once."""
    key, of = blind_key(settings.PLACES_KEY), list(about)
    closed = {name: closed_text(text) for name, text in texts.items()}
    candidates: dict[str, dict[str, list[Candidate]]] = {
        name: tokens_in(text, key, with_names=bool(of)) for name, text in closed.items()
    }
    wanted = sorted({token for each in candidates.values() for token in each})
    protected = {token for (token,) in ask(TOKENS, wanted, of)} if wanted else set()
    return {
        name: places_in(closed[name], each, protected & each.keys(), any_address=any_address)
        for name, each in candidates.items()
    }


def list_kept_places(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[KeptPlaceSaid, ...]:
    """Return what is kept of these records' places, as it may be said: the kind and the coarse area."""
    return tuple(said for said, _, _ in _list_with_keys(subject_ids))


def open_places(*, viewer: Viewer, subject_id: SubjectId, because: str) -> bool:
    """Ask to be shown where a child is and commit the answer, with the reason, before anything of it can be read.

    :raises ContextAlreadyOpen: when called inside another context: the answer must be committed first.
    """
    with reading(viewer), connection.cursor() as cursor:
        cursor.execute("SELECT resolver.show_places(%s, %s)", [subject_id, because])
        row = cursor.fetchone()
    return bool(row and row[0])


def list_shown_places(
    *, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]
) -> tuple[tuple[KeptPlaceSaid, str], ...]:
    """Return the places that were shown in this request, each opened by itself; "" for one that does not.

    Of one that does not open, `opens` says so: one agency's key that does not fit hides nothing of another's.
    """
    found = []
    for said, row, key in _list_with_keys(subject_ids):
        opened = "" if key is None else _open_place(row, key) or ""
        found.append((replace(said, opens=said.is_destroyed or bool(opened)), opened))
    return tuple(found)


def open_kept_places(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> OpenedPlaces:
    """Open each place of these records, for the machine to compare with others. Never for a page.

    :raises CannotBeOpened: when a key does not fit: nothing may be taken in that was compared with a part of them.
    """
    shown = list_shown_places(viewer=viewer, subject_ids=subject_ids)
    _require_keys(key for _, _, key in _list_with_keys(subject_ids))
    return OpenedPlaces(
        tuple((said.kind, value) for said, value in shown if value), sum(not said.opens for said, _ in shown)
    )


def count_unopened_places(*, viewer: Run) -> int:
    """Return how many places that are kept apart do not open, of those whose key was not destroyed. For the machine."""
    about = KeptPlace.objects.values_list("about_id", flat=True).distinct()
    shown = list_shown_places(viewer=viewer, subject_ids=[SubjectId(each) for each in about])
    return sum(not said.opens for said, _ in shown)


def find_child_key(*, viewer: Viewer | Run, about_id: AboutId | SubjectId, controller_id: AgencyId) -> bytes | None:
    """Return the key that opens what an agency wrote under a record or a concern; none when it is destroyed, or is not.

    :raises CannotBeOpened: when it was wrapped by another installation's key than the one in the key file.
    """
    row = choose_key(list(ChildKey.objects.filter(about_id=about_id)), controller_id)
    return None if row is None or row.destroyed_at is not None else get_unwrapped(viewer=viewer, row=row)


def get_unwrapped(*, viewer: Viewer | Run, row: ChildKey) -> bytes:
    """Return a key as it seals, out of the row it is kept in.

    :raises CannotBeOpened: when it was wrapped by another installation's key than the one in the key file.
    """
    return _unwrap(row)


def list_sealed_together(*, viewer: Run) -> Mapping[AboutId, frozenset[AgencyId]]:
    """Return the agencies whose words are sealed under another's key of the same record, by record. For the machine."""
    own = ChildKey.objects.filter(about_id=OuterRef("about_id"), controller_id=OuterRef("controller_id"))
    pairs = set(KeptPlace.objects.filter(~Exists(own)).values_list("about_id", "controller_id"))
    keys = _list_keys({about_id for about_id, _ in pairs})
    found: dict[AboutId, set[AgencyId]] = defaultdict(set)
    for about_id, controller_id in pairs:
        key = choose_key(keys.get(about_id, ()), controller_id)
        if key is not None and key.destroyed_at is None:
            found[AboutId(about_id)].add(AgencyId(controller_id))
    return {about_id: frozenset(each) for about_id, each in found.items()}


def list_told_by(*, viewer: Run) -> Mapping[UUID, tuple[AboutId, tuple[UUID, ...]]]:
    """Return which rows told each place that several told, with the record it is of. For the machine."""
    rows = KeptPlace.objects.filter(told_by__len__gt=1)
    return {
        place_id: (AboutId(about_id), tuple(told_by))
        for place_id, about_id, told_by in rows.values_list("id", "about_id", "told_by")
    }


def list_homes_without_conflict_keys(*, viewer: Run) -> frozenset[AboutId]:
    """Return the records with a home kept apart that nobody who declared it is kept from yet. For the machine."""
    homes = KeptPlace.objects.filter(kind=PlaceKind.HOME.code, home_key="").exclude(coarse="")
    return frozenset(AboutId(each) for each in homes.values_list("about_id", flat=True))


def list_all_protected(*, viewer: Run) -> frozenset[SubjectId]:
    """Return every record of a protected child. For the machine."""
    rows = ProtectedChild.objects.filter(ended_at__isnull=True)
    return frozenset(SubjectId(each) for each in rows.values_list("subject_id", flat=True))


def _list_keys(about_ids: Iterable[UUID]) -> Mapping[UUID, list[ChildKey]]:
    keys: dict[UUID, list[ChildKey]] = defaultdict(list)
    for row in ChildKey.objects.filter(about_id__in=list(about_ids)):
        keys[row.about_id].append(row)
    return keys


def _list_with_keys(subject_ids: Iterable[SubjectId]) -> list[tuple[KeptPlaceSaid, KeptPlace, ChildKey | None]]:
    """Return each place as it may be said, as it is kept, and the key that opens it while that stands."""
    rows = list(KeptPlace.objects.filter(about_id__in=list(subject_ids)).order_by("kind", "-kept_at", "id"))
    keys = _list_keys({row.about_id for row in rows})
    found = []
    for row in rows:
        key = choose_key(keys.get(row.about_id, ()), row.controller_id)
        standing = None if key is None or key.destroyed_at is not None else key
        said = KeptPlaceSaid(
            id=row.id,
            subject_id=SubjectId(row.about_id),
            kind=KINDS[row.kind],
            coarse=row.coarse,
            kept_at=row.kept_at,
            is_destroyed=standing is None,
            is_withdrawn=row.withdrawn_at is not None,
        )
        found.append((said, row, standing))
    return found


def _open_place(row: KeptPlace, key: ChildKey) -> str | None:
    """Return what a place says; None when it, or the key it is sealed under, does not open."""
    try:
        unwrapped = _unwrap(key)
    except CannotBeOpened:
        return None
    return open_or_none(unwrapped, row.sealed, KeptAt(*SEALED_COLUMN, row.id, row.about_id))


def _require_keys(keys: Iterable[ChildKey | None]) -> None:
    for key in {each.id: each for each in keys if each is not None}.values():
        _unwrap(key)


def _unwrap(row: ChildKey) -> bytes:
    mark = key_mark(settings.PLACES_KEY)
    if row.wrapped_by != mark:
        raise CannotBeOpened(f"the child's key was wrapped by key {row.wrapped_by}; the key file holds {mark}")
    return open_bytes(settings.PLACES_KEY, row.wrapped, KeptAt("places_childkey", "wrapped", row.id, row.about_id))
