"""A protected child's places are taken out of all that is kept about the child, and sealed, before anybody can read.

In:  records that were just taken in, linked or protected, inside an open act or run.
Out: rows that say the district and nothing more; the places in the vault; every record of the child protected.

It happens in the transaction that brought the rows: none of them is ever committed with a place in it. The records of
others who live at a home that is kept apart lose that home too.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from reachable.access.domain.viewer import Actor, Run
from reachable.access.operations.texts import change_texts
from reachable.access.queries.texts import (
    RowOfTexts,
    list_texts_about,
    list_texts_holding,
    list_texts_naming,
)
from reachable.intake.queries import list_concerns_about
from reachable.kernel.ids import AboutId, SubjectId
from reachable.matching.queries import list_candidates
from reachable.people.queries import list_controllers, list_living_at, list_same_person
from reachable.places.domain.hiding import PlaceSaid, places_said, without_places
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.place_forms import closed_text, needles_of
from reachable.places.domain.screening import hide_places, hide_throughout
from reachable.places.operations import PlaceToKeep, keep_places, let_places_stand, protect_with
from reachable.places.queries import find_places_in_all, find_protected, has_places, open_kept_places

LOG = logging.getLogger("reachable")
RUN = Run("whereabouts")
OWN_TABLES = ("places",)
WORDS_OF_PROTECTION = {
    "places_protectedchild": ("because", "ended_because"),
    "places_protectionlook": ("because", "spoken_by", "child_says"),
}
"""What people wrote when they protected a child, looked at that again or ended it, by table."""

Changes = dict[tuple[str, UUID], dict[str, Any]]


def hide_whereabouts(
    *, subject_ids: Iterable[SubjectId], with_household: bool = False, by: Actor, now: datetime
) -> frozenset[SubjectId]:
    """Take protected places out of everything kept about these records, and return the records it touched."""
    touched = set(subject_ids)
    same = list_same_person(viewer=RUN, subject_ids=touched)
    everyone = {each for cluster in same.values() for each in cluster}
    protected = find_protected(viewer=RUN, subject_ids=everyone)
    _protect_the_rest(set(same.values()), protected, by, now)
    own = {each for cluster in same.values() if protected & set(cluster) for each in cluster}
    if own:
        _hide_own(own, by, now)
        _hide_in_protections(own, by, now)
        let_places_stand(subject_ids=own, by=by, now=now)
    others = (touched | (_find_household(own) if with_household else set())) - own
    if others and has_places(viewer=RUN):
        own |= _hide_of_others(others, by, now)
    if with_household and own:
        own |= _hide_wherever_written(own, by, now)
    return frozenset(own)


def _protect_the_rest(
    clusters: Iterable[Sequence[SubjectId]], protected: frozenset[SubjectId], by: Actor, now: datetime
) -> None:
    """Protect the records that came to a protected child, so that they stay so when they part or one is erased."""
    for cluster in clusters:
        decided, bare = [each for each in cluster if each in protected], set(cluster) - protected
        if decided and bare:
            controllers = list_controllers(viewer=RUN, subject_ids=bare)
            protect_with(decided=decided, controllers=controllers, by=by, now=now)


def _hide_own(own: set[SubjectId], by: Actor, now: datetime) -> None:
    """Take every place out of the rows of a protected child, and every address out of what is written about them."""
    naming = list_texts_naming(viewer=RUN, subject_ids=own, but_not=OWN_TABLES)
    named = {(row.table, row.id) for row in naming}
    rows = (*naming, *(row for row in _list_rows(own) if (row.table, row.id) not in named))
    mine = [row for row in rows if row.about_id in own or (row.table, row.id) in named]
    others = [row for row in rows if row.about_id not in own and (row.table, row.id) not in named]
    keep_places(places=[place for row in mine for place in _places_of(row)], by=by, now=now)
    changes: Changes = {(row.table, row.id): without_places(row.table, row.texts) for row in mine}
    _screen(mine, changes, about=own, any_address=True)
    _screen(others, changes, about=own, any_address=False)
    _keep_words(rows, changes, by, now)
    change_texts(changes={row: columns for row, columns in changes.items() if columns}, by=by, now=now)


def says_place_in_protection(*, subject_ids: Iterable[SubjectId]) -> bool:
    """Test if a place of a protected child stands in the words of the protection of these records, of one person."""
    own = set(subject_ids)
    texts: dict[str, str] = {}
    for row in _list_words_of_protection(own):
        _collect(row.texts, texts)
    return any(find_places_in_all(viewer=RUN, texts=texts, about=own, any_address=True).values())


def _hide_in_protections(own: set[SubjectId], by: Actor, now: datetime) -> None:
    """Take every place out of what was written about the protection itself: all who work with the child read it."""
    rows = _list_words_of_protection(own)
    changes: Changes = {}
    _screen(rows, changes, about=own, any_address=True)
    changed = {row: columns for row, columns in changes.items() if columns}
    _keep_words(rows, changed, by, now)
    change_texts(changes=changed, by=by, now=now)


def _list_words_of_protection(own: set[SubjectId]) -> list[RowOfTexts]:
    about = [AboutId(each) for each in own]
    rows = [
        row for table in WORDS_OF_PROTECTION for row in list_texts_about(viewer=RUN, about_ids=about, of_table=table)
    ]
    return [
        replace(row, texts={name: row.texts[name] for name in WORDS_OF_PROTECTION[row.table] if name in row.texts})
        for row in rows
    ]


def _hide_of_others(others: set[SubjectId], by: Actor, now: datetime) -> set[SubjectId]:
    """Take the homes that are kept apart out of the records of others, and return whose they were in."""
    rows = list_texts_about(viewer=RUN, about_ids=[AboutId(each) for each in others], but_not=OWN_TABLES)
    said = {f"{row.table}|{row.id}": _whole(row) for row in rows if row.table == "people_residence"}
    shared = find_places_in_all(viewer=RUN, texts=said)
    homes = [row for row in rows if shared.get(f"{row.table}|{row.id}")]
    keep_places(places=[place for row in homes for place in _places_of(row)], by=by, now=now)
    changes: Changes = {(row.table, row.id): without_places(row.table, row.texts) for row in homes}
    rest = [row for row in rows if row not in homes]
    _screen(rest, changes, about=set(), any_address=False)
    changed = {row: columns for row, columns in changes.items() if columns}
    _keep_words(rest, changed, by, now)
    change_texts(changes=changed, by=by, now=now)
    return {SubjectId(row.about_id) for row in rows if (row.table, row.id) in changed}


def _hide_wherever_written(own: set[SubjectId], by: Actor, now: datetime) -> set[SubjectId]:
    """Take the child's places out of whatever else was written: notes, concerns nobody has linked, other children.

    Return the records it was taken out of.
    """
    kept = _open_kept(own)
    needles = {needle for kind, value in kept for needle in needles_of(kind, value)}
    rows = list_texts_holding(viewer=RUN, needles=needles, but_not=OWN_TABLES)
    rows = tuple(row for row in rows if row.about_id not in own and not row.table.startswith("people_residence"))
    changes: Changes = {}
    _screen(rows, changes, about=set(), any_address=False)
    changed = {row: columns for row, columns in changes.items() if columns}
    _keep_words(rows, changed, by, now)
    change_texts(changes=changed, by=by, now=now)
    return set(list_controllers(viewer=RUN, subject_ids={SubjectId(row.about_id) for row in rows}))


def _list_rows(own: set[SubjectId]) -> tuple[RowOfTexts, ...]:
    """Return every row about the child: of the records, of concerns that name the child, of pairs to be judged."""
    about = {AboutId(each) for each in own}
    about |= {AboutId(each) for each in list_concerns_about(viewer=RUN, subject_ids=own)}
    for pair in list_candidates(viewer=RUN, subject_ids=own):
        about |= {AboutId(pair.left), AboutId(pair.right)}
    rows = list_texts_about(viewer=RUN, about_ids=about, but_not=OWN_TABLES)
    # What others' records claim of them is gone through as a household.
    return tuple(row for row in rows if row.about_id in own or not row.table.startswith("people_"))


def _find_household(own: set[SubjectId]) -> set[SubjectId]:
    """Return who else lives, or lived, where the child's homes are, by the postcodes and first lines kept apart."""
    homes = [value for kind, value in _open_kept(own) if kind is PlaceKind.HOME]
    return set(list_living_at(viewer=RUN, homes=homes)) - own


