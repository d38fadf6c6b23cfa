"""Protects a child's whereabouts, and keeps places apart.

In:  decisions of named people; places as agencies sent them.
Out: sealed rows, each under the key of the agency it comes from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run
from reachable.access.operations.conflicts import let_homes_compare
from reachable.kernel.ids import AboutId, AgencyId, SubjectId
from reachable.people.queries import find_withdrawn
from reachable.places.domain.keys import choose_key
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.place_forms import coarse_area, forms_of
from reachable.places.domain.sealing import (
    KeptAt,
    blind,
    blind_key,
    home_key,
    key_mark,
    make_child_key,
    open_or_none,
    seal,
    seal_bytes,
)
from reachable.places.models import ChildKey, KeptPlace, PlaceToken, ProtectedChild
from reachable.places.queries import SEALED_COLUMN, get_unwrapped

RUN = Run("keep places")
FEWEST_WORDS = 10


class NoReasonGiven(ValueError):
    """A child's whereabouts are protected for a reason that is written down."""


class KeyIsDestroyed(ValueError):
    """The child's key was destroyed: nothing more can be kept under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToKeep:
    """A place of one child. `lines` is an address, a name or a number; `came_from` says what kind of record said it.

    `told_by` is the row that said it, which may be withdrawn later; none for words.
    """

    subject_id: SubjectId
    controller_id: AgencyId
    kind: PlaceKind
    lines: str
    postcode: str = ""
    came_from: str
    shared: bool = True
    told_by: UUID | None = None

    @property
    def value(self) -> str:
        """Return the place as it is shown when it is shown."""
        return ", ".join(part for part in (self.lines.strip(), self.postcode.strip()) if part)


def protect_child(
    *, subject_id: SubjectId, controller_id: AgencyId, because: str, review_on: date, by: Actor, now: datetime
) -> bool:
    """Decide that a child's whereabouts are protected, and return whether they were not before.

    :raises NoReasonGiven: when no reason is written down.
    """
    require_acting()
    if len(because.strip()) < FEWEST_WORDS:
        raise NoReasonGiven("say in a sentence why this child's whereabouts are protected")
    _, is_new = ProtectedChild.objects.get_or_create(
        subject_id=subject_id,
        ended_at__isnull=True,
        defaults={
            "about_id": subject_id,
            "controller_id": controller_id,
            "because": because.strip()[:300],
            "decided_by_id": by.user_id,
            "decided_by_name": by.name,
            "decided_at": now,
            "review_on": review_on,
        },
    )
    return is_new


def protect_with(
    *, decided: Iterable[SubjectId], controllers: Mapping[SubjectId, AgencyId], by: Actor, now: datetime
) -> None:
    """Protect further records of one child as a decision about a protected one says, each under its own agency.

    Each then stays protected for itself, whatever becomes of the others or of what links them. A decision that two
    people of a record's own agency ended does not protect that record again.
    """
    require_acting()
    decisions = list(
        ProtectedChild.objects.filter(subject_id__in=list(decided), ended_at__isnull=True).order_by("subject_id")
    )
    ended = set(
        ProtectedChild.objects.filter(subject_id__in=list(controllers), ended_at__isnull=False).values_list(
            "subject_id", "decided_at", "decided_by_name"
        )
    )
    of = {
        subject_id: next(
            (each for each in decisions if (subject_id, each.decided_at, each.decided_by_name) not in ended), None
        )
        for subject_id in controllers
    }
    ProtectedChild.objects.bulk_create(
        [
            ProtectedChild(
                subject_id=subject_id,
                about_id=subject_id,
                controller_id=controllers[subject_id],
                because=decision.because,
                decided_by_id=decision.decided_by_id,
                decided_by_name=decision.decided_by_name,
                decided_at=decision.decided_at,
                review_on=decision.review_on,
            )
            for subject_id, decision in of.items()
            if decision is not None
        ]
    )


def keep_places(*, places: Sequence[PlaceToKeep], by: Actor, now: datetime) -> int:
    """Seal places, each under its agency's key of its child, and return how many were not kept before.

    What another agency told as well is kept for each, so that neither's erasing takes it from the other.

    :raises KeyIsDestroyed: when an agency's key of a child is destroyed.
    """
    require_acting()
    key = blind_key(settings.PLACES_KEY)
    homes = [each.postcode for each in places if each.kind is PlaceKind.HOME]
    fresh, keys = 0, _make_home_keys(homes, settings.PLACES_KEY, by, now)
    for place in places:
        mark = blind(key, f"{place.kind.code}|{place.value.casefold()}")
        same = KeptPlace.objects.filter(about_id=place.subject_id, controller_id=place.controller_id, mark=mark)
        held = same.first()
        if held is not None:
            _tell_again(held, place, now)
        if held is not None or not place.value:
            continue
        fresh += 1
        child_key = hold_key(about_id=place.subject_id, controller_id=place.controller_id, by=by, now=now)
        row_id = uuid4()
        row = KeptPlace.objects.create(
            id=row_id,
            about_id=place.subject_id,
            controller_id=place.controller_id,
            kind=place.kind.code,
            sealed=seal(child_key, place.value, KeptAt(*SEALED_COLUMN, row_id, place.subject_id)),
            coarse=coarse_area(place.postcode),
            mark=mark,
            came_from=place.came_from,
            kept_at=now,
            told_by=[] if place.told_by is None else [place.told_by],
            home_key=keys.get(place.postcode, "") if place.kind is PlaceKind.HOME else "",
            sharing="PARTNERS" if place.shared else "HOLDER",
        )
        forms = forms_of(place.kind, lines=place.lines, postcode=place.postcode)
        PlaceToken.objects.bulk_create(
            [
                PlaceToken(
                    about_id=place.subject_id,
                    controller_id=place.controller_id,
                    place=row,
                    token=token,
                    is_anybodys=place.kind.is_anybodys,
                    sharing=row.sharing,
                )
                for token in dict.fromkeys(blind(key, form.said) for form in forms)
            ]
        )
    return fresh


def _make_home_keys(postcodes: Iterable[str], key: bytes, by: Actor, now: datetime) -> Mapping[str, str]:
    """Return the keys by which whoever declared a home as theirs is kept from it, by postcode.

    Whoever declared one of these homes before there were such keys, or under another key of the installation, is given
    this one beside.
    """
    keys = {each: home_key(key, each) for each in postcodes if each}
    let_homes_compare(home_keys={postcode: made for postcode, made in keys.items() if made}, by=by, now=now)
    return keys


def _tell_again(held: KeptPlace, place: PlaceToKeep, now: datetime) -> None:
    """Let a place that another row tells of be the one told last."""
    if place.told_by is not None and place.told_by not in held.told_by:
        held.told_by, held.kept_at = [*held.told_by, place.told_by], now
        held.save(update_fields=["told_by", "kept_at"])


def let_places_stand(*, subject_ids: Iterable[SubjectId], by: Actor, now: datetime) -> None:
    """Mark the places of these records that nothing tells any more, and let those stand that are told again."""
    require_acting()
    rows = [row for row in KeptPlace.objects.filter(about_id__in=list(subject_ids)) if row.told_by]
    gone = find_withdrawn(viewer=RUN, ids={each for row in rows for each in row.told_by})
    for row in rows:
        is_gone = gone >= set(row.told_by)
        if is_gone == (row.withdrawn_at is None):
            row.withdrawn_at = now if is_gone else None
            row.save(update_fields=["withdrawn_at"])


def give_home_key(*, place: KeptPlace, value: str, key: bytes, by: Actor, now: datetime) -> bool:
    """Give a home that is kept the key by which whoever declared it is kept from it, and return whether it has one.

    `value` is what the place says. What it had before, made with a key that is in the database, is taken away.
    """
    require_acting()
    postcode = value.rpartition(", ")[2]
    if place.kind != PlaceKind.HOME.code or not coarse_area(postcode):
        return False
    place.home_key, place.conflict_keys = _make_home_keys([postcode], key, by, now)[postcode], []
    place.save(update_fields=["home_key", "conflict_keys"])
    return True


def hold_key(*, about_id: AboutId | SubjectId, controller_id: AgencyId, by: Actor, now: datetime) -> bytes:
    """Return an agency's key of a record, or of a concern, made when there is none.

    As a record gets its second key, what was sealed under the first by others, in the days when a record had one key,
    is sealed again under a key of each.

    :raises KeyIsDestroyed: when it was destroyed.
    :raises reachable.places.domain.sealing.CannotBeOpened: when it, or the first, was wrapped by another
        installation's key.
    """
    require_acting()
    keys = list(ChildKey.objects.filter(about_id=about_id))
    held = choose_key(keys, controller_id)
    if held is None:
        return _make_key(about_id, controller_id, now)
    if held.controller_id == controller_id:
        if held.destroyed_at is not None:
            raise KeyIsDestroyed("the agency's key of this record was destroyed")
        return get_unwrapped(viewer=RUN, row=held)
    rows = list(KeptPlace.objects.filter(about_id=about_id).exclude(controller_id=held.controller_id))
    made = {
        each: _make_key(about_id, each, now) for each in {controller_id, *(AgencyId(r.controller_id) for r in rows)}
    }
    if held.destroyed_at is None:
        old = get_unwrapped(viewer=RUN, row=held)
        for row in rows:
            _seal_again(row, old, made[AgencyId(row.controller_id)])
    return made[controller_id]


def _make_key(about_id: AboutId | SubjectId, controller_id: AgencyId, now: datetime) -> bytes:
    fresh, row_id = make_child_key(), uuid4()
    ChildKey.objects.create(
        id=row_id,
        about_id=about_id,
        controller_id=controller_id,
        wrapped=seal_bytes(settings.PLACES_KEY, fresh, KeptAt("places_childkey", "wrapped", row_id, about_id)),
        wrapped_by=key_mark(settings.PLACES_KEY),
        made_at=now,
        sharing="PARTNERS",
    )
    return fresh


def _seal_again(place: KeptPlace, old: bytes, fresh: bytes) -> None:
    """Seal a place under another key. One that does not open is left: it was lost before."""
    value = _open_or_none(place, old)
    if value is not None:
        place.sealed = seal(fresh, value, KeptAt(*SEALED_COLUMN, place.id, place.about_id))
        place.save(update_fields=["sealed"])


def _open_or_none(place: KeptPlace, key: bytes) -> str | None:
    return open_or_none(key, place.sealed, KeptAt(*SEALED_COLUMN, place.id, place.about_id))
