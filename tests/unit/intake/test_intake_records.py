"""What one row of each feed says of its child and of what happened."""

from datetime import UTC, date, datetime

import pytest

from reachable.access.domain.viewer import Sharing
from reachable.intake.domain.custody_records import is_out_of_hours
from reachable.intake.domain.extracted import ExtractedEvent, ExtractedRecord
from reachable.intake.domain.records import extract_records
from reachable.intake.domain.social_care_layout import STEPS
from reachable.intake.domain.social_care_records import KIND_OF_STEP
from reachable.kernel.when import Precision, When
from reachable.people.domain.claims import BirthDateClaim, ContactClaim, IdentifierClaim, NameClaim, ResidenceClaim
from reachable.timeline.domain.kinds import KINDS, EventKind, RoleInEvent
from tests.unit.intake.extract_files import RECEIVED, SETTINGS, bare_row, example_row, read, records


def only_record(feed: str, **changes: str) -> ExtractedRecord:
    (record,) = records(feed, example_row(feed, **changes))
    return record


def events_of(feed: str, **changes: str) -> dict[str, ExtractedEvent]:
    return {event.kind: event for event in only_record(feed, **changes).events}


def step(name: str, **changes: str) -> dict[str, ExtractedEvent]:
    return events_of("social_care", step=name, child_said="", **changes)


EVERY_ROW = [
    *(("custody", example_row("custody", occurrence_type="ARREST", collection_refused_by=by)) for by in ("BOTH", "")),
    ("custody", example_row("custody", concealed_internally="Y")),
    *(("custody", bare_row("custody", occurrence_type=kind)) for kind in ("ARREST", "STOP", "INCIDENT")),
    ("missing", example_row("missing")),
    ("missing", example_row("missing", rhi_held_at="", rhi_declined_reason="no")),
    ("missing", bare_row("missing")),
    *(
        ("social_care", example_row("social_care", step=name, outcome=outcome, plan_type="CIN", reason=reason))
        for name, outcome, reason in (
            (name, {"DECISION": "TO_REFUSED", "VISIT": "SEEN"}.get(name, "POSITIVE"), "CL_FUNDING") for name, _ in STEPS
        )
    ),
    *(
        ("school", example_row("school", entry_type=kind))
        for kind in ("ATTENDANCE", "SUSPENSION", "PERMANENT_EXCLUSION", "TIMETABLE", "STARTED")
    ),
]


@pytest.mark.parametrize(("feed", "row"), EVERY_ROW)
def test_every_event_is_of_a_kind_the_timeline_has_and_carries_only_declared_details(
    feed: str, row: dict[str, str]
) -> None:
    (record,) = records(feed, row)
    assert record.events
    for event in record.events:
        assert event.details.keys() <= set(KINDS[EventKind[event.kind]].details), event.kind
        assert RoleInEvent(event.role)
        assert event.natural_key.startswith(f"{record.taken.reference}:{event.kind}")
        assert len(event.natural_key) <= 200
        assert event.recorded_at <= RECEIVED


def test_every_step_of_social_care_has_a_kind_of_event() -> None:
    assert {code for code, _ in STEPS} == set(KIND_OF_STEP)


def test_an_arrest_says_what_was_taken_and_how_the_child_left() -> None:
    events = events_of("custody")
    assert set(events) == {
        "ARREST",
        "SEIZURE",
        "READY_FOR_RELEASE",
        "COLLECTED_BY_ADULT",
        "COLLECTION_REFUSED",
        "RELEASED",
    }
    assert events["ARREST"].happened == When.at(datetime(2026, 3, 3, 1, 20, tzinfo=UTC))
    assert events["ARREST"].role == "SUSPECT"
    assert events["ARREST"].co_arrestee_refs == ("EC/26/001874", "EC/26/001875")
    assert events["ARREST"].details == {
        "offence": "Possession with intent to supply class A",
        "drugs_supply": True,
        "away_from_home_area": True,
    }
    assert events["SEIZURE"].details == {
        "drugs": "crack cocaine",
        "wraps": 24,
        "cash_pence": 34000,
        "phones": 2,
        "weapon": "kitchen knife",
    }
    assert events["RELEASED"].details == {"disposal": "RUI", "out_of_hours": False, "away_from_home_area": True}
    assert {event.episode for event in events.values()} == {"EC/26/001873"}
    assert {event.place for event in events.values()} == {"Southbay"}