def _open_kept(own: set[SubjectId]) -> Sequence[tuple[PlaceKind, str]]:
    """Return the places to compare with what others have. That one does not open, and is hidden nowhere, is said."""
    opened = open_kept_places(viewer=RUN, subject_ids=own)
    if opened.unopened:
        LOG.error("%d places kept apart do not open: neighbours' records and notes keep what they say", opened.unopened)
    return opened.places


def _places_of(row: RowOfTexts) -> list[PlaceToKeep]:
    return [_to_keep(row, said, row.table) for said in places_said(row.table, row.texts)]


def _to_keep(row: RowOfTexts, said: PlaceSaid, came_from: str) -> PlaceToKeep:
    return PlaceToKeep(
        subject_id=SubjectId(row.about_id),
        controller_id=row.controller_id,
        kind=said.kind,
        lines=said.lines,
        postcode=said.postcode,
        came_from=came_from[:40],
        shared=row.shared,
        told_by=row.id,
    )


def _screen(rows: Sequence[RowOfTexts], changes: Changes, *, about: set[SubjectId], any_address: bool) -> None:
    """Hide what is found in the texts of rows that is not hidden already."""
    texts: dict[str, str] = {}
    for row in rows:
        for name, value in row.texts.items():
            _collect(changes.get((row.table, row.id), {}).get(name, value), texts)
    found = find_places_in_all(viewer=RUN, texts=texts, about=about, any_address=any_address)
    hidden = {text: hide_places(closed_text(text), places) for text, places in found.items() if places}
    if not hidden:
        return
    for row in rows:
        columns = changes.setdefault((row.table, row.id), {})
        for name, value in row.texts.items():
            before = columns.get(name, value)
            after = hide_throughout(before, lambda text: hidden.get(text, text))
            if after != before:
                columns[name] = "" if name.endswith("_key") else after


