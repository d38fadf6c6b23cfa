"""What placements, panels and orders move, and what they never do."""

import pytest

from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import Track
from tests.unit.tracks.made_up import fact, stand

PLACED = fact(K.PLACEMENT_STARTED, "Mon 2026-03-02 14:00", episode="P1", out_of_area=True)
REFERRED = fact(K.NRM_REFERRAL, "Mon 2026-03-02")
PUT_BACK = fact(K.NRM_PANEL_MET, "Mon 2026-03-30", decision="DEFERRED")
SENTENCED = fact(K.SENTENCE, "Mon 2026-03-02", episode="O1")


def test_a_child_placed_away_is_said_with_whether_that_area_was_told() -> None:
    untold = stand(Track.PLACEMENT, PLACED)
    told = stand(Track.PLACEMENT, PLACED, fact(K.HOST_AREA_TOLD, "Tue 2026-03-03", episode="P1"))
    assert (untold.code, told.code) == ("PLACED_AWAY", "PLACED_AWAY")
    assert "no record that the area the child lives in was told" in untold.particulars
    assert "the area the child lives in was told, " in told.particulars


def test_an_area_told_before_the_placement_began_makes_no_placement_yet() -> None:
    told = fact(K.HOST_AREA_TOLD, "Fri 2026-02-27", episode="P1")
    assert stand(Track.PLACEMENT, told).code == "NOTHING"
    later = stand(Track.PLACEMENT, told, PLACED)
    assert later.code == "PLACED_AWAY"
    assert "was told, " in later.particulars


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((REFERRED, PUT_BACK), "REFERRED"),
        ((REFERRED, fact(K.NRM_WITHDRAWN, "Mon 2026-03-30")), "WITHDRAWN"),
        (
            (
                REFERRED,
                fact(K.NRM_REASONABLE_GROUNDS, "Mon 2026-03-30", positive=False),
                fact(K.NRM_RECONSIDERATION_ASKED, "Tue 2026-03-31"),
            ),
            "RECONSIDERING",
        ),
        ((REFERRED, fact(K.NRM_REASONABLE_GROUNDS, "Mon 2026-03-23", positive=True), PUT_BACK), "RECOVERY"),
    ],
)
def test_an_nrm_referral_stands_where_the_panel_and_those_who_ask_put_it(facts: tuple[Fact, ...], code: str) -> None:
    assert stand(Track.NRM, *facts).code == code


def test_a_referral_the_panel_put_back_says_so() -> None:
    assert "put back by the devolved panel, " in stand(Track.NRM, REFERRED, PUT_BACK).particulars


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ((fact(K.DIVERTED, "Mon 2026-03-02", outcome="OUTCOME_22"),), "DIVERTED"),
        ((SENTENCED, fact(K.ORDER_BREACHED, "Mon 2026-04-06", episode="O1")), "ORDER_BREACHED"),
        ((SENTENCED, fact(K.ORDER_ENDED, "Mon 2026-06-01", episode="O1")), "ORDER_ENDED"),
    ],
)
def test_an_order_stands_where_it_got_to(facts: tuple[Fact, ...], code: str) -> None:
    assert stand(Track.CRIMINAL, *facts).code == code


@pytest.mark.parametrize("kind", [K.APPOINTMENT_MISSED, K.DISENGAGED, K.WORK_ENDED])
def test_a_child_who_does_not_come_closes_nothing(kind: K) -> None:
    plan = fact(K.PLAN_STARTED, "Mon 2026-03-02", plan_type="CIN")
    before = stand(Track.SAFEGUARDING, plan)
    after = stand(Track.SAFEGUARDING, plan, fact(kind, "Mon 2026-04-06", reason="did not come"))
    assert (after.code, after.since) == (before.code, before.since)
