"""Reads what reviewers must be told of: an opening stopped, a context tampered with, a lock of the database changed.

In:  a reviewer's reading context; or a run that sends word.
Out: AlarmNoted. A run is not told about whom it was.
"""

from dataclasses import dataclass
from datetime import datetime

from reachable.access.domain.viewer import Run, Viewer
from reachable.access.models import User
from reachable.access.rows import ask
from reachable.kernel.ids import AboutId, AgencyId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmNoted:
    """One entry for reviewers. `agency_id` is None where it is about no one agency; then all reviewers are told."""

    entry_id: int
    at: datetime
    user_id: UserId | None
    user_name: str
    agency_id: AgencyId | None
    about_id: AboutId | None
    what: str


def list_alarms(*, viewer: Viewer | Run, since: datetime) -> tuple[AlarmNoted, ...]:
    """Return what reviewers are told of since a moment: their own agency's to a supervisor, never their own.

    To anybody else there is none. A supervisor's asking is itself noted.
    """
    rows = ask("SELECT entry_id, at, user_id, agency_id, about_id, what FROM audit.alarms(%s)", since)
    names = dict(User.objects.filter(id__in={row[2] for row in rows if row[2]}).values_list("id", "name"))
    return tuple(
        AlarmNoted(
            entry_id=entry_id,
            at=at,
            user_id=None if user_id is None else UserId(user_id),
            user_name=names.get(user_id, ""),
            agency_id=None if agency_id is None else AgencyId(agency_id),
            about_id=None if about_id is None else AboutId(about_id),
            what=what,
        )
        for entry_id, at, user_id, agency_id, about_id, what in rows
    )
