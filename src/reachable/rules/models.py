"""Firings, duties and the children waiting to be evaluated.

In:  the access stage's privacy columns.
Out: tables.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow


class ToEvaluate(PersonalRow):
    """A child about whom something changed. Each is then evaluated in a transaction of its own."""

    asked_at = models.DateTimeField()
    because = models.CharField(max_length=80)
    done_at = models.DateTimeField(null=True)

    class Privacy:
        identifies = ()
        sensitive = ("because",)
        safe = ("asked_at", "done_at")

    class Meta:
        indexes = [models.Index(fields=["asked_at"], condition=Q(done_at__isnull=True), name="to_evaluate_waiting")]


class Firing(PersonalRow):
    """A rule that held for a child: which version, on what evidence, known since when. It is worded when it is read."""

    STATES = [("STANDING", "Stands"), ("WITHDRAWN", "Withdrawn"), ("DONE", "Answered by what was done")]

    rule_id = models.CharField(max_length=20)
    rule_version = models.CharField(max_length=64)
    anchor_event_id = models.UUIDField()
    certainty = models.CharField(max_length=12)
    evidence_event_ids = models.JSONField()
    others_event_ids = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    missing = models.JSONField(default=list)
    whose_turn = models.CharField(max_length=40)
    known_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    fired_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=STATES)
    done_by_event_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True, default="")

    class Privacy:
        identifies = ("anchor_event_id", "evidence_event_ids", "others_event_ids", "done_by_event_id")
        sensitive = ("rule_id", "certainty", "missing", "whose_turn", "withdrawn_because")
        safe = ("rule_version", "known_at", "due_at", "fired_at", "state", "withdrawn_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_id", "rule_id", "rule_version", "anchor_event_id"],
                condition=~Q(state="WITHDRAWN"),
                name="firing_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="WITHDRAWN") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="firing_withdrawn_with_reason",
            ),
        ]


class LastAsked(PersonalRow):
    """What the rules were last asked on about a subject's person, so that only those with something new are asked.

    `facts` names what was held of each kind of event, `ground` everything else, and `clocks` says by rule when an
    answer may next change by itself. Every subject of a person has a row, which another person's evaluation never fits.
    """

    ground = models.CharField(max_length=64)
    facts = models.JSONField()
    clocks = models.JSONField()
    asked_at = models.DateTimeField()

    class Privacy:
        identifies = ()
        sensitive = ("facts", "clocks")
        safe = ("ground", "asked_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about_id"], name="last_asked_once")]


class Duty(PersonalRow):
    """Something due for a child: when the clock started, when it ends, under which rule, and what answered it.

    `due_at` is when it may end and `certainly_due_at` when it must have: a day's length apart when only the day it
    started on is known.
    """

    rule_id = models.CharField(max_length=20)
    rule_version = models.CharField(max_length=64)
    anchor_event_id = models.UUIDField()
    whose_turn = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    certainly_due_at = models.DateTimeField(null=True)
    limit_in_words = models.CharField(max_length=200)
    by_law = models.BooleanField()
    done_at = models.DateTimeField(null=True)
    done_by_event_id = models.UUIDField(null=True)
    asked_when_due_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Privacy:
        identifies = ("anchor_event_id", "done_by_event_id")
        sensitive = ("rule_id", "whose_turn")
        safe = (
            "rule_version",
            "started_at",
            "due_at",
            "certainly_due_at",
            "limit_in_words",
            "by_law",
            "done_at",
            "asked_when_due_at",
            "withdrawn_at",
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_id", "rule_id", "rule_version", "anchor_event_id"],
                condition=Q(withdrawn_at__isnull=True),
                name="duty_once",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("started_at")), name="duty_due_after_it_starts"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at__isnull=True), name="duty_open_by_due")]

    RAN_OUT_SINCE_ASKED: ClassVar[str] = """(
        (due_at <= %s AND (asked_when_due_at IS NULL OR asked_when_due_at < due_at))
        OR (certainly_due_at <= %s AND (asked_when_due_at IS NULL OR asked_when_due_at < certainly_due_at))
    )"""
    """The same in SQL, for where a child's rules are asked: it takes the moment twice."""

    @staticmethod
    def ran_out_since_asked(now: datetime) -> Q:
        """Return which clocks may have run out, or certainly have, since the rule was last asked about them."""
        never = Q(asked_when_due_at__isnull=True)
        maybe = Q(due_at__lte=now) & (never | Q(asked_when_due_at__lt=F("due_at")))
        certainly = Q(certainly_due_at__lte=now) & (never | Q(asked_when_due_at__lt=F("certainly_due_at")))
        return maybe | certainly
