"""Somebody says whom they must be kept from, reads what they have said, and asks that it ends.

In:  a name or a postcode, with what the reader calls it; a reason.
Out: keyed hashes; where it is more than stands by itself, a question to their reviewer. Whether a child is known is
     never said.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.operations.conflicts import ask_to_end_declared, declare_conflict
from reachable.access.queries.conflicts import DeclaredInWords, list_declared
from reachable.journeys.looks_watched import raise_at_once
from reachable.journeys.words_screened import DECLARED_HOME
from reachable.kernel.london import london_date
from reachable.oversight.domain.limits import find_limits
from reachable.oversight.domain.wishes import ask_for_ending, ask_for_home
from reachable.places.domain.sealing import home_key

RUN = Run("conflicts of interest")
DECLARED = "declared whom they must be kept from"


class NobodyToAsk(LookupError):
    """There is nobody who may answer for them. Nothing was kept."""


def declare_own_conflict(*, called: str, name: str, postcode: str, viewer: Viewer, now: datetime) -> bool:
    """Keep what the reader must be kept from, and return whether their reviewer must allow the home of it first.

    It is the same for a child who is known, sealed or unknown. A home counts as a place that was searched.

    :raises OneWaits: when another home waits for the reviewer.
    :raises NobodyToAsk: when it would wait, and there is no reviewer.
    """
    by, most = Actor.from_viewer(viewer), find_most_homes(now=now)
    what, noted_as = (DECLARED_HOME, "SEARCHED") if postcode else (DECLARED, "WROTE")
    with acting(by=by, what=what, now=now, noted_as=noted_as):
        waiting = declare_conflict(
            user_id=viewer.user_id,
            agency_id=viewer.agency_id,
            name=name,
            postcode=postcode,
            home_key=home_key(settings.PLACES_KEY, postcode),
            called=called,
            most_homes=most,
            by=by,
            now=now,
        )
        if waiting is None:
            return False
        found = ask_for_home(declared_id=waiting, whom=viewer.user_id, stand=most, at=now)
        if not raise_at_once(found=found, agency_id=viewer.agency_id, now=now):
            raise NobodyToAsk
    return True


def find_most_homes(*, now: datetime) -> int:
    """Return how many declared homes stand before a reviewer must allow the next."""
    return find_limits(london_date(now)).homes_declared


def ask_to_end_own(*, declared_id: UUID, because: str, viewer: Viewer, now: datetime) -> bool:
    """Ask the reviewer to end what the reader declared, and return whether there was anything to end.

    It goes on keeping them from the record until the reviewer ends it.

    :raises NobodyToAsk: when there is no reviewer.
    """
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="asked to end what they must be kept from", now=now):
        if not ask_to_end_declared(user_id=viewer.user_id, declared_id=declared_id, by=by, now=now):
            return False
        found = ask_for_ending(declared_id=declared_id, whom=viewer.user_id, because=because, at=now)
        if not raise_at_once(found=found, agency_id=viewer.agency_id, now=now):
            raise NobodyToAsk
    return True


def list_own_conflicts(*, viewer: Viewer, now: datetime) -> tuple[DeclaredInWords, ...]:
    """Return what the reader declared, in their own words."""
    with running(job="list what somebody declared of themselves", now=now):
        return list_declared(viewer=RUN, user_id=viewer.user_id, at=now)
