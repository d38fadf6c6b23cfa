"""Builds small timelines for the tests of rules, in days from Monday 1 June 2026, 10:00 in London."""

from datetime import datetime
from itertools import count
from uuid import UUID

from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.rules.domain.definition import Answer, AtLeast, Condition, Group, Pattern, Rule, What, Without
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.examples import BORN, on_day
from reachable.rules.domain.firings import Evaluation
from reachable.rules.domain.parameters import ParameterName
from reachable.rules.domain.turns import STRAIGHT_AWAY, TurnTaker
from reachable.rules.domain.working_through import ground_of
from reachable.timeline.domain.facts import DetailValue, Fact
from reachable.timeline.domain.kinds import EventKind, RoleInEvent

POLICE, SCHOOL = AgencyId(UUID(int=1)), AgencyId(UUID(int=2))
_numbers = count(1)


def fact(
    kind: EventKind,
    day: float | When,
    *,
    known: float | None = None,
    recorded: float | None = None,
    agency: AgencyId = POLICE,
    episode: str = "",
    role: RoleInEvent = RoleInEvent.SUBJECT,
    supersedes: EventId | None = None,
    withdrawn: float | None = None,
    **details: DetailValue,
) -> Fact:
    happened = day if isinstance(day, When) else When.at(on_day(day))
    received = on_day(known) if known is not None else happened.latest
    return Fact(
        id=EventId(UUID(int=next(_numbers))),
        subject_id=SubjectId(UUID(int=9)),
        kind=kind,
        instants=Instants(happened, received if recorded is None else on_day(recorded), received),
        source=Source(agency, "An agency", "made up", "1"),
        agency_kind="",
        role=role,
        details=details,
        episode=episode,
        supersedes=supersedes,
        withdrawn_at=None if withdrawn is None else on_day(withdrawn),
    )


def rule_about(
    *kinds: EventKind,
    needs: tuple[Condition, ...] = (),
    clock: Without | None = None,
    asks_for: tuple[Answer, ...] = (),
    one_moment: ParameterName | None = None,
    rule_id: str = "T001",
    sentence: str = "A rule made up for a test.",
) -> Rule:
    return Rule(
        id=rule_id,
        group=Group.CASEWORK,
        title="A test",
        sentence=sentence,
        why="",
        anchor=tuple(Pattern(kind) for kind in kinds),
        needs=needs,
        clock=clock,
        asks_for=asks_for,
        one_moment=one_moment,
        whose_turn=TurnTaker.COORDINATOR,
        how_soon=STRAIGHT_AWAY,
        do=(),
        do_not=(),
        source=(),
        basis="",
        caveat="",
        examples=(),
    )


def any_of_kind(*kinds: EventKind) -> What:
    return tuple(Pattern(kind) for kind in kinds)


def at_least(number: int, *kinds: EventKind, within: ParameterName) -> AtLeast:
    return AtLeast(number, any_of_kind(*kinds), within)


def ask(rule: Rule, *facts: Fact, now: float | datetime, born: When = BORN) -> Evaluation:
    moment = now if isinstance(now, datetime) else on_day(now)
    return evaluate(facts, rules=(rule,), ground=ground_of(born), now=moment)
