"""Terry's published story, replayed: the report's thirteen moments, and what the rules would have said of each."""

from dataclasses import replace
from datetime import date

import pytest

from reachable.kernel.certainty import Certainty
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.canonical import canonical
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.published import list_published_cases
from reachable.rules.domain.replay import CaseReplayed, replay
from reachable.rules.domain.replay_json import replay_to_json

SURELY, MAYBE = Certainty.CERTAINLY, Certainty.POSSIBLY


@pytest.fixture(scope="module")
def terry() -> CaseReplayed:
    (case,) = (case for case in list_published_cases() if case.name == "Terry")
    calendar = Calendar("no holidays", frozenset(), known_until=date(2020, 1, 1))
    return replay(case, rules=RULES, parameters=PARAMETERS, calendar=calendar)


@pytest.mark.parametrize(
    ("number", "named_by"),
    [
        (1, {}),
        (2, {}),
        (3, {"R111": SURELY}),
        (4, {"R111": SURELY}),
        (5, {"R063": SURELY}),
        (6, {}),
        (7, {"R141": MAYBE}),
        (8, {"R001": SURELY, "R006": SURELY, "R012": SURELY, "R050": SURELY, "R064": SURELY, "R115": SURELY}),
        (9, {"R040": MAYBE, "R050": SURELY, "R131": SURELY, "L001": MAYBE}),
        (10, {"R095": MAYBE, "R123": SURELY}),
        (11, {"R061": SURELY}),
        (12, {"R136": SURELY}),
        (13, {"R136": SURELY, "R138": MAYBE}),
    ],
)
def test_the_rules_that_name_a_moment(terry: CaseReplayed, number: int, named_by: dict[str, Certainty]) -> None:
    moment = terry.moments[number - 1]
    found = {named.rule.id: named.certainty for named in moment.named_by}
    assert named_by.items() <= found.items()
    assert bool(found) is bool(named_by)


def test_most_of_the_reports_moments_are_named(terry: CaseReplayed) -> None:
    assert (terry.named, len(terry.moments)) == (10, 13)
    certain = [m for m in terry.moments if any(named.certainty is SURELY for named in m.named_by)]
    assert len(certain) == 9


def test_a_moment_no_rule_names_is_argued(terry: CaseReplayed) -> None:
    for moment in terry.moments:
        assert bool(moment.why_no_rule) is not bool(moment.named_by)


def test_what_nobody_recorded_is_never_evidence(terry: CaseReplayed) -> None:
    unrecorded = {event.number for event in terry.case.events if not event.recorded_by}
    used = {number for moment in terry.moments for named in moment.named_by for number in named.evidence}
    assert used & unrecorded == set()
    assert {13, 14, 15, 17, 26, 28} <= unrecorded


def test_the_three_week_absence_was_certainly_longer_than_two(terry: CaseReplayed) -> None:
    named = {each.rule.id: each for each in terry.moments[7].named_by}["R001"]
    assert (named.certainty, named.clock, named.evidence, named.answered_by) == (SURELY, "14 days", (21,), 22)


def test_the_hospital_could_have_known_alone_and_nobody_could_see_the_repeat_alone(terry: CaseReplayed) -> None:
    hospital = {each.rule.id: each for each in terry.moments[7].named_by}["R115"]
    assert [agency.code for agency in hospital.alone] == ["EMERGENCY_DEPARTMENT"]
    repeat = {each.rule.id: each for each in terry.moments[8].named_by}["R040"]
    assert repeat.alone == ()
    assert {agency.code for agency in repeat.together} == {"ARRESTING_FORCE", "HOME_POLICE_FORCE"}


def test_nothing_in_the_story_offered_support_or_asked_about_debt(terry: CaseReplayed) -> None:
    answered = {
        named.rule.id: named.answered_by for moment in terry.moments for named in moment.named_by if named.answered_by
    }
    # These are answered by a return or by a plan; no rule that asks for support or about debt is among them.
    assert answered.keys() <= {"R001", "R084", "R123", "L001", "L002"}


def test_another_birthday_changes_no_certain_answer(terry: CaseReplayed) -> None:
    def shifted(day: date) -> date:
        return day.replace(year=day.year + 1)

    events = tuple(
        replace(event, first_day=shifted(event.first_day), last_day=shifted(event.last_day))
        for event in terry.case.events
    )
    later = replace(terry.case, birthday=shifted(terry.case.birthday), events=events)
    calendar = Calendar("no holidays", frozenset(), known_until=date(2020, 1, 1))
    again = replay(later, rules=RULES, parameters=PARAMETERS, calendar=calendar)
    assert _answers(again) == _answers(terry)


def test_the_replay_is_written_as_json(terry: CaseReplayed) -> None:
    written = replay_to_json(terry)
    assert canonical(written)
    assert (written["named"], written["of"], written["published"]) == (10, 13, True)
    assert "Emergency department alone" in canonical(written)


def _answers(replayed: CaseReplayed) -> list[set[tuple[str, Certainty, tuple[int, ...]]]]:
    return [{(each.rule.id, each.certainty, each.evidence) for each in m.named_by} for m in replayed.moments]
