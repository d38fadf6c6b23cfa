"""When a working relationship is new, and when it only lasts longer.

In:  relationships wanted and those held.
Out: which to add, and which to extend until when.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from reachable.access.domain.viewer import RelationshipReason
from reachable.kernel.ids import AboutId, AgencyId, TeamId, UserId

RelationshipKey = tuple[UUID, UUID | None, UUID | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRelationship:
    """Somebody, or a team, is to work with a child, place or concern from one moment until another.

    :raises ValueError: when it names both a person and a team, or neither, or ends before it starts.
    """

    about_id: AboutId
    controller_id: AgencyId
    reason: RelationshipReason
    starts_at: datetime
    ends_at: datetime
    user_id: UserId | None = None
    team_id: TeamId | None = None

    def __post_init__(self) -> None:
        if (self.user_id is None) == (self.team_id is None):
            raise ValueError("a working relationship is of one person or of one team")
        if self.ends_at <= self.starts_at:
            raise ValueError("a working relationship ends after it starts")

    @property
    def key(self) -> RelationshipKey:
        """Return what makes two relationships the same one."""
        return (self.about_id, self.user_id, self.team_id, self.reason.code)


@dataclass(frozen=True, slots=True)
class HeldRelationship:
    """A relationship that is held already."""

    id: UUID
    key: RelationshipKey
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class BegunRelationship:
    """A relationship that was asked for: until when it had run before, None when it was new, and until when asked."""

    id: UUID
    held_until: datetime | None
    until: datetime


Span = TypeVar("Span", HeldRelationship, WantedRelationship)


@dataclass(frozen=True, slots=True)
class RelationshipPlan:
    """What has to be added, and which held ones end later than they did."""

    to_add: tuple[WantedRelationship, ...]
    to_extend: dict[UUID, datetime]


def plan_relationships(wanted: Iterable[WantedRelationship], held: Iterable[HeldRelationship]) -> RelationshipPlan:
    """Return what to add and to extend, so that one unbroken relationship is one row, however often it is asked for."""
    kept: dict[RelationshipKey, list[HeldRelationship]] = {}
    added: dict[RelationshipKey, list[WantedRelationship]] = {}
    extended: dict[UUID, datetime] = {}
    for each in held:
        kept.setdefault(each.key, []).append(each)
    for wish in wanted:
        lengthened = _lengthen(kept.get(wish.key, []), wish)
        if lengthened is None:
            wishes = added.setdefault(wish.key, [])
            if _lengthen(wishes, wish) is None:
                wishes.append(wish)
        elif lengthened.ends_at == wish.ends_at:
            extended[lengthened.id] = wish.ends_at
    return RelationshipPlan(tuple(wish for wishes in added.values() for wish in wishes), extended)


def _lengthen(spans: list[Span], wish: WantedRelationship) -> Span | None:
    """Return the span the wish continues, made to last as long as the wish does, or None when it continues none."""
    for position, span in enumerate(spans):
        if span.starts_at <= wish.starts_at <= span.ends_at:
            spans[position] = replace(span, ends_at=max(span.ends_at, wish.ends_at))
            return spans[position]
    return None
