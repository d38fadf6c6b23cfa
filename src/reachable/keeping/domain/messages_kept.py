"""How long a message that has left is kept in the outbox: dated data, with the ground it stands on.

In:  a day.
Out: the length that counts on that day.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class KeptFor:
    """How long, from a day on, and why.

    :raises ValueError: when it is no length, or no ground is given.
    """

    length: timedelta
    from_day: date
    ground: str

    def __post_init__(self) -> None:
        if self.length <= timedelta(0) or not self.ground.strip():
            raise ValueError("how long something is kept is a length of time with the ground it stands on")


SENT_MESSAGES = (
    KeptFor(
        timedelta(days=90),
        date(2026, 1, 1),
        "UK GDPR article 5(1)(e), no longer than is needed: people read for ninety days what they were told of their"
        " own account; what was sent and when stays in the audit record.",
    ),
)


def find_kept_for(on: date) -> timedelta:
    """Return how long a message that has left is kept on a day: the latest begun, or the first before any."""
    begun = [each for each in SENT_MESSAGES if each.from_day <= on] or [SENT_MESSAGES[0]]
    return max(begun, key=lambda each: each.from_day).length
