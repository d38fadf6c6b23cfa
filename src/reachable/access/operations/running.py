"""The working relationships that run already, asked for ahead of beginning others, so that both are one exchange.

In:  what they are with, and since when.
Out: RunningRelationships, for `begin_relationships`.
"""

from collections.abc import Iterable
from datetime import datetime

from reachable.access.models import WorkingRelationship
from reachable.access.rows import rows_where_later
from reachable.kernel.ids import AboutId


class RunningRelationships:
    """Those with these children, places or concerns that have not ended by an instant. Making it asks for them."""

    def __init__(self, *, about_ids: Iterable[AboutId], since: datetime) -> None:
        wanted = list(set(about_ids))
        held = "about_id = ANY (%s::uuid[]) AND ends_at >= %s"
        self._answer = rows_where_later(WorkingRelationship, held, wanted, since)

    def rows(self) -> list[WorkingRelationship]:
        """Return the rows, waiting for them where they have not come yet."""
        return self._answer()
