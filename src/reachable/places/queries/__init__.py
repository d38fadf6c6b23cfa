"""Reads which children are protected, what is a protected place, and, in an act of its own, where a child is.

In:  subject ids; a text; a reason.
Out: plain values. A place is opened only by `open_places` and `list_shown_places`, in two transactions.
"""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import connection

from reachable.access.context import reading
from reachable.access.domain.viewer import Run, Viewer
from reachable.access.rows import ask
from reachable.kernel.ids import AboutId, SubjectId
from reachable.places.domain.kinds import KeptPlaceSaid, PlaceKind, Protection
from reachable.places.domain.place_forms import Candidate, closed_text
from reachable.places.domain.screening import Found, places_in, tokens_in
from reachable.places.domain.sealing import CannotBeOpened, KeptAt, blind_key, key_mark, open_bytes, open_sealed
from reachable.places.models import ChildKey, KeptPlace, ProtectedChild

KINDS = {kind.code: kind for kind in PlaceKind}
TOKENS = "SELECT resolver.protected_tokens(%s::text[], %s::uuid[])"
SEALED_COLUMN = ("places_keptplace", "sealed")


def list_protections(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[Protection, ...]:
    """Return which of these records are of children whose whereabouts are protected now, and why."""
    rows = ProtectedChild.objects.filter(subject_id__in=list(subject_ids), ended_at__isnull=True)
    return tuple(
        Protection(
            id=row.id,
            subject_id=SubjectId(row.subject_id),
            because=row.because,
            decided_by=row.decided_by_name,
            decided_at=row.decided_at,
            review_on=row.review_on,
        )
        for row in rows.order_by("decided_at", "id")
    )


def find_protected(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return which of these records are of protected children."""
    rows = ProtectedChild.objects.filter(subject_id__in=list(subject_ids), ended_at__isnull=True)
    return frozenset(SubjectId(each) for each in rows.values_list("subject_id", flat=True))


def find_kept_apart(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> frozenset[SubjectId]:
    """Return which of these records some place was taken out of, to protect their child or another. For the machine."""
    wanted = list(subject_ids)
    if not wanted:
        return frozenset()
    rows = KeptPlace.objects.filter(about_id__in=wanted)
    return frozenset(SubjectId(each) for each in rows.values_list("about_id", flat=True))


def has_places(*, viewer: Run) -> bool:
    """Test if any place of anybody is kept apart. For the machine."""
    return bool(ask("SELECT 1 FROM places_placetoken LIMIT 1"))


def count_keys_of_others(*, viewer: Run) -> int:
    """Return how many children's keys this installation's own does not open: another wrapped them. For the machine."""
    standing = ChildKey.objects.filter(destroyed_at__isnull=True)
    return standing.exclude(wrapped_by=key_mark(settings.PLACES_KEY)).count()


def list_wrapped_by_others(*, viewer: Run, key: bytes) -> tuple[SubjectId, ...]:
    """Return the records whose keys stand and were wrapped by another key than this one. For the machine."""
    standing = ChildKey.objects.filter(destroyed_at__isnull=True).exclude(wrapped_by=key_mark(key))
    return tuple(SubjectId(each) for each in standing.order_by("id").values_list("about_id", flat=True))


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
    wanted = list(subject_ids)
    gone = set(
        ChildKey.objects.filter(about_id__in=wanted, destroyed_at__isnull=False).values_list("about_id", flat=True)
    )
    return tuple(
        KeptPlaceSaid(
            id=row.id,
            subject_id=SubjectId(row.about_id),
            kind=KINDS[row.kind],
            coarse=row.coarse,
            kept_at=row.kept_at,
            is_destroyed=row.about_id in gone,
            is_withdrawn=row.withdrawn_at is not None,
        )
        for row in KeptPlace.objects.filter(about_id__in=wanted).order_by("kind", "-kept_at", "id")
    )


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
    """Return the places that were shown in this request, each opened; "" for one whose key is destroyed."""
    said = list_kept_places(viewer=viewer, subject_ids=subject_ids)
    keys = {each: find_child_key(viewer=viewer, about_id=each) for each in {place.subject_id for place in said}}
    sealed = dict(KeptPlace.objects.filter(id__in=[each.id for each in said]).values_list("id", "sealed"))
    return tuple(
        (each, "" if (key := keys[each.subject_id]) is None else open_sealed(key, sealed[each.id], _kept_at(each)))
        for each in said
    )


def open_kept_places(*, viewer: Run, subject_ids: Iterable[SubjectId]) -> tuple[tuple[PlaceKind, str], ...]:
    """Return each place of these records with its kind, for the machine to compare with others. Never for a page."""
    return tuple(
        (said.kind, value) for said, value in list_shown_places(viewer=viewer, subject_ids=subject_ids) if value
    )


def find_child_key(*, viewer: Viewer | Run, about_id: AboutId | SubjectId) -> bytes | None:
    """Return a record's own key, or a concern's, unwrapped; none when there is none or it is destroyed.

    :raises CannotBeOpened: when it was wrapped by another installation's key than the one in the key file.
    """
    row = ChildKey.objects.filter(about_id=about_id, destroyed_at__isnull=True).first()
    if row is None:
        return None
    mark = key_mark(settings.PLACES_KEY)
    if row.wrapped_by != mark:
        raise CannotBeOpened(f"the child's key was wrapped by key {row.wrapped_by}; the key file holds {mark}")
    return open_bytes(settings.PLACES_KEY, row.wrapped, KeptAt("places_childkey", "wrapped", row.id, row.about_id))


def _kept_at(place: KeptPlaceSaid) -> KeptAt:
    return KeptAt(*SEALED_COLUMN, place.id, place.subject_id)
