"""Facts of many children as columns.

In:  the facts of each child as the rules read them, with the child's country and date of birth.
Out: FactColumns. Words that only have to be told apart are numbered: episodes, agencies, values of details.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from reachable.kernel.ids import EventId, SubjectId
from reachable.kernel.london import london_date
from reachable.kernel.when import Precision, When
from reachable.rules.domain.bulk.london_days import Days, Int64s, as_day_number, as_microseconds
from reachable.rules.domain.nearby import NOTHING_NEARBY, Nearby
from reachable.rules.domain.parameters import Country
from reachable.timeline.domain.facts import DetailValue, Fact
from reachable.timeline.domain.kinds import KINDS, EventKind, RoleInEvent

Bytes = NDArray[np.uint8]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int32]

KIND_CODES = {kind: code for code, kind in enumerate(EventKind)}
ROLE_CODES = {role: code for code, role in enumerate(RoleInEvent)}
COUNTRIES = tuple(Country)
NEVER = np.iinfo(np.int64).max
"""An instant no child's facts reach: what was not withdrawn."""

NONE = -1
NOT_RECORDED = 0
SLOTS = max(len(kind.details) for kind in KINDS.values())
MOST_AROUND = 63
"""How many other children may be near one child: each is a bit of a number of 64."""

LOW_64 = (1 << 64) - 1


class TooManyAround(ValueError):
    """So many children are near one that it has to be asked about by itself."""


class Codebook:
    """Numbers values in the order they are first met. The first is None: not recorded."""

    def __init__(self) -> None:
        self.values: list[DetailValue] = [None]
        self._codes: dict[Hashable, int] = {(type(None), None): NOT_RECORDED}

    def code_of(self, value: DetailValue) -> int:
        """Return the number of a value. True, 1 and 1.0 are three values, as a rule may tell them apart."""
        key = (type(value), value if isinstance(value, Hashable) else repr(value))
        code = self._codes.setdefault(key, len(self.values))
        if code == len(self.values):
            self.values.append(value)
        return code


@dataclass(frozen=True, slots=True)
class Codebooks:
    """What the numbers of one set of columns stand for: values by detail, and who told of a fact."""

    details: dict[str, Codebook] = field(default_factory=lambda: {name: Codebook() for name in _detail_names()})
    agencies: dict[UUID, int] = field(default_factory=dict)
    tellers: dict[Hashable, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChildColumns:
    """One row for each child: its law, and the first and last day it may have been born on."""

    country: Bytes
    born_known: Bools
    born_first: Days
    born_last: Days

    def __len__(self) -> int:
        return len(self.country)

    def take(self, places: NDArray[np.integer]) -> "ChildColumns":
        """Return some of the children, or some of them several times."""
        return ChildColumns(
            self.country[places], self.born_known[places], self.born_first[places], self.born_last[places]
        )


@dataclass(frozen=True, slots=True)
class FactColumns:
    """One row for each fact, children in order. Instants are microseconds since 1970 in UTC.

    `supersedes` is the row of the fact that this one corrects, or -1. Episodes are numbered within a child; 0 is none.
    `teller` tells kinds of agency apart, or agencies where the kind is not known.

    Facts of children nearby are rows of this child too, marked `around`; `other` numbers whose they are from 1 on, and
    `together` has a bit for each other child who was in the event with this one. `place` numbers places within a child;
    0 links nobody. `reference` puts a child's facts in the order of the names their agencies gave them.
    """

    child: Codes
    kind: Bytes
    role: Bytes
    known: Bools
    exact: Bools
    earliest: Int64s
    latest: Int64s
    recorded: Int64s
    received: Int64s
    withdrawn: Int64s
    supersedes: Int64s
    agency: Codes
    teller: Codes
    episode: Codes
    place: Codes
    reference: Codes
    around: Bools
    other: Bytes
    together: NDArray[np.uint64]
    id_high: NDArray[np.uint64]
    id_low: NDArray[np.uint64]
    details: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.child)

    def event_id(self, row: int) -> EventId:
        """Return the id of the event in a row."""
        return EventId(UUID(int=(int(self.id_high[row]) << 64) | int(self.id_low[row])))


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """One child as the rules read it: its facts, corrected and withdrawn ones too, its law, and who was near it."""

    facts: Sequence[Fact]
    country: Country
    born: When
    nearby: Nearby = NOTHING_NEARBY


