"""Every published story, replayed: each moment is named by a rule or argued, and no argument is left over."""

import json
from datetime import date

import pytest

from reachable.kernel.certainty import Certainty
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.canonical import canonical
from reachable.rules.domain.case_fields import CannotReadCase
from reachable.rules.domain.cases import Basis, PublishedCase, read_case
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.published import list_published_cases
from reachable.rules.domain.replay import CaseReplayed, Reach, replay
from reachable.rules.domain.replay_json import replay_to_json

CASES = {case.slug: case for case in list_published_cases()}
CALENDAR = Calendar("no holidays", frozenset(), known_until=date(2020, 1, 1))


def replayed(case: PublishedCase) -> CaseReplayed:
    return replay(case, rules=RULES, parameters=PARAMETERS, calendar=CALENDAR)


@pytest.fixture(scope="module")
def stories() -> dict[str, CaseReplayed]:
    return {slug: replayed(case) for slug, case in CASES.items()}


def test_every_boy_with_a_file_and_terry_and_the_unnamed_are_there() -> None:
    assert set(CASES) == {
        *("daniel", "ethan", "harry", "joshua", "liam", "max", "michael", "sam", "terry", "toby", "unnamed")
    }


@pytest.mark.parametrize("slug", CASES)
def test_each_moment_is_named_or_argued_and_no_argument_is_stale(stories, slug: str) -> None:
    for moment in stories[slug].moments:
        argued, named = bool(moment.moment.why_no_rule), [each.rule.id for each in moment.named_by]
        assert argued is not bool(named), f"{slug}, moment {moment.moment.number}: argued {argued}, named by {named}"


@pytest.mark.parametrize("slug", CASES)
def test_nothing_unrecorded_names_a_moment(stories, slug: str) -> None:
    story = stories[slug]
    unrecorded = {event.number for event in story.case.events if not event.recorded_by}
    for named in (each for moment in story.moments for each in moment.named_by):
        assert not unrecorded & set(named.evidence)
        assert named.reach is not Reach.HINDSIGHT


@pytest.mark.parametrize("slug", CASES)
def test_hindsight_rests_on_something_nobody_had_recorded(stories, slug: str) -> None:
    story = stories[slug]
    unrecorded = {event.number for event in story.case.events if not event.recorded_by}
    for due in story.due:
        rests_on_it = bool(unrecorded & {due.anchor, *due.evidence})
        assert rests_on_it is (due.reach is Reach.HINDSIGHT)


@pytest.mark.parametrize("slug", CASES)
def test_each_story_is_written_as_json_with_who_could_have_seen(stories, slug: str) -> None:
    written = replay_to_json(stories[slug])
    assert json.loads(canonical(written))["published"] is True
    assert all(moment["basis"] in {each.value for each in Basis} for moment in written["moments"])


def test_the_boys_of_the_unnamed_file_are_never_evidence_for_one_another(stories) -> None:
    story = stories["unnamed"]
    child_of = {event.number: event.child for event in story.case.events}
    assert set(child_of.values()) == {"A", "B", "C", "D", "E"}
    for due in story.due:
        assert len({child_of[number] for number in due.evidence}) == 1


def test_a_repeat_is_a_repeat_of_one_child_and_never_of_two() -> None:
    seizure = {"kind": "SEIZURE", "recorded_by": ["HOME_POLICE_FORCE"], "details": {"drugs": "heroin"}}
    told = {"words": "w", "source": "s"}

    def repeat_named(second: str) -> bool:
        events = [
            {"number": 1, "child": "A", "when": {"day": "2018-05-01"}, **seizure, **told},
            {"number": 2, "child": second, "when": {"day": "2018-06-01"}, **seizure, **told},
        ]
        found = replayed(read_case(story(events=events), file="two.json"))
        return "R040" in {due.rule.id for due in found.due}

    assert (repeat_named("A"), repeat_named("B")) == (True, False)


@pytest.mark.parametrize(
    ("days", "certainty"),
    [([2, 10], None), ([14, 14], None), ([8, 20], Certainty.POSSIBLY), ([20, 22], Certainty.CERTAINLY)],
)
def test_a_return_that_certainly_came_in_time_is_not_taken_for_late_because_no_day_is_told(days, certainty) -> None:
    told = {"words": "w", "source": "s", "recorded_by": ["HOME_POLICE_FORCE"], "episode": "one"}
    events = [
        {"number": 1, "kind": "MISSING_REPORTED", "when": {"age": [14, 16]}, **told},
        {"number": 2, "kind": "MISSING_FOUND", "when": {"age": [14, 16], "after": {"event": 1, "days": days}}, **told},
    ]
    due = replayed(read_case(story(events=events), file="absent.json")).due
    assert next((each.certainty for each in due if each.rule.id == "R001"), None) is certainty


def test_an_absence_nobody_reported_is_due_only_in_hindsight(stories) -> None:
    hindsight = {(due.rule.id, due.anchor) for due in stories["joshua"].due if due.reach is Reach.HINDSIGHT}
    assert ("R001", 3) in hindsight
    assert ("R001", 3) not in {(named.rule.id, named.anchor) for m in stories["joshua"].moments for named in m.named_by}


def test_nobody_is_not_counted_as_one_more_agency(stories) -> None:
    assert "L002" in {due.rule.id for due in stories["terry"].due if due.reach is Reach.TOGETHER}
    for story in stories.values():
        assert "L002" not in {due.rule.id for due in story.due if due.reach is Reach.HINDSIGHT}


def test_a_limit_of_law_is_told_from_good_practice(stories) -> None:
    due = {each.rule.id: each.by_law for each in stories["michael"].due}
    assert due["R085"]
    assert due["R123"] == ""


def story(**changed: object) -> str:
    event = {"number": 1, "kind": "ARREST", "when": {"age": [15, 15]}, "words": "w", "source": "s"}
    moment = {"age": "15", "moment": "m", "help": "h", "given_by": "g", "source": "s", "events": [1]}
    whole = {
        **{"name": "N", "document": "d", "status": "s", "published": True, "assumed_birthday": "2003-09-01"},
        **{"events": [event | changed.pop("event", {})], "moments": [moment | changed.pop("moment", {})]},
    }
    return json.dumps(whole | changed)


@pytest.mark.parametrize(
    ("changed", "place", "field", "remedy"),
    [
        ({"incident": 2}, "the case", "incident", "the last is 1"),
        ({"incidents": 1}, "the case", "incidents", "take it out"),
        ({"child_says": [{"words": "w", "source": "s"}]}, "child_says 1", "told_by", "write a text"),
        (
            {"not_known": [{"vulnerability": "TALL", "why": "", "source": ""}]},
            "not_known 1",
            "vulnerability",
            "use one",
        ),
        ({"event": {"shows": ["TALL"]}}, "event 1", "shows", "TALL is none of"),
        ({"event": {"child": 1}}, "event 1", "child", "write a text"),
        ({"moment": {"basis": "GUESSED"}}, "moment 1", "basis", "NAMED, GENERAL, OURS"),
        (
            {"event": {"when": {"between": ["2016-09-02", "2016-09-01"]}}},
            "event 1, when",
            "between",
            "first and the last",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_remedy(changed, place: str, field: str, remedy: str) -> None:
    assert read_case(story(), file="n.json").moments[0].basis is Basis.NAMED
    with pytest.raises(CannotReadCase) as caught:
        read_case(story(**changed), file="n.json")
    assert (caught.value.file, caught.value.place, caught.value.field) == ("n.json", place, field)
    assert remedy in caught.value.remedy
