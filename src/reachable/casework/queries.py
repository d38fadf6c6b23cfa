"""Reads trusted adults and handover notes.

In:  the subjects of one person, or a note, in an open context.
Out: plain values, most recent first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reachable.access.domain.viewer import Run, Viewer
from reachable.casework.models import HandoverLine, HandoverNote, TrustedAdult
from reachable.kernel.ids import HandoverId, SubjectId, TeamId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedAdultRecord:
    """Somebody this child trusts, who said so, and since when."""

    subject_id: SubjectId
    name: str
    who_they_are: str
    phone: str
    said_by: str
    since: date | None
    recorded_at: datetime


def list_trusted_adults(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[TrustedAdultRecord, ...]:
    """Return the adults these subjects trust now."""
    rows = TrustedAdult.objects.filter(
        about_id__in=list(subject_ids), ended_on__isnull=True, withdrawn_at__isnull=True
    ).order_by("-recorded_at", "name")
    return tuple(
        TrustedAdultRecord(
            subject_id=SubjectId(row.subject_id),
            name=row.name,
            who_they_are=row.who_they_are,
            phone=row.phone,
            said_by=row.said_by,
            since=row.since,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRecord:
    """A note one shift left to the next. `taken_over_by` is "" while nobody has taken it over."""

    id: HandoverId
    team_name: str
    shift_starts_at: datetime
    shift_ends_at: datetime
    words: str
    made_at: datetime
    made_by: str
    made_by_id: UserId
    taken_over_at: datetime | None
    taken_over_by: str


@dataclass(frozen=True, slots=True)
class HandoverLineRecord:
    """What a note says of one child."""

    subject_id: SubjectId
    words: str


def list_handover_ids(*, viewer: Run, team_ids: Iterable[TeamId], since: datetime) -> tuple[HandoverId, ...]:
    """Return the notes left to these teams since then, newest first. For the machine: ids only."""
    rows = HandoverNote.objects.filter(team_id__in=list(team_ids), made_at__gte=since)
    return tuple(HandoverId(each) for each in rows.order_by("-made_at", "id").values_list("id", flat=True))


def list_handovers(*, viewer: Viewer | Run, note_ids: Iterable[HandoverId]) -> tuple[HandoverRecord, ...]:
    """Return these notes, as far as they are open, newest first."""
    rows = HandoverNote.objects.filter(about_id__in=list(note_ids)).select_related("team", "made_by", "taken_over_by")
    return tuple(
        HandoverRecord(
            id=HandoverId(row.id),
            team_name=row.team.name,
            shift_starts_at=row.shift_starts_at,
            shift_ends_at=row.shift_ends_at,
            words=row.words,
            made_at=row.made_at,
            made_by=row.made_by.name,
            made_by_id=UserId(row.made_by_id),
            taken_over_at=row.taken_over_at,
            taken_over_by="" if row.taken_over_by is None else row.taken_over_by.name,
        )
        for row in rows.order_by("-made_at", "id")
    )


def list_subjects_in_handover(*, viewer: Run, note_id: HandoverId) -> tuple[SubjectId, ...]:
    """Return whom the lines of a note are about. For the machine: ids only."""
    rows = HandoverLine.objects.filter(note_id=note_id).order_by("about_id")
    return tuple(SubjectId(each) for each in rows.values_list("about_id", flat=True))


def list_children_of_handovers(
    *, viewer: Run, note_ids: Iterable[HandoverId]
) -> Mapping[HandoverId, frozenset[SubjectId]]:
    """Return whom the lines of each of these notes are about. For the machine: ids only."""
    found: dict[HandoverId, set[SubjectId]] = {}
    rows = HandoverLine.objects.filter(note_id__in=list(note_ids)).values_list("note_id", "about_id")
    for note_id, about_id in rows:
        found.setdefault(HandoverId(note_id), set()).add(SubjectId(about_id))
    return {note_id: frozenset(subjects) for note_id, subjects in found.items()}


def list_handover_lines(*, viewer: Viewer, note_id: HandoverId) -> tuple[HandoverLineRecord, ...]:
    """Return the lines of a note about children who are open to the viewer."""
    rows = HandoverLine.objects.filter(note_id=note_id).order_by("about_id")
    return tuple(HandoverLineRecord(SubjectId(row.about_id), row.words) for row in rows)