def test_nothing_taken_is_no_seizure_and_nothing_recorded_is_no_detail() -> None:
    (record,) = records("custody", bare_row("custody"))
    (arrest,) = record.events
    assert arrest.kind == "ARREST"
    assert arrest.details == {}


def test_a_seizure_of_cash_alone_is_a_seizure() -> None:
    (record,) = records("custody", bare_row("custody", cash_seized="0.50"))
    seizure = record.events[1]
    assert seizure.details == {"drugs": "", "wraps": 0, "cash_pence": 50, "phones": 0, "weapon": ""}


def test_both_areas_refusing_to_collect_is_two_refusals_between_ready_and_collected() -> None:
    record = only_record("custody", collection_refused_by="BOTH")
    refusals = [event for event in record.events if event.kind == "COLLECTION_REFUSED"]
    assert [event.details["area_side"] for event in refusals] == ["HOME", "HOST"]
    assert len({event.natural_key for event in refusals}) == 2
    happened = refusals[0].happened
    assert happened.precision is Precision.RANGE
    assert happened.earliest == datetime(2026, 3, 3, 9, 15, tzinfo=UTC)
    assert happened.latest == datetime(2026, 3, 3, 13, 5, tzinfo=UTC)


def test_a_refusal_in_custody_that_has_not_ended_lies_before_the_row_was_written() -> None:
    (record,) = records("custody", bare_row("custody", collection_refused_by="HOME"))
    refused = record.events[-1].happened
    assert refused.earliest == datetime(2026, 3, 3, 1, 20, tzinfo=UTC)
    assert refused.latest == record.taken.recorded_at


def test_a_stop_says_what_was_found() -> None:
    (record,) = records(
        "custody", bare_row("custody", occurrence_type="STOP", wraps="3", cash_seized="20.00", away_from_home_area="N")
    )
    assert [event.kind for event in record.events] == ["STOP_SEARCH", "SEIZURE"]
    assert record.events[0].details == {"found": "3 wraps, £20.00", "away_from_home_area": False}


def test_a_child_can_be_the_victim_of_an_incident() -> None:
    (record,) = records("custody", bare_row("custody", occurrence_type="INCIDENT", offence="Robbery", role="VICTIM"))
    (incident,) = record.events
    assert (incident.kind, incident.role) == ("INCIDENT", "VICTIM")
    assert incident.details == {"incident_type": "Robbery"}


@pytest.mark.parametrize(
    ("instant", "out_of_hours"),
    [
        (datetime(2026, 3, 3, 8, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 3, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 3, 16, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 3, 17, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 7, 8, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 7, 16, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 7, 12, 0, tzinfo=UTC), True),
    ],
)
def test_out_of_hours_is_by_the_london_clock_and_includes_weekends(instant: datetime, out_of_hours: bool) -> None:
    assert is_out_of_hours(instant) is out_of_hours


def test_a_row_with_handling_conditions_stays_with_the_force() -> None:
    record = only_record("custody", handling_code="C not to the family")
    assert record.sharing is Sharing.HOLDER
    assert {event.sharing for event in record.events} == {Sharing.HOLDER}
    assert record.taken.handling_code == "C not to the family"
    assert only_record("custody", handling_code="").sharing is Sharing.PARTNERS


def test_custody_is_about_whoever_has_the_pnc_number_or_else_the_custody_record() -> None:
    assert only_record("custody").taken.local_id == "2024/0000123Y"
    assert only_record("custody", pnc_id="").taken.local_id == "EC/26/001873"


def test_a_name_with_no_police_record_behind_it_is_a_name_given_to_police() -> None:
    assert only_record("custody", pnc_id="").taken.names == (
        NameClaim(kind="GIVEN_TO_POLICE", given="Jayden", family="Okafor-Bell"),
        NameClaim(kind="ALIAS", given="Jay", family="Bell"),
    )
    assert only_record("custody", alias="Ghost").taken.names == (
        NameClaim(kind="GIVEN", given="Jayden", family="Okafor-Bell"),
        NameClaim(kind="ALIAS", given="Ghost", family=""),
    )


def test_a_row_says_who_the_child_is_and_where_they_live() -> None:
    taken = only_record("missing").taken
    assert taken.local_id == "9990000018"
    assert taken.reference == "MP-26-00417"
    assert taken.birth_date == BirthDateClaim(date(2010, 9, 4), date(2010, 9, 4))
    assert taken.identifiers == (IdentifierClaim("NHS", "9990000018"), IdentifierClaim("UPN", "K820200001001"))
    assert taken.contacts == (ContactClaim("PHONE", "07700900123", "child"),)
    assert taken.residence == ResidenceClaim("12 Alder Walk, Eastham", "ZZ99 3CZ", date(2026, 3, 3))
    assert taken.payload["found_place"] == "Southbay station"


