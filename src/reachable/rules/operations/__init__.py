"""Keeps what the rules found for a child, and which children wait to be asked about.

In:  an evaluation of one child.
Out: rows, and what is new, done or withdrawn since the last time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor, Run, Sharing
from reachable.access.rows import add_rows, change_rows, send, sent_together
from reachable.access.tables import RetentionClass
from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AgencyId, EventId, FiringId, SubjectId
from reachable.people.queries import list_controllers
from reachable.rules.domain.firings import Duty as RunningDuty
from reachable.rules.domain.firings import Evaluation, Fired, FiringKey
from reachable.rules.domain.narrowing import LastAsked
from reachable.rules.models import Duty, Firing, ToEvaluate
from reachable.rules.models import LastAsked as LastAskedRow
from reachable.rules.operations.comparing import HeldToCompare

ANSWERED = "UPDATE rules_toevaluate SET done_at = %s WHERE id = ANY (%s::uuid[]) AND done_at IS NULL"
LOOKED_AT = f"""
    UPDATE rules_duty SET asked_when_due_at = %s WHERE about_id = ANY (%s::uuid[]) AND {Duty.RAN_OUT_SINCE_ASKED}
"""  # noqa: S608  a condition of our own, no value
FIRING_CHANGES = (
    "anchor_event_id",
    "certainty",
    "evidence_event_ids",
    "others_event_ids",
    "missing",
    "due_at",
    "state",
    "done_by_event_id",
    "known_at",
    "withdrawn_at",
    "withdrawn_because",
)
DUTY_CHANGES = (
    "anchor_event_id",
    "started_at",
    "due_at",
    "certainly_due_at",
    "done_at",
    "done_by_event_id",
    "withdrawn_at",
)
NO_LONGER_HOLDS = "The facts it stood on were corrected, withdrawn or are of another child"
RULE_NOT_IN_USE = "The rule was changed or is no longer in use"
Key = tuple[str, str, EventId]


@dataclass(frozen=True, slots=True)
class AnchorRecord:
    """The record an event is on: what a firing hangs on. `told_now_by` is the version of the event that stands now."""

    subject_id: SubjectId
    controller_id: AgencyId
    told_now_by: EventId


@dataclass(frozen=True, slots=True)
class KeptFiring:
    """A firing as it is kept now."""

    id: FiringId
    subject_id: SubjectId
    controller_id: AgencyId
    fired: Fired


@dataclass(frozen=True, slots=True)
class LawClock:
    """A time set by law that has begun to run for a record, and when it is over at the latest."""

    subject_id: SubjectId
    controller_id: AgencyId
    over_at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """What an evaluation changed. What stands again was done or withdrawn before, as when a judgement is undone.

    `open_again` are those of them that had been done, and `surer` those that stand with more certainty than before.
    `clocks_over` are the records for which a time set by law ran and none does any more.
    """

    new: tuple[KeptFiring, ...]
    surer: tuple[KeptFiring, ...]
    open_again: tuple[KeptFiring, ...]
    done: tuple[FiringId, ...]
    withdrawn: tuple[FiringId, ...]
    standing_again: tuple[FiringId, ...]
    clocks_begun: tuple[LawClock, ...] = ()
    clocks_over: tuple[SubjectId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Compared:
    """A firing that was kept before, with how it stood then."""

    kept: KeptFiring
    row: Firing
    state_before: str
    certainty_before: Certainty

    @property
    def stands_again(self) -> bool:
        return self.row.state == "STANDING" and self.state_before != "STANDING"

    @property
    def is_surer(self) -> bool:
        now = self.kept.fired.certainty
        stronger = now is not self.certainty_before and now | self.certainty_before is now
        return self.row.state == "STANDING" and stronger


def ask_to_evaluate(*, subject_ids: Iterable[SubjectId], because: str, by: Actor, now: datetime) -> None:
    """Leave word that something changed about these subjects, so that each is evaluated in a transaction of its own."""
    require_acting()
    add_rows(
        [
            ToEvaluate(about_id=subject_id, controller_id=controller_id, asked_at=now, because=because)
            for subject_id, controller_id in list_controllers(viewer=Run("rules"), subject_ids=subject_ids).items()
        ]
    )


def begin_asking(*, by: Actor, now: datetime) -> None:
    """Let what waits from before a partnership's first day count as asked on it: what is older is history."""
    require_acting()
    ToEvaluate.objects.filter(done_at__isnull=True, asked_at__lt=now).update(asked_at=now)


