"""Reads reviews, holds, what is proposed to be erased, what was, and who is to be told of it.

In:  an open context; ids of acts and records.
Out: plain values. What is left of an erased record says nothing of whom it was.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from reachable.access.domain.viewer import Run, Viewer
from reachable.keeping.domain.deciding import ErasureGround, HoldKind, ReviewState
from reachable.keeping.models import Hold, Proposal, Review, ToTell
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, UserId
from reachable.kernel.london import start_of_day

NO_DAY_FIRST = F("review_on").asc(nulls_first=True)
STILL_OPEN = ("WAITING", "PROPOSED")
"""Where a review stands while somebody must still decide."""


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


def find_ground(*, viewer: Run, act_id: UUID) -> ErasureGround | None:
    """Return on which ground one act proposes to erase records, or None where nothing is proposed. For the machine."""
    code = Proposal.objects.filter(act_id=act_id, refused_at__isnull=True).values_list("ground", flat=True).first()
    return next((each for each in ErasureGround if each.code == code), None)


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
    asked_at: datetime


def list_overdue_reviews(*, viewer: Run, at: datetime) -> tuple[OverdueReview, ...]:
    """Return the reviews that wait, for one person or a second, and whose time is over. For the machine."""
    rows = Review.objects.filter(state__in=STILL_OPEN, answer_by__lte=at).order_by("answer_by", "id")
    return tuple(
        OverdueReview(id=row_id, about_id=AboutId(about), agency_id=AgencyId(agency), climbed=climbed, asked_at=asked)
        for row_id, about, agency, climbed, asked in rows.values_list(
            "id", "about_id", "controller_id", "climbed", "asked_at"
        )
    )


def count_asked_since(*, viewer: Run, since: datetime) -> int:
    """Return how many records a rule or a day put before people since a moment. For the machine."""
    return Review.objects.filter(asked_at__gte=since).exclude(rule_key="").count()


def list_last_reviews(*, viewer: Run, about_ids: Iterable[AboutId]) -> Mapping[AboutId, tuple[str, date | None]]:
    """Return where the latest review of each record stands, and the next day if it was kept on. For the machine."""
    rows = Review.objects.filter(about_id__in=list(about_ids)).order_by("asked_at", "id")
    return {AboutId(about): (state, day) for about, state, day in rows.values_list("about_id", "state", "next_on")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRecord:
    """One review of a record. `answered_by` is a name, or empty."""

    id: UUID
    about_id: AboutId
    rule_key: str
    due_on: date
    asked_at: datetime
    answer_by: datetime
    climbed: int
    state: ReviewState
    answered_at: datetime | None
    answered_by: str
    because: str
    next_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRecord:
    """A hold on one record. `put_by` and `asked_by` are names."""

    act_id: UUID
    about_id: AboutId
    kind: HoldKind
    wanted_by: str
    reference: str
    because: str
    review_on: date | None
    put_at: datetime
    put_by: str
    looked_at: datetime | None
    looked_at_by: str
    asked_at: datetime | None
    asked_by_id: UserId | None
    asked_by: str
    asked_because: str
    lifted_at: datetime | None
    lifted_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRecord:
    """That somebody proposes to erase a record, and waits for a second person."""

    act_id: UUID
    about_id: AboutId
    ground: ErasureGround
    rule_key: str
    because: str
    proposed_at: datetime
    proposed_by_id: UserId
    proposed_by: str


def list_to_decide(*, viewer: Run, agency_id: AgencyId) -> tuple[AboutId, ...]:
    """Return the records of an agency of which somebody must still decide, most overdue first. For the machine."""
    reviews = Review.objects.filter(controller_id=agency_id, state__in=STILL_OPEN).order_by("due_on", "id")
    proposals = Proposal.objects.filter(controller_id=agency_id, refused_at__isnull=True).order_by("proposed_at", "id")
    found = [*reviews.values_list("about_id", flat=True), *proposals.values_list("about_id", flat=True)]
    return tuple(AboutId(each) for each in dict.fromkeys(found))


def list_held_by(*, viewer: Run, agency_id: AgencyId) -> tuple[AboutId, ...]:
    """Return the records an agency holds from being erased, those to be looked at first coming first."""
    rows = Hold.objects.filter(controller_id=agency_id, lifted_at__isnull=True).order_by(NO_DAY_FIRST, "id")
    return tuple(AboutId(each) for each in dict.fromkeys(rows.values_list("about_id", flat=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldDue:
    """A hold that is to be looked at again, and every record it stands on, other agencies' too."""

    act_id: UUID
    about_ids: tuple[AboutId, ...]
    agency_id: AgencyId
    since: datetime