def test_a_missing_episode_without_numbers_is_about_its_own_reference() -> None:
    assert only_record("missing", nhs_number="").taken.local_id == "K820200001001"
    assert only_record("missing", nhs_number="", upn="").taken.local_id == "MP-26-00417"


def test_sex_and_ethnicity_are_kept_apart() -> None:
    equality = only_record("custody").taken.equality
    assert equality is not None
    assert (equality.sex, equality.ethnicity, equality.how_known) == ("M", "M1", "SELF_DEFINED")
    assert only_record("missing").taken.equality is None


def test_a_school_row_gives_the_preferred_name_the_school_and_the_parents_telephone() -> None:
    taken = only_record("school").taken
    assert taken.names[1] == NameClaim(kind="PREFERRED", given="Jay", family="Okafor-Bell")
    assert taken.school_name == "Alderbrook Academy"
    assert taken.contacts == (ContactClaim("PHONE", "07700900123", "parent or carer"),)
    assert taken.identifiers == (IdentifierClaim("UPN", "K820200001001"), IdentifierClaim("ULN", "9020000011"))


def test_a_missing_episode_is_reported_found_offered_and_heard() -> None:
    events = events_of("missing")
    assert set(events) == {
        "MISSING_REPORTED",
        "MISSING_FOUND",
        "FOUND_AWAY_FROM_HOME",
        "RETURN_INTERVIEW_OFFERED",
        "RETURN_INTERVIEW_HELD",
        "CHILD_SAID",
    }
    assert events["MISSING_REPORTED"].details == {"from_setting": "home", "grade": "MEDIUM"}
    assert events["MISSING_FOUND"].details == {
        "found_where": "Southbay station",
        "miles_from_home": 58.5,
        "condition": "tired, bruised arm",
    }
    assert events["RETURN_INTERVIEW_HELD"].details == {"independent": True}
    assert events["CHILD_SAID"].words == "I just want them to leave my sister alone."
    assert events["CHILD_SAID"].happened == events["RETURN_INTERVIEW_HELD"].happened


@pytest.mark.parametrize(("miles", "away"), [("19.9", False), ("20", True), ("", False)])
def test_a_child_is_found_away_from_home_from_the_local_number_of_miles(miles: str, away: bool) -> None:
    assert ("FOUND_AWAY_FROM_HOME" in events_of("missing", found_miles_from_home=miles)) is away


def test_a_declined_interview_is_dated_no_closer_than_it_is_known() -> None:
    declined = events_of("missing", rhi_held_at="", rhi_declined_reason="did not want to")["RETURN_INTERVIEW_DECLINED"]
    assert declined.details == {"reason": "did not want to"}
    assert declined.happened.precision is Precision.RANGE
    assert declined.happened.earliest == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert declined.happened.latest == declined.recorded_at


def test_words_said_with_no_interview_lie_between_return_and_writing() -> None:
    said = events_of("missing", rhi_held_at="", rhi_offered_at="")["CHILD_SAID"].happened
    assert said.earliest == datetime(2026, 3, 1, 3, 15, tzinfo=UTC)
    assert said.latest == datetime(2026, 3, 3, 18, 0, tzinfo=UTC)


def test_social_care_steps_carry_what_the_timeline_asks() -> None:
    assert step("REFERRAL", outcome="", reason="school")["REFERRAL"].details == {"referred_by": "school"}
    assert step("DECISION")["REFERRAL_DECISION"].details == {"decision": "TO_REFUSED"}
    assert step("VISIT", outcome="NOT_SEEN")["SOCIAL_WORK_VISIT"].details == {"child_seen": False}
    assert step("VISIT", outcome="")["SOCIAL_WORK_VISIT"].details == {}
    assert step("NRM_RG", outcome="POSITIVE")["NRM_REASONABLE_GROUNDS"].details == {"positive": True}
    assert step("NRM_CG", outcome="NEGATIVE")["NRM_CONCLUSIVE_GROUNDS"].details == {"positive": False}
    assert step("CLOSURE", reason="CL_NON_ENGAGE")["CASE_CLOSED"].details == {"reason": "CL_NON_ENGAGE"}
    assert step("PLAN_END", outcome="", reason="goals met")["PLAN_ENDED"].details == {
        "plan_type": "CIN",
        "reason": "goals met",
    }


