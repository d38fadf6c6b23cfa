"""Patterns in how people look: each holds from its limit on, is of one person alone, and does not hang on the order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.kernel.ids import AboutId, UserId
from reachable.oversight.domain.acts_seen import LookSeen, NumberSearched, OpeningStopped, Seen, WordsScreened
from reachable.oversight.domain.broken_glass import GlassAnswer, GlassBefore
from reachable.oversight.domain.findings import Pattern, find_patterns
from reachable.oversight.domain.limits import LIMITS, Limits, find_limits

NIGHT = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
NOON = NIGHT.replace(hour=12)
A, B = UserId(UUID(int=11)), UserId(UUID(int=12))
FEW = Limits(
    from_day=date(2026, 1, 1),
    ground="a test",
    night_records=3,
    night_own_records=7,
    day_records=5,
    day_listed=6,
    trawl_records=4,
    trawl_days=3,
    denied_in_a_day=3,
    fishing_in_a_day=3,
    fishing_in_a_week=5,
    probing_in_a_day=3,
)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def child(number):
    return AboutId(UUID(int=100 + number))


def looks(count, *, start=NIGHT, apart=MINUTE, who=A, **how):
    return tuple(
        LookSeen(user_id=who, at=start + apart * number, about_id=child(number), **how) for number in range(count)
    )


def patterns(limits=FEW, **seen):
    return [each.pattern for each in find_patterns(Seen(**seen), limits)]


@pytest.mark.parametrize(
    ("pattern", "one_less", "enough"),
    [
        (Pattern.NIGHT_BULK, {"looks": looks(2, own_work=False)}, {"looks": looks(3, own_work=False)}),
        (
            Pattern.NIGHT_BULK,
            {"looks": looks(3, start=NOON, own_work=False)},
            {"looks": looks(3, apart=30 * MINUTE, own_work=False)},
        ),
        (Pattern.NIGHT_BULK, {"looks": looks(6)}, {"looks": looks(7)}),
        (
            Pattern.DAY_BULK,
            {"looks": looks(4, start=NOON, own_work=False)},
            {"looks": looks(5, start=NOON, own_work=False)},
        ),
        (Pattern.DAY_BULK, {"looks": looks(9, start=NOON)}, {"looks": looks(9, start=NOON, own_work=False)}),
        (
            Pattern.DAY_BULK,
            {"looks": looks(9, start=NOON, apart=8 * HOUR, own_work=False)},
            {"looks": looks(9, start=NOON, apart=HOUR, own_work=False)},
        ),
        (
            Pattern.DAY_BULK,
            {"listed": looks(5, start=NOON, own_work=False)},
            {"listed": looks(6, start=NOON, own_work=False)},
        ),
        (
            Pattern.SLOW_TRAWL,
            {"looks": looks(4, start=NOON, apart=DAY)},
            {"looks": looks(4, start=NOON, apart=DAY, own_work=False)},
        ),
        (
            Pattern.DENIED_AGAIN,
            {"looks": looks(2, start=NOON, refused=True)},
            {"looks": looks(3, start=NOON, refused=True)},
        ),
        (
            Pattern.COLLEAGUE,
            {"looks": looks(1, start=NOON, colleagues_child=True)},
            {"looks": looks(1, start=NOON, colleagues_child=True, own_work=False)},
        ),
        (
            Pattern.NUMBER_FISHING,
            {"searches": tuple(NumberSearched(A, NOON + MINUTE * each, found=True) for each in range(9))},
            {"searches": tuple(NumberSearched(A, NOON + MINUTE * each, found=False) for each in range(3))},
        ),
        (
            Pattern.PLACE_PROBING,
            {"screenings": tuple(WordsScreened(A, NOON + MINUTE * each) for each in range(2))},
            {"screenings": tuple(WordsScreened(A, NOON + MINUTE * each) for each in range(3))},
        ),
        (
            Pattern.OWN_FAMILY,
            {"stopped": (OpeningStopped(A, NOON, "something else"),)},
            {"stopped": (OpeningStopped(A, NOON, "a conflict of interest: their own name"),)},
        ),
        (
            Pattern.NEIGHBOUR,
            {"stopped": ()},
            {"stopped": (OpeningStopped(A, NOON, "a conflict of interest: the home they declared"),)},
        ),
        (
            Pattern.GLASS_OFTEN,
            {"glass": tuple(GlassBefore(A, NOON + DAY * each) for each in (0, 1, 8))},
            {"glass": tuple(GlassBefore(A, NOON + DAY * each) for each in (0, 1, 2))},
        ),
    ],
)
def test_a_pattern_holds_from_its_limit_on_and_not_before(pattern, one_less, enough):
    assert pattern not in patterns(**one_less)
    assert pattern in patterns(**enough)


def test_two_who_answer_for_each_other_are_both_found():
    both = [
        GlassBefore(who, NOON + DAY * each, other, GlassAnswer.RIGHT)
        for each in range(2)
        for who, other in ((A, B), (B, A))
    ]
    found = find_patterns(Seen(glass=tuple(both)), FEW)
    assert {each.whom for each in found if each.pattern is Pattern.EACH_OTHER} == {A, B}


moments = st.integers(0, 3000).map(lambda minute: NIGHT + minute * MINUTE)
some_looks = st.lists(
    st.builds(
        LookSeen,
        user_id=st.sampled_from([A, B]),
        at=moments,
        about_id=st.integers(0, 6).map(child),
        refused=st.booleans(),
        own_work=st.booleans(),
        colleagues_child=st.booleans(),
    ),
    max_size=25,
)


@given(some_looks, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_read_changes_nothing(seen, chance):
    shuffled = list(seen)
    chance.shuffle(shuffled)
    assert find_patterns(Seen(looks=tuple(seen)), FEW) == find_patterns(Seen(looks=tuple(shuffled)), FEW)


@given(some_looks)
def test_what_one_person_did_says_nothing_of_another(seen):
    together = [each for each in find_patterns(Seen(looks=tuple(seen)), FEW) if each.whom == A]
    alone = find_patterns(Seen(looks=tuple(each for each in seen if each.user_id == A)), FEW)
    assert tuple(together) == alone


@given(some_looks)
def test_own_work_in_the_day_that_was_open_to_them_is_never_found(seen):
    own = [replace(each, refused=False, own_work=True, at=each.at.replace(hour=12)) for each in seen]
    assert find_patterns(Seen(looks=tuple(own)), FEW) == ()


def test_each_is_said_in_a_sentence_and_found_twice_is_one():
    seen = Seen(looks=looks(3, own_work=False))
    (found,) = find_patterns(seen, FEW)
    assert (
        found.sentence
        == "They went through 3 children’s records outside their own work between 03:00 and 03:02 at night."
    )
    assert find_patterns(replace(seen, looks=(*seen.looks, *looks(3, own_work=False))), FEW)[0].key == found.key


def test_many_in_one_day_are_said_with_their_number_and_hours_whatever_the_hour():
    (found,) = find_patterns(Seen(looks=looks(7, start=NOON, own_work=False)), replace(FEW, trawl_days=15))
    assert found.sentence == (
        "In one day they opened the records of 7 children outside their own work, between 13:00 and 13:06."
    )
    (listed,) = find_patterns(Seen(listed=looks(6, start=NOON, own_work=False)), FEW)
    assert listed.sentence == (
        "In one day they were shown 6 children’s names in lists outside their own work, between 13:00 and 13:05."
    )
    assert listed.key != found.key


def test_limits_count_from_their_day_and_name_their_ground():
    later = Limits(from_day=date(2026, 9, 1), ground="the board's decision", night_records=5)
    assert find_limits(date(2026, 8, 31), [*LIMITS, later]).night_records == 30
    assert find_limits(date(2026, 9, 1), [*LIMITS, later]).night_records == 5
    assert all(each.ground for each in LIMITS)
    for wrong in ({"ground": " "}, {"ground": "x", "night_records": 0}):
        with pytest.raises(ValueError, match="ground"):
            Limits(from_day=date(2026, 9, 1), **wrong)