def list_holds_due(*, viewer: Run, on: date) -> tuple[HoldDue, ...]:
    """Return the holds that are to be looked at again by a day. For the machine."""
    due = Q(review_on__lte=on) | Q(review_on__isnull=True)
    rows = Hold.objects.filter(due, lifted_at__isnull=True).order_by("about_id")
    acts: dict[UUID, list[Hold]] = {}
    for row in rows:
        acts.setdefault(row.act_id, []).append(row)
    return tuple(
        HoldDue(
            act_id=act_id,
            about_ids=tuple(AboutId(each.about_id) for each in held),
            agency_id=AgencyId(held[0].controller_id),
            since=held[0].put_at if held[0].review_on is None else start_of_day(held[0].review_on),
        )
        for act_id, held in acts.items()
    )


def list_held_in(*, viewer: Run, act_id: UUID) -> tuple[AboutId, ...]:
    """Return the records that one act holds or held. For the machine."""
    return tuple(AboutId(each) for each in Hold.objects.filter(act_id=act_id).values_list("about_id", flat=True))


def list_reviews(*, viewer: Viewer, about_ids: Iterable[AboutId]) -> tuple[ReviewRecord, ...]:
    """Return the reviews of these records in an open read, most overdue first."""
    rows = Review.objects.filter(about_id__in=list(about_ids), controller_id=viewer.agency_id)
    return tuple(
        ReviewRecord(
            id=row.id,
            about_id=AboutId(row.about_id),
            rule_key=row.rule_key,
            due_on=row.due_on,
            asked_at=row.asked_at,
            answer_by=row.answer_by,
            climbed=row.climbed,
            state=ReviewState[row.state],
            answered_at=row.answered_at,
            answered_by=row.answered_by.name if row.answered_by else "",
            because=row.because,
            next_on=row.next_on,
        )
        for row in rows.select_related("answered_by").order_by("due_on", "asked_at", "id")
    )


def list_holds(*, viewer: Viewer, about_ids: Iterable[AboutId]) -> tuple[HoldRecord, ...]:
    """Return the holds of the reader's agency on these records in an open read, those that stand first."""
    rows = Hold.objects.filter(about_id__in=list(about_ids), controller_id=viewer.agency_id)
    found = [
        HoldRecord(
            act_id=row.act_id,
            about_id=AboutId(row.about_id),
            kind=next(each for each in HoldKind if each.code == row.kind),
            wanted_by=row.wanted_by,
            reference=row.reference,
            because=row.because,
            review_on=row.review_on,
            put_at=row.put_at,
            put_by=row.put_by.name,
            looked_at=row.looked_at,
            looked_at_by=row.looked_at_by,
            asked_at=row.asked_at,
            asked_by_id=None if row.asked_by_id is None else UserId(row.asked_by_id),
            asked_by=row.asked_by.name if row.asked_by else "",
            asked_because=row.asked_because,
            lifted_at=row.lifted_at,
            lifted_by=row.lifted_by.name if row.lifted_by else "",
        )
        for row in rows.select_related("put_by", "asked_by", "lifted_by").order_by(NO_DAY_FIRST, "id")
    ]
    return tuple(sorted(found, key=lambda each: each.lifted_at is not None))


def list_proposals(*, viewer: Viewer, about_ids: Iterable[AboutId]) -> tuple[ProposalRecord, ...]:
    """Return what is proposed to be erased of these records in an open read, and waits."""
    rows = Proposal.objects.filter(
        about_id__in=list(about_ids), controller_id=viewer.agency_id, refused_at__isnull=True
    )
    return tuple(
        ProposalRecord(
            act_id=row.act_id,
            about_id=AboutId(row.about_id),
            ground=next(each for each in ErasureGround if each.code == row.ground),
            rule_key=row.rule_key,
            because=row.because,
            proposed_at=row.proposed_at,
            proposed_by_id=UserId(row.proposed_by_id),
            proposed_by=row.proposed_by.name,
        )
        for row in rows.select_related("proposed_by").order_by("proposed_at", "id")
    )
