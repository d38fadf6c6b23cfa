"""What the reviewers of an agency are told when a record of theirs opened by an event that somebody elsewhere wrote.

In:  who recorded what, and how many records it opened to their team until when.
Out: a Found, and which recorded event it is about.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from reachable.kernel.ids import AgencyId, SubjectId, UserId
from reachable.kernel.london import london_date, say_day
from reachable.oversight.domain.findings import Found, Pattern


def tell_of_opened(
    *,
    whom: UserId,
    happened: str,
    recorded: SubjectId,
    owner: AgencyId,
    opened: Sequence[SubjectId],
    at: datetime,
    until: datetime,
) -> Found:
    """Return what an owner's reviewers are asked: no child is named, for it is read by others when nobody answers."""
    records = "one record" if len(opened) == 1 else f"{len(opened)} records"
    sentence = (
        f"They recorded “{happened}” as having just happened. By that their team can open {records} of your agency"
        f" until {say_day(london_date(until))}, as it may be the same child. Nobody has said that it is."
    )
    key = ":".join([Pattern.OPENED_BY_EVENT.code, str(whom), str(london_date(at)), str(recorded), str(owner)])
    return Found(whom=whom, pattern=Pattern.OPENED_BY_EVENT, key=key, sentence=sentence, seen_from=at, seen_until=at)


def find_recorded(*, pattern: Pattern, key: str) -> tuple[SubjectId, AgencyId] | None:
    """Return the record somebody made by the event, and whose reviewers were told; None for any other finding."""
    if pattern is not Pattern.OPENED_BY_EVENT:
        return None
    _, _, _, recorded, owner = key.split(":")
    return SubjectId(UUID(recorded)), AgencyId(UUID(owner))
