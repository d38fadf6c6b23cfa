"""Children whose whereabouts are protected, a key of each one's own, their places, and how those are found again.

In:  the access stage's privacy columns.
Out: tables. What is sealed here opens only with a key that is not in the database.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reachable.access.tables import PersonalRow
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.looking_again import LookKind

KINDS = [(kind.code, kind.label) for kind in PlaceKind]


class ProtectedChild(PersonalRow):
    """That a child's whereabouts are protected: why, who decided, and when it is looked at again."""

    subject = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=300)
    decided_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    review_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True, default="")

    class Privacy:
        identifies = ("subject",)
        sensitive = ("because", "ended_because")
        safe = ("decided_by", "decided_by_name", "decided_at", "review_on", "ended_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(ended_at__isnull=True), name="protected_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="protected_with_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_because=""), name="protection_ended_with_reason"
            ),
        ]


class ProtectionLook(PersonalRow):
    """One time somebody looked at a protection again: kept it until a day, asked for it to end, or ended it.

    The looks of one protection are counted from one. None is ever written over.
    """

    protection = models.ForeignKey(ProtectedChild, on_delete=models.PROTECT, related_name="looks")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=[(kind.code, kind.label) for kind in LookKind])
    because = models.CharField(max_length=300)
    next_on = models.DateField(null=True)
    spoken_by = models.CharField(max_length=120, blank=True, default="")
    spoken_on = models.DateField(null=True)
    child_says = models.TextField(blank=True, default="")
    looked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    looked_by_name = models.CharField(max_length=120)
    looked_at = models.DateTimeField()

    class Privacy:
        identifies = ("child_says", "spoken_by")
        sensitive = ("because", "kind")
        safe = ("protection", "number", "next_on", "spoken_on", "looked_by", "looked_by_name", "looked_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protection", "number"], name="looks_are_counted"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.code for kind in LookKind]) & ~Q(because=""), name="looked_at_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind=LookKind.KEPT.code) | Q(next_on__isnull=False), name="kept_until_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(kind=LookKind.ASKED.code)
                | Q(spoken_on__isnull=False) & ~Q(spoken_by="") & ~Q(child_says=""),
                name="child_is_spoken_with_before_it_ends",
            ),
        ]


class ChildKey(PersonalRow):
    """One agency's key of one record, wrapped by the installation's. Destroying it erases what that agency wrote there.

    No agency's words are sealed under another's key, so that erasing one's never closes another's.
    """

    wrapped = models.TextField(blank=True, default="")
    wrapped_by = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    destroyed_because = models.CharField(max_length=200, blank=True, default="")

    class Privacy:
        identifies = ()
        sensitive = ("wrapped", "destroyed_because")
        safe = ("wrapped_by", "made_at", "destroyed_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about_id", "controller"], name="child_key_once_each_agency"),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True, destroyed_because="")
                | Q(destroyed_at__isnull=False, wrapped="") & ~Q(destroyed_because=""),
                name="child_key_destroyed_with_reason",
            ),
        ]


class KeptPlace(PersonalRow):
    """One place of a child, as one agency told it, sealed under that agency's key of the record.

    `coarse` is all that maps, matching and rules are told. `mark` is a keyed hash of kind and value, so that a place an
    agency tells twice is kept once; `kept_at` is when it was told last. `told_by` are the rows that told it, and
    `withdrawn_at` is set while every one of them is withdrawn. `home_key` is the keyed hash, made with the key that is
    in no database, by which whoever declared a home as theirs is kept from who lives there. `conflict_keys` are what it
    was before, made with a key that is in the database: compared until they are made anew.
    """

    kind = models.CharField(max_length=20, choices=KINDS)
    sealed = models.TextField()
    coarse = models.CharField(max_length=10, blank=True, default="")
    mark = models.CharField(max_length=64)
    came_from = models.CharField(max_length=40)
    kept_at = models.DateTimeField()
    told_by = ArrayField(models.UUIDField(), default=list, db_default=[])
    withdrawn_at = models.DateTimeField(null=True)
    conflict_keys = ArrayField(models.CharField(max_length=64), default=list, db_default=[])
    home_key = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Privacy:
        identifies = ("sealed", "mark", "conflict_keys", "home_key")
        sensitive = ("kind", "coarse")
        safe = ("came_from", "kept_at", "told_by", "withdrawn_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about_id", "controller", "mark"], name="place_kept_once_each_agency")
        ]


class PlaceToken(PersonalRow):
    """By which keyed hashes a kept place is found in what somebody writes. Equal places have equal tokens."""

    place = models.ForeignKey(KeptPlace, on_delete=models.PROTECT, related_name="tokens")
    token = models.CharField(max_length=64, db_index=True)
    is_anybodys = models.BooleanField()

    class Privacy:
        identifies = ("token",)
        sensitive = ()
        safe = ("place", "is_anybodys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "token"], name="place_token_once")]
