"""Concerns, what was sent with them, drafts, triage decisions and extracts.

In:  the access stage's privacy columns.
Out: tables.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow
from reachable.intake.domain.files import FileKind

ROUTES = [("SAFEGUARDING", "Safeguarding"), ("ALLEGATION", "About someone who works with children")]


class ConcernDraft(PersonalRow):
    """What somebody has typed and not yet sent, one for each route; blank again once sent.

    `about_id` is its author. No record is ever of somebody who signs in, so no working relationship can open it: only
    the author's own request reads it, by user id.
    """

    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=20, choices=ROUTES)
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Privacy:
        identifies = ("answers", "user")
        sensitive = ("route",)
        safe = ("saved_at",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "route"], name="concern_draft_once"),
            models.CheckConstraint(condition=Q(about_id=F("user_id")), name="concern_draft_is_about_its_author"),
        ]


class Concern(PersonalRow):
    """What somebody saw or heard, word for word. Never edited afterwards.

    `about_id` is the concern itself: it opens to the team that decides, not to all who work with the child.
    """

    ABOUT = [("CHILD", "A child"), ("PLACE", "A place"), ("GROUP", "A group"), ("NUMBER", "A phone number")]

    reference = models.CharField(max_length=20, unique=True)
    received_at = models.DateTimeField()
    raised_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("access.Area", on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=20, choices=ROUTES)
    about = models.CharField(max_length=10, choices=ABOUT)
    described_as = models.CharField(max_length=300)
    works_with_children = models.CharField(max_length=300, blank=True, default="")
    what_i_saw = models.TextField()
    childs_words = models.TextField(blank=True, default="")
    where_seen = models.CharField(max_length=300, blank=True, default="")
    happened_earliest = models.DateTimeField()
    happened_latest = models.DateTimeField()
    happened_precision = models.CharField(max_length=10)
    happened_said = models.CharField(max_length=120, blank=True, default="")
    immediate_danger = models.BooleanField()
    safe_to_contact_family = models.CharField(
        max_length=10, choices=[("YES", "Yes"), ("NO", "No"), ("NOT_KNOWN", "Not known")]
    )
    how_to_contact = models.CharField(max_length=300, blank=True, default="")
    must_not_be_told = models.CharField(max_length=300, blank=True, default="")
    triage_due_at = models.DateTimeField()

    class Privacy:
        identifies = (
            "described_as",
            "works_with_children",
            "what_i_saw",
            "childs_words",
            "where_seen",
            "happened_said",
            "how_to_contact",
            "must_not_be_told",
        )
        sensitive = ("immediate_danger", "safe_to_contact_family", "route", "about", "area")
        safe = (
            "reference",
            "received_at",
            "raised_by",
            "happened_earliest",
            "happened_latest",
            "happened_precision",
            "triage_due_at",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="concern_is_about_itself"),
            models.CheckConstraint(
                condition=Q(happened_latest__gte=F("happened_earliest")), name="concern_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(what_i_saw=""), name="concern_says_something"),
            models.CheckConstraint(
                condition=Q(route="ALLEGATION") & ~Q(works_with_children="") | Q(route="SAFEGUARDING"),
                name="concern_about_a_worker_says_who",
            ),
        ]
        indexes = [models.Index(fields=["area", "route", "received_at"]), models.Index(fields=["raised_by"])]


class ConcernChild(PersonalRow):
    """A child as the concern describes them, and their record; no record where the concern is about a worker."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveSmallIntegerField()
    called = models.CharField(max_length=300)
    age_or_birth_date = models.CharField(max_length=60, blank=True, default="")
    subject_id = models.UUIDField(null=True, db_index=True)

    class Privacy:
        identifies = ("called", "age_or_birth_date", "subject_id")
        sensitive = ()
        safe = ("concern", "position")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concern", "position"], name="concern_child_once")]


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
            models.CheckConstraint(
                condition=~Q(because="") & ~Q(told_reporter=""), name="triage_gives_a_reason_and_an_answer"
            )
        ]


class ConcernFile(PersonalRow):
    """A photograph, PDF or text sent with a concern, made anew and sealed under the concern's key. `about_id` is it.

    `words` are those in it that can be read, sealed as well. What it was called where it came from is not kept.
    """

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="files")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=[(kind.name, kind.label) for kind in FileKind])
    shows = models.CharField(max_length=300)
    no_place = models.BooleanField()
    content = models.BinaryField()
    words = models.BinaryField()
    size = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ("shows", "content", "words")
        sensitive = ("no_place", "kind")
        safe = ("concern", "position", "size", "sent_at", "sent_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "position"], name="concern_file_once"),
            models.CheckConstraint(condition=~Q(shows=""), name="concern_file_says_what_it_shows"),
            models.CheckConstraint(condition=Q(about_id=F("concern")), name="concern_file_is_about_its_concern"),
        ]
        indexes = [models.Index(fields=["sent_by", "sent_at"])]


class Extract(models.Model):
    """One file of a feed: staged, brought in, refused whole, or undone. Holds only counts, no personal values."""

    STATES = [
        ("STAGED", "Waiting for a look"),
        ("BROUGHT_IN", "Brought in"),
        ("REFUSED", "Refused"),
        ("UNDONE", "Undone"),
    ]

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
    undone_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    undone_because = models.CharField(max_length=500, blank=True, default="", db_default="")
    measures = models.JSONField(default=dict, db_default={})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="BROUGHT_IN", brought_in_at__isnull=False) | ~Q(state="BROUGHT_IN"),
                name="extract_brought_in_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="UNDONE", undone_at__isnull=False) | ~Q(state="UNDONE"),
                name="extract_undone_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="UNDONE") | Q(brought_in_at__isnull=True) | ~Q(undone_because=""),
                name="extract_undone_with_reason",
            ),
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


class CarriedByExtract(PersonalRow):
    """Which versions of which records an extract carried, new or known, and what it began. `about_id` is the extract.

    Undoing an extract asks it: what another extract carried too stands. `relationships` keeps of each its id, the
    record that asked for it, until when it ran before, if it did, and until when it was asked for; `trusted_adults` of
    each the id, the record that named it, and if nobody had before.
    """

    extract = models.OneToOneField(Extract, on_delete=models.PROTECT, related_name="carried")
    source_record_ids = ArrayField(models.UUIDField())
    relationships = models.JSONField(default=list)
    trusted_adults = models.JSONField(default=list)

    class Privacy:
        identifies = ("source_record_ids", "relationships", "trusted_adults")
        sensitive = ()
        safe = ("extract",)
