"""Alerts, who was told and when, answers, and messages to the outside.

In:  the access stage's privacy columns.
Out: tables.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow
from reachable.alerts.domain.states import Act


class Alert(PersonalRow):
    """Somebody's turn. Never deleted. Its wording is made at reading time from what that reader may see.

    `before_withdrawn` keeps the answer it had, for when what it stood on comes to stand again.
    """

    STATES = [
        ("OPEN", "Not yet answered"),
        ("ACKNOWLEDGED", "Somebody has taken it"),
        ("ACTED_ON", "Acted on"),
        ("NOT_RELEVANT", "Answered: not relevant"),
        ("WITHDRAWN", "Withdrawn"),
    ]
    CAUSES = [
        ("RULE", "A rule"),
        ("DUTY", "Something due"),
        ("CONCERN", "A concern waiting"),
        ("QUESTION", "A question"),
        ("HANDOVER", "A shift to take over"),
        ("GLASS", "Broken glass to review"),
        ("REQUEST", "Something asked for"),
    ]

    reference = models.CharField(max_length=20, unique=True)
    cause = models.CharField(max_length=10, choices=CAUSES)
    firing_id = models.UUIDField(null=True)
    duty_id = models.UUIDField(null=True)
    concern_id = models.UUIDField(null=True)
    rule_id = models.CharField(max_length=20, blank=True, default="")
    area = models.ForeignKey("access.Area", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("access.Team", on_delete=models.PROTECT, related_name="+")
    urgency = models.CharField(max_length=20)
    state = models.CharField(max_length=14, choices=STATES)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    by_law = models.BooleanField(default=False)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    act_by = models.DateTimeField(null=True)
    look_again_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    closed_because = models.TextField(blank=True, default="")
    before_withdrawn = models.JSONField(default=dict)

    class Privacy:
        identifies = ("firing_id", "duty_id", "concern_id", "closed_because", "before_withdrawn")
        sensitive = ("rule_id", "cause", "urgency", "area")
        safe = (
            "reference",
            "team",
            "state",
            "raised_at",
            "due_at",
            "by_law",
            "acknowledged_at",
            "acknowledged_by",
            "act_by",
            "look_again_at",
            "closed_at",
            "closed_by",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="alert_acknowledged_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ACTED_ON", "NOT_RELEVANT"])
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_because="")),
                name="alert_answered_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="WITHDRAWN") | (Q(closed_at__isnull=False) & ~Q(closed_because="")),
                name="alert_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["firing_id", "team"],
                condition=Q(firing_id__isnull=False),
                name="alert_once_per_firing_and_team",
            ),
            models.UniqueConstraint(
                fields=["concern_id", "team"],
                condition=Q(concern_id__isnull=False),
                name="alert_once_per_concern_and_team",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state"]),
            models.Index(fields=["area", "raised_at"]),
            models.Index(
                fields=["look_again_at"], condition=Q(look_again_at__isnull=False), name="alert_to_look_at_again"
            ),
        ]


class Telling(PersonalRow):
    """Somebody told: who, how, and by when they were asked to answer. Duty managers are told together."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="tellings")
    step = models.PositiveSmallIntegerField()
    team = models.ForeignKey("access.Team", null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30)
    desk = models.CharField(max_length=200)
    channel = models.CharField(max_length=12, choices=[("MESSAGE", "Message"), ("TELEPHONE", "Telephone")])
    on_rota = models.BooleanField(default=True)
    told_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Privacy:
        identifies = ()
        sensitive = ()
        safe = (
            "alert",
            "step",
            "team",
            "user",
            "name",
            "phone",
            "desk",
            "channel",
            "on_rota",
            "told_at",
            "answer_by",
            "answered_at",
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "step"], name="telling_once_per_step"),
            models.CheckConstraint(condition=Q(answer_by__gt=F("told_at")), name="telling_gives_time_to_answer"),
        ]


class Answer(PersonalRow):
    """What a named person answered to an alert, in their words. Every answer is kept, a handing back included."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="answers")
    act = models.CharField(max_length=20, choices=[(act.name, act.value) for act in Act])
    reason = models.TextField(blank=True, default="")
    act_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ("reason",)
        sensitive = ("act",)
        safe = ("alert", "act_by", "answered_at", "answered_by")


class OutboxMessage(models.Model):
    """A message that must leave. It carries no identity: a reference and a time, nothing of the child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    to_name = models.CharField(max_length=120)
    to_address = models.CharField(max_length=200)
    channel = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_problem = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["created_at"], condition=Q(sent_at__isnull=True), name="outbox_waiting")]

    def __str__(self) -> str:
        return f"OutboxMessage#{self.pk}"
