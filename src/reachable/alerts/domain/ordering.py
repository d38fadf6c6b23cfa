"""The order of a list of alerts: the law's deadline first, then time. Never anything about a child.

In:  alerts that say when the law wants them done and when they were raised.
Out: the same alerts, in order.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from reachable.kernel.ids import AlertId


class InLine(Protocol):
    """Everything about an alert that its place in the list may depend on."""

    @property
    def alert_id(self) -> AlertId: ...

    @property
    def legal_due_at(self) -> datetime | None: ...

    @property
    def raised_at(self) -> datetime: ...


Alert = TypeVar("Alert", bound=InLine)


def in_order(alerts: Iterable[Alert]) -> list[Alert]:
    """Return alerts by legal deadline, those without one last, then by when they were raised, oldest first."""
    return sorted(alerts, key=_place)


def _place(alert: InLine) -> tuple[bool, datetime, datetime, str]:
    due = alert.legal_due_at
    return due is None, due or alert.raised_at, alert.raised_at, alert.alert_id.hex