def _keep_words(
    rows: Sequence[RowOfTexts],
    changes: Mapping[tuple[str, UUID], Mapping[str, Any]],
    by: Actor,
    now: datetime,
) -> None:
    """Keep whole what somebody wrote and what an agency sent, sealed, where something was taken out of it.

    It is kept under whatever its row is about, under the row's own agency: it goes when the row does.
    """
    kept = []
    for row in rows:
        for name, after in changes.get((row.table, row.id), {}).items():
            before = row.texts.get(name)
            if before and after and before != after and not name.endswith("_key") and not isinstance(before, list):
                kept.append(
                    PlaceToKeep(
                        subject_id=SubjectId(row.about_id),
                        controller_id=row.controller_id,
                        kind=PlaceKind.WORDS,
                        lines=before if isinstance(before, str) else _as_words(before),
                        came_from=f"{row.table}.{name}"[:40],
                        shared=row.shared,
                    )
                )
    keep_places(places=kept, by=by, now=now)


def _as_words(value: Any) -> str:
    return "\n".join(f"{name}: {each}" for name, each in value.items()) if isinstance(value, Mapping) else str(value)


def _collect(value: object, texts: dict[str, str]) -> None:
    def note(text: str) -> str:
        texts[text] = text
        return text

    hide_throughout(value, note)


def _whole(row: RowOfTexts) -> str:
    return ", ".join(part for part in (row.texts.get("address", ""), row.texts.get("postcode", "")) if part)
