"""Subjects and what each source record claims about them.

In:  the access stage's privacy columns.
Out: tables. A person holds no copied facts: a person is the cluster that live judgements make of subjects.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow
from reachable.people.domain.not_told import AROUND_A_CHILD


class Subject(PersonalRow):
    """One agency's record of one person. It never changes; rows, policies and audit hang on its id.

    A sealed subject, such as a child's identity before adoption, is never linked or suggested.
    """

    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=40)
    local_id = models.CharField(max_length=80)
    is_child = models.BooleanField(default=True)
    first_received_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    sealed_because = models.CharField(max_length=200, blank=True, default="")

    class Privacy:
        identifies = ("local_id",)
        sensitive = ("is_child", "sealed_at", "sealed_because")
        safe = ("agency", "system", "first_received_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="subject_is_about_itself"),
            models.UniqueConstraint(fields=["agency", "system", "local_id"], name="subject_once_per_agency"),
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True) | ~Q(sealed_because=""), name="subject_sealed_with_reason"
            ),
        ]


class SourceRecord(PersonalRow):
    """One version of what an agency sent about a subject, exactly as sent. Never altered; undoing withdraws it.

    `event_versions` gives the key, hash and time of recording of each event it tells of. `undone_batch_id` names the
    extract whose undoing withdrew it, and `away` the stretches for which it was withdrawn before it was sent again.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="source_records")
    reference = models.CharField(max_length=120)
    version_hash = models.CharField(max_length=64)
    payload = models.JSONField()
    event_keys = models.JSONField(default=list)
    event_versions = models.JSONField(default=list, db_default=[])
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True, default="")
    undone_batch_id = models.UUIDField(null=True)
    away = models.JSONField(default=list, db_default=[])

    class Privacy:
        identifies = ("subject", "reference", "payload", "event_keys", "event_versions")
        sensitive = ("withdrawn_because",)
        safe = ("version_hash", "recorded_at", "received_at", "batch_id", "withdrawn_at", "undone_batch_id", "away")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "reference", "version_hash"],
                condition=Q(withdrawn_at__isnull=True),
                name="source_record_version_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="source_record_withdrawn_with_reason",
            ),
        ]


