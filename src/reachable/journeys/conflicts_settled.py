"""An agency's reviewer lets pass what is no conflict of interest, and settles what somebody asks about their own.

In:  a finding, a record and a reason; yes or no.
Out: one record that opens to one person until a day; a home that counts, or what was declared at its end.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.operations.conflicts import clear_conflict, settle_declared
from reachable.access.queries.alarms import list_alarms
from reachable.access.queries.conflicts import DeclaredInWords, find_waiting, list_cleared
from reachable.kernel.ids import AboutId
from reachable.kernel.london import london_date
from reachable.oversight.domain.findings import TIE_OF_ALARM
from reachable.oversight.domain.wishes import find_declared
from reachable.oversight.queries.looks import FindingRecord

RUN = Run("conflicts of interest")


class NotStoppedHere(PermissionError):
    """Nobody of the reviewer's agency was stopped at this record by what the finding is about."""


@dataclass(frozen=True, slots=True)
class OpeningToSettle:
    """A record somebody was stopped at by a conflict of interest, and until when a reviewer has let it pass."""

    about_id: AboutId
    at: datetime
    cleared_until: datetime | None


def list_openings_to_settle(*, found: FindingRecord, viewer: Viewer, now: datetime) -> tuple[OpeningToSettle, ...]:
    """Return the records at which a finding's person was stopped that day, to reviewers of their own agency alone."""
    ties = {what for what, (pattern, _) in TIE_OF_ALARM.items() if pattern is found.pattern}
    if not ties or found.whom == viewer.user_id:
        return ()
    with reading(viewer):
        noted = list_alarms(viewer=viewer, since=found.seen_from)
    first: dict[AboutId, datetime] = {}
    for each in reversed(noted):
        is_that_day = london_date(each.at) == london_date(found.seen_from)
        if each.user_id == found.whom and each.what in ties and each.about_id is not None and is_that_day:
            first.setdefault(each.about_id, each.at)
    if not first:
        return ()
    with running(job="list conflicts of interest that were let pass", now=now):
        cleared = list_cleared(viewer=RUN, user_id=found.whom, at=now)
    return tuple(OpeningToSettle(about, at, cleared.get(about)) for about, at in first.items())


def settle_opening(
    *, found: FindingRecord, about_id: AboutId, because: str, until: datetime, viewer: Viewer, now: datetime
) -> None:
    """Let one person open one record until a day, because a reviewer looked into it and found no conflict.

    :raises NotStoppedHere: when that person was not stopped there, or not seen by this reviewer.
    """
    if about_id not in {each.about_id for each in list_openings_to_settle(found=found, viewer=viewer, now=now)}:
        raise NotStoppedHere
    by = Actor.from_viewer(viewer)
    with acting(by=by, what="let a conflict of interest pass", now=now):
        clear_conflict(
            about_id=about_id,
            user_id=found.whom,
            agency_id=viewer.agency_id,
            because=because,
            until=until,
            by=by,
            now=now,
        )


def find_wish_to_settle(*, found: FindingRecord, viewer: Viewer, now: datetime) -> DeclaredInWords | None:
    """Return what a finding's person asks about something they declared, while it waits; never to themselves.

    What they call it is theirs alone, and is left out.
    """
    declared_id = find_declared(found.key)
    if declared_id is None or found.whom == viewer.user_id:
        return None
    with running(job="find what somebody asks about what they declared", now=now):
        waiting = find_waiting(viewer=RUN, user_id=found.whom, declared_id=declared_id, at=now)
    return None if waiting is None else replace(waiting, called="")


def settle_wish(*, found: FindingRecord, allow: bool, viewer: Viewer, now: datetime) -> bool:
    """Allow or refuse it, and return whether it still waited."""
    waiting = find_wish_to_settle(found=found, viewer=viewer, now=now)
    if waiting is None:
        return False
    asked = "an end of what somebody declared" if waiting.ending_asked else "a home that somebody declared"
    by = Actor.from_viewer(viewer)
    with acting(by=by, what=f"{'allowed' if allow else 'refused'} {asked}", now=now):
        return settle_declared(user_id=found.whom, declared_id=waiting.id, allow=allow, by=by, now=now)
