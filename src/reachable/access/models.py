"""Agencies, areas, teams, people who work there, rotas, and who works with which child.

In:  nothing.
Out: tables. Only operations and queries of this stage may import them.
"""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.desk_sessions import LONGEST_BROWSER, SessionStanding
from reachable.access.domain.seals import SealKind
from reachable.access.domain.viewer import RelationshipReason, Role
from reachable.access.tables import PersonalRow


class TstzRange(Func):
    """tstzrange(from, to, '[)')."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def _until(from_field: str, to_field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{to_field}__isnull": True}) | Q(**{f"{to_field}__gt": F(from_field)}), name=name
    )


class Area(models.Model):
    """A local authority area: its police force, its country, and the first halves of the postcodes in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    police_force = models.CharField(max_length=80)
    country = models.CharField(max_length=10, choices=[("ENGLAND", "England"), ("WALES", "Wales")])
    outward_codes = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Area#{self.pk}"


class Agency(models.Model):
    """An organisation around children. One without users is rung, never written to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=60, choices=[(kind.code, kind.label) for kind in AgencyKind])
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="agencies")
    switchboard = models.CharField(max_length=30, blank=True, default="")
    out_of_hours_phone = models.CharField(max_length=30, blank=True, default="")
    has_users = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"Agency#{self.pk}"


class Team(models.Model):
    """Part of an agency. `duties` are the kinds of turn it takes.

    TRIAGE, DUTY, MISSING, CUSTODY, MATCHING, ALLEGATIONS, SCHOOL_SAFEGUARDING, YOUTH_JUSTICE or HEALTH.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="teams")
    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True, default="")
    duties = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Team#{self.pk}"


