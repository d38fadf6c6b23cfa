"""Events and who took part in them.

In:  the access stage's privacy columns.
Out: tables.
"""

from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow
from reachable.timeline.domain.kinds import TAKES_AWAY, EventKind, RoleInEvent

ROLES = [(role.value, role.value) for role in RoleInEvent]


class Event(PersonalRow):
    """One dated thing about one subject. Corrections supersede, withdrawals mark; nothing is overwritten.

    `end_told_at`, beside what begins an episode, is when its end was first told; the database itself keeps it.
    `natural_key` and `version_hash` make bringing in the same row twice change nothing. `undone_batch_id` names the
    extract whose undoing withdrew it, and `away` the stretches for which it was withdrawn before it stood again.
    """

    subject = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in EventKind])
    role = models.CharField(max_length=20, choices=ROLES, default=RoleInEvent.SUBJECT.value)
    happened_earliest = models.DateTimeField()
    happened_latest = models.DateTimeField()
    happened_precision = models.CharField(max_length=10)
    happened_said = models.CharField(max_length=120, blank=True, default="")
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=40)
    natural_key = models.CharField(max_length=200)
    version_hash = models.CharField(max_length=64)
    source_record_id = models.UUIDField(null=True, db_index=True)
    concern_id = models.UUIDField(null=True)
    episode = models.CharField(max_length=120, blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="")
    place_key = models.CharField(max_length=120, blank=True, default="", db_default="")
    words = models.TextField(blank=True, default="")
    details = models.JSONField(default=dict)
    source_reliability = models.CharField(max_length=20, default="NOT_KNOWN")
    confidence = models.CharField(max_length=12, default="NOT_KNOWN")
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True, default="")
    undone_batch_id = models.UUIDField(null=True)
    away = models.JSONField(default=list, db_default=[])
    end_told_at = models.DateTimeField(null=True)

    class Privacy:
        identifies = ("subject", "words", "place", "place_key", "details", "natural_key", "episode", "happened_said")
        sensitive = ("kind", "role", "withdrawn_because")
        safe = (
            "happened_earliest",
            "happened_latest",
            "happened_precision",
            "recorded_at",
            "received_at",
            "agency",
            "system",
            "version_hash",
            "source_record_id",
            "concern_id",
            "source_reliability",
            "confidence",
            "supersedes",
            "withdrawn_at",
            "undone_batch_id",
            "away",
            "end_told_at",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_latest__gte=F("happened_earliest")), name="event_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(received_at__gte=F("recorded_at")), name="event_recorded_before_received"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""), name="event_withdrawn_with_reason"
            ),
            models.UniqueConstraint(
                fields=["subject", "natural_key", "version_hash"],
                condition=Q(withdrawn_at__isnull=True),
                name="event_version_once",
            ),
            models.UniqueConstraint(
                fields=["supersedes"], condition=Q(withdrawn_at__isnull=True), name="event_superseded_once"
            ),
        ]
        indexes = [
            models.Index(fields=["about_id", "received_at"]),
            models.Index(fields=["place_key"], condition=~Q(place_key=""), name="event_at_place"),
            models.Index(
                fields=["end_told_at"],
                condition=Q(kind__in=[kind.value for kind in TAKES_AWAY], withdrawn_at__isnull=True),
                name="event_not_ended",
            ),
            models.Index(fields=["received_at"], condition=Q(withdrawn_at__isnull=True), name="event_told_lately"),
        ]


class Participation(PersonalRow):
    """Somebody else's part in an event: shown as a role, and by name only to those who work with them too."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=20, choices=ROLES)
    described_as = models.CharField(max_length=120)
    other_subject_id = models.UUIDField(null=True)
    other_reference = models.CharField(max_length=120, blank=True, default="")

    class Privacy:
        identifies = ("described_as", "other_subject_id", "other_reference")
        sensitive = ("role",)
        safe = ("event",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "role", "other_reference", "described_as"], name="participation_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["other_subject_id"], condition=Q(other_subject_id__isnull=False), name="participation_of_other"
            )
        ]
