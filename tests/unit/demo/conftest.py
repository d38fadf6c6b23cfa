"""One made-up world for all tests of the demo.

In:  nothing.
Out: fixtures `world` and `truth`.
"""

from datetime import UTC, datetime

import pytest

from reachable.demo.truth import Truth, truth_of
from reachable.demo.world import World, build_world

A_SATURDAY_MORNING = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def world() -> World:
    return build_world(A_SATURDAY_MORNING)


@pytest.fixture(scope="session")
def truth(world: World) -> Truth:
    return truth_of(world)
