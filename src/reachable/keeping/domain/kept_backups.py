"""How long a backup is kept: whoever was erased is in it until it is thrown away.

In:  when each backup was made; a day.
Out: which are past their time. The newest never is: a server without any backup is worse.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from reachable.kernel.london import london_date
from reachable.oversight.domain.local_settings import DatedLength, find_length

BACKUPS_KEPT_FOR = (
    DatedLength(
        timedelta(days=35),
        date(2026, 1, 1),
        "UK GDPR articles 5(1)(e) and 17, as the Commissioner reads them of backups: beyond use, and gone within a"
        " stated window. Five weeks is our starting value: a loss that a monthly restore shows can still be undone.",
    ),
)


def list_past_their_time(made_at: Mapping[str, datetime], *, on: date) -> tuple[str, ...]:
    """Return the names of the backups whose time is over on a day in London, oldest first; never the newest of all."""
    oldest_first = sorted(made_at, key=lambda name: (made_at[name], name))
    longest = find_length(BACKUPS_KEPT_FOR, on)
    return tuple(name for name in oldest_first[:-1] if on - london_date(made_at[name]) > longest)
