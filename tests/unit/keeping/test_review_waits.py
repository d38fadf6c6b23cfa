"""How long a review waits is what was in force on the day, and never for ever."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.keeping.domain.review_waits import REVIEW_WAITS, ReviewWait, find_review_wait
from reachable.kernel.period import Period

CHANGED = date(2027, 4, 1)
WEEK = timedelta(days=7)
BEFORE = ReviewWait(
    first=4 * WEEK, after=2 * WEEK, in_force=Period(date(2018, 5, 25), CHANGED), owner="the lead", ground="a policy"
)
AFTER = ReviewWait(first=WEEK, after=WEEK, in_force=Period(CHANGED), owner="the lead", ground="a later policy")


@given(st.dates(date(2018, 5, 25), date(2060, 1, 1)), st.integers(0, 9))
def test_on_every_day_a_review_has_an_end_to_its_wait_and_a_shorter_one_once_passed_over(on, climbed):
    wait = find_review_wait(climbed=climbed, on=on)
    assert timedelta(0) < wait <= find_review_wait(climbed=0, on=on)


@pytest.mark.parametrize(
    ("on", "climbed", "wait"),
    [
        (CHANGED - timedelta(days=1), 0, 4 * WEEK),
        (CHANGED - timedelta(days=1), 1, 2 * WEEK),
        (CHANGED, 0, WEEK),
        (CHANGED, 3, WEEK),
    ],
)
def test_a_wait_that_was_changed_counts_from_its_day_and_not_before(on, climbed, wait):
    assert find_review_wait(climbed=climbed, on=on, waits=(BEFORE, AFTER)) == wait


def test_a_day_for_which_nothing_is_set_is_an_error_and_not_a_wait_without_end():
    with pytest.raises(LookupError):
        find_review_wait(climbed=0, on=CHANGED, waits=())


@pytest.mark.parametrize("wrong", [{"first": timedelta(0)}, {"after": -WEEK}, {"owner": " "}, {"ground": ""}])
def test_a_wait_is_a_length_and_says_who_answers_for_it_and_on_what_ground(wrong):
    given_ = {"first": WEEK, "after": WEEK, "in_force": Period(CHANGED), "owner": "the lead", "ground": "a policy"}
    with pytest.raises(ValueError, match="ground"):
        ReviewWait(**{**given_, **wrong})


def test_every_wait_in_force_names_the_law_it_serves():
    assert all("UK GDPR" in each.ground for each in REVIEW_WAITS)
