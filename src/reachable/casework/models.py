"""Trusted adults, and the notes one shift leaves to the next.

In:  the access stage's privacy columns.
Out: tables.
"""

from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow


class TrustedAdult(PersonalRow):
    """The adult this child trusts, by the child's account or a worker's, from one day and maybe until another."""

    subject = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    who_they_are = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True, default="")
    said_by = models.CharField(max_length=120)
    since = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Privacy:
        identifies = ("subject", "name", "phone")
        sensitive = ("who_they_are", "said_by", "withdrawn_because")
        safe = ("since", "ended_on", "recorded_at", "withdrawn_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(since__isnull=True) | Q(ended_on__gte=F("since")),
                name="trusted_adult_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["subject", "name"], condition=Q(ended_on__isnull=True), name="trusted_adult_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="trusted_adult_withdrawn_with_reason",
            ),
        ]


class HandoverNote(PersonalRow):
    """What one shift of a team leaves to the next, word for word, until somebody of it takes it over by name.

    `about_id` is the note itself: it opens to the team and to those who stand behind it. What it says of a child is a
    line of its own.
    """

    area = models.ForeignKey("access.Area", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("access.Team", on_delete=models.PROTECT, related_name="+")
    shift_starts_at = models.DateTimeField()
    shift_ends_at = models.DateTimeField()
    words = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    taken_over_at = models.DateTimeField(null=True)
    taken_over_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ("words",)
        sensitive = ("area",)
        safe = ("team", "shift_starts_at", "shift_ends_at", "made_at", "made_by", "taken_over_at", "taken_over_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="handover_is_about_itself"),
            models.CheckConstraint(
                condition=Q(shift_ends_at__gt=F("shift_starts_at")), name="handover_shift_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=True, taken_over_by__isnull=True)
                | (Q(taken_over_at__isnull=False, taken_over_by__isnull=False) & ~Q(taken_over_by=F("made_by"))),
                name="handover_taken_over_by_somebody_else",
            ),
        ]
        indexes = [models.Index(fields=["team", "made_at"])]


class HandoverLine(PersonalRow):
    """What the next shift must know of one child. `about_id` is the child's record: the line opens only with it."""

    note = models.ForeignKey(HandoverNote, on_delete=models.PROTECT, related_name="lines")
    words = models.TextField()

    class Privacy:
        identifies = ("words",)
        sensitive = ()
        safe = ("note",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "about_id"], name="handover_line_once"),
            models.CheckConstraint(condition=~Q(words=""), name="handover_line_says_something"),
        ]
