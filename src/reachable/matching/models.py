"""Routes, candidate pairs and judgements.

In:  the people stage's subjects.
Out: tables.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow


class Routes(PersonalRow):
    """By which routes a subject may be found, and the telephones and addresses it holds. Derived from its claims.

    `mark` changes when anything of it that can be compared does.
    """

    subject = models.OneToOneField("people.Subject", on_delete=models.PROTECT, related_name="+")
    keys = ArrayField(models.CharField(max_length=120), default=list)
    held_values = ArrayField(models.CharField(max_length=300), default=list)
    mark = models.CharField(max_length=64, blank=True, default="")
    derived_at = models.DateTimeField()

    class Privacy:
        identifies = ("subject", "keys", "held_values", "mark")
        sensitive = ()
        safe = ("derived_at",)

    class Meta:
        indexes = [
            GinIndex(fields=["keys"], name="routes_by_key"),
            GinIndex(fields=["held_values"], name="routes_by_value"),
        ]


class Candidate(PersonalRow):
    """Two subjects that may be one child, with the evidence as it stood. `about_id` is the left subject."""

    STATES = [("WAITING", "Waiting for a judgement"), ("JUDGED", "Judged"), ("GONE", "No longer suggested")]

    left = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    proposal = models.CharField(max_length=20)
    evidence = models.JSONField()
    warnings = models.JSONField(default=list)
    agreeing = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=STATES)
    found_at = models.DateTimeField()

    class Privacy:
        identifies = ("left", "right", "evidence")
        sensitive = ("warnings", "proposal", "agreeing")
        safe = ("state", "found_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="candidate_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="candidate_in_order"),
        ]
        indexes = [models.Index(fields=["found_at"], condition=Q(state="WAITING"), name="candidate_waiting")]


class Judgement(PersonalRow):
    """Somebody's answer to "are these the same child?", with the reason. Undoing keeps it and marks it."""

    ANSWERS = [("SAME", "The same child"), ("DIFFERENT", "Different children"), ("NOT_SURE", "Not sure")]

    left = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=ANSWERS)
    because = models.TextField()
    evidence = models.JSONField(default=list)
    judged_at = models.DateTimeField()
    judged_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    automatic = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    undone_because = models.TextField(blank=True, default="")

    class Privacy:
        identifies = ("left", "right", "because", "evidence", "undone_because")
        sensitive = ("answer",)
        safe = ("judged_at", "judged_by", "automatic", "undone_at", "undone_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="judgement_in_order"),
            models.CheckConstraint(condition=~Q(because=""), name="judgement_has_a_reason"),
            models.CheckConstraint(
                condition=Q(automatic=True, judged_by__isnull=True, answer="SAME")
                | Q(automatic=False, judged_by__isnull=False),
                name="judgement_by_a_person_or_automatic_same",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | ~Q(undone_because=""), name="judgement_undone_with_reason"
            ),
            models.UniqueConstraint(
                fields=["left", "right"], condition=Q(undone_at__isnull=True), name="judgement_one_live_per_pair"
            ),
        ]
