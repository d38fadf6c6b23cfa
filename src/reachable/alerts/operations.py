"""Raises alerts, tells people, and takes their answers. An alert is never deleted.

In:  whose turn it is and why; who is told next; what they answered.
Out: rows, with the outbox message in the same transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.alerts.domain.messages import alert_message
from reachable.alerts.domain.states import Answer, next_state
from reachable.alerts.models import Alert, OutboxMessage, Telling
from reachable.kernel.ids import AboutId, AgencyId, AlertId, AreaId, ConcernId, DutyId, FiringId, TeamId, UserId


class AlertNotFound(LookupError):
    """No alert has this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAlert:
    """Whose turn, about whom and because of what. Exactly one of firing, duty and concern is given."""

    reference: str
    about_id: AboutId
    controller_id: AgencyId
    cause: str
    area_id: AreaId
    team_id: TeamId
    urgency: str
    due_at: datetime | None = None
    by_law: bool = False
    rule_id: str = ""
    firing_id: FiringId | None = None
    duty_id: DutyId | None = None
    concern_id: ConcernId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTelling:
    """Who is told, how, and by when they are asked to answer. `address` is empty when they can only be rung."""

    name: str
    phone: str
    answer_by: datetime
    team_id: TeamId | None = None
    user_id: UserId | None = None
    address: str = ""


def raise_alert(*, alert: NewAlert, telling: NewTelling, by: Actor, now: datetime) -> AlertId | None:
    """Raise an alert and tell the first person, and return its id, or None when this turn has been raised before."""
    require_acting()
    if _raised_before(alert):
        return None
    row = Alert.objects.create(
        about_id=alert.about_id,
        controller_id=alert.controller_id,
        reference=alert.reference,
        cause=alert.cause,
        firing_id=alert.firing_id,
        duty_id=alert.duty_id,
        concern_id=alert.concern_id,
        rule_id=alert.rule_id,
        area_id=alert.area_id,
        team_id=alert.team_id,
        urgency=alert.urgency,
        state="OPEN",
        raised_at=now,
        due_at=alert.due_at,
        by_law=alert.by_law,
    )
    _tell(row, telling, step=1, now=now)
    return AlertId(row.id)


def tell_next(*, alert_id: AlertId, telling: NewTelling, by: Actor, now: datetime) -> None:
    """Tell the next person on the ladder.

    :raises AlertNotFound: when there is no such alert.
    """
    require_acting()
    row = _load(alert_id)
    last = row.tellings.order_by("-step").values_list("step", flat=True).first() or 0
    _tell(row, telling, step=last + 1, now=now)


def answer_alert(*, alert_id: AlertId, answer: Answer, because: str, by: Actor, now: datetime) -> None:
    """Take a named person's answer: taken, acted on, or not relevant because.

    :raises AlertNotFound: when there is no such alert.
    :raises reachable.alerts.domain.states.AnswerNotPossible: when the state does not allow it or a reason is missing.
    """
    require_acting()
    row = _load(alert_id)
    row.state = next_state(row.state, answer, because=because)
    if row.acknowledged_at is None:
        row.acknowledged_at = now
        row.acknowledged_by_id = by.user_id
    if answer is not Answer.ACKNOWLEDGE:
        row.closed_at = now
        row.closed_by_id = by.user_id
        row.closed_because = because
    row.save(update_fields=["state", "acknowledged_at", "acknowledged_by", "closed_at", "closed_by", "closed_because"])
    row.tellings.filter(answered_at__isnull=True, user_id=by.user_id).update(answered_at=now)


def withdraw_alerts(*, firing_ids: Iterable[FiringId], because: str, by: Actor, now: datetime) -> tuple[AlertId, ...]:
    """Mark alerts as withdrawn because what they stood on no longer does, tell whoever was told, and return which."""
    require_acting()
    rows = list(
        Alert.objects.filter(firing_id__in=list(firing_ids)).exclude(state="WITHDRAWN").prefetch_related("tellings__user")
    )
    for row in rows:
        row.state = "WITHDRAWN"
        row.closed_at = now
        row.closed_because = because
    Alert.objects.bulk_update(rows, ["state", "closed_at", "closed_because"])
    messages = []
    for row in rows:
        for telling in row.tellings.all():
            if telling.user is not None:
                text = alert_message(reference=row.reference, answer_by=None, withdrawn=True)
                messages.append(_message(f"{row.id}:{telling.step}:withdrawn", telling.name, telling.user.email, text, now))
    OutboxMessage.objects.bulk_create(messages, ignore_conflicts=True)
    return tuple(AlertId(row.id) for row in rows)


def mark_message(*, message_id: UUID, problem: str, by: Actor, now: datetime) -> None:
    """Note that a message left, or why it could not yet."""
    message = OutboxMessage.objects.get(pk=message_id)
    message.attempts += 1
    message.last_problem = problem
    message.sent_at = None if problem else now
    message.save(update_fields=["attempts", "last_problem", "sent_at"])


def _raised_before(alert: NewAlert) -> bool:
    same_turn = Alert.objects.filter(team_id=alert.team_id)
    if alert.firing_id is not None:
        return same_turn.filter(firing_id=alert.firing_id).exists()
    if alert.concern_id is not None:
        return same_turn.filter(concern_id=alert.concern_id).exists()
    return same_turn.filter(duty_id=alert.duty_id).exists()


def _load(alert_id: AlertId) -> Alert:
    try:
        return Alert.objects.select_for_update().get(pk=alert_id)
    except Alert.DoesNotExist:
        raise AlertNotFound(f"there is no alert {alert_id}") from None


def _tell(row: Alert, telling: NewTelling, *, step: int, now: datetime) -> None:
    Telling.objects.create(
        about_id=row.about_id,
        controller_id=row.controller_id,
        alert=row,
        step=step,
        team_id=telling.team_id,
        user_id=telling.user_id,
        name=telling.name,
        phone=telling.phone,
        channel="MESSAGE" if telling.address else "TELEPHONE",
        told_at=now,
        answer_by=telling.answer_by,
    )
    if telling.address:
        text = alert_message(reference=row.reference, answer_by=telling.answer_by, withdrawn=False)
        _message(f"{row.id}:{step}", telling.name, telling.address, text, now).save()


def _message(key: str, name: str, address: str, text: str, now: datetime) -> OutboxMessage:
    return OutboxMessage(key=key, to_name=name, to_address=address, channel="EMAIL", text=text, created_at=now)
