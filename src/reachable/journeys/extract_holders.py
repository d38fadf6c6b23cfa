"""Who may open what an extract brought, and whom it says the children trust.

In:  records of an extract that are new, with whose they are; inside an open act.
Out: relationships begun and trusted adults kept, each with the record that asked for it, so that it can be undone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from reachable.access import operations as access
from reachable.access.domain.partnership import AgencyCard
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Sharing
from reachable.access.queries import list_teams_of_agency, list_workers
from reachable.casework.operations import record_trusted_adult
from reachable.intake.domain.carried import CarriedAdult, CarriedRelationship
from reachable.intake.domain.extracted import ExtractedRecord
from reachable.kernel.ids import AboutId, SourceRecordId
from reachable.people.domain.claims import TakenSubject

HOLDS_RECORD_FOR = timedelta(days=365)
DUTY_OF_FEED = {
    "custody": "CUSTODY",
    "stops": "MISSING",
    "missing": "MISSING",
    "sightings": "MISSING",
    "social_care": "DUTY",
    "placements": "DUTY",
    "school": "SCHOOL_SAFEGUARDING",
    "youth_justice": "YOUTH_JUSTICE",
    "nrm": "DUTY",
    "hospital": "HEALTH",
    "casework": "CASEWORK",
}
"""The team that holds a feed's records; in an agency that has no such team every team holds them."""


def keep_trusted_adults_of(
    new: Sequence[tuple[ExtractedRecord, TakenSubject]], agency: AgencyCard, *, by: Actor, now: datetime
) -> tuple[CarriedAdult, ...]:
    """Keep whom the records say the children trust."""
    named = []
    for record, subject in new:
        if record.trusted_adult and record.sharing is Sharing.PARTNERS:
            adult_id, is_new = record_trusted_adult(
                subject_id=subject.subject_id,
                controller_id=agency.id,
                name=record.trusted_adult,
                who_they_are="",
                said_by=agency.name,
                by=by,
                now=now,
            )
            named.append(CarriedAdult(id=adult_id, source_record_id=subject.source_record_id, is_new=is_new))
    return tuple(named)


def begin_relationships_of(
    new: Sequence[tuple[ExtractedRecord, TakenSubject]], agency: AgencyCard, *, by: Actor, now: datetime
) -> tuple[CarriedRelationship, ...]:
    """Let the teams that hold a record open it: the allocated team and worker, or the team whose turn this feed is."""
    teams = list_teams_of_agency(agency_id=agency.id)
    workers = list_workers(agency_id=agency.id, at=now)
    until = now + HOLDS_RECORD_FOR
    wanted: list[WantedRelationship] = []
    asked_by: list[SourceRecordId] = []
    for record, subject in new:
        allocated = [team for team in teams if team.name == record.allocated_team]
        on_duty = [team for team in teams if DUTY_OF_FEED[record.feed] in team.duties]
        reason = RelationshipReason.ALLOCATED if allocated else RelationshipReason.HOLDS_RECORD
        about, holder = AboutId(subject.subject_id), agency.id
        wanted += [
            WantedRelationship(
                about_id=about, controller_id=holder, reason=reason, starts_at=now, ends_at=until, team_id=team.id
            )
            for team in allocated or on_duty or teams
        ]
        if record.allocated_worker in workers:
            wanted.append(
                WantedRelationship(
                    about_id=about,
                    controller_id=holder,
                    reason=RelationshipReason.ALLOCATED,
                    starts_at=now,
                    ends_at=until,
                    user_id=workers[record.allocated_worker],
                )
            )
        asked_by += [subject.source_record_id] * (len(wanted) - len(asked_by))
    begun = access.begin_relationships(wanted=wanted, by=by, now=now)
    return tuple(
        CarriedRelationship(id=each.id, source_record_id=record_id, held_until=each.held_until, until=each.until)
        for each, record_id in zip(begun, asked_by, strict=True)
    )
