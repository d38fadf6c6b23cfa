"""The only place that asks what time it is.

In:  the machine's clock.
Out: an instant in UTC.
"""

from datetime import UTC, datetime


def read_clock() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)  # noqa: TID251  this is the one place that may ask
