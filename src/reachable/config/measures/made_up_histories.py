"""Event histories of many made-up children, as columns, from a seed.

In:  how many children, a seed.
Out: columns as the rules read them in bulk, and single children as facts. Histories have what real ones have: records
that arrive late, corrections, withdrawals, inexact and unknown dates, details nobody wrote down, one thing told by two.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from reachable.kernel.ids import AgencyId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import FAR_AHEAD, LONG_AGO, Precision, When
from reachable.rules.domain.bulk.columns import (
    COUNTRIES,
    KIND_CODES,
    NEVER,
    NONE,
    NOT_RECORDED,
    ROW,
    SLOTS,
    ChildColumns,
    ChildFacts,
    Codebooks,
    FactColumns,
)
from reachable.rules.domain.bulk.london_days import (
    A_DAY,
    FIRST_DAY,
    Int64s,
    as_day_number,
    as_instant,
    as_microseconds,
    ends_of_days,
    london_days,
    starts_of_days,
)
from reachable.rules.domain.nearby import Nearby
from reachable.timeline.domain.facts import DetailValue, Fact
from reachable.timeline.domain.kinds import KINDS, EventKind, RoleInEvent
from reachable.timeline.domain.places import LINKING

FIRST_INSTANT = as_microseconds(datetime(2024, 1, 1, tzinfo=UTC))
DAYS = 730
LAST_INSTANT = FIRST_INSTANT + (DAYS + 120) * A_DAY
"""When everything has been received and every clock of a week has run out."""

A_MINUTE = 60_000_000
EVENTS = 53
"""How many things happen to a child on average. With what is told twice and corrected it makes about 58 records."""

AGENCIES = 6
KINDS_IN_ORDER = tuple(EventKind)
ROLES_IN_ORDER = tuple(RoleInEvent)
COMMON = {
    EventKind.CONTACT: 12.0,
    EventKind.SOCIAL_WORK_VISIT: 10.0,
    EventKind.ABSENCE: 10.0,
    EventKind.MISSING_REPORTED: 4.0,
    EventKind.MISSING_FOUND: 4.0,
    EventKind.SUPPORT_OFFERED: 2.0,
    EventKind.STOP_SEARCH: 2.0,
}
"""How many times as often as any other kind these happen."""

YES_OR_NO: tuple[DetailValue, ...] = (True, False)
VALUES: dict[str, tuple[DetailValue, ...]] = {
    "drugs": ("heroin", "crack cocaine", ""),
    "wraps": (1, 5, 9, 10, 11, 50),
    "cash_pence": (0, 2500, 34000),
    "phones": (0, 1, 3),
    "weapon": ("knife", ""),
    "miles_from_home": (0.5, 3.0, 19.9, 20, 20.1, 90.0),
    "area_side": ("HOME", "HOST"),
    "decision": ("TO_REFUSED", "TO_EARLY_HELP", "TO_ACCEPTED_CIN"),
    "reason": ("CL_NON_ENGAGE", "CL_RISK_REDUCED", "other"),
    "disposal": ("BAIL", "RUI", "NO_FURTHER_ACTION", "CHARGED"),
}
"""What may be written under a detail; yes or no under any other."""

NOT_WRITTEN = 0.15
OTHER_ROLE = 0.04
TOLD_TWICE = 0.06
CORRECTED = 0.03
WITHDRAWN = 0.02
IN_EPISODE = 0.5
IN_BUSY_MONTH = 0.5
NO_BIRTH_DATE = 0.05
EVERY_SO_MANY = 5
OTHERS = 4
AROUND = 0.15
AT_A_PLACE = 0.5
IN_ONE_EVENT = 0.05
"""Every fifth child has others around it; of its events some happened to those, some to both."""

EXACTLY, ON_THE_DAY, IN_RANGE, NOT_KNOWN = range(4)
SHARES = {Precision.EXACT: 0.72, Precision.DAY: 0.2, Precision.RANGE: 0.06, Precision.UNKNOWN: 0.02}


Columns = dict[str, NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Histories:
    """Children and their facts, with what the numbers in the columns stand for. Each is asked at its own `now`."""

    children: ChildColumns
    facts: FactColumns
    codebooks: Codebooks
    now: Int64s


def make_histories(count: int, *, seed: int) -> Histories:
    """Return so many children. The same seed gives the same children."""
    chance, codebooks = np.random.default_rng(seed), number_everything()
    columns = _with_others(_happenings(count, chance), chance)
    columns = _with_times(columns, chance)
    columns["details"] = np.arange(len(columns["child"]))
    details = _details(columns["kind"], codebooks, chance)
    columns = _told_twice(columns, chance)
    columns = _corrected(columns, chance)
    columns["withdrawn"] = np.where(
        chance.random(len(columns["child"])) < WITHDRAWN,
        columns["received"] + _delays(len(columns["child"]), chance),
        NEVER,
    )
    written = details[columns["details"]]
    lost = chance.random(written.shape) < NOT_WRITTEN
    return Histories(
        _children(count, chance),
        _build(columns, np.where(lost, NOT_RECORDED, written), chance),
        codebooks,
        np.full(count, LAST_INSTANT, np.int64),
    )


def child_of(histories: Histories, number: int) -> ChildFacts:
    """Return one child as the interpreter reads it."""
    children, facts = histories.children, histories.facts
    first, last = (int(place) for place in np.searchsorted(facts.child, [number, number + 1]))
    born = When.unknown()
    if children.born_known[number]:
        born = When.between(_day(children.born_first[number]), _day(children.born_last[number]))
    told = [(_fact(histories, row), row) for row in range(first, last)]
    others = {_subject(number, other): _subject(number, other) for other in range(1, OTHERS + 1)}
    nearby = Nearby(
        tuple(fact for fact, row in told if facts.around[row]),
        others,
        {fact.id: _named(number, int(facts.together[row])) for fact, row in told if facts.together[row]},
    )
    own = tuple(fact for fact, row in told if not facts.around[row])
    return ChildFacts(own, COUNTRIES[children.country[number]], born, nearby)


def number_everything() -> Codebooks:
    """Return codebooks that know every value and agency histories are made of."""
    codebooks = Codebooks()
    for name, book in codebooks.details.items():
        for value in VALUES.get(name, YES_OR_NO):
            book.code_of(value)
    for number in range(AGENCIES):
        codebooks.agencies[UUID(int=number + 1)] = number
        codebooks.tellers[UUID(int=number + 1)] = number
    return codebooks


def _happenings(count: int, chance: np.random.Generator) -> Columns:
    """Return what happened to whom. Half of it comes in one busy month of each child, so that windows are met."""
    child = np.repeat(np.arange(count), chance.poisson(EVENTS, count))
    size = len(child)
    weights = np.array([COMMON.get(kind, 1.0) for kind in KINDS_IN_ORDER])
    instant = FIRST_INSTANT + chance.integers(0, DAYS * 1440, size) * A_MINUTE
    busy = FIRST_INSTANT + chance.integers(0, DAYS - 30, count) * A_DAY
    near = np.flatnonzero(chance.random(size) < IN_BUSY_MONTH)
    instant[near] = busy[child[near]] + chance.integers(0, 30 * 1440, len(near)) * A_MINUTE
    role = np.where(chance.random(size) < OTHER_ROLE, chance.integers(0, len(ROLES_IN_ORDER), size), 0)
    return {
        "child": child,
        "kind": chance.choice(len(KINDS_IN_ORDER), size, p=weights / weights.sum()),
        "instant": instant,
        "role": role,
        "agency": chance.integers(0, AGENCIES, size),
        "reference": chance.integers(0, 10, size),
        "episode": np.where(chance.random(size) < IN_EPISODE, chance.integers(1, 6, size), 0),
        "supersedes": np.full(size, NONE, np.int64),
    }


def _with_others(columns: Columns, chance: np.random.Generator) -> Columns:
    """Return the columns with what happened to other children near some: at the same places, or in one event."""
    size, kind = len(columns["child"]), columns["kind"]
    linking = np.isin(kind, [KIND_CODES[each] for each in LINKING])
    near = (columns["child"] % EVERY_SO_MANY == 0) & (chance.random(size) < AROUND)
    columns["around"] = near.astype(np.int64)
    columns["other"] = np.where(near, chance.integers(1, OTHERS + 1, size), 0)
    columns["place"] = np.where(linking & (chance.random(size) < AT_A_PLACE), chance.integers(1, 4, size), 0)
    beside = (columns["child"] % EVERY_SO_MANY == 0) & (chance.random(size) < IN_ONE_EVENT)
    columns["together"] = np.where(beside, 1 << np.maximum(columns["other"], chance.integers(1, OTHERS + 1, size)), 0)
    return columns


def _with_times(columns: Columns, chance: np.random.Generator) -> Columns:
    """Return what happened with how closely its time is known, and when it was recorded and received."""
    size, instant = len(columns["child"]), columns["instant"]
    precision = chance.choice(len(SHARES), size, p=list(SHARES.values()))
    day, spread = london_days(instant), chance.choice([1, 3, 10, 40], size)
    last = np.where(precision == IN_RANGE, day + spread, day)
    earliest = np.where(precision == EXACTLY, instant, starts_of_days(day))
    latest = np.where(precision == EXACTLY, instant, ends_of_days(last))
    earliest[precision == NOT_KNOWN] = as_microseconds(LONG_AGO)
    latest[precision == NOT_KNOWN] = as_microseconds(FAR_AHEAD)
    recorded = instant + chance.integers(0, 600, size) * A_MINUTE
    received = recorded + _delays(size, chance)
    return {
        **columns,
        "precision": precision,
        "earliest": earliest,
        "latest": latest,
        "recorded": recorded,
        "received": received,
    }


def _delays(size: int, chance: np.random.Generator) -> Int64s:
    """Return how long after recording something is received: mostly within a day, sometimes after weeks."""
    longest = chance.choice([60, 1440, 5 * 1440, 60 * 1440], size, p=[0.3, 0.3, 0.3, 0.1])
    return chance.integers(0, longest) * A_MINUTE


def _told_twice(columns: Columns, chance: np.random.Generator) -> Columns:
    """Return the columns with some rows told by another agency as well, later and by the day only."""
    chosen = np.flatnonzero((chance.random(len(columns["child"])) < TOLD_TWICE) & (columns["precision"] == EXACTLY))
    again = {name: column[chosen] for name, column in columns.items()}
    day = london_days(again["instant"])
    again["precision"] = np.full(len(chosen), ON_THE_DAY)
    again["earliest"], again["latest"] = starts_of_days(day), ends_of_days(day)
    again["agency"] = (again["agency"] + 1) % AGENCIES
    again["recorded"] = again["received"]
    again["received"] = again["recorded"] + _delays(len(chosen), chance)
    return _joined(columns, again)


def _corrected(columns: Columns, chance: np.random.Generator) -> Columns:
    """Return the columns with corrections of some rows, and of some corrections: another day, other details."""
    for share in (CORRECTED, CORRECTED / 2):
        size = len(columns["child"])
        chosen = np.flatnonzero(chance.random(size) < share)
        again = {name: column[chosen] for name, column in columns.items()}
        moved = chance.choice([0, 0, 1, -1, 7], len(chosen)) * A_DAY
        moved[again["precision"] == NOT_KNOWN] = 0
        again["earliest"], again["latest"] = again["earliest"] + moved, again["latest"] + moved
        again["details"] = chance.integers(0, size, len(chosen))
        same_kind = columns["kind"][again["details"]] == again["kind"]
        again["details"] = np.where(same_kind, columns["details"][again["details"]], columns["details"][chosen])
        again["received"] = again["received"] + _delays(len(chosen), chance)
        again["supersedes"] = chosen
        columns = _joined(columns, again)
    return columns


def _joined(columns: Columns, more: Columns) -> Columns:
    return {name: np.concatenate((column, more[name])) for name, column in columns.items()}


def _details(kind: Int64s, codebooks: Codebooks, chance: np.random.Generator) -> NDArray[np.int32]:
    details = np.full((len(kind), SLOTS), NOT_RECORDED, np.int32)
    for code, each in enumerate(KINDS_IN_ORDER):
        of_kind = np.flatnonzero(kind == code)
        for slot, name in enumerate(KINDS[each].details):
            details[of_kind, slot] = chance.integers(1, len(codebooks.details[name].values), len(of_kind))
    return details


def _children(count: int, chance: np.random.Generator) -> ChildColumns:
    first = chance.integers(as_day_number(date(2006, 1, 1)), as_day_number(date(2014, 1, 1)), count).astype(np.int32)
    unsure = np.where(chance.random(count) < NOT_WRITTEN, chance.integers(0, 400, count), 0).astype(np.int32)
    return ChildColumns(
        country=chance.integers(0, len(COUNTRIES), count).astype(np.uint8),
        born_known=chance.random(count) >= NO_BIRTH_DATE,
        born_first=first,
        born_last=first + unsure,
    )


def _build(columns: Columns, details: NDArray[np.int32], chance: np.random.Generator) -> FactColumns:
    """Return the columns in the order of the children, with ids by chance."""
    size = len(columns["child"])
    order = np.argsort(columns["child"], kind="stable")
    place = np.empty(size, np.int64)
    place[order] = np.arange(size)
    supersedes = columns["supersedes"]
    columns["supersedes"] = np.where(supersedes == NONE, NONE, place[np.maximum(supersedes, 0)])
    columns["known"] = columns["precision"] != NOT_KNOWN
    columns["exact"] = columns["precision"] == EXACTLY
    columns["teller"] = columns["agency"]
    ids = chance.integers(0, np.iinfo(np.uint64).max, (2, size), dtype=np.uint64)
    named = {name: columns[name][order].astype(dtype) for name, dtype in ROW.items()}
    return FactColumns(
        **named,
        together=columns["together"][order].astype(np.uint64),
        id_high=ids[0],
        id_low=ids[1],
        details=details[order],
    )


def _fact(histories: Histories, row: int) -> Fact:
    facts = histories.facts
    kind, agency = KINDS_IN_ORDER[facts.kind[row]], AgencyId(UUID(int=int(facts.agency[row]) + 1))
    values = {
        name: histories.codebooks.details[name].values[facts.details[row, slot]]
        for slot, name in enumerate(KINDS[kind].details)
    }
    withdrawn, supersedes = int(facts.withdrawn[row]), int(facts.supersedes[row])
    return Fact(
        id=facts.event_id(row),
        subject_id=_subject(int(facts.child[row]), int(facts.other[row])),
        kind=kind,
        instants=Instants(_when(facts, row), as_instant(facts.recorded[row]), as_instant(facts.received[row])),
        source=Source(agency, "An agency", "made up", str(facts.reference[row])),
        agency_kind="",
        role=ROLES_IN_ORDER[facts.role[row]],
        details={name: value for name, value in values.items() if value is not None},
        episode=str(facts.episode[row]) if facts.episode[row] else "",
        place_key=str(facts.place[row]) if facts.place[row] else "",
        supersedes=None if supersedes == NONE else facts.event_id(supersedes),
        withdrawn_at=None if withdrawn == NEVER else as_instant(withdrawn),
    )


def _named(child: int, together: int) -> frozenset[SubjectId]:
    return frozenset(_subject(child, other) for other in range(1, OTHERS + 1) if together >> other & 1)


def _subject(child: int, other: int) -> SubjectId:
    return SubjectId(UUID(int=child * (OTHERS + 1) + other))


def _when(facts: FactColumns, row: int) -> When:
    if not facts.known[row]:
        return When.unknown()
    precision = Precision.EXACT if facts.exact[row] else Precision.RANGE
    return When(as_instant(facts.earliest[row]), as_instant(facts.latest[row]), precision)


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=int(number))
