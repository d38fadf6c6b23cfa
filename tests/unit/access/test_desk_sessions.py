"""A desk that stands still locks, a session has a longest time, and one that moved elsewhere asks who is there."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.desk_sessions import (
    LONGEST_BROWSER,
    DeskSession,
    SessionStanding,
    cut_browser,
    judge_session,
    place_of,
    say_browser,
)
from reachable.access.domain.pace import OwnLooks, Paced, find_pause, say_slowed

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
IDLE, LONGEST = timedelta(minutes=10), timedelta(hours=8)


def session(**changed) -> DeskSession:
    kept = {
        "id": UUID(int=1),
        "user_id": UUID(int=2),
        "began_at": NOW - timedelta(hours=1),
        "seen_at": NOW - timedelta(minutes=1),
        "locked": None,
        "ended_at": None,
        "browser": "Firefox",
        "network": "10.1.0.0/16",
    }
    return DeskSession(**{**kept, **changed})


def judge(kept: DeskSession, browser="Firefox", network="10.1.0.0/16", now=NOW) -> SessionStanding:
    return judge_session(kept, now=now, idle=IDLE, longest=LONGEST, browser=browser, network=network)


@pytest.mark.parametrize(
    ("changed", "standing"),
    [
        ({}, SessionStanding.GOES_ON),
        ({"seen_at": NOW - IDLE + timedelta(seconds=1)}, SessionStanding.GOES_ON),
        ({"seen_at": NOW - IDLE}, SessionStanding.LOCKED_IDLE),
        ({"locked": SessionStanding.LOCKED_BY_HAND}, SessionStanding.LOCKED_BY_HAND),
        ({"began_at": NOW - LONGEST + timedelta(seconds=1)}, SessionStanding.GOES_ON),
        ({"began_at": NOW - LONGEST}, SessionStanding.TOO_LONG),
        ({"began_at": NOW - LONGEST, "locked": SessionStanding.LOCKED_IDLE}, SessionStanding.TOO_LONG),
        ({"ended_at": NOW - timedelta(minutes=5)}, SessionStanding.ENDED),
        ({"ended_at": NOW, "locked": SessionStanding.LOCKED_IDLE}, SessionStanding.ENDED),
    ],
)
def test_a_session_stands_where_the_gravest_thing_about_it_puts_it(changed, standing):
    assert judge(session(**changed)) is standing


@pytest.mark.parametrize(("browser", "network"), [("Chrome", "10.1.0.0/16"), ("Firefox", "10.2.0.0/16"), ("", "")])
def test_a_session_used_from_another_browser_or_network_locks(browser, network):
    assert judge(session(), browser, network) is SessionStanding.USED_ELSEWHERE


@given(
    began=st.integers(0, 1000), seen=st.integers(0, 1000), locked=st.sampled_from([None, SessionStanding.LOCKED_IDLE])
)
def test_a_session_goes_on_only_while_it_is_young_used_and_unlocked(began, seen, locked):
    kept = session(
        began_at=NOW - timedelta(minutes=began), seen_at=NOW - timedelta(minutes=min(began, seen)), locked=locked
    )
    goes_on = began < 480 and min(began, seen) < 10 and locked is None
    assert (judge(kept) is SessionStanding.GOES_ON) == goes_on


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.1.2.3", "10.1.0.0/16"),
        ("10.1.250.9", "10.1.0.0/16"),
        ("::ffff:10.1.2.3", "10.1.0.0/16"),
        ("2001:db8:1:2::5", "2001:db8:1::/48"),
        (" 10.1.2.3 ", "10.1.0.0/16"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_an_address_says_only_roughly_where_somebody_is(address, place):
    assert place_of(address) == place


@given(st.text(max_size=400))
def test_whatever_a_browser_calls_itself_fits_and_prints(said):
    kept = cut_browser(said)
    assert len(kept) <= LONGEST_BROWSER
    assert kept.isprintable()
    assert say_browser(kept)


def test_a_browser_is_said_in_words_its_owner_knows():
    assert say_browser("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130 Safari/537 Edg/130") == "Edge on Windows"
    assert say_browser("Mozilla/5.0 (iPhone; CPU) AppleWebKit Version/18 Safari/604") == "Safari on an iPhone"
    assert say_browser("") == "A browser"


@given(st.lists(st.integers(0, 7200), max_size=80), st.integers(1, 40))
def test_a_pause_is_as_short_as_it_can_be_and_within_the_hour(seconds, at_most):
    times = [NOW - timedelta(seconds=each) for each in seconds]
    within = sorted(each for each in times if each > NOW - timedelta(hours=1))
    pause = find_pause(times, at_most=at_most, now=NOW)
    assert (pause is None) == (len(within) < at_most)
    if pause is not None:
        assert NOW < pause <= NOW + timedelta(hours=1)
        left = [each for each in within if each > pause - timedelta(hours=1)]
        assert len(left) < at_most


def test_each_kind_is_counted_by_itself_and_the_reviewer_is_told_of_no_child():
    looks = OwnLooks(look_ups=(NOW,), refusals=(NOW, NOW), slowed=())
    assert (len(looks.of(Paced.LOOK_UP)), len(looks.of(Paced.REFUSAL))) == (1, 2)
    said = say_slowed(Paced.LOOK_UP, 60)
    assert said.startswith("slowed down: 60 look-ups within an hour")
    assert len(said) <= 200
