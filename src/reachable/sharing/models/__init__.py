"""Decisions to share and not to share, what each recipient was sent, what they answered, agreements, and what left.

In:  the access stage's privacy columns.
Out: tables.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow
from reachable.sharing.domain.deciding import (
    MOST_ITEMS,
    ItemForm,
    ReplyAnswer,
    ReplyKind,
    SharePurpose,
    ShareState,
)
from reachable.sharing.domain.letters import PURPOSES as LETTER_PURPOSES
from reachable.sharing.domain.letters import LetterKind
from reachable.sharing.domain.packs import PackKind
from reachable.sharing.models.agreements import Agreement, AgreementLine, AgreementSignature, AgreementVersion

__all__ = [
    "Agreement",
    "AgreementLine",
    "AgreementSignature",
    "AgreementVersion",
    "DataProtectionOfficer",
    "LeftHere",
    "Letter",
    "Pack",
    "ShareDecision",
    "ShareRecipient",
    "ShareReply",
    "SharedCopy",
    "SharedItem",
]

PURPOSES = [(each.code, each.label) for each in SharePurpose]
KEPT_APART = [each.code for each in SharePurpose if each.needs_approval]
STATES = [(each.value, each.value) for each in ShareState]
WAYS = [
    ("SHARE", "Shared"),
    ("PACK", "Released as a pack"),
    ("LETTER", "Written in a letter or an invitation"),
    ("FILE", "Made into a file or printed"),
    ("LETTER_FILE", "A letter or an invitation made into a file"),
]
NOT_THE_DECIDER = Q(answered_by__isnull=True) | ~Q(answered_by=F("decided_by"))


def _agency(**options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+", **options)


def _user(**options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+", **options)


class DataProtectionOfficer(models.Model):
    """Who agrees for an agency to a purpose other than protecting, from one day until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = _agency()
    user = _user()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"DataProtectionOfficer#{self.pk}"


class ShareDecision(PersonalRow):
    """One decision about one child's record: shared, not shared, or waiting for a named person.

    `about_id` is the child. `changes` is an earlier decision whose purpose this one changes. `different_because` says
    how a recipient is known to be another than the adult of the same name who must not be told.
    """

    state = models.CharField(max_length=12, choices=STATES)
    share_purpose = models.CharField(max_length=20, choices=PURPOSES)
    grounds = models.JSONField(default=list)
    because = models.TextField()
    detriment = models.TextField(blank=True, default="")
    asked_by = models.CharField(max_length=200, blank=True, default="")
    withheld = models.TextField(blank=True, default="")
    withheld_because = models.TextField(blank=True, default="")
    different_because = models.TextField(blank=True, default="", db_default="")
    agreed_under = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField()
    decided_by = _user()
    expires_at = models.DateTimeField(null=True)
    waits_for = _user(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = _user(null=True)
    answered_because = models.TextField(blank=True, default="")
    recalled_at = models.DateTimeField(null=True)
    recalled_by = _user(null=True)
    recalled_because = models.TextField(blank=True, default="")
    changes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = (
            "because",
            "detriment",
            "withheld",
            "withheld_because",
            "different_because",
            "answered_because",
            "recalled_because",
        )
        sensitive = ("share_purpose", "grounds", "asked_by")
        safe = (
            "state",
            "agreed_under",
            "decided_at",
            "decided_by",
            "expires_at",
            "waits_for",
            "answered_at",
            "answered_by",
            "recalled_at",
            "recalled_by",
            "changes",
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ShareState]), name="share_state_known"
            ),
            models.CheckConstraint(
                condition=Q(share_purpose__in=[each.code for each in SharePurpose]), name="share_purpose_known"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="share_says_why"),
            models.CheckConstraint(
                condition=Q(state="NOT_SHARED") | (~Q(grounds=[]) & Q(expires_at__gt=F("decided_at"))),
                name="share_has_grounds_and_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="WAITING") | Q(waits_for__isnull=False), name="share_waits_for_somebody"
            ),
            models.CheckConstraint(condition=NOT_THE_DECIDER, name="share_answered_by_somebody_else"),
            models.CheckConstraint(
                condition=~Q(state="SHARED") | ~Q(share_purpose__in=KEPT_APART) | Q(answered_by__isnull=False),
                name="share_for_another_purpose_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(recalled_at__isnull=True) | (Q(recalled_by__isnull=False) & ~Q(recalled_because="")),
                name="share_recalled_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(withheld="") | ~Q(withheld_because=""), name="share_withheld_with_reason"
            ),
        ]


