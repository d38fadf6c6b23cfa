"""One turn on duty, before it is put on the rota.

In:  a team, a step of its ladder, a person, a stretch of time.
Out: DutyTurn.
"""

from dataclasses import dataclass
from datetime import datetime

from reachable.kernel.ids import TeamId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTurn:
    """Who is on duty for a team, at which step, from when until when, and the number to ring."""

    team_id: TeamId
    step: int
    user_id: UserId | None
    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime
