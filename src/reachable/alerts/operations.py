"""Raises alerts, tells people, and takes their answers. An alert is never deleted.

In:  whose turn it is and why; who is told next; what they answered.
Out: rows, with the outbox message in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.access.queries import list_addresses
from reachable.access.rows import add_rows, sent_together
from reachable.alerts.domain.ladder import Step, Urgency, WhatNow
from reachable.alerts.domain.message_keys import find_what
from reachable.alerts.domain.messages import AlertReference, OutsideMessage, write_message
from reachable.alerts.domain.rota import Channel
from reachable.alerts.domain.states import Act, AlertState, next_state
from reachable.alerts.models import Alert, Answer, OutboxMessage, Telling
from reachable.kernel.ids import AboutId, AgencyId, AlertId, AreaId, ConcernId, DutyId, FiringId, TeamId, UserId

WITHDRAWAL_CHANGES = ("state", "closed_at", "closed_by", "closed_because", "look_again_at", "before_withdrawn")
MOST_ATTEMPTS_COUNTED = 30_000
NO_ADDRESSES: Mapping[UserId, str] = {}
NOBODY_WAITS = (AlertState.ACTED_ON, AlertState.NOT_RELEVANT, AlertState.WITHDRAWN)


class AlertNotFound(LookupError):
    """No alert has this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAlert:
    """Whose turn, about whom and because of what. At most one of firing, duty and concern is given.

    Without one, what waits is what it is about: a handover note. Nobody is told before `tell_from`; None is at once.
    """

    about_id: AboutId
    controller_id: AgencyId
    cause: str
    area_id: AreaId
    team_id: TeamId
    urgency: Urgency
    due_at: datetime | None = None
    by_law: bool = False
    rule_id: str = ""
    firing_id: FiringId | None = None
    duty_id: DutyId | None = None
    concern_id: ConcernId | None = None
    tell_from: datetime | None = None


def raise_alert(*, alert: NewAlert, by: Actor, now: datetime) -> AlertId | None:
    """Raise an alert and return its id, or None when this turn was raised before. `take_step` then tells people."""
    require_acting()
    if _raised_before(alert):
        return None
    row = _new_alert(alert, now, look_again_at=alert.tell_from or now)
    add_rows([row])
    return AlertId(row.id)


def raise_alerts(
    *,
    first_steps: Sequence[tuple[NewAlert, Step]],
    addresses: Mapping[UserId, str] = NO_ADDRESSES,
    by: Actor,
    now: datetime,
) -> None:
    """Raise alerts and take the first step of the ladder of each, all at once.

    `addresses` are e-mail addresses that have been read already; those that are not among them are read.

    :raises IntegrityError: when one of these turns was raised before: nobody is told of it twice.
    """
    require_acting()
    raised = [(_new_alert(alert, now, look_again_at=step.look_again_at), step) for alert, step in first_steps]
    with sent_together():
        add_rows([row for row, _ in raised])
        told = [(row, telling) for row, step in raised for telling in _tellings(row, step, 0, now)]
        _keep_tellings(told, now, addresses)


def hold_alert(*, alert_id: AlertId, by: Actor, now: datetime) -> None:
    """Wait until nobody else acts on an alert, and let nobody else until this transaction ends.

    :raises AlertNotFound: when there is no such alert.
    """
    require_acting()
    _load(alert_id)


def take_step(*, alert_id: AlertId, step: Step, by: Actor, now: datetime) -> None:
    """Do what the ladder says: tell people, with a message to each who can be written to, or note when to look again.

    :raises AlertNotFound: when there is no such alert.
    """
    require_acting()
    row = _load(alert_id)
    tellings = _tellings(row, step, row.tellings.count(), now)
    _keep_tellings([(row, telling) for telling in tellings], now)
    row.look_again_at = step.look_again_at
    row.save(update_fields=["look_again_at"])


