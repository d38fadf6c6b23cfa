"""Reads firings, duties, and which children wait to be evaluated.

In:  records that are open; the machine for what waits.
Out: plain values.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Q

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.rows import Row, later
from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import DutyId, EventId, FiringId, SubjectId
from reachable.rules.domain.narrowing import LastAsked
from reachable.rules.domain.turns import TurnTaker
from reachable.rules.models import Duty, Firing, ToEvaluate

ASKED = "SELECT id, asked_at FROM rules_toevaluate WHERE about_id = ANY (%s::uuid[]) AND done_at IS NULL"
RAN_OUT = f"""
    SELECT min(due_at) FROM rules_duty
    WHERE about_id = ANY (%s::uuid[]) AND done_at IS NULL AND withdrawn_at IS NULL AND {Duty.RAN_OUT_SINCE_ASKED}
"""  # noqa: S608  a condition of our own, no value
LAST_ASKED = "SELECT ground, facts, clocks, asked_at FROM rules_lastasked WHERE about_id = ANY (%s::uuid[])"


FIRING = (
    "id",
    "about_id",
    "rule_id",
    "rule_version",
    "anchor_event_id",
    "certainty",
    "evidence_event_ids",
    "others_event_ids",
    "missing",
    "whose_turn",
    "known_at",
    "due_at",
    "fired_at",
    "state",
    "done_by_event_id",
    "withdrawn_because",
)
DUTY = (
    "id",
    "about_id",
    "rule_id",
    "anchor_event_id",
    "whose_turn",
    "started_at",
    "due_at",
    "limit_in_words",
    "by_law",
    "done_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiringRecord:
    """A rule that held for a child, as it was kept. `others` is the evidence that happened to other children."""

    id: FiringId
    subject_id: SubjectId
    rule_id: str
    rule_version: str
    anchor_id: EventId
    certainty: Certainty
    evidence: tuple[EventId, ...]
    missing: tuple[str, ...]
    whose_turn: TurnTaker
    known_at: datetime
    due_at: datetime | None
    fired_at: datetime
    state: str
    done_by: EventId | None
    withdrawn_because: str
    others: tuple[EventId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRecord:
    """Something due for a child, with its clock."""

    id: DutyId
    subject_id: SubjectId
    rule_id: str
    anchor_id: EventId
    whose_turn: TurnTaker
    started_at: datetime
    due_at: datetime
    limit_in_words: str
    by_law: bool
    done_at: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """Test if the clock ran out and nothing was done."""
        return self.done_at is None and self.due_at <= now


def list_firings(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[FiringRecord, ...]:
    """Return every firing about these subjects, withdrawn ones included, in the order they could be known."""
    rows = Firing.objects.filter(about_id__in=list(subject_ids)).order_by("known_at", "rule_id", "id")
    return tuple(_firing(row) for row in rows.values_list(*FIRING, named=True))


def list_firings_of(
    *, viewer: Viewer | Run, subject_ids: Iterable[SubjectId], alerted: Iterable[FiringId], anchors: Iterable[EventId]
) -> tuple[FiringRecord, ...]:
    """Return, of the firings about these subjects, those alerted to and those on these anchors.

    That is all a list of children speaks of. They are in the order they could be known.
    """
    spoken_of = Q(id__in=list(alerted)) | Q(anchor_event_id__in=list(anchors))
    rows = Firing.objects.filter(spoken_of, about_id__in=list(subject_ids)).order_by("known_at", "rule_id", "id")
    return tuple(_firing(row) for row in rows.values_list(*FIRING, named=True))


def list_firings_on(*, viewer: Run, event_ids: Iterable[EventId]) -> frozenset[FiringId]:
    """Return the firings not withdrawn that any of these events is the anchor or the evidence of. For the machine."""
    wanted = [str(event_id) for event_id in event_ids]
    if not wanted:
        return frozenset()
    rows = Firing.objects.filter(Q(anchor_event_id__in=wanted) | Q(evidence_event_ids__has_any_keys=wanted))
    return frozenset(FiringId(row_id) for row_id in rows.exclude(state="WITHDRAWN").values_list("id", flat=True))


def list_duties(*, viewer: Viewer | Run, subject_ids: Iterable[SubjectId]) -> tuple[DutyRecord, ...]:
    """Return the clocks that run or ran for these subjects, the soonest due first."""
    rows = Duty.objects.filter(about_id__in=list(subject_ids), withdrawn_at__isnull=True).order_by(
        "due_at", "rule_id", "id"
    )
    return tuple(_duty(row) for row in rows.values_list(*DUTY, named=True))


def list_open_duties(*, viewer: Run) -> tuple[DutyRecord, ...]:
    """Return every clock that runs now, whoever it is about, the soonest due first. For the machine."""
    rows = Duty.objects.filter(done_at__isnull=True, withdrawn_at__isnull=True).order_by("due_at", "rule_id", "id")
    return tuple(_duty(row) for row in rows.values_list(*DUTY, named=True))


def list_waiting(*, viewer: Run) -> tuple[SubjectId, ...]:
    """Return the subjects about whom something changed and who have not been evaluated since, longest waiting first."""
    rows = ToEvaluate.objects.filter(done_at__isnull=True).values("about_id").annotate(since=Min("asked_at"))
    return tuple(
        SubjectId(about_id) for about_id, _ in rows.order_by("since", "about_id").values_list("about_id", "since")
    )


@dataclass(frozen=True, slots=True)
class Waited:
    """Why a person is to be asked about: what was asked, by id, and when; when the first clock ran out since."""

    asked: Mapping[UUID, datetime]
    ran_out: datetime | None


def find_why_asked_later(
    *, viewer: Run, subject_ids: Iterable[SubjectId], now: datetime
) -> Callable[[], tuple[Waited, LastAsked | None]]:
    """Ask why a person with just these subjects is to be asked about, and what the rules were last asked on.

    What gives it is returned, to be called when it is wanted.

    The last is None when it is not known: it is when every subject has a row and all are of one evaluation, so that
    none has been asked about by itself since.
    """
    wanted = list(subject_ids)
    asked, ran_out, last = later(ASKED, wanted), later(RAN_OUT, wanted, now, now), later(LAST_ASKED, wanted)
    return lambda: _why_asked(len(wanted), asked(), ran_out(), last())


def _why_asked(wanted: int, asked: list[Row], ran_out: list[Row], rows: list[Row]) -> tuple[Waited, LastAsked | None]:
    waited = Waited(dict(asked), ran_out[0][0])
    if len(rows) < wanted or len({(ground, at) for ground, _, _, at in rows}) != 1:
        return waited, None
    ground, facts, clocks, at = rows[0]
    ends = {rule_id: datetime.fromisoformat(end) for rule_id, end in json.loads(clocks).items()}
    return waited, LastAsked(ground=ground, facts=json.loads(facts), clocks=ends, at=at)


def list_newly_overdue(*, viewer: Run, now: datetime) -> tuple[SubjectId, ...]:
    """Return the subjects whose clock ran out by now and for whom the rule has not been asked since."""
    rows = Duty.objects.filter(Duty.ran_out_since_asked(now), done_at__isnull=True, withdrawn_at__isnull=True)
    return tuple(
        SubjectId(about_id) for about_id in dict.fromkeys(rows.order_by("due_at").values_list("about_id", flat=True))
    )


def list_with_duties(*, viewer: Run, due_from: datetime, due_by: datetime, at: datetime) -> tuple[SubjectId, ...]:
    """Return the subjects for whom a clock ran at a moment that is due between two others, the soonest first."""
    rows = Duty.objects.filter(
        Q(done_at__isnull=True) | Q(done_at__gt=at),
        withdrawn_at__isnull=True,
        started_at__lte=at,
        due_at__gte=due_from,
        due_at__lte=due_by,
    )
    return tuple(
        SubjectId(about_id) for about_id in dict.fromkeys(rows.order_by("due_at").values_list("about_id", flat=True))
    )


def _firing(row: Any) -> FiringRecord:
    return FiringRecord(
        id=FiringId(row.id),
        subject_id=SubjectId(row.about_id),
        rule_id=row.rule_id,
        rule_version=row.rule_version,
        anchor_id=EventId(row.anchor_event_id),
        certainty=Certainty[row.certainty],
        evidence=tuple(EventId(UUID(each)) for each in row.evidence_event_ids),
        others=tuple(EventId(UUID(each)) for each in row.others_event_ids),
        missing=tuple(row.missing),
        whose_turn=TurnTaker[row.whose_turn],
        known_at=row.known_at,
        due_at=row.due_at,
        fired_at=row.fired_at,
        state=row.state,
        done_by=None if row.done_by_event_id is None else EventId(row.done_by_event_id),
        withdrawn_because=row.withdrawn_because,
    )


def _duty(row: Any) -> DutyRecord:
    return DutyRecord(
        id=DutyId(row.id),
        subject_id=SubjectId(row.about_id),
        rule_id=row.rule_id,
        anchor_id=EventId(row.anchor_event_id),
        whose_turn=TurnTaker[row.whose_turn],
        started_at=row.started_at,
        due_at=row.due_at,
        limit_in_words=row.limit_in_words,
        by_law=row.by_law,
        done_at=row.done_at,
    )
