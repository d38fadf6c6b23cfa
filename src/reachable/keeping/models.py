"""Reviews of how long a record is kept, holds, proposals to erase, and who is to be told of what was erased.

In:  the access stage's privacy columns.
Out: tables. What is left of an erased record is in the audit record's own tables, which only grow.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow
from reachable.keeping.domain.deciding import ErasureGround, HoldKind, ReviewState


def _user(**options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+", **options)


class Review(PersonalRow):
    """That one agency's record is due to be looked at again: by which rule, since when, and what was decided.

    One that nobody answers climbs: `climbed` says how often it was put before somebody else. It never ends by itself.
    """

    rule_key = models.CharField(max_length=40)
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    climbed = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(each.name, each.value) for each in ReviewState])
    answered_at = models.DateTimeField(null=True)
    answered_by = _user(null=True)
    because = models.TextField(blank=True, default="")
    next_on = models.DateField(null=True)

    class Privacy:
        identifies = ("because",)
        sensitive = ("rule_key",)
        safe = ("due_on", "asked_at", "answer_by", "climbed", "state", "answered_at", "answered_by", "next_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_id"], condition=Q(state="WAITING"), name="review_waits_once_for_a_record"
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(because="")),
                name="review_answered_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="KEPT_ON") | Q(next_on__isnull=False), name="review_kept_on_has_a_next_day"
            ),
        ]


class Hold(PersonalRow):
    """That one record must not be erased, by anybody. `act_id` joins the records of one child held together.

    It is lifted by two people, and kept.
    """

    act_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20, choices=[(each.code, each.label) for each in HoldKind])
    wanted_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    reference = models.CharField(max_length=80, blank=True, default="", db_default="")
    because = models.TextField()
    review_on = models.DateField(null=True)
    looked_at = models.DateTimeField(null=True)
    looked_at_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    put_at = models.DateTimeField()
    put_by = _user()
    asked_at = models.DateTimeField(null=True)
    asked_by = _user(null=True)
    asked_because = models.TextField(blank=True, default="")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = _user(null=True)

    class Privacy:
        identifies = ("wanted_by", "reference", "because", "asked_because")
        sensitive = ("act_id", "kind")
        safe = (
            "review_on",
            "looked_at",
            "looked_at_by",
            "put_at",
            "put_by",
            "asked_at",
            "asked_by",
            "lifted_at",
            "lifted_by",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=~Q(wanted_by="") & Q(review_on__isnull=False),
                name="hold_says_who_wants_it_and_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False, asked_by__isnull=False, asked_at__isnull=False)
                & ~Q(lifted_by=F("asked_by")),
                name="hold_is_lifted_by_two",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True) | ~Q(asked_because=""), name="hold_asked_off_with_reason"
            ),
            models.UniqueConstraint(fields=["act_id", "about_id"], name="hold_once_per_record_and_act"),
        ]


class Proposal(PersonalRow):
    """That one person proposes to erase a record; another decides. `act_id` joins the records of one child.

    When it is done the row goes with the record: what is left is in the audit record.
    """

    act_id = models.UUIDField(db_index=True)
    ground = models.CharField(max_length=20, choices=[(each.code, each.label) for each in ErasureGround])
    rule_key = models.CharField(max_length=40, blank=True, default="")
    because = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = _user()
    refused_at = models.DateTimeField(null=True)
    refused_by = _user(null=True)
    refused_because = models.TextField(blank=True, default="")

    class Privacy:
        identifies = ("because", "refused_because")
        sensitive = ("act_id", "ground", "rule_key")
        safe = ("proposed_at", "proposed_by", "refused_at", "refused_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="proposal_says_why"),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | (Q(refused_by__isnull=False) & ~Q(refused_because="")),
                name="proposal_refused_by_somebody_with_reason",
            ),
            models.UniqueConstraint(
                fields=["about_id"], condition=Q(refused_at__isnull=True), name="proposal_once_at_a_time"
            ),
        ]


class ToTell(PersonalRow):
    """Whoever has a copy of what was erased, or a record of the same child, and if they were told.

    `about_id` is the row itself: it says nothing of whom the record was.
    """

    act_id = models.UUIDField(db_index=True)
    to_whom = models.CharField(max_length=200)
    way = models.CharField(
        max_length=12,
        choices=[
            ("SHARE", "Was sent it"),
            ("PACK", "Was given it as a pack"),
            ("FILE", "Made a file of it"),
            ("LINKED", "Holds another record"),
        ],
    )
    copies = models.PositiveIntegerField(default=1)
    told_at = models.DateTimeField(null=True)
    told_by = _user(null=True)

    class Privacy:
        identifies = ()
        sensitive = ("to_whom", "way")
        safe = ("act_id", "copies", "told_at", "told_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="to_tell_is_about_itself"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_by__isnull=True)
                | Q(told_at__isnull=False, told_by__isnull=False),
                name="told_by_somebody",
            ),
        ]