def answer_alert(
    *, alert_id: AlertId, act: Act, reason: str, act_by: datetime | None = None, by: Actor, now: datetime
) -> AlertState:
    """Take a named person's answer and return the state the alert is then in.

    :raises AlertNotFound: when there is no such alert.
    :raises reachable.alerts.domain.states.CannotDoThat: when the state does not allow it.
    :raises reachable.alerts.domain.states.ReasonMissing: when it needs a reason and there is none.
    """
    require_acting()
    row = _load(alert_id)
    after = next_state(AlertState[row.state], act, reason=reason)
    row.state = after.name
    if act in (Act.HAND_BACK, Act.REOPEN):
        _open_again(row)
    elif row.acknowledged_at is None or act is Act.ACKNOWLEDGE:
        row.acknowledged_at = now
        row.acknowledged_by_id = by.user_id
        row.act_by = act_by
    if after in NOBODY_WAITS:
        row.closed_at = now
        row.closed_by_id = by.user_id
        row.closed_because = reason
    row.look_again_at = None if after in NOBODY_WAITS else row.act_by or now
    row.save()
    Answer.objects.create(
        about_id=row.about_id,
        controller_id=by.agency_id or row.controller_id,
        alert=row,
        act=act.name,
        reason=reason,
        act_by=act_by,
        answered_at=now,
        answered_by_id=by.user_id,
    )
    if by.user_id is not None:
        row.tellings.filter(answered_at__isnull=True, user_id=by.user_id).update(answered_at=now)
    return after


def withdraw_alerts(
    *, firing_ids: Iterable[FiringId], because: str, even_answered: bool = True, by: Actor, now: datetime
) -> tuple[AlertId, ...]:
    """Mark alerts as withdrawn because what they stood on no longer does, tell whoever was told, and return which.

    Those that somebody has answered for good are left when not `even_answered`: they said what came of it themselves.
    """
    require_acting()
    wanted = list(firing_ids)
    if not wanted:
        return ()
    left = (AlertState.WITHDRAWN,) if even_answered else NOBODY_WAITS
    rows = _hold(Alert.objects.filter(firing_id__in=wanted).exclude(state__in=[state.name for state in left]))
    for row in rows:
        row.before_withdrawn = _answer(row)
        row.state = AlertState.WITHDRAWN.name
        row.closed_at = now
        row.closed_by_id = None
        row.closed_because = because
        row.look_again_at = None
    Alert.objects.bulk_update(rows, WITHDRAWAL_CHANGES)
    _write_to_whoever_was_told(
        rows, "withdrawn", "An alert in Reachable was withdrawn. Reference {}. Sign in to read why.", now
    )
    return tuple(AlertId(row.id) for row in rows)


@dataclass(frozen=True, slots=True)
class MovedAlert:
    """An alert that is about another record than before, whose turn it is and in which area."""

    about_id: AboutId
    team_id: TeamId
    area_id: AreaId


def move_alerts(*, about_of: Mapping[FiringId, AboutId], by: Actor, now: datetime) -> tuple[MovedAlert, ...]:
    """Let alerts be about the record that what they stand on is on now, with everybody told and every answer."""
    require_acting()
    rows = _hold(Alert.objects.filter(firing_id__in=list(about_of)))
    parts: list[Telling | Answer] = [*Telling.objects.filter(alert__in=rows), *Answer.objects.filter(alert__in=rows)]
    about = {row.id: about_of[FiringId(row.firing_id)] for row in rows if row.firing_id is not None}
    for row in rows:
        row.about_id = about[row.id]
    for part in parts:
        part.about_id = about[part.alert_id]
    Alert.objects.bulk_update(rows, ["about_id"])
    Telling.objects.bulk_update([part for part in parts if isinstance(part, Telling)], ["about_id"])
    Answer.objects.bulk_update([part for part in parts if isinstance(part, Answer)], ["about_id"])
    return tuple(MovedAlert(AboutId(row.about_id), TeamId(row.team_id), AreaId(row.area_id)) for row in rows)


