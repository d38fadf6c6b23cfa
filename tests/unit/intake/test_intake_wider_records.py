"""What one row of each of the wider feeds says of its child, or of an adult, and of what happened."""

import pytest

from reachable.access.domain.viewer import Sharing
from reachable.intake.domain import casework_layout, nrm_layout, youth_justice_layout
from reachable.intake.domain.extracted import ExtractedEvent, ExtractedRecord, OtherTold
from reachable.intake.domain.layouts import LAYOUTS
from reachable.people.domain.claims import AroundChildClaim, NameClaim
from reachable.timeline.domain.kinds import KINDS, EventKind, RoleInEvent
from tests.unit.intake.extract_files import bare_row, example_row, read, records

WIDER = ("stops", "sightings", "placements", "youth_justice", "nrm", "hospital", "casework", "adults")


def only_record(feed: str, **changes: str) -> ExtractedRecord:
    (record,) = records(feed, example_row(feed, **changes))
    return record


def events_of(feed: str, **changes: str) -> dict[str, ExtractedEvent]:
    return {event.kind: event for event in only_record(feed, **changes).events}


EVERY_ROW = [
    *((feed, example_row(feed)) for feed in WIDER),
    *(("stops", bare_row("stops", report_type=kind)) for kind in ("SEARCH", "ACCOUNT", "RAIL")),
    *(
        ("youth_justice", bare_row("youth_justice", entry_type=entry, tool="ASSETPLUS", outcome=outcome, work_ref="W1"))
        for entry, _ in youth_justice_layout.ENTRIES
        if entry != "APPOINTMENT"
        for outcome, _ in youth_justice_layout.OUTCOMES
    ),
    *(
        ("youth_justice", bare_row("youth_justice", entry_type="APPOINTMENT", appointment_result=result))
        for result in ("MET", "DID_NOT_ATTEND", "EXCUSED")
    ),
    *(("nrm", example_row("nrm", step=step, reason="asked")) for step, _ in nrm_layout.STEPS),
    *(
        (
            "casework",
            example_row("casework", contact_type=contact, why_ended="RISK_REDUCED" if contact == "ENDED" else ""),
        )
        for contact, _ in casework_layout.CONTACTS
    ),
    ("hospital", example_row("hospital", concealed_internally="Y")),
    ("placements", example_row("placements", ended_at="03/03/2026", why_ended="CREQB")),
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
        assert event.natural_key.startswith(f"{record.taken.reference}:")


def test_a_child_alone_without_a_ticket_far_from_home_in_school_hours_is_a_finding_away_from_home() -> None:
    events = events_of("stops", alone="Y", with_whom="", stopped_with_refs="")
    assert events["RAIL_REPORT"].details == {
        "no_ticket": True,
        "alone": True,
        "in_school_hours": True,
        "reason_verified": False,
    }
    assert events["FOUND_AWAY_FROM_HOME"].details == {
        "miles_from_home": 84.0,
        "no_ticket": True,
        "reason_verified": False,
    }
    assert {event.place for event in events.values()} >= {"Thornwick station"}


@pytest.mark.parametrize(
    ("away", "miles", "found_away"), [("N", "84", False), ("", "19.9", False), ("", "20", True), ("Y", "", True)]
)
def test_what_the_officer_says_of_away_counts_before_the_miles(away: str, miles: str, found_away: bool) -> None:
    events = events_of("stops", away_from_home_area=away, miles_from_home=miles)
    assert ("FOUND_AWAY_FROM_HOME" in events) is found_away


def test_those_met_together_point_at_each_others_rows_and_an_adult_stays_a_role() -> None:
    (event,) = (each for each in only_record("stops").events if each.kind == "RAIL_REPORT")
    assert event.others == (
        OtherTold("FRIEND", "another child", "BTP-26-04418"),
        OtherTold("ADULT_PRESENT", "a man of about 25, unknown"),
    )
    assert event.references == {"BTP-26-04418"}


def test_a_name_said_on_a_train_is_a_name_given_to_police() -> None:
    assert only_record("stops", pnc_id="").taken.names == (
        NameClaim(kind="GIVEN_TO_POLICE", given="Jayden", family="Okafor-Bell"),
    )


def test_a_stop_that_ends_in_an_arrest_tells_of_both() -> None:
    events = events_of("stops", report_type="SEARCH", has_ticket="", outcome="ARRESTED")
    assert {"STOP_SEARCH", "ARREST"} <= events.keys()
    assert events["ARREST"].role == "SUSPECT"


def test_a_placement_says_its_area_and_never_its_address() -> None:
    events = events_of("placements")
    assert events["PLACEMENT_STARTED"].place == "Northshire"
    assert events["PLACEMENT_STARTED"].details == {
        "placement_type": "children's home",
        "miles_from_home": 62.0,
        "out_of_area": True,
    }
    assert "Must not learn the address: uncle." in events["PLACEMENT_STARTED"].words
    assert "HOST_AREA_TOLD" in events
    assert events_of("placements", placement_area="eastham")["PLACEMENT_STARTED"].details["out_of_area"] is False


def test_a_secure_home_is_a_secure_placement_and_an_unregistered_one_is_said() -> None:
    assert "SECURE_STARTED" in events_of("placements", placement_type="K1")
    told = events_of("placements", registration="UNREGISTERED", is_emergency="Y")["PLACEMENT_STARTED"].words
    assert "Placed in an emergency." in told
    assert "should be registered and is not" in told


def test_a_move_is_one_placement_ended_and_another_begun() -> None:
    first, second = records(
        "placements",
        example_row("placements", placement_ref="PL-1", ended_at="03/03/2026", why_ended="CREQB"),
        example_row("placements", placement_ref="PL-2", started_at="03/03/2026", placement_area="Eastham"),
    )
    ended = next(event for event in first.events if event.kind == "PLACEMENT_ENDED")
    began = next(event for event in second.events if event.kind == "PLACEMENT_STARTED")
    assert (ended.episode, began.episode) == ("PL-1", "PL-2")
    assert ended.details == {"reason": "the carer asked, because of behaviour"}


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [("OUTCOME_22", "DIVERTED"), ("YOUTH_CAUTION", "POLICE_CAUTION"), ("REFERRAL_ORDER", "SENTENCE")],
)
def test_an_outcome_is_a_diversion_a_caution_or_a_sentence(outcome: str, kind: str) -> None:
    assert kind in events_of("youth_justice", entry_type="OUTCOME", outcome=outcome)


