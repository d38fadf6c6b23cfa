"""Who decides what leaves: a named person of an agency, never a job.

In:  whoever acts.
Out: their agency and themselves.
"""

from reachable.access.domain.viewer import Actor
from reachable.kernel.ids import AgencyId, UserId


class NobodyDecides(ValueError):
    """A decision to share is made by a named person of an agency, never by a job."""


def who_decides(by: Actor) -> tuple[AgencyId, UserId]:
    """Return the agency and the person that decide.

    :raises NobodyDecides: for a job.
    """
    if by.agency_id is None or by.user_id is None:
        raise NobodyDecides("A named person of an agency decides what is shared")
    return by.agency_id, by.user_id