def restore_alerts(*, firing_ids: Iterable[FiringId], by: Actor, now: datetime) -> tuple[AlertId, ...]:
    """Let withdrawn alerts stand as they did, because what they stood on stands again, and tell whoever was told.

    One that nobody had answered waits for an answer again. Return which.
    """
    require_acting()
    wanted = list(firing_ids)
    if not wanted:
        return ()
    rows = _hold(Alert.objects.filter(firing_id__in=wanted, state=AlertState.WITHDRAWN.name))
    for row in rows:
        before, row.before_withdrawn = row.before_withdrawn, {}
        row.state = before.get("state", AlertState.OPEN.name)
        row.closed_at = parse_datetime(before["closed_at"]) if before.get("closed_at") else None
        row.closed_by_id = UUID(before["closed_by"]) if before.get("closed_by") else None
        row.closed_because = before.get("closed_because", "")
        row.look_again_at = None if AlertState[row.state] in NOBODY_WAITS else now
    Alert.objects.bulk_update(rows, WITHDRAWAL_CHANGES)
    _write_to_whoever_was_told(
        rows,
        "again",
        "An alert in Reachable that was withdrawn stands again. Reference {}. Sign in to read it.",
        now,
    )
    return tuple(AlertId(row.id) for row in rows)


def make_certain(
    *, firing_id: FiringId, urgency: Urgency, due_at: datetime | None, by: Actor, now: datetime
) -> tuple[AlertId, ...]:
    """Let a question be an alert, because what was only possible is so, tell whoever was told, and return which.

    It waits for an answer again: an answer to the question, kept as it was given, is none to this.
    """
    require_acting()
    asked = Alert.objects.filter(firing_id=firing_id, cause="QUESTION").exclude(state=AlertState.WITHDRAWN.name)
    rows = _hold(asked)
    for row in rows:
        row.cause = "RULE"
        row.urgency = urgency.name
        row.due_at = due_at
        _open_again(row)
        row.look_again_at = now
        row.save()
    _write_to_whoever_was_told(
        rows, "certain", "What an alert in Reachable asked is now certain. Reference {}. Sign in to answer it.", now
    )
    return tuple(AlertId(row.id) for row in rows)


def _hold(alerts: QuerySet[Alert]) -> list[Alert]:
    """Return alerts that nobody else can act on until this transaction ends, with who was told of each."""
    return list(alerts.order_by("id").select_for_update(of=("self",)).prefetch_related("tellings__user"))


def _open_again(row: Alert) -> None:
    """Let an alert be as if nobody had answered. The answers themselves are kept."""
    row.state = AlertState.OPEN.name
    row.acknowledged_at = row.acknowledged_by_id = row.act_by = row.closed_at = row.closed_by_id = None
    row.closed_because = ""


def _write_to_whoever_was_told(rows: Iterable[Alert], what: str, text: str, now: datetime) -> None:
    """Leave one message for everybody who was told of each alert. `text` has a place for the reference."""
    messages = [
        _message(f"{row.id}:{what}:{now.isoformat()}:{user.id}", user.name, user.email, text.format(row.reference), now)
        for row in rows
        for user in {telling.user for telling in row.tellings.all() if telling.user is not None}
    ]
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)


def _answer(row: Alert) -> dict[str, str]:
    """Return how an alert stands, as it is kept while it is withdrawn."""
    return {
        "state": row.state,
        "closed_at": "" if row.closed_at is None else row.closed_at.isoformat(),
        "closed_by": "" if row.closed_by_id is None else str(row.closed_by_id),
        "closed_because": row.closed_because,
    }


def leave_message(*, key: str, to_name: str, to_address: str, text: str, by: Actor, now: datetime) -> None:
    """Leave a message to be sent, once for each key. `text` carries a reference at most, never anything of a child.

    :raises NotTied: when the key does not begin with what it is about: nobody could be asked about as it leaves.
    """
    require_acting()
    find_what(key)
    OutboxMessage.objects.bulk_create([_message(key, to_name, to_address, text, now)], ignore_conflicts=True)


