"""A pack of everything held of one person is prepared by one member of an agency and released by another.

In:  who asked and when; which words somebody has read and found to name nobody else.
Out: a frozen pack, an allow-list of what is held; its release, on the register of what left.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reachable.access.context import acting, reading, running
from reachable.access.domain.partnership import Look
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, Purpose, RelationshipReason, Role, Run, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_people_in_role, who_has_looked
from reachable.journeys.concern_received import SYSTEM as CONCERNS
from reachable.journeys.pack_stands import require_stands
from reachable.journeys.share_awaited import MAY_RELEASE, TIME_TO_RELEASE
from reachable.journeys.sharing_checked import NotYoursToShare, open_subject
from reachable.journeys.sharing_told import Said, tell_person
from reachable.journeys.telling_asked import require_written_may_be_told
from reachable.journeys.words_screened import screen_held
from reachable.kernel.ids import AboutId, PackId, SubjectId
from reachable.kernel.london import london_date, say_day
from reachable.kernel.working_days import Calendar
from reachable.people.queries import list_latest_versions
from reachable.people.queries.by_system import list_brought_by
from reachable.rules.domain.catalogue import RULES_BY_ID
from reachable.sharing.domain.deciding import CannotShare, SharePurpose
from reachable.sharing.domain.pack_catalogue import CATALOGUE, Why
from reachable.sharing.domain.packs import (
    Standing,
    WantedPack,
    check_release,
    check_wanted,
    find_due_day,
    pick_texts,
)
from reachable.sharing.operations.packs import keep_pack, keep_release
from reachable.sharing.queries.packs import HeldRow, PackRecord, find_pack_subject, list_held_rows, list_packs
from reachable.timeline.domain.kinds import EventKind, RoleInEvent

MADE_INTO_A_FILE = "Made into a file or printed"
RUN = Run("packs")
PARTS = {
    RoleInEvent.SUBJECT.value: "It is about you",
    RoleInEvent.VICTIM.value: "You were a victim",
    RoleInEvent.SUSPECT.value: "You were suspected",
    RoleInEvent.WITNESS.value: "You were a witness",
    RoleInEvent.CO_ARRESTEE.value: "Arrested together",
    RoleInEvent.FRIEND.value: "A friend",
    RoleInEvent.SIBLING.value: "Brother or sister",
    RoleInEvent.PARENT_OR_CARER.value: "Parent or carer",
    RoleInEvent.ADULT_PRESENT.value: "An adult who was there",
    RoleInEvent.PROFESSIONAL.value: "Somebody working with you",
}
CORRECTED = "Said before, corrected or taken back since, perhaps somebody else's: "
"""Stands before what somebody reads first, where it no longer stands."""
NOBODY_RELEASES = (
    "Nobody in your agency supervises here, other than you, who could release it."
    " Ask whoever runs Reachable to add somebody"
)
NEVER_SAID = frozenset({Why.HARM, Why.SOURCE, Why.WORKINGS})
"""Reasons that are given for the pack as a whole, whether or not there is anything: a count would tell."""


@dataclass(frozen=True, slots=True)
class Preparing:
    """What is held of a person, and who has looked."""

    subject_ids: tuple[SubjectId, ...]
    rows: tuple[HeldRow, ...]
    looks: tuple[Look, ...]


def list_words_to_read(*, viewer: Viewer, subject_id: SubjectId, now: datetime) -> Mapping[str, str]:
    """Open a record, noted first, and return the words in it that somebody has to read before they are given.

    :raises NotYoursToShare: when the record is not open to the viewer.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        rows = list_held_rows(
            viewer=viewer,
            subject_ids=subject_ids,
            controller_id=viewer.agency_id,
            latest=list_latest_versions(viewer=viewer, subject_ids=subject_ids),
            apart=list_brought_by(viewer=viewer, subject_ids=subject_ids, system=CONCERNS),
            only_to_read=True,
        )
    corrected = {_key(row, column) for row in rows if row.standing is Standing.CORRECTED for column in row.values}
    return {key: f"{CORRECTED}{words}" if key in corrected else words for key, words in _texts(rows).items()}


