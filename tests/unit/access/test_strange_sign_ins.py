"""What is strange about a sign-in is found, and nothing is for somebody who does as they always do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.account_words import AccountChange, word_change, word_sign_in
from reachable.access.domain.strange_sign_ins import MEASURES, PastSignIn, Strange, find_measures, find_strange

AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/140 Edg/140"
FIREFOX = "Mozilla/5.0 (X11; Linux) Firefox/143"
USUAL = PastSignIn(began_at=AT, seen_at=AT, is_over=False, browser=EDGE, network="203.0.0.0/16")


def before(count, **changed):
    each = [AT - timedelta(days=day + 1) for day in range(count)]
    return [replace(USUAL, began_at=at, seen_at=at + timedelta(hours=4), is_over=True, **changed) for at in each]


def test_somebody_who_does_as_always_is_told_nothing():
    assert find_strange(USUAL, before(20), refusals=0) == ()
    newer = replace(USUAL, browser=EDGE.replace("140", "141"))
    assert find_strange(newer, before(20), refusals=2) == (), "a newer browser and a slip are nothing"


def test_a_first_sign_in_is_compared_with_nothing():
    assert find_strange(replace(USUAL, network="198.51.0.0/16"), [], refusals=0) == ()


@pytest.mark.parametrize(
    ("changed", "past", "refusals", "found"),
    [
        ({"network": "198.51.0.0/16"}, before(1), 0, Strange.PLACE),
        ({"browser": FIREFOX}, before(1), 0, Strange.BROWSER),
        ({}, before(1), 3, Strange.REFUSALS),
        ({"began_at": AT + timedelta(hours=4)}, before(10), 0, Strange.HOUR),
        ({"began_at": AT - timedelta(hours=7)}, before(10), 0, Strange.HOUR),
        (
            {},
            [*before(1), replace(USUAL, began_at=AT - timedelta(hours=1), network="198.51.0.0/16")],
            0,
            Strange.TWO_PLACES,
        ),
    ],
)
def test_each_strange_thing_alone_is_found(changed, past, refusals, found):
    assert find_strange(replace(USUAL, **changed), past, refusals=refusals) == (found,)


def test_on_the_edge_nothing_is_strange():
    assert find_strange(replace(USUAL, began_at=AT + timedelta(hours=3)), before(10), refusals=0) == ()
    assert find_strange(replace(USUAL, began_at=AT + timedelta(hours=8)), before(9), refusals=0) == ()
    left = replace(USUAL, began_at=AT - timedelta(hours=8), seen_at=AT - timedelta(minutes=16), network="198.51.0.0/16")
    assert find_strange(USUAL, [*before(1), left], refusals=0) == ()


def test_what_is_longer_ago_than_a_season_is_forgotten():
    old = [replace(USUAL, began_at=AT - timedelta(days=91), network="198.51.0.0/16")]
    assert find_strange(replace(USUAL, network="198.51.0.0/16"), [*old, *before(1)], refusals=0) == (Strange.PLACE,)


@given(st.sets(st.sampled_from(Strange), min_size=1), st.datetimes(timezones=st.just(UTC)))
def test_what_somebody_is_told_fits_a_message_and_says_no_place(strange, at):
    for text in (word_sign_in(tuple(strange), at), *(word_change(each, at) for each in AccountChange)):
        assert len(text) <= 300, text
        assert "203.0" not in text


def test_what_counts_as_strange_is_dated_and_an_earlier_sign_in_is_judged_by_what_held_then():
    stricter = replace(MEASURES[0], holds_from=AT.date() + timedelta(days=1), refusals=1)
    dated = (*MEASURES, stricter)
    tomorrow = replace(USUAL, began_at=AT + timedelta(days=1))
    assert find_strange(USUAL, before(1), refusals=1, measures=dated) == ()
    assert find_strange(tomorrow, before(1), refusals=1, measures=dated) == (Strange.REFUSALS,)
    assert find_measures(AT - timedelta(days=4000), dated) == MEASURES[0]
    assert all(each.because for each in MEASURES)
