"""A published story is marked as one, and each moment of its report is named by a rule or argued."""

import pytest

from reachable.adapters.clock import read_clock
from reachable.journeys.case_replayed import find_published_case
from tests.factories.partnership import make_partnership


@pytest.fixture
def reader(database):
    return make_partnership(now=read_clock()).client("northshire-coordinator")


def test_the_story_is_marked_as_published_and_as_no_one_childs(reader):
    listed = reader.get("/cases/").content.decode()
    page = reader.get("/cases/terry/").content.decode()
    for shown in (listed, page):
        assert "published story" in shown.lower()
        assert "Terry is not one child" in shown


def test_every_moment_is_named_by_a_rule_or_argued_with_its_source(reader):
    page = reader.get("/cases/terry/").content.decode()
    moments = page.split('<section class="reach-card')[1:]
    case = find_published_case("terry")
    assert len(moments) == len(case.moments) == 13
    for moment, shown in zip(case.moments, moments, strict=True):
        assert moment.source in shown
        assert ("It could have been known" in shown) is not ("No rule names it." in shown)
    named = sum("It could have been known" in shown for shown in moments)
    assert named >= 7
    assert f"{named} of the 13 moments the report names are named by a rule." in page


def test_it_says_who_could_have_known_and_whether_anything_answered(reader):
    page = reader.get("/cases/terry/").content.decode()
    assert "School alone." in page
    assert "Nothing in the story answers it." in page
    assert "Recorded by nobody" in page
    assert "The report gives ages only." in page


def test_it_can_be_read_from_the_end(reader):
    forwards = reader.get("/cases/terry/").content.decode()
    backwards = reader.get("/cases/terry/", {"order": "backwards"}).content.decode()
    assert forwards.index(">1. Uneasy") < forwards.index(">13. Incidents")
    assert backwards.index(">13. Incidents") < backwards.index(">1. Uneasy")


def test_the_picture_puts_what_nobody_recorded_in_a_lane_of_its_own(reader):
    page = reader.get("/cases/terry/").content.decode()
    assert "Nobody recorded it" in page
    assert "the distance between two events means nothing" in page


def test_a_story_that_was_not_published_here_is_not_found(reader):
    assert reader.get("/cases/nobody/").status_code == 404
