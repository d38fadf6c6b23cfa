"""Reads alerts and who was told.

In:  records that are open; areas and teams for the machine.
Out: plain alerts. Their wording is made by the page from what its reader may see.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.rows import ask
from reachable.alerts.domain.message_keys import NotTied, find_what
from reachable.alerts.domain.states import Act
from reachable.alerts.models import Alert, Answer, OutboxMessage, Telling
from reachable.kernel.ids import AboutId, AlertId, AreaId, ConcernId, DutyId, FiringId, TeamId, UserId

ALERT = (
    "id",
    "reference",
    "about_id",
    "cause",
    "rule_id",
    "firing_id",
    "duty_id",
    "concern_id",
    "area_id",
    "area__name",
    "team_id",
    "team__name",
    "team__agency__name",
    "urgency",
    "state",
    "raised_at",
    "due_at",
    "by_law",
    "acknowledged_at",
    "acknowledged_by__name",
    "act_by",
    "closed_at",
    "closed_by__name",
    "closed_because",
)
TELLING = (
    "alert_id",
    "step",
    "name",
    "phone",
    "desk",
    "channel",
    "on_rota",
    "told_at",
    "answer_by",
    "answered_at",
    "user_id",
)
ANSWER = ("alert_id", "act", "reason", "act_by", "answered_at", "answered_by__name")
FINISHED = ("ACTED_ON", "NOT_RELEVANT", "WITHDRAWN")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPerson:
    """One step of the ladder as it went."""

    step: int
    name: str
    phone: str
    desk: str
    channel: str
    on_rota: bool
    told_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    user_id: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """One answer somebody gave, in their words."""

    act: Act
    reason: str
    act_by: datetime | None
    answered_at: datetime
    answered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRecord:
    """An alert with everybody who was told and every answer given, in order."""

    id: AlertId
    reference: str
    about_id: AboutId
    cause: str
    rule_id: str
    firing_id: FiringId | None
    duty_id: DutyId | None
    concern_id: ConcernId | None
    area_id: AreaId
    area_name: str
    team_id: TeamId
    team_name: str
    agency_name: str
    urgency: str
    state: str
    raised_at: datetime
    due_at: datetime | None
    by_law: bool
    acknowledged_at: datetime | None
    acknowledged_by: str
    act_by: datetime | None
    closed_at: datetime | None
    closed_by: str
    closed_because: str
    told: tuple[ToldPerson, ...]
    answers: tuple[GivenAnswer, ...]

    @property
    def is_waiting(self) -> bool:
        """Test if nobody has answered yet."""
        return self.state == "OPEN"


@dataclass(frozen=True, slots=True)
class UnansweredAlert:
    """An alert nobody has answered: about which record, since when, and by when."""

    about_id: AboutId
    raised_at: datetime
    due_at: datetime | None
    by_law: bool


@dataclass(frozen=True, slots=True)
class AlertsTold:
    """How many alerts there are, and how many people were told of them."""

    alerts: int
    people: int


@dataclass(frozen=True, slots=True)
class LeftMessage:
    """What somebody was written, and when it was left to be sent."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMessage:
    """A message that has not left yet."""

    id: UUID
    to_name: str
    to_address: str
    text: str
    attempts: int
    about_id: AboutId | None = None


def list_alerts(*, viewer: Viewer | Run, about_ids: Iterable[AboutId]) -> tuple[AlertRecord, ...]:
    """Return the alerts about these records, finished ones included: by legal deadline, then by time."""
    return _records(Alert.objects.filter(about_id__in=list(about_ids)))


def list_unanswered(*, viewer: Run) -> tuple[UnansweredAlert, ...]:
    """Return every alert that nobody has answered, whoever it is about, the soonest due first. For the machine."""
    rows = Alert.objects.filter(state="OPEN").order_by(F("due_at").asc(nulls_last=True), "raised_at", "id")
    return tuple(
        UnansweredAlert(AboutId(about_id), raised_at, due_at, by_law)
        for about_id, raised_at, due_at, by_law in rows.values_list("about_id", "raised_at", "due_at", "by_law")
    )


def list_alert_targets(
    *,
    viewer: Viewer | Run,
    area_id: AreaId | None = None,
    team_ids: Iterable[TeamId] | None = None,
    about_ids: Iterable[AboutId] = (),
    since: datetime,
) -> tuple[tuple[AlertId, AboutId], ...]:
    """Return which alerts an area or teams have, or are about these records, and what each is about.

    Those are left out that were finished before then.
    """
    wanted = Q()
    if area_id is not None:
        wanted |= Q(area_id=area_id)
    if team_ids is not None:
        wanted |= Q(team_id__in=list(team_ids))
    named = list(about_ids)
    if named:
        wanted |= Q(about_id__in=named)
    rows = Alert.objects.filter(wanted).filter(~Q(state__in=FINISHED) | Q(closed_at__gte=since))
    pairs = rows.order_by(F("due_at").asc(nulls_last=True), "raised_at", "id").values_list("id", "about_id")
    return tuple((AlertId(alert_id), AboutId(about_id)) for alert_id, about_id in pairs)


def find_alert(*, viewer: Viewer | Run, alert_id: AlertId) -> AlertRecord | None:
    """Return one alert, or None when it is not there or its record is not open."""
    return next(iter(_records(Alert.objects.filter(pk=alert_id))), None)


