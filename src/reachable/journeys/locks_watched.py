"""The locks of the running database are compared with what the migrations made, and people are told when they differ.

In:  what was made, what there is, now.
Out: one line in the log and in every file outside, an entry of the audit record, a message to each reviewer.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.locks import LockChanged, Locks, LockWatch, compare_locks, mark_of, say_changed
from reachable.access.domain.viewer import Actor, Role
from reachable.access.queries import list_people_in_role
from reachable.alerts.operations import leave_message
from reachable.journeys.failures_logged import log_failure
from reachable.kernel.london import london_date

LOG = logging.getLogger("reachable")
MACHINE = Actor(user_id=None, agency_id=None, name="locks")
TEXT = (
    "A lock of Reachable's database is not as it was made. Reference L-{}. Ring whoever runs Reachable now, and"
    " whoever answers for information in your agency. If somebody changes Reachable at this moment, ask them to say so."
)
NOTHING_TO_COMPARE = (
    "The locks of the database are not watched: nothing says how they were made. Run: reachable migrate."
)
LONGEST_NOTE = 200
Tell = Callable[[str, datetime], None]


def watch_locks(
    *, watch: LockWatch, made: Locks | None, read: Callable[[], Locks], tell: Iterable[Tell], now: datetime
) -> tuple[LockChanged, ...]:
    """Compare, when it is time to, and tell whoever must know. Return what somebody was told of."""
    if not watch.is_due(now):
        return ()
    if made is None:
        watch.looked_at = now
        LOG.critical(NOTHING_TO_COMPARE)
        return ()
    changed = compare_locks(made, read())
    if not watch.see(changed, now):
        return ()
    _tell(changed, tuple(tell), now)
    return changed


def _tell(changed: tuple[LockChanged, ...], tell: tuple[Tell, ...], now: datetime) -> None:
    """Say it first where no lock of the database is needed for it, then in the record and to people."""
    said, mark = say_changed(changed), mark_of(changed)
    LOG.critical("A LOCK OF THE DATABASE IS NOT AS IT WAS MADE (L-%s): %s", mark, said)
    for outside in tell:
        try:
            outside(f"A lock of the database is not as it was made (L-{mark}): {said}", now)
        except OSError as problem:
            log_failure("A file outside could not be told of a changed lock", problem)
    try:
        _tell_people(mark, said, now)
    except Exception as problem:
        # The changed lock may be one without which nothing is noted. It stands in the log and outside already.
        log_failure("Nobody could be written to about a changed lock", problem)


def tell_not_written_down(*, users: Iterable[str], tell: Iterable[Tell], now: datetime) -> None:
    """Tell that what these roles ask past the application may no longer be written down, as of a lock taken off."""
    said = f"what {', '.join(users)} asks past the application may not be written down any more"
    change = (LockChanged("what is written down", said, "changed"),)
    _tell(change, tuple(tell), now)


def _tell_people(mark: str, said: str, now: datetime) -> None:
    with running(job=f"found locks not as they were made, L-{mark}: {said}"[:LONGEST_NOTE], now=now):
        for reviewer in list_people_in_role(roles=[Role.SUPERVISOR], at=now):
            leave_message(
                key=f"locks:{mark}:{london_date(now).isoformat()}:{reviewer.user_id}",
                to_name=reviewer.name,
                to_address=reviewer.email,
                text=TEXT.format(mark),
                by=MACHINE,
                now=now,
            )
