"""When could it have been known: to all, to one agency, with hindsight."""

import pytest
from small_stories import POLICE, SCHOOL, any_of_kind, at_least, fact, rule_about

from reachable.kernel.ids import AgencyId
from reachable.rules.domain.definition import Answer, Rule, Without
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.examples import BORN, on_day
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.readings import FirstFiring, Reading, first_firing_times
from reachable.rules.domain.working_through import ground_of
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind as K

TWICE = rule_about(K.STOP_SEARCH, needs=(at_least(2, K.STOP_SEARCH, K.ABSENCE, within=P.STOPS_WINDOW),))


def first_times(
    *facts: Fact, reading: Reading = Reading.POOLED, agency_id: AgencyId | None = None, rule: Rule = TWICE
) -> tuple[FirstFiring, ...]:
    return first_firing_times(
        facts, rules=(rule,), ground=ground_of(BORN), until=on_day(60), reading=reading, agency_id=agency_id
    )


STORY = (
    fact(K.ABSENCE, 0, recorded=1, known=20, agency=SCHOOL),
    fact(K.STOP_SEARCH, 5, recorded=6, known=10, agency=POLICE),
)


def test_together_they_could_know_when_the_last_piece_was_received() -> None:
    (found,) = first_times(*STORY)
    assert (found.asked_at, found.certain_at) == (on_day(20), on_day(20))


def test_neither_agency_could_know_alone() -> None:
    for agency in (POLICE, SCHOOL):
        assert first_times(*STORY, reading=Reading.ONE_AGENCY, agency_id=agency) == ()


def test_one_agency_knows_from_when_it_wrote_it_down() -> None:
    own = (
        fact(K.STOP_SEARCH, 0, recorded=1, known=30, agency=POLICE),
        fact(K.STOP_SEARCH, 5, recorded=6, known=30, agency=POLICE),
    )
    (found,) = first_times(*own, reading=Reading.ONE_AGENCY, agency_id=POLICE)
    assert found.certain_at == on_day(6)


def test_hindsight_is_earlier_and_marked() -> None:
    (found,) = first_times(*STORY, reading=Reading.HINDSIGHT)
    assert found.certain_at == on_day(5)
    assert found.reading is Reading.HINDSIGHT


def test_a_reading_of_one_agency_needs_its_name() -> None:
    with pytest.raises(ValueError, match="name the agency"):
        first_times(*STORY, reading=Reading.ONE_AGENCY)


def test_a_clock_that_ran_out_between_two_records_is_found() -> None:
    answer = Answer(any_of_kind(K.MISSING_FOUND), "")
    rule = rule_about(K.MISSING_REPORTED, clock=Without(answer, P.MISSING_FOR_WEEKS))
    (found,) = first_times(fact(K.MISSING_REPORTED, 0), fact(K.MISSING_FOUND, 40), rule=rule)
    assert on_day(14) < found.asked_at < on_day(15)
    assert found.done_by is not None


def test_a_moment_that_was_corrected_away_is_remembered_as_withdrawn() -> None:
    (found,) = first_times(fact(K.STOP_SEARCH, 0), fact(K.STOP_SEARCH, 5, withdrawn=30))
    assert (found.certain_at, found.withdrawn) == (on_day(5), True)


def test_asking_day_by_day_gives_the_same_times_as_asking_at_the_end() -> None:
    story = (*STORY, fact(K.STOP_SEARCH, 8, known=25), fact(K.ABSENCE, 30, known=50, agency=SCHOOL))
    by_steps = {found.key: found.certain_at for found in first_times(*story)}
    at_the_end = evaluate(story, rules=(TWICE,), ground=ground_of(BORN), now=on_day(60)).fired
    assert by_steps == {fired.key: fired.known_at for fired in at_the_end}
