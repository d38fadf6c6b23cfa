"""Reads what somebody declared they are to be kept from, and what a reviewer let pass.

In:  a person, inside a run: the rows open to nobody.
Out: plain values, never a key.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.domain.viewer import Run
from reachable.access.models import ClearedConflict, DeclaredConflict
from reachable.kernel.ids import AboutId, UserId


@dataclass(frozen=True, slots=True)
class DeclaredInWords:
    """What somebody declared at one time, as they called it themselves; what of it waits for their reviewer."""

    id: UUID
    called: str
    has_name: bool
    has_home: bool
    declared_at: datetime
    home_waits: bool = False
    ending_asked: bool = False


def list_declared(*, viewer: Run, user_id: UserId, at: datetime) -> tuple[DeclaredInWords, ...]:
    """Return what somebody declared and what still stands, the newest first."""
    rows = DeclaredConflict.objects.filter(user_id=user_id, declared_at__lte=at).exclude(ends_at__lte=at)
    said: dict[tuple[datetime, str], list[DeclaredConflict]] = {}
    for row in rows.order_by("-declared_at", "called", "kind", "id"):
        said.setdefault((row.declared_at, row.called), []).append(row)
    return tuple(
        DeclaredInWords(
            id=together[0].id,
            called=called,
            has_name=any(row.kind == "NAME" for row in together),
            has_home=any(row.kind != "NAME" for row in together),
            declared_at=declared_at,
            home_waits=any(row.waits for row in together),
            ending_asked=any(row.ending_asked_at is not None for row in together),
        )
        for (declared_at, called), together in said.items()
    )


def find_waiting(*, viewer: Run, user_id: UserId, declared_id: UUID, at: datetime) -> DeclaredInWords | None:
    """Return what somebody declared together with one row, while it waits for their reviewer."""
    row = DeclaredConflict.objects.filter(id=declared_id, user_id=user_id).first()
    if row is None:
        return None
    standing = list_declared(viewer=viewer, user_id=user_id, at=at)
    together = [each for each in standing if (each.declared_at, each.called) == (row.declared_at, row.called)]
    return next((each for each in together if each.home_waits or each.ending_asked), None)


def list_cleared(*, viewer: Run, user_id: UserId, at: datetime) -> dict[AboutId, datetime]:
    """Return the records of which a reviewer let a conflict of somebody pass, and until when that holds."""
    rows = ClearedConflict.objects.filter(user_id=user_id, starts_at__lte=at, ends_at__gt=at)
    return {AboutId(about): until for about, until in rows.order_by("ends_at").values_list("about_id", "ends_at")}
