"""Whatever is kept apart and does not open is told: nothing finds it in what people write, and nobody would notice.

In:  now.
Out: what could be brought up to date, is; a line in the log and a message to each reviewer, once a day while it lasts.
"""

import logging
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Role
from reachable.access.queries import list_people_in_role
from reachable.alerts.operations import leave_message
from reachable.journeys.places_settled import Settled, settle_places
from reachable.kernel.london import london_date

LOG = logging.getLogger("reachable")
MACHINE = Actor(user_id=None, agency_id=None, name="places")
CLOSED = "the places of {} children were kept under another places key"
UNOPENED = "{} places do not open, though nobody erased them"
TEXT = (
    "Safe places of children that are kept apart in Reachable do not open, so they are not found in what people write."
    " Nothing was changed or lost by this. Ring whoever runs Reachable now: they find how many in its log. Until it is"
    " put right, ask before you write where a protected child is."
)


def settle_and_tell(*, now: datetime) -> Settled:
    """Bring what is kept apart up to date, and tell whoever must know of what does not open."""
    settled = settle_places(now=now)
    said = say_unopened(settled)
    if said:
        LOG.error("WHAT IS KEPT APART DOES NOT OPEN: %s. Put the right key file back (docs/backup.md).", said)
        _tell_people(said, now)
    return settled


def say_unopened(settled: Settled) -> str:
    """Return how much does not open, "" where everything does."""
    counted = ((CLOSED, settled.closed), (UNOPENED, settled.unopened))
    return "; ".join(words.format(count) for words, count in counted if count)


def _tell_people(said: str, now: datetime) -> None:
    with running(job=f"found that what is kept apart does not open: {said}", now=now):
        for reviewer in list_people_in_role(roles=[Role.SUPERVISOR], at=now):
            leave_message(
                key=f"unopened:{london_date(now).isoformat()}:{reviewer.user_id}",
                to_name=reviewer.name,
                to_address=reviewer.email,
                text=TEXT,
                by=MACHINE,
                now=now,
            )
