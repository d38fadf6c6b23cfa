"""One written happening to the cells of one row, in the columns of its feed.

In:  what was written, the person as written, and the agency's own numbers.
Out: cells by column. An empty cell means "not recorded".
"""

from datetime import date, datetime

from reachable.demo.agencies import AGENCIES_BY_CODE
from reachable.demo.handwriting import PersonAsWritten
from reachable.demo.happenings import CustodyRecord, MissingEpisode, SchoolEntry, SocialCareStep
from reachable.demo.recording import Written
from reachable.kernel.london import LONDON

Cells = dict[str, str]


def custody_cells(written: Written[CustodyRecord], person: PersonAsWritten, ref: str, arrested_with: str) -> Cells:
    """Return the cells of a row of the custody extract."""
    record = written.what
    return {
        "custody_ref": ref,
        "occurrence_type": record.occurrence,
        "pnc_id": person.pnc,
        "surname": person.surname,
        "forename": person.forename,
        "alias": person.known_as,
        "dob": say_day(person.born),
        "sex": person.sex,
        "self_defined_ethnicity": person.ethnicity,
        "home_address": person.address,
        "home_postcode": person.postcode,
        "phone": person.phone,
        "school_named": AGENCIES_BY_CODE[person.school].name if person.school else "",
        "arrested_at": say_time(record.at),
        "station": record.station,
        "offence": record.offence,
        "drugs_supply": say_yes_no(record.drugs_supply),
        "drugs_seized": record.drugs,
        "wraps": say_number(record.wraps),
        "cash_seized": "" if record.cash_pence is None else f"{record.cash_pence / 100:.2f}",
        "phones_seized": say_number(record.phones),
        "weapon": record.weapon,
        "concealed_internally": say_yes_no(record.concealed),
        "away_from_home_area": say_yes_no(record.away_from_home_area),
        "role": record.role,
        "co_arrestee_refs": arrested_with,
        "ready_for_release_at": say_time(record.ready_at),
        "collected_at": say_time(record.collected_at),
        "collected_by": record.collected_by,
        "collection_refused_by": record.refused_by,
        "released_at": say_time(record.released_at),
        "disposal": record.disposal,
        "recorded_at": say_time(written.recorded_at),
        "handling_code": record.handling,
    }


def missing_cells(written: Written[MissingEpisode], person: PersonAsWritten, ref: str) -> Cells:
    """Return the cells of a row of the missing extract."""
    episode = written.what
    return {
        "misper_ref": ref,
        "surname": person.surname,
        "forename": person.forename,
        "dob": say_day(person.born),
        "nhs_number": person.nhs,
        "upn": person.upn,
        "home_address": person.address,
        "home_postcode": person.postcode,
        "phone": person.phone,
        "responsible_la": episode.responsible,
        "reported_at": say_time(episode.reported_at),
        "reported_by": episode.reported_by,
        "missing_from": episode.missing_from,
        "grade": episode.grade,
        "found_at": say_time(episode.found_at),
        "found_place": episode.found_place,
        "found_miles_from_home": say_number(episode.miles),
        "found_condition": episode.condition,
        "rhi_offered_at": say_time(episode.offered_at),
        "rhi_held_at": say_time(episode.held_at),
        "rhi_declined_reason": episode.declined_reason,
        "rhi_interviewer": episode.interviewer,
        "rhi_independent": say_yes_no(episode.independent),
        "child_said": episode.child_said,
        "recorded_at": say_time(written.recorded_at),
    }


def social_care_cells(written: Written[SocialCareStep], person: PersonAsWritten, ref: str, child_number: str) -> Cells:
    """Return the cells of a row of the social care extract."""
    step = written.what
    return {
        "la_child_id": child_number,
        "surname": person.surname,
        "forename": person.forename,
        "dob": say_day(person.born),
        "sex": person.sex,
        "nhs_number": person.nhs,
        "upn": person.upn,
        "address": person.address,
        "postcode": person.postcode,
        "phone": person.parent_phone,
        "allocated_team": step.team,
        "allocated_worker": step.worker,
        "step": step.step,
        "step_ref": ref,
        "happened_at": say_time(step.at),
        "outcome": step.outcome,
        "plan_type": step.plan_type,
        "reason": step.reason,
        "placement_miles": say_number(step.miles),
        "placement_area": step.placement_area,
        "trusted_adult": step.trusted_adult,
        "child_said": step.child_said,
        "recorded_at": say_time(written.recorded_at),
    }


def school_cells(written: Written[SchoolEntry], person: PersonAsWritten, ref: str) -> Cells:
    """Return the cells of a row of the school extract."""
    entry = written.what
    return {
        "upn": person.upn,
        "uln": person.uln,
        "surname": person.surname,
        "forename": person.forename,
        "preferred_name": person.known_as,
        "dob": say_day(person.born),
        "sex": person.sex,
        "address": person.address,
        "postcode": person.postcode,
        "parent_phone": person.parent_phone,
        "school_name": AGENCIES_BY_CODE[entry.agency].name,
        "entry_type": entry.entry,
        "entry_ref": ref,
        "entry_date": say_day(entry.on),
        "days": say_number(entry.days),
        "sessions_absent": say_number(entry.sessions),
        "authorised": say_yes_no(entry.authorised),
        "hours_per_week": say_number(entry.hours),
        "reason": entry.reason,
        "recorded_at": say_time(written.recorded_at),
    }


def say_day(day: date | None) -> str:
    """Return DD/MM/YYYY, or "" for none."""
    return f"{day:%d/%m/%Y}" if day else ""


def say_time(moment: datetime | None) -> str:
    """Return DD/MM/YYYY HH:MM on a London clock, or "" for none."""
    return f"{moment.astimezone(LONDON):%d/%m/%Y %H:%M}" if moment else ""


def say_yes_no(answer: bool | None) -> str:
    """Return Y, N, or "" for not recorded."""
    return "" if answer is None else "Y" if answer else "N"


def say_number(number: float | None) -> str:
    """Return a number without needless noughts, or "" for none."""
    return "" if number is None else f"{number:g}"