class Claim(PersonalRow):
    """Something a source record says of a person, for as long as it said so."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="%(class)ss")
    source_record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    holds_from = models.DateField(null=True)
    holds_to = models.DateField(null=True)
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


CLAIM_IDENTIFIES = ("subject",)
CLAIM_SAFE = ("source_record", "holds_from", "holds_to", "received_at", "withdrawn_at")


class Name(Claim):
    """A name somebody is or was known by, and of what kind."""

    KINDS = [
        ("GIVEN", "Given name"),
        ("PREFERRED", "Preferred name"),
        ("ALIAS", "Also known as"),
        ("NICKNAME", "Nickname"),
        ("GIVEN_TO_POLICE", "Name given to police"),
    ]

    kind = models.CharField(max_length=20, choices=KINDS)
    given = models.CharField(max_length=120, blank=True, default="")
    family = models.CharField(max_length=120, blank=True, default="")

    class Privacy:
        identifies = (*CLAIM_IDENTIFIES, "given", "family")
        sensitive = ("kind",)
        safe = CLAIM_SAFE


class BirthDate(Claim):
    """A birth date with its precision: earliest and latest are the same when it is exact."""

    earliest = models.DateField()
    latest = models.DateField()
    precision = models.CharField(max_length=10)

    class Privacy:
        identifies = (*CLAIM_IDENTIFIES, "earliest", "latest")
        sensitive = ()
        safe = (*CLAIM_SAFE, "precision")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(latest__gte=F("earliest")), name="birth_date_in_order")]


class Identifier(Claim):
    """A number a system gave somebody: NHS, UPN, ULN, PNC. A shared number is a question, not an error."""

    scheme = models.CharField(max_length=10)
    value = models.CharField(max_length=40, db_index=True)

    class Privacy:
        identifies = (*CLAIM_IDENTIFIES, "value")
        sensitive = ()
        safe = (*CLAIM_SAFE, "scheme")


class Contact(Claim):
    """A telephone number or e-mail address somebody can be reached on, and whose it is."""

    kind = models.CharField(max_length=10, choices=[("PHONE", "Telephone"), ("EMAIL", "E-mail")])
    value = models.CharField(max_length=120, db_index=True)
    whose = models.CharField(max_length=40, blank=True, default="")

    class Privacy:
        identifies = (*CLAIM_IDENTIFIES, "value")
        sensitive = ("whose",)
        safe = (*CLAIM_SAFE, "kind")


class Residence(Claim):
    """Where somebody lives or lived."""

    address = models.CharField(max_length=300)
    postcode = models.CharField(max_length=10, blank=True, default="")
    area = models.ForeignKey("access.Area", null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = (*CLAIM_IDENTIFIES, "address", "postcode")
        sensitive = ("area",)
        safe = CLAIM_SAFE


class Schooling(Claim):
    """The school somebody goes or went to."""

    school_name = models.CharField(max_length=120)

    class Privacy:
        identifies = (*CLAIM_IDENTIFIES, "school_name")
        sensitive = ()
        safe = CLAIM_SAFE


class EqualityDetail(Claim):
    """Sex and ethnicity as recorded, for equality monitoring only. No rule, match or list may read this table."""

    sex = models.CharField(max_length=20, blank=True, default="")
    ethnicity = models.CharField(max_length=40, blank=True, default="")
    how_known = models.CharField(max_length=20, blank=True, default="")

    class Privacy:
        identifies = CLAIM_IDENTIFIES
        sensitive = ("sex", "ethnicity", "how_known")
        safe = CLAIM_SAFE


class AdultAround(Claim):
    """Who an adult is to one child, as one version of an agency's record says, and if the adult must not be told.

    `subject` is the adult. `about_id` is the child whose record must be open, or the adult while the agency has sent no
    child of that number. Only the latest version of each record counts.
    """

    RELATIONS = list(AROUND_A_CHILD.items())

    child_number = models.CharField(max_length=80)
    relation = models.CharField(max_length=20, choices=RELATIONS)
    must_not_be_told = models.BooleanField(default=False)
    because = models.CharField(max_length=300, blank=True, default="")
    is_latest = models.BooleanField(default=True)

    class Privacy:
        identifies = (*CLAIM_IDENTIFIES, "child_number")
        sensitive = ("relation", "must_not_be_told", "because")
        safe = (*CLAIM_SAFE, "is_latest")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(must_not_be_told=False) | ~Q(because=""), name="adult_not_told_with_reason"
            )
        ]


class MustNotBeTold(PersonalRow):
    """That an adult must not be told of a child, as a worker here wrote it down: who, of what, why, and who said so.

    There is a row for each record of the child, all of one entry; one from before there were entries is its own.
    `adult_id` is the adult's record, if any, and `received_from` the agency whose worker wrote it. What that record
    said then of names, e-mail addresses and telephones is kept to compare with once it is gone, and is on no page. A
    correction ends an entry and makes another, with `corrects_id`.
    """

    entry_id = models.UUIDField(null=True)
    corrects_id = models.UUIDField(null=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    adult_id = models.UUIDField(null=True)
    adult_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    relation = models.CharField(max_length=20, choices=AdultAround.RELATIONS, blank=True, default="", db_default="")
    email = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    known_names = ArrayField(models.TextField(), default=list, db_default=[])
    known_emails = ArrayField(models.TextField(), default=list, db_default=[])
    known_phones = ArrayField(models.TextField(), default=list, db_default=[])
    of_what = models.CharField(max_length=300, blank=True, default="", db_default="")
    because = models.CharField(max_length=300)
    said_by = models.CharField(max_length=120)
    review_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    ended_because = models.CharField(max_length=300, blank=True, default="")

    class Privacy:
        identifies = (
            "subject",
            "adult_id",
            "adult_name",
            "relation",
            "email",
            "phone",
            "known_names",
            "known_emails",
            "known_phones",
            "said_by",
            "recorded_by",
            "ended_by",
        )
        sensitive = ("of_what", "because", "ended_because")
        safe = ("entry_id", "corrects_id", "review_on", "recorded_at", "ended_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because="") & ~Q(said_by=""), name="not_told_with_reason"),
            models.CheckConstraint(
                condition=~Q(adult_name="") | ~Q(relation="") | Q(adult_id__isnull=False),
                name="not_told_names_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_because=""), name="not_told_ended_with_reason"
            ),
        ]


class ClusterMember(PersonalRow):
    """Which person a subject belongs to now. Derived from judgements; may re-form; nothing is stored against it."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="cluster_member")
    cluster_id = models.UUIDField(db_index=True)
    derived_at = models.DateTimeField()

    class Privacy:
        identifies = ("subject", "cluster_id")
        sensitive = ()
        safe = ("derived_at",)