class SharedItem(PersonalRow):
    """One item of a decision, in which version and in which form. `about_id` is the child.

    One item leaves in one form: with names and without them cannot leave together.
    """

    decision = models.ForeignKey(ShareDecision, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    item_id = models.UUIDField(db_index=True)
    version = models.CharField(max_length=64)
    item_kind = models.CharField(max_length=40)
    form = models.CharField(max_length=12, choices=[(each.value, each.value) for each in ItemForm])

    class Privacy:
        identifies = ("item_id",)
        sensitive = ("item_kind",)
        safe = ("decision", "position", "version", "form")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "item_id"], name="shared_item_in_one_form"),
            models.UniqueConstraint(fields=["decision", "position"], name="shared_item_has_a_place"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=MOST_ITEMS), name="shared_items_are_few"),
            models.CheckConstraint(condition=Q(form__in=[each.value for each in ItemForm]), name="shared_form_known"),
        ]


class ShareRecipient(PersonalRow):
    """What one recipient was sent: an envelope. `about_id` is the envelope itself, and opens to the recipient alone.

    `starts_at` is empty until the decision is made. Its copies can be read from then until it ends or is recalled.
    """

    decision = models.ForeignKey(ShareDecision, on_delete=models.PROTECT, related_name="recipients")
    child_id = models.UUIDField(db_index=True)
    recipient_agency = _agency()
    recipient_user = _user(null=True)
    share_purpose = models.CharField(max_length=20, choices=PURPOSES)
    grounds = models.JSONField(default=list)
    held_back = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)

    class Privacy:
        identifies = ("child_id",)
        sensitive = ("recipient_agency", "recipient_user", "share_purpose", "grounds")
        safe = ("decision", "held_back", "starts_at", "expires_at", "recalled_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="envelope_is_about_itself"),
            models.UniqueConstraint(
                fields=["decision", "recipient_agency", "recipient_user"],
                name="envelope_once",
                nulls_distinct=False,
            ),
        ]


class SharedCopy(PersonalRow):
    """What one recipient may read of one item, as it stood when it was shared. `about_id` is the envelope."""

    recipient = models.ForeignKey(ShareRecipient, on_delete=models.PROTECT, related_name="copies")
    item = models.ForeignKey(SharedItem, on_delete=models.PROTECT, related_name="copies")
    frozen = models.JSONField()

    class Privacy:
        identifies = ("frozen",)
        sensitive = ()
        safe = ("recipient", "item")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "item"], name="shared_copy_once")]


class ShareReply(PersonalRow):
    """What a recipient says of an item they were sent, and what the holder answers. `about_id` is the envelope."""

    recipient = models.ForeignKey(ShareRecipient, on_delete=models.PROTECT, related_name="replies")
    item = models.ForeignKey(SharedItem, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(each.code, each.label) for each in ReplyKind])
    words = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    made_by = _user()
    answer = models.CharField(
        max_length=10, blank=True, default="", choices=[(each.code, each.label) for each in ReplyAnswer]
    )
    answer_words = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = _user(null=True)

    class Privacy:
        identifies = ("words", "answer_words")
        sensitive = ("kind", "answer")
        safe = ("recipient", "item", "made_at", "made_by", "answered_at", "answered_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind="CORRECTION") | ~Q(words=""), name="reply_correction_says_what"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", answered_by__isnull=True)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="reply_answered_by_somebody",
            ),
        ]