def test_an_appointment_the_service_called_off_is_nothing_the_child_did() -> None:
    assert "APPOINTMENT_MISSED" in events_of("youth_justice")
    assert events_of("youth_justice", appointment_result="CALLED_OFF", child_said="") == {}


@pytest.mark.parametrize("intent", ["ASSAULT", "ACCIDENT", "NOT_KNOWN", ""])
def test_an_assault_is_said_only_when_somebody_wrote_that_it_was_one(intent: str) -> None:
    told = events_of("hospital", intent=intent)["HOSPITAL_ATTENDANCE"]
    assert told.details.get("assault") == {"ASSAULT": True, "ACCIDENT": False}.get(intent)
    assert told.role == ("VICTIM" if intent == "ASSAULT" else "SUBJECT")


def test_an_illness_is_told_without_an_injury() -> None:
    assert "injury" not in events_of("hospital", injury="ILLNESS", intent="")["HOSPITAL_ATTENDANCE"].details


@pytest.mark.parametrize(
    ("feed", "said", "sharing"),
    [
        ("hospital", "", Sharing.HOLDER),
        ("hospital", "N", Sharing.HOLDER),
        ("hospital", "Y", Sharing.PARTNERS),
        ("casework", "", Sharing.PARTNERS),
        ("casework", "N", Sharing.HOLDER),
    ],
)
def test_health_keeps_a_row_unless_it_says_otherwise_and_a_charity_shares_one_unless_it_does(
    feed: str, said: str, sharing: Sharing
) -> None:
    record = only_record(feed, partners_may_see=said)
    assert record.sharing is sharing
    assert {event.sharing for event in record.events} == {sharing}


@pytest.mark.parametrize("feed", ["stops", "adults"])
def test_police_code_c_keeps_a_row_with_the_force(feed: str) -> None:
    assert only_record(feed, handling_code="C no onward sharing").sharing is Sharing.HOLDER


def test_decisions_of_a_panel_are_steps_of_one_referral() -> None:
    deferred = events_of("nrm", step="PANEL", decision="DEFERRED", reason="school to report")["NRM_PANEL_MET"]
    assert (deferred.details, deferred.words) == ({"decision": "DEFERRED"}, "school to report")
    granted = events_of("nrm")["NRM_REASONABLE_GROUNDS"]
    assert (granted.details, granted.episode) == ({"positive": True}, deferred.episode)


def test_a_child_who_takes_no_part_for_now_closes_nothing() -> None:
    (event,) = only_record("casework", contact_type="DISENGAGED", how="", child_said="", why="scared").events
    assert (event.kind, event.details["reason"]) == ("DISENGAGED", "scared")
    assert "CASE_CLOSED" not in {
        event.kind
        for feed, row in EVERY_ROW
        if feed == "casework"
        for record in records(feed, row)
        for event in record.events
    }


