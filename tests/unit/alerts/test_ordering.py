"""The order of a list of alerts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.alerts.domain.ordering import in_order
from reachable.kernel.ids import AlertId
from tests.unit.alerts.desks import london


@dataclass(frozen=True)
class Line:
    """An alert in a list."""

    alert_id: AlertId
    legal_due_at: datetime | None
    raised_at: datetime


def line(number: int, raised: str, due: str = "") -> Line:
    """Return an alert with an id made of a number."""
    return Line(AlertId(UUID(int=number)), london(due) if due else None, london(raised))


OLD_NO_LAW = line(1, "Mon 2026-03-02 09:00")
NEW_NO_LAW = line(2, "Tue 2026-03-03 09:00")
DUE_SOON = line(3, "Tue 2026-03-03 11:00", due="Tue 2026-03-03 12:00")
DUE_LATER = line(4, "Mon 2026-03-02 08:00", due="Fri 2026-03-06 12:00")


def test_the_laws_deadline_comes_first_then_what_has_waited_longest() -> None:
    assert in_order([NEW_NO_LAW, DUE_LATER, OLD_NO_LAW, DUE_SOON]) == [DUE_SOON, DUE_LATER, OLD_NO_LAW, NEW_NO_LAW]


def test_of_two_due_together_the_older_alert_comes_first() -> None:
    older = line(9, "Mon 2026-03-02 07:00", due="Tue 2026-03-03 12:00")
    assert in_order([DUE_SOON, older]) == [older, DUE_SOON]


def test_two_alike_keep_one_order_whichever_way_they_come() -> None:
    twin = line(5, "Mon 2026-03-02 09:00")
    assert in_order([twin, OLD_NO_LAW]) == in_order([OLD_NO_LAW, twin]) == [OLD_NO_LAW, twin]
