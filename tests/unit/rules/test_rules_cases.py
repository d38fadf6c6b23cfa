"""A case file is read whole, or refused with what to write instead; its times are as exact as the story allows."""

import json
from copy import deepcopy
from datetime import date, timedelta

import pytest

from reachable.rules.domain.cases import CannotReadCase, read_case
from reachable.rules.domain.replay import story_facts, story_times
from reachable.rules.domain.story_times import Between, TimesContradict, work_out_times

STORY = {
    "name": "Somebody",
    "document": "A report",
    "status": "made up",
    "published": True,
    "assumed_birthday": "2001-09-01",
    "notes": ["The birthday is an assumption."],
    "events": [
        {
            "number": 1,
            "kind": "MISSING_REPORTED",
            "when": {"age": [14, 15]},
            "recorded_by": ["HOME_POLICE_FORCE"],
            "known_to": ["HOME_POLICE_FORCE", "FAMILY"],
            "words": "Goes missing",
            "source": "003:710",
        },
        {
            "number": 2,
            "kind": "MISSING_FOUND",
            "when": {"age": [14, 15], "after": {"event": 1, "days": [20, 22]}},
            "recorded_by": ["ARRESTING_FORCE"],
            "details": {"miles_from_home": 200},
            "words": "Found",
            "source": "003:710",
        },
        {"number": 3, "kind": None, "when": {"age": [16, 16]}, "words": "Afraid", "source": "003:711"},
    ],
    "moments": [
        {"age": "14-15", "moment": "Back", "help": "Listen", "given_by": "Anybody", "source": "003:710", "events": [2]}
    ],
}


def read(story: dict) -> object:
    return read_case(json.dumps(story), file="somebody.json")


def broken(path: tuple, value: object) -> dict:
    story = deepcopy(STORY)
    inside = story
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return story


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("published",), False, "somebody.json, the case, published: write true"),
        (("assumed_birthday",), "1 September", "somebody.json, the case, assumed_birthday: write a day as 2016-09-01"),
        (("events",), [], "somebody.json, the case, events: write a list with at least one object"),
        (("events", 0, "number"), 7, "somebody.json, event 1, number: number the events in their order"),
        (("events", 0, "kind"), "RAN_AWAY", "somebody.json, event 1, kind: use a kind of event"),
        (("events", 0, "colour"), "red", "somebody.json, event 1, colour: take it out, or use one of"),
        (("events", 0, "recorded_by"), ["POLICE"], "somebody.json, event 1, recorded_by: POLICE is no kind of agency"),
        (("events", 0, "recorded_by"), "SCHOOL", "somebody.json, event 1, recorded_by: write a list of texts"),
        (("events", 0, "known_to"), ["NEIGHBOURS"], "somebody.json, event 1, known_to: use the code of a kind"),
        (("events", 0, "in_order"), "no", "somebody.json, event 1, in_order: write true or false"),
        (("events", 0, "words"), None, "somebody.json, event 1, words: write a text in quotes"),
        (("events", 0, "when"), "once", "somebody.json, event 1, when, the whole of it: write an object in braces"),
        (("events", 0, "when"), {}, "somebody.json, event 1, when, age: say when"),
        (("events", 0, "when"), {"age": [15, 14]}, "somebody.json, event 1, when, age: write two whole numbers"),
        (("events", 0, "when"), {"between": ["May", "June"]}, "somebody.json, event 1, when, between: write two days"),
        (("events", 1, "details"), {"wraps": 5}, "somebody.json, event 2, details.wraps: use one of: found_where"),
        (("events", 1, "details"), {"miles_from_home": []}, "somebody.json, event 2, details.miles_from_home: write a"),
        (
            ("events", 1, "when", "after", "event"),
            2,
            "event 2, when, after, event: name the number of an earlier event",
        ),
        (("events", 1, "when", "after", "days"), [], "event 2, when, after, days: write the fewest days"),
        (("events", 2, "recorded_by"), ["SCHOOL"], "somebody.json, event 3, recorded_by: leave it empty"),
        (("moments", 0, "events"), [9], "somebody.json, moment 1, events: there is no event 9; the last is 3"),
    ],
)
def test_what_is_wrong_is_said_with_file_place_field_and_remedy(path: tuple, value: object, told: str) -> None:
    with pytest.raises(CannotReadCase) as refused:
        read(broken(path, value))
    assert told in str(refused.value)


def test_text_that_is_not_json_is_refused_with_its_line() -> None:
    with pytest.raises(CannotReadCase, match=r"somebody\.json, line 2, JSON: mend the JSON"):
        read_case('{\n "name": }', file="somebody.json")
    with pytest.raises(CannotReadCase, match="write one object in braces"):
        read_case("[]", file="somebody.json")


def test_an_age_becomes_the_days_between_two_birthdays() -> None:
    first = read(STORY).events[0]
    assert (first.first_day, first.last_day, first.said) == (date(2015, 9, 1), date(2017, 8, 31), "aged 14 to 15")


def test_a_story_may_also_give_days() -> None:
    story = broken(("events", 0, "when"), {"day": "2016-03-01"})
    assert read(story).events[0].first_day == date(2016, 3, 1)
    story = broken(("events", 0, "when"), {"between": ["2016-03-01", "2016-03-31"]})
    assert read(story).events[0].last_day == date(2016, 3, 31)


def test_three_weeks_are_three_weeks_though_nobody_knows_when() -> None:
    times = story_times(read(STORY))
    gap = times.gap(1, 2)
    assert (gap.shortest, gap.longest) == (timedelta(days=20), timedelta(days=22))
    assert times.latest(1) == date(2017, 8, 31) - timedelta(days=20)


def test_what_nobody_recorded_is_no_fact() -> None:
    case = read(STORY)
    assert [fact.words for fact in story_facts(case, story_times(case))] == ["Goes missing", "Found"]


def test_times_that_cannot_all_be_true_are_refused() -> None:
    with pytest.raises(TimesContradict, match="event 2 cannot have happened"):
        work_out_times(
            {1: (date(2016, 1, 1), date(2016, 1, 2)), 2: (date(2016, 1, 1), date(2016, 1, 10))}, [Between(1, 2, 30)]
        )
