"""Who works with which child beyond what extracts tell: a worker who left, the charity, trusted adults.

In:  a World and the Truth.
Out: relationships and trusted adults to put on record. Whoever holds a record has theirs from the import.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reachable.access.domain.viewer import RelationshipReason
from reachable.demo.agencies import N_POLICE
from reachable.demo.happenings import SocialCareStep
from reachable.demo.staff import STAFF
from reachable.demo.truth import RecordKey, Truth
from reachable.demo.world import World
from reachable.kernel.london import london_date

WORKS_WITH_FOR = timedelta(days=182)
IN_CUSTODY_FOR = timedelta(hours=24)
STAFF_BY_NAME = {member.name: member for member in STAFF}

ASKED_IN = (
    ("jayden-clarke", "social_care", "omari.blake", RelationshipReason.TRUSTED_ADULT, 60),
    ("connor-doyle", "social_care", "shanelle.west", RelationshipReason.ALLOCATED, 45),
    ("keira-gallacher", "missing", "robin.tallis", RelationshipReason.ALLOCATED, 3),
    ("ruby-fenn", "missing", "robin.tallis", RelationshipReason.ALLOCATED, 9),
    ("dylan-marsh", "school", "devon.hartley", RelationshipReason.TRUSTED_ADULT, 30),
)
"""(child, feed whose record it hangs on, who, why, days ago)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """One person or one team works with the child behind a record, from one moment until another."""

    record: RecordKey
    staff: str | None
    team: str | None
    reason: RelationshipReason
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedAdult:
    """An adult the child trusts. `name` is all that is known of one who does not sign in."""

    record: RecordKey
    name: str
    who_they_are: str
    phone: str
    said_by: str
    since: date


def relationships(world: World, truth: Truth) -> tuple[Relationship, ...]:
    """Return every relationship to put on record."""
    return (_in_custody(world, truth), *_ended(world, truth), *_asked_in(world, truth))


def trusted_adults(world: World, truth: Truth) -> tuple[TrustedAdult, ...]:
    """Return the adults children have named, from the first time each was written down."""
    first: dict[tuple[str, str], SocialCareStep] = {}
    for happening in world.happenings:
        if isinstance(happening, SocialCareStep) and happening.trusted_adult:
            first.setdefault((happening.child, happening.trusted_adult), happening)
    return tuple(
        _trusted_adult(record, step)
        for (child, _), step in first.items()
        for record in truth.records_of(child, "social_care", step.agency)
    )


def _trusted_adult(record: RecordKey, step: SocialCareStep) -> TrustedAdult:
    worker = STAFF_BY_NAME.get(step.worker) if "youth worker" in step.trusted_adult else None
    return TrustedAdult(
        record=record,
        name=worker.name if worker else step.trusted_adult.capitalize(),
        who_they_are=step.trusted_adult,
        phone=worker.phone if worker else "",
        said_by="the child",
        since=london_date(step.at),
    )


def _in_custody(world: World, truth: Truth) -> Relationship:
    arrested_at = world.moments.at(0, "01:20")
    return Relationship(
        record=truth.records_of("alfie-kendrick", "custody", N_POLICE)[0],
        staff=None,
        team="southbay-custody",
        reason=RelationshipReason.IN_CUSTODY,
        starts_at=arrested_at,
        ends_at=arrested_at + IN_CUSTODY_FOR,
    )


def _ended(world: World, truth: Truth) -> Iterator[Relationship]:
    """Yield the relationships of workers whose plan or case with a child has ended."""
    steps = [each for each in world.happenings if isinstance(each, SocialCareStep) and each.worker in STAFF_BY_NAME]
    for child, worker in dict.fromkeys((step.child, step.worker) for step in steps):
        mine = sorted(
            (step for step in steps if (step.child, step.worker) == (child, worker)), key=lambda step: step.at
        )
        if mine[-1].step not in ("CLOSURE", "PLAN_END"):
            continue
        for record in truth.records_of(child, "social_care", mine[0].agency):
            yield Relationship(
                record=record,
                staff=STAFF_BY_NAME[worker].code,
                team=None,
                reason=RelationshipReason.ALLOCATED,
                starts_at=mine[0].at,
                ends_at=mine[-1].at,
            )


def _asked_in(world: World, truth: Truth) -> Iterator[Relationship]:
    for child, feed, staff, reason, days_ago in ASKED_IN:
        yield Relationship(
            record=truth.records_of(child, feed)[0],
            staff=staff,
            team=None,
            reason=reason,
            starts_at=world.moments.at(days_ago, "09:00"),
            ends_at=world.now + WORKS_WITH_FOR,
        )