def prepare_pack(
    *,
    viewer: Viewer,
    subject_id: SubjectId,
    wanted: WantedPack,
    chosen: Iterable[str],
    calendar: Calendar,
    now: datetime,
) -> PackId:
    """Freeze what a pack says, and let those who may release it open the record. Nothing leaves.

    :raises NotYoursToShare: when the record is not open to the viewer.
    :raises CannotShare: with every reason, when it cannot be prepared.
    """
    check_wanted(wanted, today=london_date(now))
    due_on = find_due_day(wanted, calendar=calendar)
    preparing = _open_whole(viewer, subject_id)
    require_written_may_be_told(
        written=[(wanted.asked_by, wanted.different_because)],
        subject_ids=preparing.subject_ids,
        now=now,
    )
    frozen = _freeze(preparing, chosen, wanted.no_looks_because.strip(), viewer, now)
    by = Actor.from_viewer(viewer)
    people = list_people_in_role(roles=[MAY_RELEASE], at=now)
    others = {each.user_id for each in people if each.agency_id == viewer.agency_id} - {viewer.user_id}
    if not others:
        raise CannotShare([NOBODY_RELEASES])
    with acting(by=by, what="prepared a pack", now=now, about=[subject_id]):
        pack_id = keep_pack(
            child_id=subject_id,
            wanted=wanted,
            due_on=due_on,
            frozen=frozen,
            made_of=preparing.subject_ids,
            by=by,
            now=now,
        )
        begin_relationships(
            wanted=[
                WantedRelationship(
                    about_id=AboutId(subject_id),
                    controller_id=viewer.agency_id,
                    reason=RelationshipReason.ALERTED,
                    starts_at=now,
                    ends_at=now + TIME_TO_RELEASE,
                    user_id=user_id,
                )
                for user_id in sorted(others)
            ],
            by=by,
            now=now,
        )
        for user_id in others:
            tell_person(child_id=subject_id, user_id=user_id, about=pack_id, said=Said.WAITS_FOR_YOU, now=now)
    return pack_id


def list_child_packs(*, viewer: Viewer, subject_id: SubjectId) -> tuple[PackRecord, ...]:
    """Return the packs the viewer's agency made of a record, newest first.

    :raises NotYoursToShare: when the record is not open to the viewer.
    """
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        return list_packs(viewer=viewer, subject_ids=subject_ids)


def open_pack(*, viewer: Viewer, pack_id: PackId, now: datetime) -> PackRecord:
    """Open the record a pack is of, and return the pack.

    :raises NotYoursToShare: when it is not a pack of the viewer's agency of a record open to them, or there is none.
    """
    with running(job="find whom a pack is of", now=now):
        subject_id = find_pack_subject(viewer=RUN, pack_id=pack_id)
    if subject_id is None:
        raise NotYoursToShare
    packs = list_child_packs(viewer=viewer, subject_id=subject_id)
    found = next((pack for pack in packs if pack.id == pack_id), None)
    if found is None:
        raise NotYoursToShare
    return found


def release_pack(
    *,
    pack: PackRecord,
    to_whom: str,
    because: str,
    viewer: Viewer,
    now: datetime,
    different_because: str = "",
    asker_different_because: str = "",
) -> None:
    """Keep that a second person has released a pack: from now on it can be made into a file.

    `different_because` says how whoever it is given to is known to be nobody who must not be told, and
    `asker_different_because` the same of whoever asked. Where they are one person, either is enough.

    :raises CannotShare: with every reason, when it may not leave.
    """
    if viewer.role is not MAY_RELEASE:
        raise CannotShare(["Somebody who supervises releases it"])
    packs = list_child_packs(viewer=viewer, subject_id=pack.child_id)
    check_release(
        kind=pack.kind,
        prepared_by=pack.prepared_by_id,
        prepared_on=london_date(pack.prepared_at),
        to_whom=to_whom,
        because=because,
        by=viewer.user_id,
        today=london_date(now),
        left_before=[(each.kind, each.to_whom) for each in packs if each.released_at is not None],
    )
    require_stands(pack=pack, viewer=viewer, now=now)
    require_written_may_be_told(
        written=[(pack.asked_by, asker_different_because), (to_whom, different_because)],
        subject_ids=pack.made_of,
        now=now,
    )
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="released a pack", now=now, about=[pack.child_id]):
        keep_release(
            pack_id=pack.id,
            to_whom=to_whom,
            because=because,
            different_because=_say_reasons(pack.asked_by, to_whom, asker_different_because, different_because),
            by=by,
            now=now,
        )


def _say_reasons(asked_by: str, to_whom: str, of_asker: str, of_given: str) -> str:
    """Return how each is known to be nobody who must not be told, under the name of whom it is said of."""
    if asked_by.strip() == to_whom.strip():
        return of_given.strip() or of_asker.strip()
    said = ((asked_by.strip(), of_asker.strip()), (to_whom.strip(), of_given.strip()))
    return "; ".join(f"{name}: {because}" for name, because in said if because)


def _open_whole(viewer: Viewer, subject_id: SubjectId) -> Preparing:
    subject_ids = open_subject(viewer, subject_id)
    with reading(viewer):
        rows = list_held_rows(
            viewer=viewer,
            subject_ids=subject_ids,
            controller_id=viewer.agency_id,
            latest=list_latest_versions(viewer=viewer, subject_ids=subject_ids),
            apart=list_brought_by(viewer=viewer, subject_ids=subject_ids, system=CONCERNS),
        )
        noted = who_has_looked(viewer=viewer, about_ids=[AboutId(each) for each in subject_ids])
    # What was done with the record is given by its own rows, chosen one by one; here only who looked.
    looks = tuple(each for each in noted if not each.is_act)
    return Preparing(subject_ids, rows, looks)


def _is_in_our_words(row: HeldRow) -> bool:
    """Test if nobody wrote what a row says: who made a file of a page is said by Reachable, by agency and role."""
    return row.table == "sharing.LeftHere" and row.values.get("way") == MADE_INTO_A_FILE


