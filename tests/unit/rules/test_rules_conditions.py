"""Each condition answers certainly, possibly, cannot say or no, from the dates and details that were recorded."""

from datetime import date

import pytest
from small_stories import POLICE, SCHOOL, any_of_kind, ask, at_least, fact, rule_about

from reachable.kernel.certainty import Certainty
from reachable.kernel.when import When
from reachable.rules.domain.conditions import is_younger
from reachable.rules.domain.definition import AgeBelow, AtLeast, During, Has, Pattern, Unless
from reachable.rules.domain.firings import Evaluation
from reachable.rules.domain.parameters import ParameterName as P
from reachable.timeline.domain.kinds import EventKind as K
from reachable.timeline.domain.kinds import RoleInEvent

JUNE_1 = date(2026, 6, 1)
TWICE = rule_about(K.STOP_SEARCH, needs=(at_least(2, K.STOP_SEARCH, within=P.STOPS_WINDOW),))
NOT_AFTER_HELP = rule_about(K.STOP_SEARCH, needs=(Unless(any_of_kind(K.SUPPORT_OFFERED), before=P.SUPPORT_RECENT),))
WHILE_PLACED = rule_about(
    K.STOP_SEARCH,
    needs=(During(any_of_kind(K.PLACEMENT_STARTED), any_of_kind(K.PLACEMENT_ENDED), "the child is placed"),),
)


def certainty_of(evaluation: Evaluation) -> Certainty:
    return evaluation.fired[-1].certainty if evaluation.fired else Certainty.NO


def test_a_date_known_to_the_month_leaves_the_window_open() -> None:
    in_march = fact(K.STOP_SEARCH, When.in_month(2026, 3), known=0)
    stop = fact(K.STOP_SEARCH, 0)
    assert certainty_of(ask(TWICE, in_march, stop, now=1)) is Certainty.POSSIBLY


def test_a_date_nobody_knows_cannot_be_counted() -> None:
    once = fact(K.STOP_SEARCH, When.unknown(), known=0)
    evaluation = ask(TWICE, once, fact(K.STOP_SEARCH, 0), now=1)
    assert {fired.certainty for fired in evaluation.fired} == {Certainty.CANNOT_SAY}


def test_a_record_with_only_a_day_counts_on_that_day() -> None:
    same_day = fact(K.STOP_SEARCH, When.on(JUNE_1), known=0.6)
    assert certainty_of(ask(TWICE, same_day, fact(K.STOP_SEARCH, 0), now=1)) is Certainty.CERTAINLY


def test_one_thing_told_by_two_agencies_is_not_certainly_two() -> None:
    by_police = fact(K.STOP_SEARCH, 0, agency=POLICE)
    by_school = fact(K.STOP_SEARCH, 0.2, agency=SCHOOL)
    assert certainty_of(ask(TWICE, by_police, by_school, now=1)) is Certainty.POSSIBLY


def test_two_things_told_by_one_agency_on_one_day_are_two() -> None:
    assert certainty_of(ask(TWICE, fact(K.STOP_SEARCH, 0), fact(K.STOP_SEARCH, 0.2), now=1)) is Certainty.CERTAINLY


def test_one_episode_told_twice_is_one() -> None:
    first, again = (fact(K.STOP_SEARCH, day, episode="the same") for day in (0, 0.2))
    assert certainty_of(ask(TWICE, first, again, now=1)) is Certainty.POSSIBLY


def test_help_offered_before_keeps_the_rule_quiet() -> None:
    assert not ask(NOT_AFTER_HELP, fact(K.SUPPORT_OFFERED, 0), fact(K.STOP_SEARCH, 30), now=31).fired


def test_help_offered_on_a_day_nobody_knows_asks_a_question_and_does_not_silence() -> None:
    offered = fact(K.SUPPORT_OFFERED, When.in_month(2026, 5), known=0)
    assert certainty_of(ask(NOT_AFTER_HELP, offered, fact(K.STOP_SEARCH, 10), now=11)) is Certainty.POSSIBLY


