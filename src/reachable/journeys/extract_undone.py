"""An extract that was brought in is undone, as one act: what it caused is withdrawn and kept, and people are told.

In:  an extract of the actor's own agency, or of their hub's area, and why.
Out: what will happen, then what did; every child it touched waits to be evaluated, and alerts follow from that.

What stands afterwards is what would stand had the extract never come. Versions of records that another extract carried
too stay; so do events that another version tells of, and events that this extract had silenced stand again. The rest is
withdrawn with the reason. Nothing is erased, and bringing the same file in again lets it stand as if never undone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run
from reachable.access.operations import shorten_relationships
from reachable.alerts.queries import AlertsTold, count_told
from reachable.casework.operations import withdraw_trusted_adults
from reachable.intake.domain.carried import TakenBack, order_of_coming, take_back
from reachable.intake.domain.layouts import LAYOUTS
from reachable.intake.operations import ExtractNotBroughtIn, mark_extract_undone
from reachable.intake.queries import ExtractRecord, find_extract, list_carried
from reachable.journeys.extract_imported import ExtractNotFound, may_send_for, system_of
from reachable.journeys.matches_refreshed import look_for_same_child
from reachable.journeys.records_moved import follow_moved_records
from reachable.journeys.records_standing import find_standing_plan
from reachable.kernel.ids import AgencyId, EventId, ImportId, SourceRecordId, SubjectId
from reachable.people.operations import hold_intake, point_adults_at_children, withdraw_records
from reachable.people.queries import find_subjects_of_references, list_records_of
from reachable.rules.queries import list_firings_on
from reachable.timeline.domain.standing_versions import StandingPlan
from reachable.timeline.operations import let_stand, point_at_records
from reachable.timeline.queries import list_references_named

RUN = Run("extract")
LONGEST_REASON = 150
BECAUSE = "The extract that told of it was undone: {}"


class ReasonMissing(ValueError):
    """Nobody wrote down why the extract is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WillHappen:
    """What undoing an extract would do. `alerts` stand on what would be withdrawn; `people` were told of them.

    Whether an alert is withdrawn is decided when the rules are asked again: another record may still bear it out.
    """

    records: int
    children: int
    events_withdrawn: int
    events_restored: int
    alerts: int
    people: int
    later_extracts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What undoing an extract did."""

    extract_id: ImportId
    records: int
    events_withdrawn: int
    events_restored: int
    children_changed: int


@dataclass(frozen=True, slots=True)
class _Plan:
    back: TakenBack
    records: Mapping[SourceRecordId, tuple[SubjectId, str]]
    standing: StandingPlan

    @property
    def subjects(self) -> frozenset[SubjectId]:
        return self.standing.subjects | {subject_id for subject_id, _ in self.records.values()}

    @property
    def references(self) -> frozenset[str]:
        return frozenset(reference for _, reference in self.records.values())


def find_what_undoing_does(*, extract_id: ImportId, by: Actor, now: datetime) -> WillHappen:
    """Return what undoing an extract would do. Nothing is changed.

    :raises ExtractNotFound: when the actor may answer for no such extract.
    :raises reachable.intake.operations.ExtractNotBroughtIn: when it was never brought in, or has been undone.
    """
    extract = find_brought_in(extract_id=extract_id, by=by)
    with running(job="what undoing an extract would do", now=now):
        plan = _plan(extract)
        told = _count_told(plan.standing.to_withdraw)
        kept = list_carried(viewer=RUN, feeds=[extract.feed], agency_id=extract.agency_id)
    order = [each.extract_id for each in kept if each.stands]
    return WillHappen(
        records=len(plan.records),
        children=len(plan.subjects),
        events_withdrawn=len(plan.standing.to_withdraw),
        events_restored=len(plan.standing.restored),
        alerts=told.alerts,
        people=told.people,
        later_extracts=len(order) - order.index(extract_id) - 1 if extract_id in order else 0,
    )


def undo_extract(*, extract_id: ImportId, because: str, by: Actor, now: datetime) -> Undone:
    """Undo an extract that was brought in, in one transaction, and leave every child it touched to be evaluated.

    :raises ReasonMissing: when there is no reason.
    :raises ExtractNotFound: when the actor may answer for no such extract.
    :raises reachable.intake.operations.ExtractNotBroughtIn: when it was never brought in, or has been undone.
    """
    because = " ".join(because.split())
    if not because:
        raise ReasonMissing("undoing an extract needs a reason")
    extract = find_brought_in(extract_id=extract_id, by=by)
    with acting(by=by, what=f"undid an extract of {extract.feed}", now=now):
        hold_intake(agency_id=extract.agency_id, system=system_of(extract.feed), by=by, now=now)
        plan = _plan(extract)
        mark_extract_undone(extract_id=extract_id, because=because, by=by, now=now)
        _take_back(extract, plan, BECAUSE.format(because[:LONGEST_REASON]), by=by, now=now)
        touched = sorted(plan.subjects)
        if not LAYOUTS[extract.feed].of_adults:
            look_for_same_child(subject_ids=touched, because=f"undone: {extract.feed}", by=by, now=now)
            follow_moved_records(withdrawn=plan.standing.to_withdraw, agency_id=extract.agency_id, by=by, now=now)
    return Undone(
        extract_id=extract_id,
        records=len(plan.records),
        events_withdrawn=len(plan.standing.to_withdraw),
        events_restored=len(plan.standing.restored),
        children_changed=len(touched),
    )


def find_brought_in(*, extract_id: ImportId, by: Actor) -> ExtractRecord:
    """Return an extract that was brought in and that the actor may answer for.

    :raises ExtractNotFound: when there is none.
    :raises reachable.intake.operations.ExtractNotBroughtIn: when it was never brought in, or has been undone.
    """
    extract = find_extract(viewer=RUN, extract_id=extract_id)
    if extract is None or not may_send_for(by, extract.agency_id):
        raise ExtractNotFound("this agency has no such extract")
    if extract.state != "BROUGHT_IN":
        raise ExtractNotBroughtIn(f"the extract is {extract.state_label.lower()}")
    return extract


def _plan(extract: ExtractRecord) -> _Plan:
    same_system = [feed for feed in LAYOUTS if system_of(feed) == system_of(extract.feed)]
    carried = list_carried(viewer=RUN, feeds=same_system, agency_id=extract.agency_id)
    back = take_back(extract.id, carried)
    records = list_records_of(viewer=RUN, source_record_ids=back.source_record_ids)
    standing = find_standing_plan(
        agency_id=extract.agency_id,
        system=system_of(extract.feed),
        references={reference for _, reference in records.values()},
        without=records.keys(),
        came=order_of_coming(carried, without=extract.id),
    )
    return _Plan(back, records, standing)


def _count_told(event_ids: frozenset[EventId]) -> AlertsTold:
    return count_told(viewer=RUN, firing_ids=list_firings_on(viewer=RUN, event_ids=event_ids))


def _take_back(extract: ExtractRecord, plan: _Plan, because: str, *, by: Actor, now: datetime) -> None:
    withdraw_records(source_record_ids=plan.records, batch_id=extract.id, because=because, by=by, now=now)
    let_stand(plan=plan.standing, batch_id=extract.id, because=because, by=by, now=now)
    _point_at_others(extract.agency_id, system_of(extract.feed), plan, by=by, now=now)
    point_adults_at_children(agency_id=extract.agency_id, by=by, now=now)
    until: dict[UUID, datetime] = {each: at or now for each, at in plan.back.relationships.items()}
    shorten_relationships(until=until, by=by, now=now)
    withdraw_trusted_adults(ids=plan.back.trusted_adults, because=because, by=by, now=now)


def _point_at_others(agency_id: AgencyId, system: str, plan: _Plan, *, by: Actor, now: datetime) -> None:
    """Let those arrested together point at each other's records as they stand now, and at none where none does."""
    named = plan.references | list_references_named(viewer=RUN, event_ids=plan.standing.restored)
    subject_of = find_subjects_of_references(viewer=RUN, agency_id=agency_id, system=system, references=named)
    point_at_records(
        agency_id=agency_id,
        system=system,
        subject_of={reference: subject_of.get(reference) for reference in named},
        by=by,
        now=now,
    )
