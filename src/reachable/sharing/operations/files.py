"""Puts a file that somebody made of a page on the register of what left.

In:  whose records stand in it, who made it, what it is.
Out: a line of the register for each record.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from reachable.access.context import require_acting
from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AboutId, AgencyId
from reachable.sharing.domain.who_decides import who_decides
from reachable.sharing.models import LeftHere


def keep_file_left(
    *,
    file_id: UUID,
    version: str,
    what: str,
    holders: Mapping[AboutId, AgencyId],
    told_to_partners: bool,
    of_letter: bool,
    by: Actor,
    now: datetime,
) -> None:
    """Keep that a file of these records was made, each record as its own holder's.

    `told_to_partners` lets everybody who works with the child read it, as they read who has looked.
    `of_letter` says that free words or a time stand in it, and nothing of the record.
    """
    require_acting()
    _, user_id = who_decides(by)
    LeftHere.objects.bulk_create(
        LeftHere(
            about_id=about_id,
            controller_id=holder_id,
            sharing="PARTNERS" if told_to_partners else "HOLDER",
            way="LETTER_FILE" if of_letter else "FILE",
            item_id=file_id,
            version=version,
            to_whom=what,
            left_at=now,
            left_by_id=user_id,
        )
        for about_id, holder_id in holders.items()
    )
