"""Reads what somebody declared they are to be kept from, and what a reviewer let pass.

In:  a person, inside a run: the rows open to nobody.
Out: plain values, never a key.
"""

from dataclasses import dataclass
from datetime import datetime

from reachable.access.domain.viewer import Run
from reachable.access.models import ClearedConflict, DeclaredConflict
from reachable.kernel.ids import AboutId, UserId


@dataclass(frozen=True, slots=True)
class DeclaredInWords:
    """What somebody declared at one time, as they called it themselves."""

    called: str
    has_name: bool
    has_home: bool
    declared_at: datetime


def list_declared(*, viewer: Run, user_id: UserId, at: datetime) -> tuple[DeclaredInWords, ...]:
    """Return what somebody declared and what still stands, the newest first."""
    rows = DeclaredConflict.objects.filter(user_id=user_id, declared_at__lte=at).exclude(ends_at__lte=at)
    kinds: dict[tuple[datetime, str], set[str]] = {}
    for row in rows.order_by("-declared_at", "called"):
        kinds.setdefault((row.declared_at, row.called), set()).add(row.kind)
    return tuple(
        DeclaredInWords(called, "NAME" in said, bool(said - {"NAME"}), declared_at)
        for (declared_at, called), said in kinds.items()
    )


def list_cleared(*, viewer: Run, user_id: UserId, at: datetime) -> dict[AboutId, datetime]:
    """Return the records of which a reviewer let a conflict of somebody pass, and until when that holds."""
    rows = ClearedConflict.objects.filter(user_id=user_id, starts_at__lte=at, ends_at__gt=at)
    return {AboutId(about): until for about, until in rows.order_by("ends_at").values_list("about_id", "ends_at")}
