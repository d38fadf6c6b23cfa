"""Glass that was broken, what was asked of a holder, patterns in how people looked, and what was answered.

In:  the access stage's privacy columns.
Out: tables.
"""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from reachable.access.tables import PersonalRow
from reachable.oversight.domain.asking import AskReason, AskUrgency, HolderAnswer, RefusalGround
from reachable.oversight.domain.broken_glass import GlassAnswer, GlassOutcome, GlassReason
from reachable.oversight.domain.findings import FindingAnswer, Pattern


class TstzRange(Func):
    """tstzrange(from, to, '[)')."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class BrokenGlass(PersonalRow):
    """That somebody broke the glass, why, what came of it, and what a reviewer answered.

    `about_id` is the row itself: it opens to its reviewers, who need not see the child. The child's record is
    `subject_id`, empty when nothing was opened; then nothing says who was looked for either.
    """

    broken_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    subject_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=[(each.name, each.value) for each in GlassOutcome])
    stated_by = models.CharField(max_length=60)
    reason = models.CharField(max_length=20, choices=[(each.code, each.label) for each in GlassReason])
    danger = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    review_by = models.DateTimeField()
    answer = models.CharField(
        max_length=10, choices=[(each.code, each.label) for each in GlassAnswer], blank=True, default=""
    )
    answer_words = models.TextField(blank=True, default="")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ("subject_id", "danger", "answer_words")
        sensitive = ("reason", "stated_by", "answer")
        safe = (
            "broken_by",
            "agency",
            "role",
            "outcome",
            "starts_at",
            "ends_at",
            "review_by",
            "reviewed_at",
            "reviewed_by",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="glass_is_about_itself"),
            models.CheckConstraint(
                condition=Q(outcome="OPENED", subject_id__isnull=False, ends_at__isnull=False)
                | Q(outcome="NOTHING", subject_id__isnull=True, ends_at__isnull=True),
                name="glass_opens_one_record_or_nothing",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + timedelta(minutes=60)),
                name="glass_open_for_an_hour_at_most",
            ),
            ExclusionConstraint(
                name="glass_one_child_at_a_time",
                expressions=[
                    ("broken_by", RangeOperators.EQUAL),
                    (TstzRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(outcome="OPENED"),
            ),
            models.CheckConstraint(condition=~Q(danger=""), name="glass_says_what_the_danger_is"),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, answer="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answer_words="")
                    & ~Q(reviewed_by=F("broken_by"))
                ),
                name="glass_reviewed_by_another_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["broken_by", "starts_at"]),
            models.Index(fields=["reviewed_by", "reviewed_at"]),
        ]


class HolderRequest(PersonalRow):
    """What somebody asks of an agency that holds records of a child and has not shared them, and its answer.

    `about_id` is the row itself: it opens to the asker and to the team that answers. `subject_id` is the record from
    whose page it was asked. `share_id` is the decision by which it was shared.
    """

    subject_id = models.UUIDField(db_index=True)
    holder = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    holder_team = models.ForeignKey("access.Team", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    asked_for = models.ForeignKey("access.Team", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=[(each.code, each.label) for each in AskReason])
    words = models.TextField()
    urgency = models.CharField(max_length=10, choices=[(each.code, each.label) for each in AskUrgency])
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(
        max_length=10, choices=[(each.code, each.label) for each in HolderAnswer], blank=True, default=""
    )
    ground = models.CharField(
        max_length=20, choices=[(each.code, each.label) for each in RefusalGround], blank=True, default=""
    )
    answer_words = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    share_id = models.UUIDField(null=True)

    class Privacy:
        identifies = ("subject_id", "words", "answer_words")
        sensitive = ("reason", "urgency", "holder", "answer", "ground")
        safe = (
            "holder_team",
            "asked_by",
            "asked_for",
            "asked_at",
            "due_at",
            "answered_at",
            "answered_by",
            "share_id",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="request_is_about_itself"),
            models.CheckConstraint(condition=~Q(words=""), name="request_says_why"),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="request_gives_time_to_answer"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="", share_id__isnull=True)
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & (
                        Q(answer="SHARED", share_id__isnull=False)
                        | (Q(answer="REFUSED", share_id__isnull=True) & ~Q(ground="") & ~Q(answer_words=""))
                        | (Q(answer="NEED_MORE", share_id__isnull=True) & ~Q(answer_words=""))
                    )
                ),
                name="request_answered_by_somebody_with_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["subject_id", "holder"])]


class LookFinding(PersonalRow):
    """A pattern in how somebody looked, in a sentence, raised to their agency's reviewers, and what was answered.

    `about_id` is the row itself: it opens to the reviewers, never to whom it is about.
    """

    whom = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    pattern = models.CharField(max_length=20, choices=[(each.code, each.label) for each in Pattern])
    key = models.CharField(max_length=140, unique=True)
    sentence = models.CharField(max_length=400)
    seen_from = models.DateTimeField()
    seen_until = models.DateTimeField()
    raised_at = models.DateTimeField()
    rung = models.PositiveSmallIntegerField(default=0, db_default=0)
    told_at = models.DateTimeField(null=True)
    answer = models.CharField(
        max_length=12, choices=[(each.code, each.label) for each in FindingAnswer], blank=True, default=""
    )
    answer_words = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ("sentence", "answer_words")
        sensitive = ("pattern", "answer", "whom")
        safe = ("key", "seen_from", "seen_until", "raised_at", "rung", "told_at", "answered_at", "answered_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="finding_is_about_itself"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answer_words="")
                    & ~Q(answered_by=F("whom"))
                ),
                name="finding_answered_by_another_with_reason",
            ),
        ]


class CountRelease(models.Model):
    """One table of counts of one area and quarter, as it was released. It is about nobody, and is never changed.

    `figures` holds what is shown and nothing else: the database takes no number that is small or not rounded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table_code = models.CharField(max_length=20)
    area = models.ForeignKey("access.Area", on_delete=models.PROTECT, related_name="+")
    quarter_starts = models.DateField()
    released_at = models.DateTimeField()
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table_code", "area", "quarter_starts"], name="count_released_once"),
        ]

    def __str__(self) -> str:
        """Return the table and its quarter."""
        return f"{self.table_code} from {self.quarter_starts}"
