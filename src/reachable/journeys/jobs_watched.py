"""Whether the jobs run: they are what tells people, so somebody has to be told when they do not.

In:  now.
Out: whether people are being told.
"""

from datetime import datetime, timedelta

from reachable.access.queries import has_run_since
from reachable.journeys.reviewers_told import TELL_REVIEWERS

MAY_BE_SILENT = timedelta(minutes=3)
"""How long no round may have come to its end before it is said. A local setting."""


def are_jobs_running(*, now: datetime) -> bool:
    """Test if a round came to its end in the last minutes. One that stops half-way, each time, does not count.

    What a round does last that leaves an entry whatever is due is telling reviewers.
    """
    return has_run_since(job=TELL_REVIEWERS, since=now - MAY_BE_SILENT)
