"""One written happening to the cells of one row, in the columns of the wider feeds.

In:  what was written, the person as written, and the agency's own numbers.
Out: cells by column. An empty cell means "not recorded".
"""

from reachable.demo.agencies import AGENCIES_BY_CODE
from reachable.demo.handwriting import PersonAsWritten
from reachable.demo.recording import Written
from reachable.demo.rows import Cells, say_day, say_number, say_time, say_yes_no
from reachable.demo.wider_happenings import (
    AdultEntry,
    Attendance,
    CaseContact,
    NrmStep,
    PlacementStay,
    Seen,
    StopReport,
    YouthJusticeEntry,
)


def stop_cells(written: Written[StopReport], person: PersonAsWritten, ref: str, stopped_with: str) -> Cells:
    """Return the cells of a row of the stops extract."""
    report = written.what
    return {
        "stop_ref": ref,
        "report_type": report.report,
        "pnc_id": person.pnc,
        **_who(person),
        "self_defined_ethnicity": person.ethnicity,
        "home_address": person.address,
        "home_postcode": person.postcode,
        "phone": person.phone,
        "school_named": _school(person),
        "stopped_at": say_time(report.at),
        "place": report.place,
        "power": report.power,
        "found": report.found,
        "reason": report.reason,
        "outcome": report.outcome,
        "has_ticket": say_yes_no(report.has_ticket),
        "alone": say_yes_no(report.alone),
        "with_whom": report.with_whom,
        "stopped_with_refs": stopped_with,
        "in_school_hours": say_yes_no(report.in_school_hours),
        "away_from_home_area": say_yes_no(report.away_from_home_area),
        "miles_from_home": say_number(report.miles),
        "reason_given": report.reason_given,
        "reason_checked": say_yes_no(report.reason_checked),
        "child_said": report.child_said,
        "recorded_at": say_time(written.recorded_at),
        "handling_code": report.handling,
    }


def sighting_cells(
    written: Written[Seen], person: PersonAsWritten, ref: str, child_number: str, seen_with: str
) -> Cells:
    """Return the cells of a row of the sightings extract."""
    seen = written.what
    return {
        "sighting_ref": ref,
        "child_ref": child_number,
        "surname": person.surname,
        "forename": person.forename,
        "known_as": person.known_as,
        "dob": say_day(person.born),
        "home_address": person.address,
        "home_postcode": person.postcode,
        "phone": person.phone,
        "school_named": _school(person),
        "seen_at": say_time(seen.at),
        "seen_by": seen.by,
        "how_known": seen.how_known,
        "sure": seen.sure,
        "place": seen.place,
        "with_whom": seen.with_whom,
        "seen_with_refs": seen_with,
        "condition": seen.condition,
        "what_was_seen": seen.what,
        "child_said": seen.child_said,
        "recorded_at": say_time(written.recorded_at),
    }


def placement_cells(written: Written[PlacementStay], person: PersonAsWritten, ref: str, child_number: str) -> Cells:
    """Return the cells of a row of the placements extract."""
    stay = written.what
    return {
        "la_child_id": child_number,
        **_who(person),
        "nhs_number": person.nhs,
        "upn": person.upn,
        "home_postcode": person.postcode,
        "placement_ref": ref,
        "started_at": say_time(stay.at),
        "placement_type": stay.kind,
        "provider": stay.provider,
        "registration": stay.registration,
        "placement_area": stay.area,
        "placement_miles": say_number(stay.miles),
        "is_emergency": say_yes_no(stay.emergency),
        "host_area_told_at": say_time(stay.told_at),
        "why_moved": stay.why_moved,
        "ended_at": say_time(stay.ended_at),
        "why_ended": stay.why_ended,
        "must_not_have_address": stay.must_not_have_address,
        "allocated_team": stay.team,
        "allocated_worker": stay.worker,
        "trusted_adult": stay.trusted_adult,
        "child_said": stay.child_said,
        "recorded_at": say_time(written.recorded_at),
    }


def youth_justice_cells(
    written: Written[YouthJusticeEntry], person: PersonAsWritten, ref: str, work_ref: str, child_number: str
) -> Cells:
    """Return the cells of a row of the youth justice extract."""
    entry = written.what
    return {
        "yjs_id": child_number,
        **_who(person),
        "nhs_number": person.nhs,
        "upn": person.upn,
        "pnc_id": person.pnc,
        "address": person.address,
        "postcode": person.postcode,
        "phone": person.phone,
        "entry_type": entry.entry,
        "entry_ref": ref,
        "work_ref": work_ref,
        "happened_at": say_time(entry.at),
        "tool": entry.tool,
        "exploitation_seen": say_yes_no(entry.exploitation_seen),
        "outcome": entry.outcome,
        "offence": entry.offence,
        "intervention": entry.intervention,
        "appointment_result": entry.result,
        "reason": entry.reason,
        "place": entry.place,
        "allocated_team": entry.team,
        "allocated_worker": entry.worker,
        "trusted_adult": entry.trusted_adult,
        "child_said": entry.child_said,
        "recorded_at": say_time(written.recorded_at),
    }