def list_alerted(*, viewer: Run, firing_ids: Iterable[FiringId]) -> frozenset[FiringId]:
    """Return for which of these firings an alert was ever raised."""
    wanted = list(firing_ids)
    rows = ask("SELECT firing_id FROM alerts_alert WHERE firing_id = ANY (%s::uuid[])", wanted) if wanted else []
    return frozenset(FiringId(firing_id) for (firing_id,) in rows)


def count_told(*, viewer: Run, firing_ids: Iterable[FiringId]) -> AlertsTold:
    """Return how many alerts of these firings are not withdrawn, and how many people were told of any of them."""
    alerts = Alert.objects.filter(firing_id__in=list(firing_ids)).exclude(state="WITHDRAWN")
    people = Telling.objects.filter(alert__in=alerts).values("name", "user_id").distinct()
    return AlertsTold(alerts.count(), people.count())


def list_to_look_at_again(*, viewer: Run, now: datetime) -> tuple[AlertId, ...]:
    """Return the alerts whose ladder must be asked again: raised, not answered in time, or taken and not acted on.

    What the law sets a time for comes first, then what is due soonest.
    """
    rows = Alert.objects.filter(look_again_at__lte=now).exclude(state__in=FINISHED)
    ordered = rows.order_by("-by_law", F("due_at").asc(nulls_last=True), "raised_at", "id")
    return tuple(AlertId(alert_id) for alert_id in ordered.values_list("id", flat=True))


def list_waiting_messages(*, viewer: Run, at_most: int) -> tuple[WaitingMessage, ...]:
    """Return messages that have not left yet: those tried least often first, so that none holds up the others."""
    rows = OutboxMessage.objects.filter(sent_at__isnull=True).order_by("attempts", "created_at", "id")[:at_most]
    return tuple(
        WaitingMessage(
            id=row.id,
            to_name=row.to_name,
            to_address=row.to_address,
            text=row.text,
            attempts=row.attempts,
            about_id=_hangs_on(row.key),
        )
        for row in rows
    )


def list_messages_under(*, prefix: str, since: datetime) -> tuple[LeftMessage, ...]:
    """Return the messages left since a moment whose key begins so, the newest first. They say nothing of anybody."""
    rows = OutboxMessage.objects.filter(key__startswith=prefix, created_at__gt=since).order_by("-created_at", "key")
    return tuple(LeftMessage(row.text, row.created_at) for row in rows)


def list_about_of_alerts(*, viewer: Run, alert_ids: Iterable[AboutId]) -> Mapping[AboutId, AboutId]:
    """Return what each of these alerts is about. One that is no alert is left out. For the machine."""
    rows = Alert.objects.filter(id__in=list(alert_ids)).values_list("id", "about_id")
    return {AboutId(alert_id): AboutId(about_id) for alert_id, about_id in rows}


def _hangs_on(key: str) -> AboutId | None:
    """Return what a message is about, or None where it is about no child, or was left before its key had to say so."""
    try:
        what = find_what(key)
    except NotTied:
        return None
    return None if what is None else AboutId(what)


def _records(rows: QuerySet[Alert]) -> tuple[AlertRecord, ...]:
    """Return alerts as plain values: a list of thirty children has hundreds of rows, and none needs to be a model."""
    ordered = rows.order_by("-by_law", F("due_at").asc(nulls_last=True), "raised_at", "id")
    alerts = list(ordered.values_list(*ALERT, named=True))
    ids = [alert.id for alert in alerts]
    told: dict[UUID, list[ToldPerson]] = {}
    for each in Telling.objects.filter(alert_id__in=ids).order_by("step").values_list(*TELLING):
        told.setdefault(each[0], []).append(ToldPerson(**dict(zip(TELLING[1:], each[1:], strict=True))))
    answers: dict[UUID, list[GivenAnswer]] = {}
    for alert_id, act, reason, act_by, answered_at, name in (
        Answer.objects.filter(alert_id__in=ids).order_by("answered_at").values_list(*ANSWER)
    ):
        answer = GivenAnswer(
            act=Act[act], reason=reason, act_by=act_by, answered_at=answered_at, answered_by=name or ""
        )
        answers.setdefault(alert_id, []).append(answer)
    return tuple(_record(alert, told.get(alert.id, ()), answers.get(alert.id, ())) for alert in alerts)


def _record(row: Any, told: Iterable[ToldPerson], answers: Iterable[GivenAnswer]) -> AlertRecord:
    return AlertRecord(
        id=AlertId(row.id),
        reference=row.reference,
        about_id=AboutId(row.about_id),
        cause=row.cause,
        rule_id=row.rule_id,
        firing_id=None if row.firing_id is None else FiringId(row.firing_id),
        duty_id=None if row.duty_id is None else DutyId(row.duty_id),
        concern_id=None if row.concern_id is None else ConcernId(row.concern_id),
        area_id=AreaId(row.area_id),
        area_name=row.area__name,
        team_id=TeamId(row.team_id),
        team_name=row.team__name,
        agency_name=row.team__agency__name,
        urgency=row.urgency,
        state=row.state,
        raised_at=row.raised_at,
        due_at=row.due_at,
        by_law=row.by_law,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by__name or "",
        act_by=row.act_by,
        closed_at=row.closed_at,
        closed_by=row.closed_by__name or "",
        closed_because=row.closed_because,
        told=tuple(told),
        answers=tuple(answers),
    )
