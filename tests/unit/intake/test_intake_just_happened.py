"""What just happened becomes the events that an extract would bring, and says no more than somebody said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from reachable.intake.domain.just_happened import Happening, JustHappened, find_problems, make_events, make_record
from reachable.timeline.domain.kinds import KINDS, EventKind

NOW = datetime(2026, 5, 14, 1, 20, tzinfo=UTC)
RECORD_ID = UUID("3f0f5a52-7a9f-4d7a-9a63-3d0f7f1b2c11")
ARREST = JustHappened(
    happening=Happening.ARRESTED, happened_at=NOW, recorded_at=NOW, given_name="Jaydon", family_name="Marsh"
)


def kinds(what: JustHappened) -> list[str]:
    return [event.kind for event in make_events(what, reference="EC/1")]


@pytest.mark.parametrize(
    ("happening", "answers", "made"),
    [
        (Happening.ARRESTED, {}, ["ARREST"]),
        (Happening.ARRESTED, {"offence": "theft", "phones": 0, "drugs": ""}, ["ARREST"]),
        (Happening.ARRESTED, {"phones": 1}, ["ARREST", "SEIZURE"]),
        (Happening.ARRESTED, {"concealed": True}, ["ARREST", "INTERNAL_CONCEALMENT"]),
        (Happening.AT_HOSPITAL, {"injury": "stab wound"}, ["HOSPITAL_ATTENDANCE"]),
        (Happening.FOUND, {}, ["MISSING_FOUND"]),
        (Happening.FOUND, {"away_from_home_area": True}, ["MISSING_FOUND", "FOUND_AWAY_FROM_HOME"]),
        (Happening.FOUND, {"miles_from_home": 20.0}, ["MISSING_FOUND", "FOUND_AWAY_FROM_HOME"]),
        (Happening.FOUND, {"miles_from_home": 19.0}, ["MISSING_FOUND"]),
        (Happening.FOUND, {"miles_from_home": 40.0, "away_from_home_area": False}, ["MISSING_FOUND"]),
        (Happening.EXCLUDED, {"days": 3}, ["EXCLUSION_FIXED"]),
        (Happening.EXCLUDED, {"permanent": True}, ["EXCLUSION_PERMANENT"]),
        (Happening.RELEASED, {}, ["READY_FOR_RELEASE"]),
        (Happening.RELEASED, {"has_left": True}, ["RELEASED"]),
        (Happening.RELEASED, {"disposal": "RUI"}, ["RELEASED"]),
        (Happening.RELEASED, {"has_left": False, "disposal": "RUI"}, ["READY_FOR_RELEASE"]),
    ],
)
def test_each_happening_makes_the_events_it_should(happening, answers, made):
    assert kinds(replace(ARREST, happening=happening, answers=answers)) == made


def test_the_childs_own_words_are_an_event_of_their_own():
    said = replace(ARREST, words="Would not give an address", child_said="They know where my sister is")
    events = {event.kind: event.words for event in make_events(said, reference="EC/1")}
    assert events == {"ARREST": "Would not give an address", "CHILD_SAID": "They know where my sister is"}


@pytest.mark.parametrize("happening", Happening)
def test_no_event_carries_a_detail_its_kind_does_not_declare(happening):
    everything = {
        "offence": "theft",
        "drugs_supply": True,
        "drugs": "crack",
        "wraps": 4,
        "cash_pence": 100,
        "phones": 1,
        "weapon": "knife",
        "concealed": True,
        "away_from_home_area": True,
        "injury": "cut",
        "assault": True,
        "found_where": "station",
        "miles_from_home": 30.0,
        "condition": "cold",
        "no_ticket": True,
        "permanent": False,
        "days": 2,
        "reason": "fighting",
        "has_left": True,
        "disposal": "BAIL",
        "out_of_hours": True,
    }
    for event in make_events(replace(ARREST, happening=happening, answers=everything), reference="EC/1"):
        assert set(event.details) <= set(KINDS[EventKind(event.kind)].details)


def test_a_name_given_on_arrest_is_a_name_given_to_police():
    record = make_record(replace(ARREST, also_known_as="Jaybird"), record_id=RECORD_ID)
    assert [(name.kind, name.full) for name in record.names] == [
        ("GIVEN_TO_POLICE", "Jaydon Marsh"),
        ("ALIAS", "Jaybird"),
    ]
    found = make_record(replace(ARREST, happening=Happening.FOUND), record_id=RECORD_ID)
    assert [name.kind for name in found.names] == ["GIVEN"]


def test_an_age_is_a_year_of_possible_birth_dates_and_a_birth_date_is_one_day():
    by_age = make_record(replace(ARREST, age=14), record_id=RECORD_ID).birth_date
    assert (by_age.earliest, by_age.latest) == (date(2011, 5, 15), date(2012, 5, 14))
    by_day = make_record(replace(ARREST, age=14, born_on=date(2012, 2, 3)), record_id=RECORD_ID).birth_date
    assert (by_day.earliest, by_day.latest) == (date(2012, 2, 3), date(2012, 2, 3))


def test_half_an_hour_after_midnight_in_summer_it_is_the_london_day_that_counts():
    at = datetime(2026, 5, 13, 23, 30, tzinfo=UTC)  # 00:30 on 14 May in London
    tonight = replace(ARREST, happened_at=at, recorded_at=at)
    by_age = make_record(replace(tonight, age=14), record_id=RECORD_ID).birth_date
    assert (by_age.earliest, by_age.latest) == (date(2011, 5, 15), date(2012, 5, 14))
    assert find_problems(replace(tonight, born_on=date(2026, 5, 14))) == {}
    assert set(find_problems(replace(tonight, born_on=date(2026, 5, 15)))) == {"born_on"}


def test_the_reporters_own_number_is_the_reference_and_without_one_the_record_has_its_own():
    assert make_record(replace(ARREST, own_reference="EC/1/26"), record_id=RECORD_ID).local_id == "EC/1/26"
    assert make_record(ARREST, record_id=RECORD_ID).local_id == str(RECORD_ID)


def test_everything_that_was_typed_is_kept_as_it_was_sent():
    what = replace(ARREST, words="Quiet", child_said="No", answers={"wraps": 3})
    payload = make_record(what, record_id=RECORD_ID).payload
    assert (payload["words"], payload["child_said"], payload["answers"]) == ("Quiet", "No", {"wraps": 3})


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"given_name": "", "family_name": ""}, "given_name"),
        ({"happened_at": NOW + timedelta(minutes=6)}, "happened_at"),
        ({"happened_at": NOW - timedelta(days=7, seconds=1)}, "happened_at"),
        ({"born_on": date(2026, 5, 15)}, "born_on"),
        ({"age": 25}, "age"),
        ({"age": -1}, "age"),
        ({"nhs_number": "9990000000"}, "nhs_number"),
        ({"pnc_id": "nonsense"}, "pnc_id"),
    ],
)
def test_what_cannot_be_right_is_said_with_its_question(changed, field):
    assert set(find_problems(replace(ARREST, **changed))) == {field}


@pytest.mark.parametrize(
    "changed",
    [
        {"given_name": "", "family_name": "", "also_known_as": "Jaybird"},
        {"happened_at": NOW + timedelta(minutes=5)},
        {"happened_at": NOW - timedelta(days=7)},
        {"age": 24},
        {"born_on": NOW.date()},
    ],
)
def test_what_may_be_right_is_taken_as_it_is(changed):
    assert find_problems(replace(ARREST, **changed)) == {}