def mark_evaluated(*, asked: Iterable[UUID], subject_ids: Iterable[SubjectId], by: Actor, now: datetime) -> None:
    """Note that what was asked has been answered, and every clock of these subjects that ran out looked at.

    `asked` is what waited before the facts were read. What is asked meanwhile is of facts that may not have been read.
    """
    require_acting()
    send(ANSWERED, now, list(asked))
    send(LOOKED_AT, now, list(subject_ids), now, now)


def keep_evaluation(
    *,
    evaluation: Evaluation,
    held: HeldToCompare,
    anchors: dict[EventId, AnchorRecord],
    rules_in_use: Collection[str],
    by: Actor,
    now: datetime,
) -> Changes:
    """Keep what holds and what runs for one child, and return what is new, done or no longer holds.

    `anchors` gives the record each anchor event is on; `rules_in_use` the versions of the rules there are. What is held
    of a rule that was not asked stays as it is, and so does what is held of an event that its rule was not asked of.
    """
    require_acting()
    clocks, firings = held.clocks(), held.firings()
    with sent_together():
        begun, over = _keep_duties(clocks, evaluation, anchors, held.rules_asked, now)
        changes = _keep_firings(_by_key(firings, anchors), evaluation, anchors, rules_in_use, now)
    return replace(changes, clocks_begun=begun, clocks_over=over)


def keep_last_asked(*, last: LastAsked, controllers: Mapping[SubjectId, AgencyId], by: Actor, now: datetime) -> None:
    """Keep what the rules were asked on this time, for every subject of a person, whatever was kept of it before."""
    require_acting()
    add_rows(
        [
            LastAskedRow(
                about_id=subject_id,
                controller_id=controller_id,
                retention_class=RetentionClass.WORKING,
                sharing=Sharing.HOLDER.code,
                ground=last.ground,
                facts=dict(last.facts),
                clocks={rule_id: at.isoformat() for rule_id, at in last.clocks.items()},
                asked_at=last.at,
            )
            for subject_id, controller_id in controllers.items()
        ],
        held_by="about_id",
    )


def _keep_firings(
    held: dict[Key, Firing],
    evaluation: Evaluation,
    anchors: dict[EventId, AnchorRecord],
    rules_in_use: Collection[str],
    now: datetime,
) -> Changes:
    new: list[KeptFiring] = []
    rows: list[Firing] = []
    changed: list[Firing] = []
    compared: list[_Compared] = []
    for each in evaluation.fired:
        row = held.pop(_key(each.key), None)
        if row is None:
            row = _new_firing(each, anchors[each.key.anchor_id], now)
            rows.append(row)
            new.append(_kept(row, each))
            continue
        compared.append(_Compared(_kept(row, each), row, row.state, Certainty[row.certainty]))
        if _update_firing(row, each):
            changed.append(row)
    gone = [row for key, row in held.items() if row.state != "WITHDRAWN" and not _is_left(key, evaluation)]
    for row in gone:
        row.state = "WITHDRAWN"
        row.withdrawn_at = now
        row.withdrawn_because = NO_LONGER_HOLDS if row.rule_version in rules_in_use else RULE_NOT_IN_USE
    add_rows(rows)
    change_rows([*changed, *gone], FIRING_CHANGES)
    return Changes(
        new=tuple(new),
        surer=tuple(each.kept for each in compared if each.is_surer),
        open_again=tuple(each.kept for each in compared if each.stands_again and each.state_before == "DONE"),
        done=tuple(each.kept.id for each in compared if (each.state_before, each.row.state) == ("STANDING", "DONE")),
        withdrawn=tuple(FiringId(row.id) for row in gone),
        standing_again=tuple(each.kept.id for each in compared if each.stands_again),
    )


def _kept(row: Firing, fired: Fired) -> KeptFiring:
    return KeptFiring(FiringId(row.id), SubjectId(row.about_id), AgencyId(row.controller_id), fired)


def _by_key(rows: Iterable[Firing], anchors: dict[EventId, AnchorRecord]) -> dict[Key, Firing]:
    """Return the firings kept by what they are of: the one not withdrawn, or the one withdrawn last, which comes last.

    What an event's correction is of is what the event was of: nobody is told again because a spelling was put right.
    """
    held: dict[Key, Firing] = {}
    for row in rows:
        key = (row.rule_id, row.rule_version, _as_told_now(row.anchor_event_id, anchors))
        if key in held and held[key].state != "WITHDRAWN":
            held[row.rule_id, row.rule_version, EventId(held[key].anchor_event_id)] = held[key]
        held[key] = row
    return held


def _as_told_now(anchor_id: UUID, anchors: dict[EventId, AnchorRecord]) -> EventId:
    """Return the version of an event that stands now, or the event itself when it has none or none is known."""
    event_id = EventId(anchor_id)
    return anchors[event_id].told_now_by if event_id in anchors else event_id


