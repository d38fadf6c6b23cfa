"""When a protection is looked at again, what must be said, and that one person never ends it alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.kernel.ids import AgencyId, SubjectId, UserId
from reachable.kernel.period import Period
from reachable.places.domain.looking_again import (
    SPANS,
    CannotLook,
    Look,
    LookAgainSpans,
    Looked,
    LookKind,
    SpokenWith,
    check_because,
    check_ending,
    check_next_day,
    check_spoken,
    count_passed_over,
    due_by,
    find_spans,
)

TODAY = date(2026, 5, 14)
DAY = timedelta(days=1)
FIRST, SECOND = UserId(UUID(int=1)), UserId(UUID(int=2))
AT = datetime(2026, 5, 14, 12, tzinfo=UTC)
SPOKEN = SpokenWith(who="Her social worker", on=TODAY, child_says="I want my friends to visit.")
days = st.dates(date(2019, 1, 1), date(2060, 1, 1))


def look(number, kind, by=FIRST):
    return Look(
        number=number,
        kind=kind,
        because="The men are in prison.",
        next_on=TODAY if kind is LookKind.KEPT else None,
        spoken=SPOKEN if kind is LookKind.ASKED else None,
        by_id=by,
        by_name="Somebody",
        at=AT,
    )


def protection(*looks):
    return Looked(
        id=UUID(int=9),
        subject_id=SubjectId(UUID(int=8)),
        agency_id=AgencyId(UUID(int=7)),
        because="The men he owes know where he lives.",
        decided_by_id=FIRST,
        decided_by="Somebody",
        decided_at=AT,
        review_on=TODAY,
        ended_at=None,
        looks=looks,
    )


@given(days, days)
def test_somebody_is_asked_of_exactly_the_days_that_are_near_and_of_every_day_that_has_passed(review_on, on):
    asked = count_passed_over(review_on=review_on, on=on) is not None
    assert asked == (review_on <= due_by(on=on))
    assert asked or review_on > on


@given(days, st.integers(0, 400))
def test_one_that_nobody_looks_at_is_asked_about_more_and_more_often_and_never_falls_silent(review_on, late):
    first = review_on - find_spans(on=review_on).ahead
    times = count_passed_over(review_on=review_on, on=first + late * DAY)
    later = count_passed_over(review_on=review_on, on=first + late * DAY + find_spans(on=review_on).between)
    assert times is not None
    assert later == times + 1


@pytest.mark.parametrize(("after", "refused"), [(-1, True), (0, True), (1, False), (365, False), (366, True)])
def test_the_next_day_is_to_come_and_within_the_longest_that_holds(after, refused):
    if refused:
        with pytest.raises(CannotLook, match="The next day must"):
            check_next_day(next_on=TODAY + after * DAY, today=TODAY)
    else:
        check_next_day(next_on=TODAY + after * DAY, today=TODAY)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"who": "  "}, "who spoke with the child"),
        ({"child_says": " "}, "what the child says"),
        ({"on": TODAY + DAY}, "has not come yet"),
    ],
)
def test_nobody_ends_it_over_the_childs_head(changed, said):
    given_ = {"who": SPOKEN.who, "on": SPOKEN.on, "child_says": SPOKEN.child_says}
    with pytest.raises(CannotLook, match=said):
        check_spoken(SpokenWith(**{**given_, **changed}), today=TODAY)
    check_spoken(SPOKEN, today=TODAY)


def test_a_reason_is_a_sentence():
    with pytest.raises(CannotLook, match="sentence"):
        check_because("  enough   ")
    check_because("Nobody looks for him.")


@given(st.lists(st.tuples(st.sampled_from([LookKind.KEPT, LookKind.ASKED]), st.sampled_from([FIRST, SECOND]))))
def test_it_ends_only_by_another_than_whoever_asked_last_and_not_once_it_was_kept_on(said):
    held = protection(*(look(number, kind, by) for number, (kind, by) in enumerate(said, start=1)))
    waits = bool(said) and said[-1][0] is LookKind.ASKED
    assert (held.asked is not None) == waits
    for by in (FIRST, SECOND):
        if waits and said[-1][1] != by:
            check_ending([held], by=by)
        else:
            with pytest.raises(CannotLook):
                check_ending([held], by=by)
    with pytest.raises(CannotLook):
        check_ending([held], by=None)


@given(st.booleans())
def test_all_records_of_the_child_were_asked_about_or_none_ends(asked_first):
    asked, silent = protection(look(1, LookKind.ASKED)), protection()
    both = [asked, silent] if asked_first else [silent, asked]
    with pytest.raises(CannotLook, match="Nobody has asked"):
        check_ending(both, by=SECOND)
    with pytest.raises(CannotLook, match="Nobody has asked"):
        check_ending([], by=SECOND)


@given(days)
def test_on_every_day_spans_hold_and_a_day_for_which_none_does_is_an_error(on):
    assert find_spans(on=on) in SPANS
    with pytest.raises(LookupError):
        find_spans(on=on, spans=())


@given(st.sampled_from(["ahead", "between", "longest", "owner", "ground"]))
def test_a_span_is_a_length_and_says_who_answers_for_it_and_on_what_ground(wrong):
    values = {"ahead": DAY, "between": DAY, "longest": DAY, "in_force": Period(TODAY), "owner": "a", "ground": "b"}
    values[wrong] = "" if wrong in ("owner", "ground") else timedelta(0)
    with pytest.raises(ValueError, match="ground"):
        LookAgainSpans(**values)
