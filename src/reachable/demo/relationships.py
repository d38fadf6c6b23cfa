"""Who works with which child: the allocated workers, the teams that hold a record, the adults children trust.

In:  a World and the Truth.
Out: relationships and trusted adults to put on record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.access.domain.viewer import RelationshipReason
from reachable.demo.agencies import E_CHILDREN, E_POLICE, N_CHILDREN, N_POLICE, W_CHILDREN
from reachable.demo.happenings import SocialCareStep
from reachable.demo.staff import STAFF, STAFF_BY_CODE
from reachable.demo.truth import RecordKey, Truth
from reachable.demo.world import World

HELD_FOR = timedelta(days=365)
ALLOCATED_FOR = timedelta(days=182)
IN_CUSTODY_FOR = timedelta(hours=24)
STAFF_BY_NAME = {member.name: member for member in STAFF}

TEAM_THAT_HOLDS: dict[tuple[str, str], str] = {
    ("custody", N_POLICE): "southbay-custody",
    ("custody", E_POLICE): "lea-cross-custody",
    ("missing", N_POLICE): "northshire-missing",
    ("missing", E_POLICE): "thameside-missing",
    ("social_care", N_CHILDREN): "northshire-triage",
    ("social_care", E_CHILDREN): "eastham-triage",
    ("social_care", W_CHILDREN): "westmoor-contact",
    ("school", "aldermere-high"): "aldermere-safeguarding",
    ("school", "wendle-academy"): "wendle-safeguarding",
    ("school", "southbay-school"): "southbay-safeguarding",
    ("school", "wendle-bridge"): "wendle-bridge-safeguarding",
    ("school", "canal-reach-school"): "canal-reach-safeguarding",
    ("school", "lea-cross-academy"): "lea-cross-safeguarding",
}
"""Fishpool Road and Moorcross High have no one who signs in, so nobody opens their records for them."""


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
    """An adult the child trusts, in the child's way of saying it. `staff` is set when that adult signs in."""

    record: RecordKey
    who: str
    staff: str | None
    since: datetime
    said_to: str


def relationships(world: World, truth: Truth) -> tuple[Relationship, ...]:
    """Return every relationship to put on record."""
    return (*_holders(world, truth), *_allocated(world, truth), *_others(world, truth))


def trusted_adults(world: World, truth: Truth) -> tuple[TrustedAdult, ...]:
    """Return the adults children have named, from the first time each was written down."""
    first: dict[tuple[str, str], SocialCareStep] = {}
    for happening in world.happenings:
        if isinstance(happening, SocialCareStep) and happening.trusted_adult:
            first.setdefault((happening.child, happening.trusted_adult), happening)
    return tuple(
        TrustedAdult(
            record=record,
            who=who,
            staff=STAFF_BY_NAME[step.worker].code if "youth worker" in who else None,
            since=step.at,
            said_to=step.worker or "the contact desk",
        )
        for (child, who), step in first.items()
        for record in truth.records_of(child, "social_care", step.agency)
    )


def _holders(world: World, truth: Truth) -> Iterator[Relationship]:
    for record in sorted(truth.child_of):
        team = TEAM_THAT_HOLDS.get((record.feed, record.agency))
        if team:
            yield Relationship(
                record=record,
                staff=None,
                team=team,
                reason=RelationshipReason.HOLDS_RECORD,
                starts_at=world.moments.at(90, "09:00"),
                ends_at=world.now + HELD_FOR,
            )


def _allocated(world: World, truth: Truth) -> Iterator[Relationship]:
    """Yield a relationship for each worker named in social care, ended when the plan or the case was."""
    steps = [each for each in world.happenings if isinstance(each, SocialCareStep) and each.worker in STAFF_BY_NAME]
    for child, worker in dict.fromkeys((step.child, step.worker) for step in steps):
        mine = sorted(
            (step for step in steps if (step.child, step.worker) == (child, worker)), key=lambda step: step.at
        )
        ended = mine[-1].at if mine[-1].step in ("CLOSURE", "PLAN_END") else world.now + ALLOCATED_FOR
        for record in truth.records_of(child, "social_care", mine[0].agency):
            yield Relationship(
                record=record,
                staff=STAFF_BY_NAME[worker].code,
                team=None,
                reason=RelationshipReason.ALLOCATED,
                starts_at=mine[0].at,
                ends_at=ended,
            )


def _others(world: World, truth: Truth) -> Iterator[Relationship]:
    """Yield the relationships that no extract tells of: custody tonight, the charity, the interviewer."""
    arrest = truth.records_of("alfie-kendrick", "custody", N_POLICE)[0]
    arrested_at = world.moments.at(0, "01:20")
    yield Relationship(
        record=arrest,
        staff=None,
        team="southbay-custody",
        reason=RelationshipReason.IN_CUSTODY,
        starts_at=arrested_at,
        ends_at=arrested_at + IN_CUSTODY_FOR,
    )
    named = (
        ("jayden-clarke", "social_care", "omari.blake", RelationshipReason.TRUSTED_ADULT, 60),
        ("connor-doyle", "social_care", "shanelle.west", RelationshipReason.ALLOCATED, 45),
        ("keira-gallacher", "missing", "robin.tallis", RelationshipReason.ALLOCATED, 3),
        ("ruby-fenn", "missing", "robin.tallis", RelationshipReason.ALLOCATED, 9),
        ("dylan-marsh", "school", "devon.hartley", RelationshipReason.TRUSTED_ADULT, 30),
    )
    for child, feed, staff, reason, days_ago in named:
        yield Relationship(
            record=truth.records_of(child, feed)[0],
            staff=STAFF_BY_CODE[staff].code,
            team=None,
            reason=reason,
            starts_at=world.moments.at(days_ago, "09:00"),
            ends_at=world.now + ALLOCATED_FOR,
        )
