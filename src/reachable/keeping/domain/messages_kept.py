"""How long a message that has left is kept in the outbox: dated data, with the ground it stands on.

In:  a day.
Out: the length that counts on that day.
"""

from datetime import date, timedelta

from reachable.oversight.domain.local_settings import DatedLength, find_length

SENT_MESSAGES = (
    DatedLength(
        timedelta(days=90),
        date(2026, 1, 1),
        "UK GDPR article 5(1)(e), no longer than is needed: people read for ninety days what they were told of their"
        " own account; what was sent and when stays in the audit record.",
    ),
)


def find_kept_for(on: date) -> timedelta:
    """Return how long a message that has left is kept on a day: the latest begun, or the first before any."""
    return find_length(SENT_MESSAGES, on)
