"""Replays everything the partnership holds: which moments could have been known, when, and how many were answered.

In:  a reading: as the partnership knew it, as each agency had recorded it, or with hindsight, marked as such.
Out: numbers by rule, agency and year. Small ones are not told, and no sum is given from which one could be worked out.

Rules about other children are left out and named: which children were near each other at every instant of the past is
not read here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.conf import settings

from reachable.access.context import running
from reachable.access.domain.partnership import AreaCard
from reachable.access.domain.viewer import Run
from reachable.journeys.child_evaluated import find_birth
from reachable.journeys.partnership_known import read_partnership
from reachable.journeys.whose_turn import find_home_area
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.kernel.london import london_date
from reachable.kernel.safe_counts import SafeCount
from reachable.people.domain.claims import SubjectClaims
from reachable.people.queries import list_births_and_homes, list_children, list_same_person
from reachable.rules.domain.bulk.columns import ChildColumns, ChildFacts, Codebooks, ColumnsBuilder, FactColumns
from reachable.rules.domain.bulk.london_days import as_instant, as_microseconds
from reachable.rules.domain.bulk.matching import Matcher
from reachable.rules.domain.bulk.program import Program, compile_rule
from reachable.rules.domain.bulk.readings import NOT_CERTAIN, find_first_firings, lay_out_changes, read_as
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.definition import kinds_around
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.rules.domain.readings import Reading
from reachable.timeline.domain.facts import Fact
from reachable.timeline.queries import list_facts

RUN = Run("replay everything")
AT_ONCE = 500
"""How many records are read at once, so that any number fits into memory."""

Cell = tuple[str, AgencyId, int]


@dataclass(frozen=True, slots=True)
class MomentsCounted:
    """The moments of one rule, on one agency's records, that could first be known in one year."""

    rule_id: str
    agency: str
    year: int
    known: SafeCount
    certain: SafeCount
    answered: SafeCount


@dataclass(frozen=True, slots=True)
class PartnershipReplayed:
    """The numbers under a reading, and the rules that were left out."""

    reading: Reading
    counted: tuple[MomentsCounted, ...]
    left_out: tuple[str, ...]


def replay_partnership(*, reading: Reading, now: datetime) -> PartnershipReplayed:
    """Return how many moments could have been known up to now. Each part read is noted in the audit record as a run."""
    partnership = read_partnership()
    programs = [compile_rule(rule, PARAMETERS) for rule in RULES if not kinds_around(rule)]
    codebooks, known, certain, answered = Codebooks(), Counter[Cell](), Counter[Cell](), Counter[Cell]()
    matcher = Matcher(codebooks)
    for children in _read_children(partnership.areas, now):
        builder = ColumnsBuilder(codebooks)
        for child in children:
            builder.add(child)
        columns, facts = builder.build()
        until = np.full(len(columns), as_microseconds(now), np.int64)
        for read in _readings(facts, reading, until, codebooks):
            _count(columns, read, until, matcher, programs, codebooks, (known, certain, answered))
    return PartnershipReplayed(
        reading,
        tuple(
            MomentsCounted(
                rule_id,
                partnership.agencies[agency_id].name,
                year,
                SafeCount.of(known[rule_id, agency_id, year]),
                SafeCount.of(certain[rule_id, agency_id, year]),
                SafeCount.of(answered[rule_id, agency_id, year]),
            )
            for rule_id, agency_id, year in sorted(known, key=lambda cell: (cell[0], cell[1].hex, cell[2]))
        ),
        tuple(rule.id for rule in RULES if kinds_around(rule)),
    )


def _read_children(areas: Sequence[AreaCard], now: datetime) -> Iterator[list[ChildFacts]]:
    """Yield the children of the partnership, some at once, each with all its records and exactly once."""
    after: SubjectId | None = None
    while True:
        with running(job=RUN.job, now=now):
            listed = list_children(viewer=RUN, after=after, at_most=AT_ONCE)
            records_of = list_same_person(viewer=RUN, subject_ids=listed)
            people = [records for subject_id, records in records_of.items() if subject_id == min(records)]
            every = [subject_id for records in people for subject_id in records]
            claims = {each.subject_id: each for each in list_births_and_homes(viewer=RUN, subject_ids=every)}
            facts: dict[SubjectId, list[Fact]] = {}
            for fact in list_facts(viewer=RUN, subject_ids=every):
                facts.setdefault(fact.subject_id, []).append(fact)
        if not listed:
            return
        after = listed[-1]
        yield [_child([claims[each] for each in records], records, facts, areas) for records in people]


def _child(
    claims: Sequence[SubjectClaims],
    records: Iterable[SubjectId],
    facts: Mapping[SubjectId, Sequence[Fact]],
    areas: Sequence[AreaCard],
) -> ChildFacts:
    home = find_home_area(claims, areas)
    area = next((area for area in areas if area.id == home), None)
    country = Country.ENGLAND if area is None else Country(area.country)
    told = [fact for subject_id in records for fact in facts.get(subject_id, ())]
    return ChildFacts(told, country, find_birth(claims))


def _readings(
    facts: FactColumns, reading: Reading, until: np.ndarray[tuple[int], np.dtype[np.int64]], codebooks: Codebooks
) -> Iterator[FactColumns]:
    if reading is not Reading.ONE_AGENCY:
        yield read_as(facts, reading=reading, until=until)
        return
    for number in codebooks.agencies.values():
        yield read_as(facts, reading=reading, until=until, agency=number)


def _count(
    children: ChildColumns,
    facts: FactColumns,
    until: np.ndarray[tuple[int], np.dtype[np.int64]],
    matcher: Matcher,
    programs: Sequence[Program],
    codebooks: Codebooks,
    counters: tuple[Counter[Cell], Counter[Cell], Counter[Cell]],
) -> None:
    if not len(facts):
        return
    known, certain, answered = counters
    agencies = [AgencyId(agency_id) for agency_id in codebooks.agencies]
    changes = lay_out_changes(children, facts, until=until, matcher=matcher, calendar=settings.CALENDAR)
    for program in programs:
        first = find_first_firings(changes, program)
        for place in range(len(first.anchor)):
            agency_id = agencies[facts.agency[first.anchor[place]]]
            cell = (program.rule.id, agency_id, london_date(as_instant(first.asked[place])).year)
            known[cell] += 1
            certain[cell] += int(first.certain[place] != NOT_CERTAIN)
            answered[cell] += int(first.done_by[place] >= 0)