def _new_firing(fired: Fired, anchor: AnchorRecord, now: datetime) -> Firing:
    row = Firing(
        about_id=anchor.subject_id,
        controller_id=anchor.controller_id,
        rule_id=fired.key.rule_id,
        rule_version=fired.key.version,
        anchor_event_id=fired.key.anchor_id,
        whose_turn=fired.whose_turn.name,
        known_at=fired.known_at,
        fired_at=now,
    )
    _update_firing(row, fired)
    return row


def _update_firing(row: Firing, fired: Fired) -> bool:
    """Set what may change about a firing and return whether any of it did."""
    moved = row.anchor_event_id != fired.key.anchor_id
    values = {
        "anchor_event_id": fired.key.anchor_id,
        "known_at": min(row.known_at, fired.known_at) if moved else fired.known_at,
        "withdrawn_at": None,
        "withdrawn_because": "",
        "certainty": fired.certainty.name,
        "evidence_event_ids": [str(event_id) for event_id in fired.evidence],
        "others_event_ids": [str(event_id) for event_id in fired.others],
        "missing": list(fired.missing),
        "due_at": fired.due_at,
        "state": "STANDING" if fired.done_by is None else "DONE",
        "done_by_event_id": fired.done_by,
    }
    return _set(row, values)


def _keep_duties(
    before: Sequence[Duty],
    evaluation: Evaluation,
    anchors: dict[EventId, AnchorRecord],
    rules_asked: Collection[str] | None,
    now: datetime,
) -> tuple[tuple[LawClock, ...], tuple[SubjectId, ...]]:
    """Keep the clocks of one child; return those of the law that begin to run now, and the records with none left."""
    ran_before = {row.id for row in before if _runs_by_law(row)}
    left: list[Duty] = []
    held: dict[Key, Duty] = {}
    for row in before:
        key = (row.rule_id, row.rule_version, _as_told_now(row.anchor_event_id, anchors))
        if (rules_asked is not None and row.rule_id not in rules_asked) or _is_left(key, evaluation):
            left.append(row)
        else:
            held[key] = row
    rows: list[Duty] = []
    fresh: list[Duty] = []
    changed: list[Duty] = []
    for each in evaluation.duties:
        if each.due_at is None or each.certainty is Certainty.CANNOT_SAY:
            continue  # Where nobody wrote down what decides whether a clock runs, none is shown running.
        kept = held.pop(_key(each.key), None)
        row = kept or _new_duty(each, anchors[each.key.anchor_id])
        values = {
            "anchor_event_id": each.key.anchor_id,
            "started_at": each.started.earliest,
            "due_at": each.due_at,
            "certainly_due_at": each.due.latest,
            "done_at": None if each.done is None else each.done.earliest,
            "done_by_event_id": each.done_by,
        }
        rows.append(row)
        if _set(row, values):
            (changed if kept else fresh).append(row)
    about_before = {row.about_id for row in before if row.id in ran_before}
    for row in held.values():
        row.withdrawn_at = now
    add_rows(fresh)
    change_rows([*changed, *held.values()], DUTY_CHANGES)
    running = [row for row in (*rows, *left) if _runs_by_law(row)]
    begun = tuple(
        LawClock(
            SubjectId(row.about_id), AgencyId(row.controller_id), max(row.due_at, row.certainly_due_at or row.due_at)
        )
        for row in running
        if row.id not in ran_before
    )
    return begun, tuple(SubjectId(each) for each in sorted(about_before - {row.about_id for row in running}))


def _is_left(key: Key, evaluation: Evaluation) -> bool:
    """Test if the rule was not asked again of an event, so that what is held stands."""
    rule_id, _, anchor_id = key
    return anchor_id in evaluation.left.get(rule_id, ())


def _runs_by_law(row: Duty) -> bool:
    return row.by_law and row.done_at is None


def _set(row: Firing | Duty, values: Mapping[str, object]) -> bool:
    """Set these fields of a row and return whether any of them was otherwise."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)


def _new_duty(duty: RunningDuty, anchor: AnchorRecord) -> Duty:
    return Duty(
        about_id=anchor.subject_id,
        controller_id=anchor.controller_id,
        rule_id=duty.key.rule_id,
        rule_version=duty.key.version,
        anchor_event_id=duty.key.anchor_id,
        whose_turn=duty.whose_turn.name,
        limit_in_words=duty.limit_in_words,
        by_law=duty.by_law,
    )


def _key(key: FiringKey) -> Key:
    return key.rule_id, key.version, key.anchor_id