def mark_message(*, message_id: UUID, problem: str, by: Actor, now: datetime) -> None:
    """Note that a message left, or why it could not yet."""
    require_acting()
    message = OutboxMessage.objects.get(pk=message_id)
    message.attempts = min(message.attempts + 1, MOST_ATTEMPTS_COUNTED)
    message.last_problem = problem[:200]
    message.sent_at = None if problem else now
    message.save(update_fields=["attempts", "last_problem", "sent_at"])


def _raised_before(alert: NewAlert) -> bool:
    same_turn = Alert.objects.filter(team_id=alert.team_id)
    if alert.firing_id is not None:
        return same_turn.filter(firing_id=alert.firing_id).exists()
    if alert.concern_id is not None:
        return same_turn.filter(concern_id=alert.concern_id).exists()
    if alert.duty_id is None:
        return same_turn.filter(cause=alert.cause, about_id=alert.about_id).exists()
    return same_turn.filter(duty_id=alert.duty_id).exists()


def _load(alert_id: AlertId) -> Alert:
    try:
        return Alert.objects.select_for_update().get(pk=alert_id)
    except Alert.DoesNotExist:
        raise AlertNotFound(f"there is no alert {alert_id}") from None


def _new_alert(alert: NewAlert, now: datetime, *, look_again_at: datetime | None) -> Alert:
    number = uuid4()
    return Alert(
        id=number,
        about_id=alert.about_id,
        controller_id=alert.controller_id,
        reference=AlertReference.from_number(number.int).text,
        cause=alert.cause,
        firing_id=alert.firing_id,
        duty_id=alert.duty_id,
        concern_id=alert.concern_id,
        rule_id=alert.rule_id,
        area_id=alert.area_id,
        team_id=alert.team_id,
        urgency=alert.urgency.name,
        state=AlertState.OPEN.name,
        raised_at=now,
        due_at=alert.due_at,
        by_law=alert.by_law,
        look_again_at=look_again_at,
    )


def _tellings(row: Alert, step: Step, told_before: int, now: datetime) -> list[Telling]:
    """Return who a step tells, none when it only waits."""
    if step.what is not WhatNow.TELL or step.answer_by is None:
        return []
    return [
        Telling(
            about_id=row.about_id,
            controller_id=row.controller_id,
            alert_id=row.id,
            step=told_before + place,
            team_id=contact.team_id,
            user_id=contact.user_id,
            name=contact.name,
            phone=contact.phone,
            desk=contact.desk,
            channel=contact.channel.name,
            on_rota=contact.on_rota,
            told_at=now,
            answer_by=step.answer_by,
        )
        for place, contact in enumerate(step.tell, start=1)
    ]


def _keep_tellings(
    told: Sequence[tuple[Alert, Telling]], now: datetime, known: Mapping[UserId, str] = NO_ADDRESSES
) -> None:
    """Keep who was told of alerts, with a message to each who can be written to."""
    add_rows([telling for _, telling in told])
    written = [each for each in told if each[1].channel == Channel.MESSAGE.name and each[1].user_id is not None]
    wanted = {UserId(telling.user_id) for _, telling in written if telling.user_id}
    addresses = known if wanted <= known.keys() else list_addresses(user_ids=wanted)
    add_rows(
        [
            _message(
                f"{row.id}:{telling.step}",
                telling.name,
                addresses[UserId(telling.user_id)],
                write_message(OutsideMessage(AlertReference(row.reference), telling.answer_by)),
                now,
            )
            for row, telling in written
            if telling.user_id is not None
        ]
    )


def _message(key: str, name: str, address: str, text: str, now: datetime) -> OutboxMessage:
    return OutboxMessage(key=key, to_name=name, to_address=address, channel="EMAIL", text=text, created_at=now)