def test_during_holds_between_the_start_and_the_end() -> None:
    placed, ended = fact(K.PLACEMENT_STARTED, 0), fact(K.PLACEMENT_ENDED, 10)
    assert ask(WHILE_PLACED, placed, ended, fact(K.STOP_SEARCH, 5), now=20).fired
    assert not ask(WHILE_PLACED, placed, ended, fact(K.STOP_SEARCH, 15), now=20).fired
    assert not ask(WHILE_PLACED, fact(K.STOP_SEARCH, 5), now=20).fired


def test_during_does_not_end_with_another_episode() -> None:
    placed = fact(K.PLACEMENT_STARTED, 0, episode="second")
    other = fact(K.PLACEMENT_ENDED, 1, episode="first")
    assert ask(WHILE_PLACED, placed, other, fact(K.STOP_SEARCH, 5), now=20).fired


def test_a_second_placement_counts_after_the_first_has_ended() -> None:
    moves = [fact(K.PLACEMENT_STARTED, 0), fact(K.PLACEMENT_ENDED, 3), fact(K.PLACEMENT_STARTED, 4)]
    assert certainty_of(ask(WHILE_PLACED, *moves, fact(K.STOP_SEARCH, 5), now=20)) is Certainty.CERTAINLY


def test_what_lies_close_to_the_anchor_can_be_left_out() -> None:
    again = rule_about(
        K.SEIZURE, needs=(AtLeast(1, any_of_kind(K.SEIZURE), within=P.REPEAT_WINDOW, apart=P.ONE_MOMENT),)
    )
    assert not ask(again, fact(K.SEIZURE, 0), fact(K.SEIZURE, 0.9), now=2).fired
    assert len(ask(again, fact(K.SEIZURE, 0), fact(K.SEIZURE, 1.1), now=2).fired) == 1


def test_a_detail_that_was_not_recorded_leaves_the_answer_open() -> None:
    supply = rule_about(K.ARREST, needs=(AtLeast(1, (Pattern(K.ARREST, (Has("drugs_supply"),)),), P.ONE_MOMENT),))
    assert certainty_of(ask(supply, fact(K.ARREST, 0), now=1)) is Certainty.CANNOT_SAY
    assert certainty_of(ask(supply, fact(K.ARREST, 0, drugs_supply=False), now=1)) is Certainty.NO
    assert certainty_of(ask(supply, fact(K.ARREST, 0, drugs_supply=True), now=1)) is Certainty.CERTAINLY


def test_a_witness_to_an_arrest_was_not_arrested() -> None:
    assert not ask(rule_about(K.ARREST), fact(K.ARREST, 0, role=RoleInEvent.WITNESS), now=1).fired
    assert ask(rule_about(K.ARREST), fact(K.ARREST, 0, role=RoleInEvent.CO_ARRESTEE), now=1).fired


def test_whoever_may_be_under_age_is_treated_as_a_child() -> None:
    presumed = rule_about(K.ARREST, needs=(AgeBelow(P.ADULT_AT),))
    fired = ask(presumed, fact(K.ARREST, 0), now=1, born=When.unknown()).fired
    assert fired[0].certainty is Certainty.CERTAINLY
    assert "treated as under 18" in fired[0].missing[0]
    assert ask(presumed, fact(K.ARREST, 0), now=1, born=When.in_year(2008)).fired
    assert not ask(presumed, fact(K.ARREST, 0), now=1, born=When.in_year(2006)).fired


@pytest.mark.parametrize(
    ("born", "moment", "answer"),
    [
        (When.on(date(2008, 2, 29)), When.on(date(2026, 2, 28)), Certainty.CERTAINLY),
        (When.on(date(2008, 2, 29)), When.on(date(2026, 3, 1)), Certainty.NO),
        (When.on(date(2004, 2, 29)), When.on(date(2022, 3, 1)), Certainty.NO),
        (When.in_year(2008), When.on(date(2026, 6, 1)), Certainty.POSSIBLY),
        (When.unknown(), When.on(date(2026, 6, 1)), Certainty.CANNOT_SAY),
    ],
)
def test_an_age_is_counted_to_the_birthday(born: When, moment: When, answer: Certainty) -> None:
    assert is_younger(born, 18, moment) is answer


def test_a_pattern_refuses_a_detail_its_kind_does_not_carry() -> None:
    with pytest.raises(ValueError, match="it has no wraps"):
        Pattern(K.ARREST, (Has("wraps"),))