def test_work_cannot_be_ended_because_a_child_did_not_come() -> None:
    (problem,) = read("casework", example_row("casework", contact_type="ENDED", how="")).problems
    assert "DISENGAGED" in problem.remedy
    (unknown,) = read("casework", example_row("casework", contact_type="ENDED", why_ended="DID_NOT_ENGAGE")).problems
    assert unknown.field == "why_ended"


def test_a_sighting_says_who_saw_the_child_where_and_with_whom_as_a_role() -> None:
    event = events_of("sightings", sure="THINKS_SO")["SIGHTING"]
    assert event.place == "Southbay bus station"
    assert event.details == {
        "seen_by": "night warden",
        "with_whom": "a man in his thirties",
        "how_known": "SAW_CHILD",
        "condition": "tired, no coat, new phone",
    }
    assert event.words.startswith("Not certain that it was this child.")
    assert [other.role for other in event.others] == ["FRIEND", "ADULT_PRESENT"]


def test_an_adult_is_no_child_and_has_a_role_in_one_event_only() -> None:
    record = only_record("adults")
    assert record.taken.is_child is False
    (event,) = record.events
    assert (event.kind, event.role) == ("HOME_TAKEN_OVER", "VICTIM")
    assert record.taken.around_child == AroundChildClaim(
        child_number="EA104417",
        relation="TENANT",
        must_not_be_told=True,
        because="those in the flat would hear of it",
    )
    assert record.taken.payload["role"] == "VICTIM"


def test_a_row_may_only_say_who_an_adult_is_to_a_child() -> None:
    record = only_record("adults", entry_type="AROUND_CHILD", role="", relation_to_child="MOTHER", must_not_be_told="N")
    assert record.events == ()
    assert record.taken.around_child is not None
    assert record.taken.around_child.must_not_be_told is False


@pytest.mark.parametrize("feed", [feed for feed, layout in LAYOUTS.items() if not layout.of_adults])
def test_an_adults_birth_date_is_refused_in_every_extract_of_children(feed: str) -> None:
    if "dob" not in LAYOUTS[feed].header:
        pytest.skip("no birth date in this extract")
    problems = read(feed, example_row(feed, dob="04/09/1984")).problems
    assert [(problem.field, problem.kind.name) for problem in problems] == [("dob", "IMPOSSIBLE_AGE")]


def test_somebody_who_has_just_left_care_may_still_be_in_an_extract_of_children() -> None:
    assert read("social_care", example_row("social_care", dob="05/09/2001")).problems == ()


def test_a_child_is_refused_in_the_extract_of_adults() -> None:
    (problem,) = read("adults", example_row("adults", dob="04/09/2010")).problems
    assert problem.field == "dob"


@pytest.mark.parametrize(
    ("feed", "changes", "field"),
    [
        ("stops", {"power": "PACE_1"}, "power"),
        ("stops", {"report_type": "ACCOUNT"}, "has_ticket"),
        ("stops", {"alone": "Y"}, "with_whom"),
        ("stops", {"stopped_with_refs": "BTP-26-04417"}, "stopped_with_refs"),
        ("stops", {"handling_code": "Z"}, "handling_code"),
        ("sightings", {"seen_with_refs": "SG-0091"}, "seen_with_refs"),
        ("placements", {"why_ended": "CLOSE"}, "ended_at"),
        ("placements", {"ended_at": "01/03/2026"}, "ended_at"),
        ("placements", {"placement_type": "K1", "registration": "UNREGISTERED"}, "registration"),
        ("youth_justice", {"entry_type": "ASSESSMENT"}, "tool"),
        ("youth_justice", {"entry_type": "OUTCOME"}, "outcome"),
        ("youth_justice", {"appointment_result": ""}, "appointment_result"),
        ("nrm", {"decision": "DEFERRED"}, "decision"),
        ("nrm", {"step": "WITHDRAWN"}, "reason"),
        ("hospital", {"left_at": ""}, "left_at"),
        ("hospital", {"left_at": "03/03/2026 11:00"}, "left_at"),
        ("hospital", {"injury": "SELF_HARM"}, "intent"),
        ("casework", {"why_ended": "FUNDING"}, "why_ended"),
        ("casework", {"how": ""}, "how"),
        ("adults", {"role": "SUSPECT"}, "role"),
        ("adults", {"relation_to_child": ""}, "relation_to_child"),
        ("adults", {"must_not_be_told_because": ""}, "must_not_be_told_because"),
        ("adults", {"entry_type": "AROUND_CHILD", "child_ref": ""}, "child_ref"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_with_the_column(
    feed: str, changes: dict[str, str], field: str
) -> None:
    assert read(feed, example_row(feed)).problems == ()
    assert field in {problem.field for problem in read(feed, example_row(feed, **changes)).problems}
