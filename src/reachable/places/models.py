"""Places.

In:  the access stage's privacy columns.
Out: tables.
"""

from django.db import models
from django.db.models import F, Q

from reachable.access.tables import PersonalRow


class Place(PersonalRow):
    """Somewhere a concern or an event points to. Its coarse location is kept apart from its address."""

    KINDS = [
        ("ADDRESS", "Address"),
        ("CUCKOOED_ADDRESS", "Cuckooed address"),
        ("CHILDRENS_HOME", "Children's home"),
        ("SCHOOL", "School"),
        ("STATION", "Station"),
        ("PARK", "Park"),
        ("HOTEL", "Hotel or holiday let"),
        ("ONLINE", "Online space"),
        ("OTHER", "Other"),
    ]

    kind = models.CharField(max_length=20, choices=KINDS)
    name = models.CharField(max_length=200)
    coarse_location = models.CharField(max_length=120, blank=True, default="")
    area = models.ForeignKey("access.Area", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Privacy:
        identifies = ("name",)
        sensitive = ("kind", "coarse_location", "area")
        safe = ("recorded_at",)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(about_id=F("id")), name="place_is_about_itself")]
