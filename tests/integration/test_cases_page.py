"""A published story is marked as one, read back from its incident, and each of its moments is named or argued."""

import re

import pytest

from reachable.adapters.clock import read_clock
from reachable.journeys.case_replayed import find_published_case
from reachable.journeys.vulnerabilities_compared import compare_vulnerabilities
from reachable.rules.domain.published import list_published_cases
from tests.factories.partnership import make_partnership

SLUGS = [case.slug for case in list_published_cases()]


@pytest.fixture
def reader(database):
    return make_partnership(now=read_clock()).client("northshire-coordinator")


def shown(reader, address, **query):
    answer = reader.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def numbers_in(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="event-(\d+)"', page)]


def test_every_story_is_listed_as_published_with_how_the_child_was_found(reader):
    listed = shown(reader, "/cases/")
    assert listed.lower().count("a published story:") == len(SLUGS) == 11
    for slug in SLUGS:
        assert f'href="/cases/{slug}/"' in listed
    assert "Terry is not one child" in listed


@pytest.mark.parametrize("slug", SLUGS)
def test_a_story_is_marked_as_published_and_reads_back_from_its_incident(reader, slug):
    case = find_published_case(slug)
    page = shown(reader, f"/cases/{slug}/")
    assert "A published story; not a real name" in page
    last = case.incident or len(case.events)
    afterwards = list(range(last + 1, len(case.events) + 1))
    assert numbers_in(page) == [*range(last, 0, -1), *afterwards]
    forwards = shown(reader, f"/cases/{slug}/", order="forwards")
    assert numbers_in(forwards) == list(range(1, len(case.events) + 1))


@pytest.mark.parametrize("slug", SLUGS)
def test_each_moment_stands_at_its_last_event_with_what_would_have_answered_it(reader, slug):
    case = find_published_case(slug)
    page = shown(reader, f"/cases/{slug}/")
    assert page.count("What would have answered it:") == len(case.moments)
    assert page.count("A rule names it:") + page.count("No rule names it.") == len(case.moments)
    assert page.count("No rule names it.") == sum(bool(moment.why_no_rule) for moment in case.moments)


def test_what_the_child_said_stands_before_everything_else(reader):
    page = shown(reader, "/cases/joshua/")
    assert page.index("He wanted to count for something") < page.index("moments are named by a rule")
    assert "The report gives none of the child's own words." in shown(reader, "/cases/toby/")


def test_it_says_who_could_have_known_alone_together_or_only_with_hindsight(reader):
    page = shown(reader, "/cases/terry/")
    assert "one agency alone could have known" in page
    assert "only agencies together could have known" in page
    assert "hindsight: nobody had recorded it then" in page
    assert "Nobody wrote it down. It is told with hindsight." in page
    assert "Nothing in the story answers it." in page


def test_what_the_law_asks_is_told_from_good_practice(reader):
    page = shown(reader, "/cases/michael/")
    assert "The time is set by law:" in page
    assert page.count("The time is set by law:") < page.count("Where it comes from:")


def test_our_reading_is_never_shown_as_the_reports(reader):
    assert page_says_ours(shown(reader, "/cases/max/"))
    assert not page_says_ours(shown(reader, "/cases/terry/"))


def page_says_ours(page: str) -> bool:
    return "our reading; the report does not say so" in page


def test_the_picture_puts_what_nobody_recorded_in_a_lane_of_its_own(reader):
    page = shown(reader, "/cases/terry/")
    assert "Nobody recorded it" in page
    assert "the distance between two events means nothing" in page


def test_both_tables_of_vulnerabilities_are_shown_with_why_they_differ(reader):
    page = shown(reader, "/cases/vulnerabilities/")
    matrix = compare_vulnerabilities()
    assert page.count("≠") == len(matrix.differences) + 1
    for explanation in matrix.table.explanations:
        assert explanation.why.replace("'", "&#39;") in page
    assert "printed: recorded; files: not known" in page
    assert "That never means that it was not there." in page


def test_a_story_that_was_not_published_here_is_not_found(reader):
    assert reader.get("/cases/nobody/").status_code == 404
