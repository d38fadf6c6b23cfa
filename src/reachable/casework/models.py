"""Trusted adults.

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