class UserManager(BaseUserManager["User"]):
    """Finds people by their e-mail address, which is what they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person with this e-mail address, however it is capitalised."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True, default="")
    what_they_do = models.CharField(max_length=200, blank=True, default="")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"User#{self.pk}"


class Membership(models.Model):
    """Somebody's role in a team, from one day until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(role.code, role.label) for role in Role])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            _until("starts_at", "ends_at", "membership_ends_after_it_starts"),
            models.UniqueConstraint(fields=["user", "team", "role", "starts_at"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"Membership#{self.pk}"


class RotaEntry(models.Model):
    """Who is on duty for a team at a step of its ladder, and the number to ring. No two overlap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="rota")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30)
    step = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="rota_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(phone=""), name="rota_has_a_phone"),
            ExclusionConstraint(
                name="rota_one_person_at_a_step",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("step", RangeOperators.EQUAL),
                    (TstzRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"RotaEntry#{self.pk}"


class WorkingRelationship(PersonalRow):
    """Why a person or a team may open a record, and until when. Nothing can be opened without one."""

    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=[(each.code, each.label) for each in RelationshipReason])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ()
        sensitive = ("reason", "user", "team")
        safe = ("starts_at", "ends_at", "recorded_at", "recorded_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="relationship_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(user__isnull=True, team__isnull=False) | Q(user__isnull=False, team__isnull=True),
                name="relationship_is_of_a_person_or_a_team",
            ),
            models.CheckConstraint(
                condition=~Q(reason="BROKEN_GLASS")
                | Q(user__isnull=False, ends_at__lte=F("starts_at") + timedelta(minutes=60)),
                name="broken_glass_is_one_persons_for_an_hour",
            ),
        ]
        indexes = [models.Index(fields=["team", "ends_at"]), models.Index(fields=["user", "ends_at"])]


class Seal(PersonalRow):
    """One record of a child that is hidden from all but named people. `act_id` joins the records of one sealing.

    It is never deleted: unsealing is asked for by one person and done by another, and kept.
    """

    act_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20, choices=[(each.code, each.label) for each in SealKind])
    because = models.TextField()
    into_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_because = models.TextField(blank=True, default="")
    unsealed_at = models.DateTimeField(null=True)
    unsealed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifies = ("because", "asked_because")
        sensitive = ("act_id", "kind", "into_user", "sealed_at", "sealed_by")
        safe = ("asked_at", "asked_by", "unsealed_at", "unsealed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="seal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(unsealed_at__isnull=True, unsealed_by__isnull=True)
                | Q(
                    unsealed_at__isnull=False, unsealed_by__isnull=False, asked_by__isnull=False, asked_at__isnull=False
                )
                & ~Q(unsealed_by=F("asked_by")),
                name="seal_is_taken_off_by_two",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True) | ~Q(asked_because=""), name="seal_asked_off_with_reason"
            ),
            models.UniqueConstraint(fields=["act_id", "about_id"], name="seal_once_per_record_and_act"),
        ]


class NamedForSeal(PersonalRow):
    """Somebody who may still open a sealed record, from one moment until another."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="named")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Privacy:
        identifies = ()
        sensitive = ("seal", "user")
        safe = ("starts_at", "ends_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="named_for_seal_ends_after_it_starts"),
        ]


class DeclaredConflict(PersonalRow):
    """What somebody said of themselves so that they are kept from it: a name of theirs or of their kin, or their home.

    Only keyed hashes are kept, and what they call it themselves: "my nephew". `key` is made by the database;
    `home_keys` of a home are made with the places key, which is in no database, and compare with homes kept apart.
    While it `waits` for a reviewer it keeps nobody from anything. `about_id` is the row itself, which opens to nobody.
    """

    KINDS = [("NAME", "A name"), ("HOME", "A home"), ("PART_OF_TOWN", "The part of town of a home")]

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=KINDS)
    key = models.CharField(max_length=64, db_index=True)
    called = models.CharField(max_length=80, blank=True, default="", db_default="")
    declared_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    home_keys = ArrayField(models.CharField(max_length=64), default=list, db_default=[])
    waits = models.BooleanField(default=False, db_default=False)
    ending_asked_at = models.DateTimeField(null=True)
    # Added to a table in use: neither checked nor indexed, which would lock it. Nobody who works here is ever deleted.
    settled_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Privacy:
        identifies = ()
        sensitive = ("user", "kind", "key", "called", "home_keys")
        safe = ("declared_at", "ends_at", "waits", "ending_asked_at", "settled_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about_id=F("id")), name="declared_conflict_is_about_itself"),
            _until("declared_at", "ends_at", "declared_conflict_ends_after_it_starts"),
        ]


class ClearedConflict(PersonalRow):
    """That a reviewer looked into a conflict of interest with one child and found none, and until when that holds."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Privacy:
        identifies = ("because",)
        sensitive = ("user",)
        safe = ("cleared_by", "starts_at", "ends_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="cleared_conflict_has_a_reason"),
            models.CheckConstraint(condition=~Q(cleared_by=F("user")), name="cleared_conflict_by_another"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="cleared_conflict_ends_after_it_starts"
            ),
        ]


class SignedInSession(models.Model):
    """One sign-in at one desk: since when, when it was last used, whether it is locked or over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    locked = models.CharField(
        max_length=20, blank=True, default="", choices=[(each.code, each.label) for each in SessionStanding]
    )
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=40, blank=True, default="")
    browser = models.CharField(max_length=LONGEST_BROWSER, blank=True, default="")
    network = models.CharField(max_length=50, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_because=""), name="session_ends_for_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["user", "ended_at"])]

    def __str__(self) -> str:
        return f"SignedInSession#{self.pk}"


class OutsideIdentity(models.Model):
    """Who somebody is to their agency's identity provider. One issuer and subject are one account's, for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="outside_identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    bound_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="outside_identity_is_one_accounts"),
            models.UniqueConstraint(
                fields=["user", "issuer"], condition=Q(ended_at__isnull=True), name="one_outside_identity_of_an_issuer"
            ),
            models.CheckConstraint(condition=~Q(issuer="") & ~Q(subject=""), name="outside_identity_is_said"),
        ]

    def __str__(self) -> str:
        return f"OutsideIdentity#{self.pk}"


class TakenAssertion(models.Model):
    """A SAML assertion that was taken, as a digest: nobody is signed in by it again. Nothing of anybody is in it."""

    digest = models.CharField(primary_key=True, max_length=64)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="taken_assertion_is_a_digest")
        ]

    def __str__(self) -> str:
        return f"TakenAssertion#{self.pk}"
