"""One shift leaves a note to the next, and somebody of the next takes it over by name.

In:  who goes, what they write; who comes.
Out: a note that is read beside the briefing as it stood; an alert that climbs the ladder until the note is taken over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.access.context import acting, reading, running
from reachable.access.domain.partnership import TeamCard
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Run, Shown, Viewer
from reachable.access.operations import begin_relationships
from reachable.access.queries import list_teams, list_turns
from reachable.alerts.domain.ladder import Urgency
from reachable.alerts.domain.states import ANSWERED, Act, AlertState
from reachable.alerts.operations import NewAlert, answer_alert, raise_alert
from reachable.alerts.queries import list_alerts
from reachable.casework.operations import mark_taken_over, write_handover
from reachable.casework.queries import (
    HandoverLineRecord,
    HandoverRecord,
    list_handover_ids,
    list_handover_lines,
    list_handovers,
    list_subjects_in_handover,
)
from reachable.journeys.briefing_lines import Spoken
from reachable.journeys.briefing_made import Briefing, make_briefing
from reachable.journeys.ladder_climbed import STANDS_BEHIND
from reachable.kernel.ids import AboutId, HandoverId, SubjectId, TeamId
from reachable.kernel.working_days import Calendar
from reachable.people.queries import open_records

HANDS_OVER = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.DUTY_WORKER})
"""Who carries a shift: whoever may decide on what waits for the area."""

PAGE = "a handover note"
RUN = Run("handover")
SHIFT_WITHOUT_ROTA = timedelta(hours=12)
"""How long the next shift is taken to last where no rota says. A local setting."""

READ_FOR = timedelta(days=28)
"""How long the team can look back at a note. A local setting."""

TAKEN_OVER = "The handover note was taken over."


class NotYoursToHandOver(PermissionError):
    """The viewer carries no shift, or the note is not open to them, or there is none."""


class NotOpenToWriter(NotYoursToHandOver):
    """Lines are about children whose records are not open to the writer, or not any more. Nothing was kept."""

    def __init__(self, subject_ids: Iterable[SubjectId]) -> None:
        super().__init__("lines about children who are not open to the writer")
        self.subject_ids = frozenset(subject_ids)


class NothingWritten(ValueError):
    """A note says at least one thing."""


class YourOwnNote(ValueError):
    """Whoever wrote a note cannot take it over from themselves."""


class TakenOverAlready(ValueError):
    """Somebody has taken the note over in the meantime."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch on duty. `who` are those on the rota at its start, in order; empty where nobody is."""

    starts_at: datetime
    ends_at: datetime
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """A note, its lines about children who are open to the reader, how many are about others, and what stood then."""

    note: HandoverRecord
    lines: tuple[HandoverLineRecord, ...]
    not_shown: int
    briefing: Briefing

    def may_be_taken_over_by(self, viewer: Viewer) -> bool:
        """Test if this reader can take it over: nobody has, and it is not their own."""
        return self.note.taken_over_at is None and self.note.made_by_id != viewer.user_id


def find_shift_team(viewer: Viewer) -> TeamCard | None:
    """Return the team whose shift the viewer carries, or None when they carry none."""
    if viewer.role not in HANDS_OVER:
        return None
    teams = [team for team in list_teams(area_id=viewer.area_id) if team.id in viewer.team_ids]
    return next(iter(sorted(teams, key=lambda team: not set(STANDS_BEHIND) & set(team.duties))), None)


def find_next_shift(*, team_id: TeamId, now: datetime) -> Shift:
    """Return the shift after the one now, as the rota of the team has it; where it has none, the twelve hours ahead."""
    turns = list_turns(team_ids=[team_id], at=now)
    starts = min((turn.ends_at for turn in turns), default=now)
    coming = list_turns(team_ids=[team_id], at=starts) if turns else ()
    ends = min((turn.ends_at for turn in coming), default=starts + SHIFT_WITHOUT_ROTA)
    return Shift(starts, ends, tuple(turn.name for turn in coming))


def prepare_handover(*, viewer: Viewer, calendar: Calendar, now: datetime) -> tuple[Shift, Briefing]:
    """Return the shift to come and what stands open now, for whoever is about to write.

    :raises NotYoursToHandOver: when the viewer carries no shift.
    """
    team = _team_of(viewer)
    shift = find_next_shift(team_id=team.id, now=now)
    briefing = make_briefing(
        viewer=viewer, on=None, calendar=calendar, now=now, what=f"writing {PAGE}", due_by=shift.ends_at
    )
    return shift, briefing


