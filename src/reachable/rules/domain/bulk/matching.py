"""Whether facts match what a rule looks for, answered over whole columns.

In:  columns, a What, the values in force.
Out: one certainty code for each row. Each test is asked of each distinct value once, by the rules' own function.
"""

from dataclasses import fields, replace
from datetime import UTC, datetime
from uuid import UUID

import numpy as np

from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.rules.domain.bulk.certainties import CERTAINLY, CODES, NO
from reachable.rules.domain.bulk.columns import KIND_CODES, ROLE_CODES, Bytes, Codebooks, FactColumns
from reachable.rules.domain.bulk.london_days import Int64s
from reachable.rules.domain.definition import DetailTest, Either, What
from reachable.rules.domain.parameters import InForce, ParameterName
from reachable.rules.domain.question import passes
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import KINDS, EventKind

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
NOBODYS_FACT = Fact(
    id=EventId(UUID(int=0)),
    subject_id=SubjectId(UUID(int=0)),
    kind=EventKind.CONTACT,
    instants=Instants(When.unknown(), LONG_AGO, LONG_AGO),
    source=Source(AgencyId(UUID(int=0)), "", "", ""),
    agency_kind="",
)
"""Carries one value at a time to the function that tests it."""

Counted = tuple[tuple[ParameterName, int], ...]


class Matcher:
    """Answers "is this fact one of these?" for rows of columns. It keeps what it has worked out of each value."""

    def __init__(self, codebooks: Codebooks) -> None:
        self._codebooks = codebooks
        self._answers: dict[tuple[DetailTest, Counted], Bytes] = {}

    def match(self, what: What, facts: FactColumns, rows: Int64s, values: InForce) -> Bytes:
        """Return the answer for each of some rows."""
        found = np.full(len(rows), NO, np.uint8)
        kinds, roles = facts.kind[rows], facts.role[rows]
        for pattern in what:
            taken = np.zeros(len(ROLE_CODES), np.bool_)
            taken[[ROLE_CODES[role] for role in pattern.roles]] = True
            places = np.flatnonzero(kinds == KIND_CODES[pattern.kind])
            places = places[taken[roles[places]]]
            answer = np.full(len(places), CERTAINLY, np.uint8)
            for test in pattern.where:
                answer = np.maximum(answer, self._passes(test, pattern.kind, facts, rows[places], values))
            found[places] = np.minimum(found[places], answer)
        return found

    def _passes(self, test: DetailTest, kind: EventKind, facts: FactColumns, rows: Int64s, values: InForce) -> Bytes:
        if isinstance(test, Either):
            found = np.full(len(rows), NO, np.uint8)
            for each in test.tests:
                found = np.minimum(found, self._passes(each, kind, facts, rows, values))
            return found
        slot = KINDS[kind].details.index(test.detail)
        answers: Bytes = self._answers_of(test, values)[facts.details[rows, slot]]
        return answers

    def _answers_of(self, test: DetailTest, values: InForce) -> Bytes:
        """Return the answer to a test for each value of its detail, by the number of the value."""
        if isinstance(test, Either):
            raise TypeError("a choice of tests is asked of rows, not of values")
        names = (getattr(test, each.name) for each in fields(test))
        key = (test, tuple((name, values[name].value) for name in names if isinstance(name, ParameterName)))
        distinct = self._codebooks.details[test.detail].values
        answers = self._answers.get(key)
        if answers is None or len(answers) < len(distinct):
            asked = (replace(NOBODYS_FACT, details={test.detail: value}) for value in tuple(distinct))
            answers = np.array([CODES[passes(test, fact, values)] for fact in asked], np.uint8)
            self._answers[key] = answers
        return answers
