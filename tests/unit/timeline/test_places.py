"""Which places say something about the children who were there, and how one place is known however it is written."""

import pytest

from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.domain.places import LONGEST, place_key

SEEN = EventKind.SIGHTING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flat 2, 14 Mill Lane, ZZ99 3AB", "14 mill ln, flat 2, zz993ab"),
        ("The Arches, Mill Street", "arches, mill st."),
        ("Thornwick pier", "by the Thornwick Pier"),
    ],
)
def test_one_place_written_in_two_ways_is_one_place(one: str, other: str) -> None:
    assert place_key(SEEN, one) == place_key(SEEN, other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flat 2, 14 Mill Lane, ZZ99 3AB", "Flat 3, 14 Mill Lane, ZZ99 3AB"),
        ("14 Mill Lane, ZZ99 3AB", "15 Mill Lane, ZZ99 3AB"),
        ("Thornwick pier", "Southbay pier"),
    ],
)
def test_two_places_are_two(one: str, other: str) -> None:
    assert place_key(SEEN, one) != place_key(SEEN, other)


@pytest.mark.parametrize(
    "place",
    [
        *("", "Southbay", "Market Wendle", "came back by himself", "at the cinema"),
        *("Northshire General Hospital", "Southbay custody", "Thornwick station, platform 1", "Market Wendle Academy"),
        *("friend's flat, Southbay", "her aunt's house", "outside his home", "Mill Lane, home address"),
        *("on the train home", "Lea Cross, car with two older men", "Oak House children's home"),
    ],
)
def test_what_is_no_one_place_or_serves_everybody_links_nobody(place: str) -> None:
    assert place_key(SEEN, place) == ""


def test_a_car_park_is_a_place_and_a_car_is_not() -> None:
    assert place_key(SEEN, "Southbay multi-storey car park")
    assert place_key(SEEN, "a car in Southbay") == ""


def test_only_kinds_of_event_that_say_where_a_child_came_to_notice_have_a_place_that_links() -> None:
    where = "Flat 2, 14 Mill Lane, ZZ99 3AB"
    assert [kind for kind in (EventKind.PLACEMENT_STARTED, EventKind.ABSENCE) if place_key(kind, where)] == []


def test_a_key_is_never_longer_than_its_column() -> None:
    assert len(place_key(SEEN, "long " * 100 + "road")) <= LONGEST
