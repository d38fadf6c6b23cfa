"""Numbers are dated: what was in force on the day decides, and a change never reaches back."""

from datetime import date, timedelta

import pytest
from small_stories import fact

from reachable.kernel.period import Period
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.definition import parameters_in
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.examples import BORN, on_day
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Authority, Country, ParameterName, Parameters
from reachable.rules.domain.question import Ground
from reachable.rules.domain.working_through import SUMMER
from reachable.timeline.domain.kinds import EventKind as K
from reachable.tracks.domain.limits import ClockName

TODAY = date(2026, 11, 21)
P = ParameterName


def value_on(name: ParameterName, day: date, country: Country = Country.ENGLAND) -> int | None:
    found = PARAMETERS.find(name, country=country, day=day)
    return None if found is None else found.value


def test_the_recovery_period_changed_in_december_2022() -> None:
    assert value_on(P.NRM_CG, date(2022, 12, 12)) == 45
    assert value_on(P.NRM_CG, date(2022, 12, 13)) == 30


def test_wales_has_limits_of_its_own_or_none() -> None:
    assert (value_on(P.ASSESS, TODAY), value_on(P.ASSESS, TODAY, Country.WALES)) == (45, 42)
    assert value_on(P.RHI, TODAY, Country.WALES) is None


def test_a_rule_without_its_limit_is_not_in_force() -> None:
    wales = Ground(Country.WALES, SUMMER, PARAMETERS, BORN)
    evaluation = evaluate([fact(K.MISSING_FOUND, 0)], rules=RULES, ground=wales, now=on_day(10))
    assert "R085" not in {fired.key.rule_id for fired in evaluation.fired}


def test_every_clock_of_the_tracks_has_a_limit_in_england() -> None:
    limits = PARAMETERS.limits_for(Country.ENGLAND)
    assert {name.value for name in ClockName} <= limits.keys()


def test_every_parameter_is_used_by_a_rule_or_a_clock() -> None:
    used = frozenset().union(*(parameters_in(rule) for rule in RULES)) | {P(name.value) for name in ClockName}
    assert used == set(P)


def test_every_value_of_law_names_a_source_and_a_day_to_check_it_again() -> None:
    for value in PARAMETERS.values:
        assert value.source
        assert value.next_check > TODAY
        assert value.sentence.endswith(".")


def test_a_local_setting_changes_from_a_day_on() -> None:
    changed = PARAMETERS.changed_locally(P.STOPS_COUNT, value=2, since=date(2026, 7, 1), because="local protocol")
    before = changed.find(P.STOPS_COUNT, country=Country.ENGLAND, day=date(2026, 6, 30))
    after = changed.find(P.STOPS_COUNT, country=Country.ENGLAND, day=date(2026, 7, 1))
    assert (before.value, after.value, after.source) == (3, 2, "local protocol")


def test_a_limit_of_law_cannot_be_changed_locally() -> None:
    with pytest.raises(ValueError, match="not a local setting"):
        PARAMETERS.changed_locally(P.RHI, value=96, since=TODAY, because="we are busy")


def test_two_values_of_one_name_cannot_be_in_force_at_once() -> None:
    one = PARAMETERS.find(P.RHI, country=Country.ENGLAND, day=TODAY)
    with pytest.raises(ValueError, match="two values in force"):
        Parameters((one, one))


def test_a_value_says_itself_in_the_singular_and_the_plural() -> None:
    assert [PARAMETERS.find(name, country=Country.ENGLAND, day=TODAY).say() for name in (P.REF_ACK, P.RHI)] == [
        "1 working day",
        "72 hours",
    ]


def test_only_hours_and_days_have_a_fixed_length() -> None:
    assert PARAMETERS.find(P.RHI, country=Country.ENGLAND, day=TODAY).as_span() == timedelta(hours=72)
    with pytest.raises(TypeError, match="no fixed length"):
        PARAMETERS.find(P.REF_ACK, country=Country.ENGLAND, day=TODAY).as_span()
    with pytest.raises(TypeError, match="not time"):
        PARAMETERS.find(P.FAR_FROM_HOME, country=Country.ENGLAND, day=TODAY).as_limit()


def test_a_target_and_a_local_setting_are_not_law() -> None:
    assert [authority.is_law for authority in Authority] == [True, True, True, False, False]


def test_a_period_that_ends_is_kept_for_replays() -> None:
    ended = [value for value in PARAMETERS.values if value.in_force.end is not None]
    assert [value.in_force for value in ended] == [Period(date(2009, 4, 1), date(2022, 12, 13))]
