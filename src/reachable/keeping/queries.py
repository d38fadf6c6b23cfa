"""Reads what is proposed to be erased, what was, and who is to be told of it.

In:  an open context; ids of acts.
Out: plain values. What is left of an erased record says nothing of whom it was.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from reachable.access.domain.viewer import Run
from reachable.keeping.models import Hold, Proposal, Review, ToTell
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedRecord:
    """What is left of what one agency erased in one act. `record_ids` lead nowhere any more."""

    number: int
    act_id: UUID
    agency_id: AgencyId
    record_ids: tuple[UUID, ...]
    counts: Mapping[str, int]
    ground: str
    rule_key: str
    proposed_by: UserId
    decided_by: UserId
    erased_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonToTell:
    """Somebody who has a copy of what was erased, or holds another record of the same child."""

    id: UUID
    act_id: UUID
    to_whom: str
    way: str
    copies: int
    told_at: datetime | None


def list_erased(*, after: int = 0) -> tuple[ErasedRecord, ...]:
    """Return what was erased, oldest first, in an open context: of a person's own agency, or of all to the machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, act_id, agency_id, records, counts, ground, rule_key, proposed_by, decided_by, erased_at"
            " FROM audit.erased_after(%s)",
            [after],
        )
        rows = cursor.fetchall()
    return tuple(
        ErasedRecord(
            number=number,
            act_id=act_id,
            agency_id=AgencyId(agency_id),
            record_ids=tuple(records),
            counts=counts if isinstance(counts, dict) else json.loads(counts),
            ground=ground,
            rule_key=rule_key,
            proposed_by=UserId(proposer),
            decided_by=UserId(decider),
            erased_at=at,
        )
        for number, act_id, agency_id, records, counts, ground, rule_key, proposer, decider, at in rows
    )


def list_proposed(*, viewer: Run, act_id: UUID) -> tuple[SubjectId, ...]:
    """Return the records that one act proposes to erase and that stand. For the machine: ids only."""
    rows = Proposal.objects.filter(act_id=act_id, refused_at__isnull=True).order_by("about_id")
    return tuple(SubjectId(each) for each in rows.values_list("about_id", flat=True))


def list_to_tell(*, viewer: Run, agency_id: AgencyId) -> tuple[PersonToTell, ...]:
    """Return who is to be told by an agency of what it erased, those not told first. It says nothing of whom it was."""
    rows = ToTell.objects.filter(controller_id=agency_id).order_by("told_at", "to_whom", "id")
    found = [
        PersonToTell(
            id=row.id, act_id=row.act_id, to_whom=row.to_whom, way=row.way, copies=row.copies, told_at=row.told_at
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: each.told_at is not None))


def find_held(*, viewer: Run, about_ids: Iterable[AboutId]) -> frozenset[AboutId]:
    """Return which of these records a hold stands on. For the machine."""
    rows = Hold.objects.filter(about_id__in=list(about_ids), lifted_at__isnull=True)
    return frozenset(AboutId(each) for each in rows.values_list("about_id", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueReview:
    """A review that nobody answered in time."""

    id: UUID
    about_id: AboutId
    agency_id: AgencyId
    climbed: int


def list_overdue_reviews(*, viewer: Run, at: datetime) -> tuple[OverdueReview, ...]:
    """Return the reviews that wait and whose time to answer is over. For the machine."""
    rows = Review.objects.filter(state="WAITING", answer_by__lte=at).order_by("answer_by", "id")
    return tuple(
        OverdueReview(id=row_id, about_id=AboutId(about), agency_id=AgencyId(agency), climbed=climbed)
        for row_id, about, agency, climbed in rows.values_list("id", "about_id", "controller_id", "climbed")
    )


def list_last_reviews(*, viewer: Run, about_ids: Iterable[AboutId]) -> Mapping[AboutId, tuple[str, date | None]]:
    """Return where the latest review of each record stands, and the next day if it was kept on. For the machine."""
    rows = Review.objects.filter(about_id__in=list(about_ids)).order_by("asked_at", "id")
    return {AboutId(about): (state, day) for about, state, day in rows.values_list("about_id", "state", "next_on")}
