"""Wraps the keys of a record by another key of the installation, after looking whether all of it can be.

In:  the key of before and the next one.
Out: keys wrapped anew, with the tokens and marks that come from the installation's key; how many places did not open.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import SubjectId
from reachable.places.domain.keys import choose_key
from reachable.places.domain.place_forms import PlaceForm, forms_of_value
from reachable.places.domain.sealing import (
    CannotBeOpened,
    KeptAt,
    blind,
    blind_key,
    key_mark,
    open_bytes,
    open_or_none,
    seal_bytes,
)
from reachable.places.models import ChildKey, KeptPlace, PlaceToken
from reachable.places.operations import give_home_key
from reachable.places.queries import KINDS, SEALED_COLUMN


class CannotBeWrappedAnew(ValueError):
    """A child's key does not open by the key of before, or a place has a token that nothing it says explains."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Of a record: whether a key was wrapped now, and how many places did not open, whose tokens stay as they were."""

    is_new: bool
    unopened: int


def require_wrappable(*, about_ids: Sequence[SubjectId], old: bytes, new: bytes, by: Actor, now: datetime) -> None:
    """Let the keys of these records be wrapped anew only when all of them can be. For before the first is changed.

    :raises CannotBeWrappedAnew: naming of how many children they cannot be.
    """
    require_acting()
    stuck = sum(not _can_be_wrapped(each, old, new) for each in about_ids)
    if stuck:
        raise CannotBeWrappedAnew(
            f"The keys of {stuck} of {len(about_ids)} children cannot be wrapped anew: the key here does not open them,"
            " or a place is found by what it does not say. Nothing was changed."
        )


def wrap_key_anew(*, about_id: SubjectId, old: bytes, new: bytes, by: Actor, now: datetime) -> Wrapped:
    """Wrap every agency's key of a record by another key of the installation; one that is already stays as it is.

    The places stay sealed under the agencies' own keys. The tokens they are found by, and their marks, are made anew,
    as both come from the installation's key. A place that opened no more before has nothing to make them of.

    :raises CannotBeWrappedAnew: when a token is none of its place.
    :raises reachable.places.domain.sealing.CannotBeOpened: when the old key is not the one they were wrapped by.
    """
    require_acting()
    keys = list(ChildKey.objects.select_for_update().filter(about_id=about_id))
    waiting = _list_waiting(keys, new)
    opened = {row.id: open_bytes(old, row.wrapped, _wrapped_at(row)) for row in waiting}
    unopened = 0
    for place, value in _open_places(about_id, keys, opened):
        if value is None:
            unopened += 1
            continue
        _find_anew(place, value, blind_key(old), blind_key(new))
        give_home_key(place=place, value=value, key=new, by=by, now=now)
    for row in waiting:
        row.wrapped, row.wrapped_by = seal_bytes(new, opened[row.id], _wrapped_at(row)), key_mark(new)
        row.save(update_fields=["wrapped", "wrapped_by"])
    return Wrapped(bool(waiting), unopened)


def _can_be_wrapped(about_id: SubjectId, old: bytes, new: bytes) -> bool:
    keys = list(ChildKey.objects.filter(about_id=about_id))
    try:
        opened = {row.id: open_bytes(old, row.wrapped, _wrapped_at(row)) for row in _list_waiting(keys, new)}
    except CannotBeOpened:
        return False
    return all(
        value is None or _tokens_of(place) <= set(_forms(place, value, blind_key(old)))
        for place, value in _open_places(about_id, keys, opened)
    )


def _list_waiting(keys: Iterable[ChildKey], new: bytes) -> list[ChildKey]:
    return [row for row in keys if row.destroyed_at is None and row.wrapped_by != key_mark(new)]


def _open_places(
    about_id: SubjectId, keys: Sequence[ChildKey], opened: Mapping[UUID, bytes]
) -> list[tuple[KeptPlace, str | None]]:
    """Return each place under the keys that are wrapped now, with what it says; None where it does not open."""
    found = []
    for place in KeptPlace.objects.filter(about_id=about_id):
        held = choose_key(keys, place.controller_id)
        if held is not None and held.id in opened:
            at = KeptAt(*SEALED_COLUMN, place.id, place.about_id)
            found.append((place, open_or_none(opened[held.id], place.sealed, at)))
    return found


def _find_anew(place: KeptPlace, value: str, old: bytes, new: bytes) -> None:
    """Make the mark and the tokens of one place anew."""
    forms = _forms(place, value, old)
    for token in PlaceToken.objects.filter(place=place):
        if token.token not in forms:
            raise CannotBeWrappedAnew("a place has a token that is none of its own")
        token.token = blind(new, forms[token.token].said)
        token.save(update_fields=["token"])
    place.mark = blind(new, f"{place.kind}|{value.casefold()}")
    place.save(update_fields=["mark"])


def _forms(place: KeptPlace, value: str, key: bytes) -> dict[str, PlaceForm]:
    return {blind(key, form.said): form for form in forms_of_value(KINDS[place.kind], value)}


def _tokens_of(place: KeptPlace) -> set[str]:
    return set(PlaceToken.objects.filter(place=place).values_list("token", flat=True))


def _wrapped_at(row: ChildKey) -> KeptAt:
    return KeptAt("places_childkey", "wrapped", row.id, row.about_id)
