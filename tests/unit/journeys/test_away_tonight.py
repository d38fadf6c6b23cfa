"""Where a child is tonight is read from what stands, and an arrest long ago is not a cell tonight."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from reachable.adapters.bank_holidays import england_and_wales
from reachable.journeys.away_tonight import find_away
from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K

TONIGHT = datetime(2026, 5, 14, 21, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(kind, at, episode="one", **details):
    return Fact(
        id=EventId(uuid4()),
        subject_id=SubjectId(uuid4()),
        kind=kind,
        instants=Instants(When.at(at), at, at),
        source=Source(AgencyId(uuid4()), "Southbay police", "test", "1"),
        agency_kind="HOME_POLICE_FORCE",
        details=details,
        episode=episode,
    )


def away(*facts):
    limits = PARAMETERS.limits_for(Country.ENGLAND)
    return find_away(facts, limits=limits, calendar=england_and_wales(), at=TONIGHT)


def test_a_missing_child_is_away_and_nobody_knows_where():
    found = away(told(K.MISSING_REPORTED, TONIGHT - DAY))
    assert (found.is_missing, found.said_by) == (True, "Southbay police")


def test_a_child_found_is_no_longer_away():
    assert away(told(K.MISSING_REPORTED, TONIGHT - DAY), told(K.MISSING_FOUND, TONIGHT - HOUR)) is None


def test_a_child_held_away_from_home_is_away_until_released():
    arrest = told(K.ARREST, TONIGHT - 5 * HOUR, away_from_home_area=True)
    assert away(arrest).where == "In police custody"
    assert away(arrest, told(K.RELEASED, TONIGHT - HOUR, disposal="BAIL")) is None


def test_a_child_held_near_home_or_where_nobody_wrote_down_which_is_not_said_to_be_away():
    assert away(told(K.ARREST, TONIGHT - HOUR, away_from_home_area=False)) is None
    assert away(told(K.ARREST, TONIGHT - HOUR)) is None


def test_an_arrest_longer_ago_than_anybody_can_be_held_only_lacks_its_end():
    assert away(told(K.ARREST, TONIGHT - 96 * HOUR, away_from_home_area=True)) is not None
    assert away(told(K.ARREST, TONIGHT - 97 * HOUR, away_from_home_area=True)) is None


def test_a_child_placed_out_of_the_area_is_away_with_the_distance():
    found = away(told(K.PLACEMENT_STARTED, TONIGHT - 90 * DAY, out_of_area=True, miles_from_home=46.0))
    assert found.particulars == "46 miles from home; no record that the area the child lives in was told"
    assert away(told(K.PLACEMENT_STARTED, TONIGHT - 90 * DAY, out_of_area=False)) is None


def test_only_telling_the_other_area_since_then_counts():
    arrest = told(K.ARREST, TONIGHT - 5 * HOUR, away_from_home_area=True)
    before, after = told(K.HOME_AREA_TOLD, TONIGHT - 30 * DAY, "two"), told(K.HOME_AREA_TOLD, TONIGHT - HOUR)
    assert away(before, arrest).told is None
    assert away(before, arrest, after).told is after
