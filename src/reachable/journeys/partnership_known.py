"""The areas, agencies, teams and turns on duty there are, each read at most once for a round of work.

In:  nothing.
Out: Partnership. It is made for one round and let go after it, so that what changed counts from the next round on.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, cached_property

from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.partnership import AgencyCard, AreaCard, TeamCard
from reachable.access.queries import list_addresses_on_duty_later, list_all_turns_later
from reachable.access.queries.agencies import list_agency_cards_later, list_area_cards_later, list_team_cards_later
from reachable.kernel.ids import AgencyId, UserId


class Partnership:
    """Reads each part when it is first asked for: most events move nothing, and nobody need be told of them."""

    def __init__(self) -> None:
        self._turns: dict[datetime, Callable[[], tuple[DutyTurn, ...]]] = {}
        self._addresses: dict[datetime, Callable[[], Mapping[UserId, str]]] = {}

    @cached_property
    def areas(self) -> tuple[AreaCard, ...]:
        """Return every area."""
        return self._areas()

    @cached_property
    def agencies(self) -> dict[AgencyId, AgencyCard]:
        """Return every agency by its id."""
        return {agency.id: agency for agency in self._agencies()}

    @cached_property
    def teams(self) -> tuple[TeamCard, ...]:
        """Return every team."""
        return self._teams()

    def turns_at(self, now: datetime) -> tuple[DutyTurn, ...]:
        """Return who is on duty at a moment, in every team."""
        if now not in self._turns:
            self._turns[now] = cache(list_all_turns_later(at=now))
        return self._turns[now]()

    def addresses_at(self, now: datetime) -> Mapping[UserId, str]:
        """Return the e-mail address of everybody who is on duty at a moment."""
        self.ask_who_acts(now)
        return self._addresses[now]()

    def ask_for_areas(self) -> None:
        """Ask for the areas, to be answered with whatever else is sent together."""
        self._areas  # noqa: B018 - asked when first named

    def ask_who_acts(self, now: datetime) -> None:
        """Ask for agencies, teams and who is on duty, to be answered with whatever else is sent together."""
        self._agencies, self._teams  # noqa: B018 - asked when first named
        if now not in self._turns:
            self._turns[now] = cache(list_all_turns_later(at=now))
        if now not in self._addresses:
            self._addresses[now] = cache(list_addresses_on_duty_later(at=now))

    @cached_property
    def _areas(self) -> Callable[[], tuple[AreaCard, ...]]:
        return list_area_cards_later()

    @cached_property
    def _agencies(self) -> Callable[[], tuple[AgencyCard, ...]]:
        return list_agency_cards_later()

    @cached_property
    def _teams(self) -> Callable[[], tuple[TeamCard, ...]]:
        return list_team_cards_later()


def read_partnership() -> Partnership:
    """Return the partnership, to be read as it is now."""
    return Partnership()
