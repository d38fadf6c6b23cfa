"""The areas around one child, which may all differ: home, the authority that placed them, where they live, where found.

In:  a child's claims and standing facts, the areas and agencies there are.
Out: ChildAreas. The authority responsible for a placed child is the one that placed them, wherever they live now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reachable.access.domain.partnership import AgencyCard, AreaCard
from reachable.journeys.whose_turn import find_home_area
from reachable.kernel.ids import AgencyId, AreaId
from reachable.people.domain.claims import SubjectClaims
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind

FOUND = frozenset(
    {EventKind.ARREST, EventKind.MISSING_FOUND, EventKind.FOUND_AWAY_FROM_HOME, EventKind.FOUND_AT_CUCKOOED_ADDRESS}
)

PLACEMENTS = frozenset({EventKind.PLACEMENT_STARTED, EventKind.PLACEMENT_ENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAreas:
    """Where a child belongs and where they are. `placing` is None for a child who is not placed.

    `lives_in` is where the home or placement most recently told of lies; for a placed child it is the host area.
    """

    lives_in: AreaId | None
    placing: AreaId | None
    found_in: AreaId | None

    @property
    def responsible(self) -> AreaId | None:
        """Return the area that must act for the child: the one that placed them, else the one they live in."""
        return self.placing or self.lives_in

    @property
    def is_away(self) -> bool:
        """Test if the child was last found in another area than the one that must act for them."""
        return None not in (self.found_in, self.responsible) and self.found_in != self.responsible


def find_child_areas(
    claims: Sequence[SubjectClaims],
    standing: Sequence[Fact],
    *,
    areas: Sequence[AreaCard],
    agencies: Mapping[AgencyId, AgencyCard],
) -> ChildAreas:
    """Return the areas around a child, from what stands. Facts must be in order of when they happened."""
    moves = [fact for fact in standing if fact.kind in PLACEMENTS]
    is_placed = bool(moves) and moves[-1].kind is EventKind.PLACEMENT_STARTED
    found = [fact for fact in standing if fact.kind in FOUND]
    return ChildAreas(
        lives_in=find_home_area(claims, areas),
        placing=_area_of(moves, agencies) if is_placed else None,
        found_in=_area_of(found, agencies),
    )


def _area_of(facts: Sequence[Fact], agencies: Mapping[AgencyId, AgencyCard]) -> AreaId | None:
    return agencies[facts[-1].source.agency_id].area_id if facts else None