class LeftHere(PersonalRow):
    """One line of the register of what left: which version of what, to whom, when. `about_id` is the child.

    Nothing is ever taken out of the register: what was removed at its source is followed to its copies with it.
    """

    way = models.CharField(max_length=12, choices=WAYS)
    item_id = models.UUIDField(db_index=True)
    version = models.CharField(max_length=64)
    to_whom = models.CharField(max_length=200)
    left_at = models.DateTimeField()
    left_by = _user()
    decision = models.ForeignKey(ShareDecision, null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ("item_id", "to_whom")
        sensitive = ("way",)
        safe = ("version", "left_at", "left_by", "decision")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(to_whom=""), name="left_to_somebody")]


class Pack(PersonalRow):
    """Everything an agency holds of one person, frozen as one person prepared it. Another releases it, once.

    `made_of` are the ids of the records it was made of: they may turn out to be another person's.
    """

    kind = models.CharField(max_length=20, choices=[(each.code, each.label) for each in PackKind])
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()
    checked_how = models.TextField()
    due_on = models.DateField()
    longer_because = models.TextField(blank=True, default="")
    frozen = models.JSONField()
    made_of = models.JSONField(default=list, db_default=[])
    prepared_at = models.DateTimeField()
    prepared_by = _user()
    different_because = models.TextField(blank=True, default="", db_default="")
    released_at = models.DateTimeField(null=True)
    released_by = _user(null=True)
    to_whom = models.CharField(max_length=200, blank=True, default="")
    release_because = models.TextField(blank=True, default="")
    release_different_because = models.TextField(blank=True, default="", db_default="")

    class Privacy:
        identifies = (
            "asked_by",
            "checked_how",
            "longer_because",
            "frozen",
            "made_of",
            "different_because",
            "to_whom",
            "release_because",
            "release_different_because",
        )
        sensitive = ("kind",)
        safe = ("asked_on", "due_on", "prepared_at", "prepared_by", "released_at", "released_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("prepared_by")),
                name="pack_released_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True, to_whom="")
                | (Q(released_at__isnull=False, released_by__isnull=False) & ~Q(to_whom="") & ~Q(release_because="")),
                name="pack_released_whole",
            ),
        ]


class Letter(PersonalRow):
    """A letter or invitation as it was made: what it says, to whom, why and on which grounds. `about_id` is the child.

    `readers` are those a copy was made for. Only what becomes a protected place later is ever taken out of its words.
    `agreed_because` says how it keeps to what agencies agreed of single kinds of item.
    """

    kind = models.CharField(max_length=12, choices=[(each.code, each.label) for each in LetterKind])
    readers = models.JSONField()
    heading = models.CharField(max_length=200)
    words = models.TextField()
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True, default="")
    share_purpose = models.CharField(max_length=20, choices=PURPOSES)
    grounds = models.JSONField()
    because = models.TextField()
    different_because = models.TextField(blank=True, default="")
    agreed_because = models.TextField(blank=True, default="", db_default="")
    made_at = models.DateTimeField()
    made_by = _user()
    signed = models.CharField(max_length=200)

    class Privacy:
        identifies = ("readers", "heading", "words", "place", "because", "different_because", "agreed_because")
        sensitive = ("kind", "share_purpose", "grounds")
        safe = ("starts_at", "ends_at", "made_at", "made_by", "signed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(readers=[]) & ~Q(grounds=[]) & ~Q(words="") & ~Q(because=""), name="letter_whole"
            ),
            models.CheckConstraint(
                condition=Q(kind="LETTER", starts_at__isnull=True, ends_at__isnull=True)
                | Q(kind="INVITATION", starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="letter_says_when_it_invites",
            ),
            models.CheckConstraint(
                condition=Q(share_purpose__in=[each.code for each in LETTER_PURPOSES]), name="letter_protects_a_child"
            ),
        ]