def nrm_cells(written: Written[NrmStep], person: PersonAsWritten, ref: str, nrm_ref: str) -> Cells:
    """Return the cells of a row of the NRM extract."""
    step = written.what
    return {
        "nrm_ref": nrm_ref,
        "step": step.step,
        "step_ref": ref,
        **_who(person),
        "nhs_number": person.nhs,
        "upn": person.upn,
        "home_postcode": person.postcode,
        "happened_at": say_time(step.at),
        "decision": step.decision,
        "decided_by": step.decided_by,
        "first_responder": step.first_responder,
        "exploitation": "CRIMINAL",
        "county_lines": "Y",
        "reason": step.reason,
        "child_told": say_yes_no(step.child_told),
        "child_said": step.child_said,
        "recorded_at": say_time(written.recorded_at),
    }


def hospital_cells(written: Written[Attendance], person: PersonAsWritten, ref: str) -> Cells:
    """Return the cells of a row of the hospital extract."""
    visit = written.what
    return {
        "attendance_ref": ref,
        "nhs_number": person.nhs,
        **_who(person),
        "address": person.address,
        "postcode": person.postcode,
        "phone": person.phone,
        "parent_phone": person.parent_phone,
        "school_named": _school(person),
        "arrived_at": say_time(visit.at),
        "site": AGENCIES_BY_CODE[visit.agency].name,
        "brought_by": visit.brought_by,
        "with_whom": visit.with_whom,
        "injury": visit.injury,
        "intent": visit.intent,
        "weapon": visit.weapon,
        "injured_where": visit.injured_where,
        "concealed_internally": say_yes_no(visit.concealed),
        "account": visit.account,
        "worker_at_bedside": say_yes_no(visit.worker_at_bedside),
        "left_at": say_time(visit.left_at),
        "left_how": visit.left_how,
        "child_said": visit.child_said,
        "partners_may_see": say_yes_no(visit.partners_may_see),
        "recorded_at": say_time(written.recorded_at),
    }


def casework_cells(written: Written[CaseContact], person: PersonAsWritten, ref: str, case_ref: str) -> Cells:
    """Return the cells of a row of the casework extract."""
    contact = written.what
    return {
        "case_ref": case_ref,
        "surname": person.surname,
        "forename": person.forename,
        "known_as": person.known_as,
        "dob": say_day(person.born),
        "sex": person.sex,
        "address": person.address,
        "postcode": person.postcode,
        "phone": person.phone,
        "contact_ref": ref,
        "contact_type": contact.contact,
        "contact_at": say_time(contact.at),
        "service": contact.service,
        "how": contact.how,
        "place": contact.place,
        "why": contact.why,
        "why_ended": contact.why_ended,
        "account": contact.account,
        "allocated_team": contact.team,
        "allocated_worker": contact.worker,
        "trusted_adult": contact.trusted_adult,
        "child_said": contact.child_said,
        "partners_may_see": say_yes_no(contact.partners_may_see),
        "recorded_at": say_time(written.recorded_at),
    }


def adult_cells(written: Written[AdultEntry], ref: str, adult_number: str, child_number: str) -> Cells:
    """Return the cells of a row of the adults extract."""
    entry = written.what
    return {
        "adult_ref": adult_number,
        "entry_ref": ref,
        "surname": entry.surname,
        "forename": entry.forename,
        "dob": say_day(entry.born),
        "address": entry.address,
        "postcode": entry.postcode,
        "phone": entry.phone,
        "entry_type": entry.entry,
        "role": entry.role,
        "happened_at": say_time(entry.at),
        "place": entry.place,
        "account": entry.account,
        "child_ref": child_number,
        "relation_to_child": entry.relation,
        "must_not_be_told": say_yes_no(entry.must_not_be_told),
        "must_not_be_told_because": entry.because,
        "recorded_at": say_time(written.recorded_at),
        "handling_code": entry.handling,
    }


def _who(person: PersonAsWritten) -> Cells:
    return {
        "surname": person.surname,
        "forename": person.forename,
        "dob": say_day(person.born),
        "sex": person.sex,
    }


def _school(person: PersonAsWritten) -> str:
    return AGENCIES_BY_CODE[person.school].name if person.school else ""
