"""The whole made-up partnership at one moment.

In:  a seed and the moment that is "now".
Out: World. The same seed and moment always give the same world.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.demo.agencies import AGENCIES, AREAS, TEAMS
from reachable.demo.children import FEW, Child, children
from reachable.demo.happenings import Happening
from reachable.demo.moments import Moments
from reachable.demo.partnership import Agency, Area, RotaGap, Setting, Shift, StaffMember, Team
from reachable.demo.rota import rota_gap, shifts
from reachable.demo.settings import SETTINGS
from reachable.demo.staff import STAFF
from reachable.demo.storybook import Story, ordinary_happenings, stories

USUAL_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Three areas, their agencies and staff, the children, and everything that truly happened to them."""

    seed: int
    moments: Moments
    areas: tuple[Area, ...]
    agencies: tuple[Agency, ...]
    teams: tuple[Team, ...]
    staff: tuple[StaffMember, ...]
    shifts: tuple[Shift, ...]
    planned_gap: RotaGap
    settings: tuple[Setting, ...]
    children: tuple[Child, ...]
    stories: tuple[Story, ...]
    ordinary: tuple[Happening, ...]
    by_key: Mapping[str, Child]

    @property
    def now(self) -> datetime:
        """Return the moment the demo is opened, in UTC."""
        return self.moments.now

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """Return everything that happened, stories first."""
        return tuple(each for story in self.stories for each in story.happenings) + self.ordinary

    def child(self, key: str) -> Child:
        """Return a child by the key of the truth.

        :raises KeyError: when no child has this key.
        """
        return self.by_key[key]


def build_world(now: datetime, seed: int = USUAL_SEED, how_many: int = FEW) -> World:
    """Return the world as it stands at `now`, which must have a time zone, with so many children."""
    moments = Moments(now)
    everyone = children(seed, moments, how_many)
    by_key = {child.key: child for child in everyone}
    told = stories(seed, moments, by_key)
    return World(
        seed=seed,
        moments=moments,
        areas=AREAS,
        agencies=AGENCIES,
        teams=TEAMS,
        staff=STAFF,
        shifts=shifts(moments),
        planned_gap=rota_gap(moments),
        settings=SETTINGS,
        children=everyone,
        stories=told,
        ordinary=ordinary_happenings(seed, moments, by_key, told),
        by_key=by_key,
    )