def test_a_placement_is_out_of_area_when_it_is_in_somebody_elses() -> None:
    away = step("PLACEMENT_START", outcome="children's home")["PLACEMENT_STARTED"]
    assert away.details == {"placement_type": "children's home", "miles_from_home": 62.0, "out_of_area": True}
    near = step("PLACEMENT_START", outcome="", placement_area="eastham", placement_miles="")["PLACEMENT_STARTED"]
    assert near.details == {"out_of_area": False}
    unknown = step("PLACEMENT_START", outcome="", placement_area="", placement_miles="")["PLACEMENT_STARTED"]
    assert unknown.details == {}


def test_both_ends_of_a_piece_of_work_share_an_episode_and_a_visit_has_none() -> None:
    assert step("PLAN_START")["PLAN_STARTED"].episode == step("PLAN_END")["PLAN_ENDED"].episode == "REF-88120"
    assert step("VISIT", outcome="SEEN")["SOCIAL_WORK_VISIT"].episode == ""


def test_a_step_known_by_its_day_is_never_midnight() -> None:
    assert step("DECISION")["REFERRAL_DECISION"].happened == When.on(date(2026, 3, 2))
    timed = step("DECISION", happened_at="02/03/2026 14:00")["REFERRAL_DECISION"].happened
    assert timed == When.at(datetime(2026, 3, 2, 14, 0, tzinfo=UTC))


def test_a_social_care_row_says_who_works_with_the_child_and_whom_the_child_trusts() -> None:
    record = only_record("social_care")
    assert (record.allocated_team, record.allocated_worker) == ("Adolescent team", "R. Achebe")
    assert record.trusted_adult == "his football coach"
    assert record.child_said == "I just want them to leave my sister alone."
    assert record.events[-1].kind == "CHILD_SAID"


def test_a_suspension_ends_on_the_first_working_day_after_its_last() -> None:
    events = events_of("school", entry_date="27/02/2026", days="1.5")
    assert events["EXCLUSION_FIXED"].details == {"days": 1.5, "reason": "persistent disruptive behaviour"}
    assert events["EXCLUSION_ENDED"].happened == When.on(date(2026, 3, 3))
    assert events["EXCLUSION_ENDED"].episode == events["EXCLUSION_FIXED"].episode == "AA-2026-0311"
    assert set(events_of("school", days="")) == {"EXCLUSION_FIXED"}


def test_school_entries_carry_what_the_timeline_asks() -> None:
    absence = events_of("school", entry_type="ATTENDANCE")["ABSENCE"]
    assert absence.details == {"sessions": 6, "authorised": False}
    assert events_of("school", entry_type="TIMETABLE")["TIMETABLE_SET"].details == {
        "hours_per_week": 10.0,
        "after_school_day": False,
    }
    started = events_of("school", entry_type="STARTED", reason="pupil referral unit")["SCHOOL_STARTED"]
    assert started.details == {"school_type": "pupil referral unit"}
    excluded = events_of("school", entry_type="PERMANENT_EXCLUSION", reason="")["EXCLUSION_PERMANENT"]
    assert excluded.details == {}


def test_a_changed_row_keeps_its_number_and_changes_its_hash() -> None:
    before, after = only_record("school"), only_record("school", days="5")
    assert before.taken.reference == after.taken.reference
    assert before.taken.version_hash != after.taken.version_hash
    assert before.events[0].natural_key == after.events[0].natural_key
    assert before.events[0].version_hash != after.events[0].version_hash


def test_writing_a_row_again_unchanged_is_a_new_version_of_the_row_but_not_of_what_happened() -> None:
    before, after = only_record("school"), only_record("school", recorded_at="03/03/2026 19:00")
    assert before.taken.version_hash != after.taken.version_hash
    assert [event.version_hash for event in before.events] == [event.version_hash for event in after.events]


def test_the_local_number_of_miles_is_passed_in() -> None:
    reading = read("missing", example_row("missing"))
    farther = type(SETTINGS)(own_area="Eastham", calendar=SETTINGS.calendar, away_from_home_miles=60)
    (record,) = extract_records("missing", reading.rows, farther)
    assert "FOUND_AWAY_FROM_HOME" not in {event.kind for event in record.events}