class ColumnsBuilder:
    """Takes in children one after the other and gives them back as columns."""

    def __init__(self, codebooks: Codebooks | None = None) -> None:
        self.codebooks = codebooks or Codebooks()
        self._children: list[tuple[int, bool, int, int]] = []
        self._rows: list[tuple[int, ...]] = []
        self._together: list[int] = []
        self._ids: list[int] = []
        self._details: list[list[int]] = []

    def __len__(self) -> int:
        return len(self._children)

    def add(self, child: ChildFacts) -> None:
        """Take in one child.

        :raises TooManyAround: when there is no room for the children around it; nothing of it is taken in.
        """
        others = {each: number + 1 for number, each in enumerate(sorted(_others(child.nearby)))}
        if len(others) > MOST_AROUND:
            raise TooManyAround(f"{len(others)} children are near one child; there is room for {MOST_AROUND}")
        named = {fact.source.reference for fact in (*child.facts, *child.nearby.facts)}
        references = {reference: number for number, reference in enumerate(sorted(named))}
        episodes: dict[str, int] = {"": 0}
        places: dict[str, int] = {"": 0}
        self._children.append((COUNTRIES.index(child.country), *_born(child.born)))
        for around, facts in ((False, child.facts), (True, child.nearby.facts)):
            first_row = len(self._rows)
            row_of = {fact.id: first_row + index for index, fact in enumerate(facts)}
            for fact in facts:
                whose = child.nearby.find_child(fact)
                self._rows.append(
                    (
                        *self._row(fact, row_of),
                        episodes.setdefault(fact.episode, len(episodes)),
                        places.setdefault(fact.place_key, len(places)),
                        references[fact.source.reference],
                        around,
                        0 if whose is None else others[whose],
                    )
                )
                children = child.nearby.together.get(fact.id, ())
                self._together.append(sum(1 << others[each] for each in children))
                self._ids.append(fact.id.int)
                self._details.append(self._codes(fact.kind, fact.details))

    def build(self) -> tuple[ChildColumns, FactColumns]:
        """Return what was taken in."""
        children = np.array(self._children, np.int64).reshape(-1, 4).T
        rows = np.array(self._rows, np.int64).reshape(-1, len(ROW)).T
        named = {name: rows[place].astype(dtype) for place, (name, dtype) in enumerate(ROW.items())}
        return (
            ChildColumns(
                children[0].astype(np.uint8),
                children[1].astype(np.bool_),
                children[2].astype(np.int32),
                children[3].astype(np.int32),
            ),
            FactColumns(
                **named,
                together=np.array(self._together, np.uint64),
                id_high=np.array([number >> 64 for number in self._ids], np.uint64),
                id_low=np.array([number & LOW_64 for number in self._ids], np.uint64),
                details=np.array(self._details, np.int32).reshape(-1, SLOTS),
            ),
        )

    def _row(self, fact: Fact, row_of: Mapping[EventId, int]) -> tuple[int, ...]:
        happened, agencies, tellers = fact.instants.happened, self.codebooks.agencies, self.codebooks.tellers
        teller = fact.agency_kind or fact.source.agency_id
        return (
            len(self._children) - 1,
            KIND_CODES[fact.kind],
            ROLE_CODES[fact.role],
            happened.is_known,
            happened.precision is Precision.EXACT,
            as_microseconds(happened.earliest),
            as_microseconds(happened.latest),
            as_microseconds(fact.instants.recorded_at),
            as_microseconds(fact.instants.received_at),
            _or_never(fact.withdrawn_at),
            NONE if fact.supersedes is None else row_of.get(fact.supersedes, NONE),
            agencies.setdefault(fact.source.agency_id, len(agencies)),
            tellers.setdefault(teller, len(tellers)),
        )

    def _codes(self, kind: EventKind, details: Mapping[str, DetailValue]) -> list[int]:
        names = KINDS[kind].details
        codes = [self.codebooks.details[name].code_of(details.get(name)) for name in names]
        return codes + [NOT_RECORDED] * (SLOTS - len(names))


def columns_of(
    children: Iterable[ChildFacts], codebooks: Codebooks | None = None
) -> tuple[ChildColumns, FactColumns, Codebooks]:
    """Return children as columns, with what the numbers in them stand for."""
    builder = ColumnsBuilder(codebooks)
    for child in children:
        builder.add(child)
    return (*builder.build(), builder.codebooks)


ROW: dict[str, type[np.generic]] = {
    "child": np.int32,
    "kind": np.uint8,
    "role": np.uint8,
    "known": np.bool_,
    "exact": np.bool_,
    "earliest": np.int64,
    "latest": np.int64,
    "recorded": np.int64,
    "received": np.int64,
    "withdrawn": np.int64,
    "supersedes": np.int64,
    "agency": np.int32,
    "teller": np.int32,
    "episode": np.int32,
    "place": np.int32,
    "reference": np.int32,
    "around": np.bool_,
    "other": np.uint8,
}


def _others(nearby: Nearby) -> set[SubjectId]:
    return {*nearby.child_of.values(), *nearby.peers}


def _born(born: When) -> tuple[bool, int, int]:
    if not born.is_known:
        return (False, 0, 0)
    return (True, as_day_number(london_date(born.earliest)), as_day_number(london_date(born.latest)))


def _or_never(instant: datetime | None) -> int:
    return NEVER if instant is None else as_microseconds(instant)


def _detail_names() -> list[str]:
    return sorted({name for kind in KINDS.values() for name in kind.details})
