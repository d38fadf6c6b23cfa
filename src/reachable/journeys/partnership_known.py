"""The areas, agencies, teams and turns on duty there are, each read at most once for a round of work.

In:  nothing.
Out: Partnership. It is made for one round and let go after it, so that what changed counts from the next round on.
"""

from datetime import datetime
from functools import cached_property

from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.partnership import AgencyCard, AreaCard, TeamCard
from reachable.access.queries import list_agencies, list_areas, list_teams, list_turns
from reachable.kernel.ids import AgencyId


class Partnership:
    """Reads each part when it is first asked for: most events move nothing, and nobody need be told of them."""

    def __init__(self) -> None:
        self._turns: dict[datetime, tuple[DutyTurn, ...]] = {}

    @cached_property
    def areas(self) -> tuple[AreaCard, ...]:
        """Return every area."""
        return list_areas()

    @cached_property
    def agencies(self) -> dict[AgencyId, AgencyCard]:
        """Return every agency by its id."""
        return {agency.id: agency for agency in list_agencies()}

    @cached_property
    def teams(self) -> tuple[TeamCard, ...]:
        """Return every team."""
        return list_teams()

    def turns_at(self, now: datetime) -> tuple[DutyTurn, ...]:
        """Return who is on duty at a moment, in every team."""
        if now not in self._turns:
            self._turns[now] = list_turns(team_ids=[team.id for team in self.teams], at=now)
        return self._turns[now]


def read_partnership() -> Partnership:
    """Return the partnership, to be read as it is now."""
    return Partnership()
