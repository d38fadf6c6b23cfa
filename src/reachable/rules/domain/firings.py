"""What asking a rule gives back.

In:  ids, instants, certainty.
Out: Fired, Duty, Evaluation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import EventId
from reachable.kernel.when import When
from reachable.rules.domain.turns import HowSoon, TurnTaker


@dataclass(frozen=True, slots=True)
class FiringKey:
    """What makes a firing the same firing, however often it is worked out."""

    rule_id: str
    version: str
    anchor_id: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """A rule that holds for an event. Only CERTAINLY raises an alert by itself; POSSIBLY asks a question.

    `first_known_at` is when it could first have been asked about, `known_at` when it was as certain as it is now.
    `done_by` is the event that completed what was asked for. `others` are those of the evidence that happened to other
    children. `missing` says in sentences what is not recorded.
    """

    key: FiringKey
    certainty: Certainty
    evidence: tuple[EventId, ...]
    missing: tuple[str, ...]
    whose_turn: TurnTaker
    how_soon: HowSoon
    due_at: datetime | None
    first_known_at: datetime
    known_at: datetime
    done_by: EventId | None
    others: tuple[EventId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A clock that an event started. It is answered when `done_by` is set, in time or late.

    `provisional` says that it ends beyond the bank holidays published so far.
    """

    key: FiringKey
    certainty: Certainty
    whose_turn: TurnTaker
    started: When
    due: When
    limit_in_words: str
    by_law: bool
    provisional: bool
    missing: tuple[str, ...]
    done_by: EventId | None
    done: When | None

    @property
    def due_at(self) -> datetime | None:
        """Return the earliest instant it may be due, in UTC, or None when the start is not known."""
        return self.due.earliest if self.due.is_known else None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that holds and runs for one child at a moment, in the order it became known.

    `clocks` says, by rule, the next instant at which an answer may change though nothing more becomes known. `left`
    are, by rule, the events it was not asked of again, as nothing new bears on them: what is held of those stands.
    """

    fired: tuple[Fired, ...]
    duties: tuple[Duty, ...]
    clocks: Mapping[str, datetime] = field(default_factory=dict, compare=False)
    left: Mapping[str, frozenset[EventId]] = field(default_factory=dict, compare=False)