def _texts(rows: Iterable[HeldRow]) -> Mapping[str, str]:
    """Return the words to be read first, each by its table, row and column: all, of what was corrected since."""
    return {
        _key(row, column): row.values[column]
        for row in rows
        if row.standing is not Standing.TAKEN_BACK and not _is_in_our_words(row)
        for column in _read_first(row)
        if column in row.values
    }


def _read_first(row: HeldRow) -> list[str]:
    table = CATALOGUE[row.table]
    return [*(table.given if row.standing is Standing.CORRECTED else ()), *table.read_first]


def _freeze(
    preparing: Preparing, chosen: Iterable[str], no_looks_because: str, viewer: Viewer, now: datetime
) -> dict[str, Any]:
    """Return what the pack says: each table of the catalogue, what is left out of it and why, and who has looked.

    Where saying who looked could endanger somebody, it says that it does not say so, and keeps why for who releases it.
    """
    texts = _texts(preparing.rows)
    given = {
        _key(row, column): row.values[column]
        for row in preparing.rows
        if row.standing is Standing.STANDS
        for column in (*CATALOGUE[row.table].given, *(CATALOGUE[row.table].read_first if _is_in_our_words(row) else ()))
        if column in row.values
    }
    found = screen_held(words={**given, **texts}, about=preparing.subject_ids, viewer=viewer, now=now)
    read = pick_texts(texts, chosen=chosen, with_places=found.places)
    shown = {**{key: words for key, words in given.items() if key not in found.places}, **read}
    return {
        "parts": [part for label in CATALOGUE if (part := _part(label, preparing.rows, shown, found.places))],
        "looks": [] if no_looks_because else _say_looks(preparing.looks),
        "no_looks_because": no_looks_because,
    }


def _part(
    label: str, rows: Sequence[HeldRow], shown: Mapping[str, str], with_places: Mapping[str, Any]
) -> dict[str, Any]:
    table, held = CATALOGUE[label], [row for row in rows if row.table == label]
    lines: list[dict[str, Any]] = []
    left_out: Counter[Why] = Counter()
    for row in held:
        if row.standing is Standing.TAKEN_BACK:
            left_out[Why.TAKEN_BACK] += 1
            continue
        labels = {**table.given, **table.read_first}
        said = [
            [labels[column], _say_code(label, column, shown[_key(row, column)])]
            for column in labels
            if _key(row, column) in shown
        ]
        lines.append({"when": _say_dated(row), "said": said})
        for column in row.values:
            why = table.withheld.get(column)
            if why is None and _key(row, column) not in shown:
                why = Why.PLACE if _key(row, column) in with_places else Why.NOT_READ
            if why is not None and why not in NEVER_SAID:
                left_out[why] += 1
    kept = [line for line in _merge(lines) if line["said"] or line["when"]]
    left = [{"why": why.code, "count": count} for why, count in sorted(left_out.items(), key=lambda each: each[0].code)]
    return {"title": table.title, "lines": kept, "left_out": left} if kept or left else {}


def _merge(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return lines with those that say the same of the same day as one."""
    merged: dict[str, dict[str, Any]] = {}
    for line in lines:
        merged.setdefault(repr((line["when"], line["said"])), line)
    return list(merged.values())


def _say_dated(row: HeldRow) -> str:
    return "" if row.dated is None else say_day(london_date(row.dated), year=True)


def _say_code(label: str, column: str, words: str) -> str:
    """Return a code of another stage in words."""
    match label, column:
        case "timeline.Event", "kind":
            return next((each.label for each in EventKind if each.value == words), words)
        case "timeline.Event" | "timeline.Participation", "role":
            return PARTS.get(words, words)
        case "access.WorkingRelationship", "reason":
            return next((each.label for each in RelationshipReason if each.code == words), words)
        case _, "rule_id":
            return RULES_BY_ID[words].title if words in RULES_BY_ID else words
        case _, "share_purpose":
            return next((each.label for each in SharePurpose if each.code == words), words)
        case _:
            return words


def _say_looks(looks: Iterable[Look]) -> list[dict[str, Any]]:
    """Return who has looked, for the person themselves: by day, agency and role, never by name; nothing of sealing."""
    counted: Counter[tuple[date, str, str, str]] = Counter(
        (
            london_date(look.at),
            look.agency_name,
            "" if look.role is None else look.role.label,
            # That somebody decided on a concern would tell that one was raised.
            "" if look.purpose in (None, Purpose.TRIAGE) else look.purpose.label,
        )
        for look in looks
        if look.kind == "OPENED" and look.role is not Role.SEALING_AUTHORITY
    )
    return [
        {"when": say_day(day, year=True), "who": f"{agency}: {role.lower()}", "why": why, "times": times}
        for (day, agency, role, why), times in sorted(counted.items(), reverse=True)
    ]


def _key(row: HeldRow, column: str) -> str:
    return f"{row.table}|{row.id}|{column}"
