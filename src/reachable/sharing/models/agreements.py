"""Tables of agreements between agencies: who gives whom what, version by version, and who signed.

In:  what an act keeps.
Out: rows of no child; the names of staff who wrote, signed, review and ended.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from reachable.sharing.domain.agreements import AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose

PURPOSES = [(each.code, each.label) for each in SharePurpose]
KEPT_APART = [each.code for each in SharePurpose if each.needs_approval]


def _agency(**options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+", **options)


def _user(**options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+", **options)


class Agreement(models.Model):
    """An agreement between two agencies on what one gives the other. Either ends it at once; it never begins again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holder = _agency()
    recipient = _agency()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = _user(null=True)
    ended_for = _agency(null=True)
    ended_because = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(holder=F("recipient")), name="agreement_is_between_two"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_for__isnull=True, ended_because="")
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False)
                    & (Q(ended_for=F("holder")) | Q(ended_for=F("recipient")))
                    & ~Q(ended_because="")
                ),
                name="agreement_ended_by_one_of_them_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Agreement#{self.pk}"


class AgreementVersion(models.Model):
    """One version of an agreement, as it was written. It is never changed: what is to be different is another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    grounds = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    review_on = models.DateField()
    reviewer = _user()
    written_at = models.DateTimeField()
    written_by = _user()
    written_for = _agency()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="agreement_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(grounds=[]), name="agreement_has_a_name_and_grounds"),
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once"),
        ]

    def __str__(self) -> str:
        return f"AgreementVersion#{self.pk}"


class AgreementLine(models.Model):
    """What one version decides beforehand of one kind of item for one purpose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="lines")
    item_kind = models.CharField(max_length=40)
    share_purpose = models.CharField(max_length=20, choices=PURPOSES)
    answer = models.CharField(max_length=10, choices=[(each.value, each.value) for each in AgreementAnswer])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer="PERMIT") | ~Q(share_purpose__in=KEPT_APART),
                name="agreement_permits_only_protecting",
            ),
            models.UniqueConstraint(fields=["version", "item_kind", "share_purpose"], name="agreement_line_once"),
        ]

    def __str__(self) -> str:
        return f"AgreementLine#{self.pk}"


class AgreementSignature(models.Model):
    """That a named person signed one version for one of the two agencies. Nobody signs for both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signatures")
    agency = _agency()
    user = _user()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "agency"], name="agreement_signed_once_for_an_agency"),
            models.UniqueConstraint(fields=["version", "user"], name="agreement_nobody_signs_for_both"),
        ]

    def __str__(self) -> str:
        return f"AgreementSignature#{self.pk}"
