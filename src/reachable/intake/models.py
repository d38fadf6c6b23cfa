"""Concerns, drafts, triage decisions and extracts.

In:  the access stage's privacy columns.
Out: tables.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow


class ConcernDraft(PersonalRow):
    """What somebody had typed when their session ended. One a person; only they may read it; gone to blank once sent."""

    user = models.OneToOneField("access.User", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Privacy:
        identifies = ("answers", "user")
        sensitive = ()
        safe = ("saved_at",)


class Concern(PersonalRow):
    """What somebody saw or heard, word for word. Never edited afterwards."""

    ABOUT = [("CHILD", "A child"), ("PLACE", "A place"), ("GROUP", "A group"), ("NUMBER", "A phone number")]
    ROUTES = [("SAFEGUARDING", "Safeguarding"), ("ALLEGATION", "About someone who works with children")]

    reference = models.CharField(max_length=20, unique=True)
    received_at = models.DateTimeField()
    raised_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("access.Area", on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=20, choices=ROUTES)
    about = models.CharField(max_length=10, choices=ABOUT)
    described_as = models.CharField(max_length=300)
    subject_id = models.UUIDField(null=True)
    what_i_saw = models.TextField()
    childs_words = models.TextField(blank=True, default="")
    where_seen = models.CharField(max_length=300, blank=True, default="")
    happened_earliest = models.DateTimeField()
    happened_latest = models.DateTimeField()
    happened_precision = models.CharField(max_length=10)
    immediate_danger = models.BooleanField()
    safe_to_contact_family = models.CharField(
        max_length=10, choices=[("YES", "Yes"), ("NO", "No"), ("NOT_KNOWN", "Not known")]
    )
    how_to_contact = models.CharField(max_length=300, blank=True, default="")
    must_not_be_told = models.CharField(max_length=300, blank=True, default="")
    triage_due_at = models.DateTimeField()

    class Privacy:
        identifies = ("described_as", "what_i_saw", "childs_words", "where_seen", "how_to_contact", "must_not_be_told", "subject_id")
        sensitive = ("immediate_danger", "safe_to_contact_family", "route", "about", "area")
        safe = (
            "reference", "received_at", "raised_by", "happened_earliest", "happened_latest", "happened_precision", "triage_due_at",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(happened_latest__gte=F("happened_earliest")), name="concern_dates_in_order"),
            models.CheckConstraint(condition=~Q(what_i_saw=""), name="concern_says_something"),
            models.CheckConstraint(
                condition=Q(about="CHILD", subject_id__isnull=False) | ~Q(about="CHILD"), name="concern_about_a_child_has_a_subject"
            ),
        ]


class Observation(PersonalRow):
    """One coded sign in a concern: seen, reported or suspected, and in which part of the child's life."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="observations")
    indicator = models.CharField(max_length=40)
    context = models.CharField(max_length=20)
    confidence = models.CharField(max_length=12)

    class Privacy:
        identifies = ()
        sensitive = ("indicator", "context", "confidence")
        safe = ("concern",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concern", "indicator"], name="observation_once")]


class TriageDecision(PersonalRow):
    """What a named person decided about a concern, and why. A new decision is a new row."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=30)
    because = models.TextField()
    risk_outside_family = models.CharField(max_length=20)
    risk_in_family = models.CharField(max_length=20)
    linked_subject_id = models.UUIDField(null=True)
    told_reporter = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ("because", "told_reporter", "linked_subject_id")
        sensitive = ("decision", "risk_outside_family", "risk_in_family")
        safe = ("concern", "decided_at", "decided_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because="") & ~Q(told_reporter=""), name="triage_gives_a_reason_and_an_answer")
        ]


class Extract(models.Model):
    """One file of a feed: staged, brought in, refused whole, or undone. Holds no personal values itself."""

    STATES = [("STAGED", "Waiting for a look"), ("BROUGHT_IN", "Brought in"), ("REFUSED", "Refused"), ("UNDONE", "Undone")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    feed = models.CharField(max_length=20)
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="extracts")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=STATES)
    problems = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    brought_in_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="BROUGHT_IN", brought_in_at__isnull=False) | ~Q(state="BROUGHT_IN"), name="extract_brought_in_has_a_time"
            ),
            models.CheckConstraint(condition=Q(state="UNDONE", undone_at__isnull=False) | ~Q(state="UNDONE"), name="extract_undone_has_a_time"),
        ]

    def __str__(self) -> str:
        return f"Extract#{self.pk}"


class StagedFile(PersonalRow):
    """The bytes of an extract while somebody looks at the preview. `about_id` is the extract."""

    extract = models.OneToOneField(Extract, on_delete=models.PROTECT, related_name="staged")
    content = models.BinaryField()

    class Privacy:
        identifies = ("content",)
        sensitive = ()
        safe = ("extract",)
