"""One unbroken working relationship is one row, however often it is asked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.relationships import HeldRelationship, WantedRelationship, plan_relationships
from reachable.access.domain.viewer import RelationshipReason
from reachable.kernel.ids import AboutId, AgencyId, TeamId, UserId

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WISH = WantedRelationship(
    about_id=AboutId(uuid4()),
    controller_id=AgencyId(uuid4()),
    reason=RelationshipReason.ALLOCATED,
    starts_at=NOON,
    ends_at=NOON + HOUR,
    team_id=TeamId(uuid4()),
)


def held(starts: int, ends: int) -> HeldRelationship:
    return HeldRelationship(uuid4(), WISH.key, NOON + starts * HOUR, NOON + ends * HOUR)


def test_a_first_one_is_added():
    assert plan_relationships([WISH], []).to_add == (WISH,)


def test_one_that_runs_already_and_longer_changes_nothing():
    plan = plan_relationships([WISH], [held(-1, 2)])
    assert (plan.to_add, plan.to_extend) == ((), {})


def test_one_that_would_end_sooner_is_made_to_last_longer():
    running = held(-1, 0)
    assert plan_relationships([WISH], [running]).to_extend == {running.id: WISH.ends_at}


def test_one_that_is_over_is_not_begun_again_but_another_is_added():
    assert plan_relationships([WISH], [held(-3, -1)]).to_add == (WISH,)


@pytest.mark.parametrize(
    "other",
    [
        replace(WISH, about_id=AboutId(uuid4())),
        replace(WISH, team_id=TeamId(uuid4())),
        replace(WISH, team_id=None, user_id=UserId(uuid4())),
        replace(WISH, reason=RelationshipReason.ALERTED),
    ],
    ids=["another child", "another team", "a person", "another reason"],
)
def test_one_that_differs_is_another(other):
    assert plan_relationships([WISH, other], [held(-1, 2)]).to_add == (other,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"team_id": None},
        {"user_id": UserId(uuid4())},
        {"ends_at": NOON},
    ],
    ids=["of nobody", "of a person and a team", "over before it begins"],
)
def test_one_that_makes_no_sense_cannot_be_wished_for(wrong):
    with pytest.raises(ValueError, match="working relationship"):
        replace(WISH, **wrong)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=8))
def test_every_moment_wished_for_is_covered_and_no_moment_more(spans):
    wishes = [replace(WISH, starts_at=NOON + a * HOUR, ends_at=NOON + (a + n) * HOUR) for a, n in spans]
    added = plan_relationships(wishes, []).to_add
    for hour in range(30):
        moment = NOON + hour * HOUR
        wished = any(each.starts_at <= moment < each.ends_at for each in wishes)
        assert any(each.starts_at <= moment < each.ends_at for each in added) is wished


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_asking_again_in_time_keeps_one_row(lengths):
    running = held(0, 1)
    wishes = []
    end = running.ends_at
    for length in lengths:
        wishes.append(replace(WISH, starts_at=end, ends_at=end + length * HOUR))
        end += length * HOUR
    plan = plan_relationships(wishes, [running])
    assert (plan.to_add, plan.to_extend) == ((), {running.id: end})