def hand_over(*, words: str, lines: Mapping[SubjectId, str], viewer: Viewer, now: datetime) -> HandoverId:
    """Keep a note and its lines, let the team and those who stand behind it read it, and wait for somebody to take it.

    From the start of the next shift the ladder tells whoever is on the rota, then the next, until somebody has.

    :raises NotYoursToHandOver: when the viewer carries no shift.
    :raises NotOpenToWriter: when a line is about a child not open to them; nothing is kept.
    :raises NothingWritten: when there are no words and no lines.
    """
    team = _team_of(viewer)
    written = {subject_id: said.strip() for subject_id, said in lines.items() if said.strip()}
    if not words.strip() and not written:
        raise NothingWritten("Write what the next shift must know")
    opened = open_records(
        viewer=viewer, about_ids=[AboutId(each) for each in written], shown=Shown.LISTED, what=f"writing {PAGE}"
    )
    if opened.refused:
        raise NotOpenToWriter(SubjectId(each) for each in opened.refused)
    shift = find_next_shift(team_id=team.id, now=now)
    by = Actor.from_viewer(viewer)
    behind = [each for each in list_teams(area_id=viewer.area_id) if set(STANDS_BEHIND) & set(each.duties)]
    with acting(by=by, what="wrote a handover note", now=now):
        note_id = write_handover(
            area_id=viewer.area_id,
            team_id=team.id,
            controller_id=viewer.agency_id,
            shift=(shift.starts_at, shift.ends_at),
            words=words.strip(),
            lines=written,
            made_by=viewer.user_id,
            by=by,
            now=now,
        )
        begin_relationships(
            wanted=[
                WantedRelationship(
                    about_id=AboutId(note_id),
                    controller_id=viewer.agency_id,
                    reason=RelationshipReason.ALERTED,
                    starts_at=now,
                    ends_at=shift.ends_at + READ_FOR,
                    team_id=team_id,
                )
                for team_id in dict.fromkeys((team.id, *(each.id for each in behind)))
            ],
            by=by,
            now=now,
        )
        raise_alert(
            alert=NewAlert(
                about_id=AboutId(note_id),
                controller_id=viewer.agency_id,
                cause="HANDOVER",
                area_id=viewer.area_id,
                team_id=team.id,
                urgency=Urgency.SAME_DAY,
                tell_from=shift.starts_at,
            ),
            by=by,
            now=now,
        )
    return note_id


def list_notes(*, viewer: Viewer, now: datetime) -> tuple[HandoverRecord, ...]:
    """Return the notes left to the viewer's teams in the last weeks, those not taken over first, then the newest.

    :raises NotYoursToHandOver: when the viewer carries no shift.
    """
    _team_of(viewer)
    with running(job="find handover notes of a team", now=now):
        ids = list_handover_ids(viewer=RUN, team_ids=viewer.team_ids, since=now - READ_FOR)
    opened = open_records(
        viewer=viewer, about_ids=[AboutId(each) for each in ids], shown=Shown.LISTED, what="handover notes"
    )
    with reading(viewer):
        notes = list_handovers(viewer=viewer, note_ids=[HandoverId(each) for each in opened.granted])
    return tuple(sorted(notes, key=lambda note: note.taken_over_at is not None))


def open_handover(
    *, note_id: HandoverId, viewer: Viewer, calendar: Calendar, now: datetime, what: str = PAGE
) -> HandoverPage | None:
    """Open a note and what stood when it was written, and note it; None for whom it is not, and where there is none.

    What the reader sees of a child is what is open to them, whoever wrote the note.
    """
    about = AboutId(note_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what=what)
    if about not in opened.granted:
        return None
    with running(job="find whom a handover note is about", now=now):
        subjects = list_subjects_in_handover(viewer=RUN, note_id=note_id)
    spoken = open_records(viewer=viewer, about_ids=[AboutId(each) for each in subjects], shown=Shown.LISTED, what=what)
    with reading(viewer):
        note = next(iter(list_handovers(viewer=viewer, note_ids=[note_id])), None)
        lines = list_handover_lines(viewer=viewer, note_id=note_id)
    if note is None:
        return None
    briefing = make_briefing(
        viewer=viewer,
        on=None,
        calendar=calendar,
        now=now,
        what=what,
        as_at=note.made_at,
        due_by=note.shift_ends_at,
    )
    return HandoverPage(note, lines, len(spoken.refused), briefing)


def take_over(*, note_id: HandoverId, viewer: Viewer, now: datetime) -> None:
    """Keep who has taken a note over; the ladder then tells nobody else.

    :raises NotYoursToHandOver: when the viewer carries no shift, or the note is not open to them.
    :raises YourOwnNote: when they wrote it.
    :raises TakenOverAlready: when somebody has in the meantime.
    """
    _team_of(viewer)
    about = AboutId(note_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="taking over a handover note")
    if about not in opened.granted:
        raise NotYoursToHandOver
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="took over a handover note", now=now):
        # The note is held before its alert is read, so that of two who take it over one is told that it is taken.
        note = mark_taken_over(note_id=note_id, by=by, now=now)
        if note is None:
            raise NotYoursToHandOver
        if note.made_by_id == viewer.user_id:
            raise YourOwnNote("Somebody else takes it over")
        if note.taken_over_at is not None:
            raise TakenOverAlready("Somebody has taken it over")
        for alert in list_alerts(viewer=RUN, about_ids=[about]):
            if AlertState[alert.state] not in ANSWERED:
                answer_alert(alert_id=alert.id, act=Act.ACT_ON, reason=TAKEN_OVER, by=by, now=now)


def _team_of(viewer: Viewer) -> TeamCard:
    team = find_shift_team(viewer)
    if team is None:
        raise NotYoursToHandOver
    return team


def list_spoken(briefing: Briefing) -> tuple[Spoken, ...]:
    """Return the children a briefing speaks of, each once, in its order."""
    spoken = [line.child for line in (*briefing.your_turn, *briefing.reachable, *briefing.due)]
    spoken += [notice.child for notice in briefing.overnight]
    spoken += [away.child for away in briefing.away]
    return tuple({child.subject_id: child for child in spoken}.values())
