"""Asked in bulk, the rules say of every child exactly what they say of it by itself: the proof of the bulk engine."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np
from bulk_against_oracle import said_in_bulk, said_one_by_one
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.london import london_date
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.bulk.columns import ChildFacts, columns_of
from reachable.rules.domain.bulk.london_days import (
    FIRST_DAY,
    add_months,
    add_working_days,
    add_years,
    as_day_number,
    as_microseconds,
    ends_of_days,
    london_days,
)
from reachable.rules.domain.bulk.standing import stand
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.conditions import _birthday
from reachable.rules.domain.definition import (
    AgeAtLeast,
    AgeBelow,
    Answer,
    Around,
    AtLeast,
    Below,
    Condition,
    DetailTest,
    During,
    Either,
    Equals,
    Group,
    HappenedTo,
    Has,
    InOrder,
    Lacks,
    Mentions,
    Pattern,
    Reaches,
    Rule,
    SeveralChildren,
    Together,
    ToldBy,
    Unless,
    What,
    Without,
)
from reachable.rules.domain.nearby import Nearby
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country
from reachable.rules.domain.parameters import ParameterName as P
from reachable.rules.domain.turns import BY_THE_LIMIT, SAME_DAY, HowSoon, Pace, TurnTaker
from reachable.timeline.domain.facts import DetailValue, Fact, facts_known_at
from reachable.timeline.domain.kinds import KINDS, EventKind, RoleInEvent
from reachable.tracks.domain.limits import _add_months

FIERCE = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck), report_multiple_bugs=False)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""A Monday. The clocks change on 29 March and Easter and the first Monday of May follow."""

CALENDAR = Calendar("made up", frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4)}), date(2027, 12, 31))
CHANGES = {
    P.ONE_MOMENT: 48,
    P.SIGNS_WINDOW: 2,
    P.STOPS_COUNT: 2,
    P.STOPS_WINDOW: 30,
    P.SUPPLY_WRAPS: 5,
    P.YOUNG_AGE: 15,
}
CHANGING = PARAMETERS
for _name, _value in CHANGES.items():
    CHANGING = CHANGING.changed_locally(_name, value=_value, since=date(2026, 2, 20), because="a law of its own")
EDGES = [days * 24 for days in (0, 1, 2, 3, 4, 7, 8, 14, 30, 31, 60, 83, 84, 85, 90, 91)]
"""Hours at which windows begin and end, and at which the clocks change."""

VALUES: dict[str, tuple[DetailValue, ...]] = {
    "drugs": ("heroin", "", None),
    "wraps": (4, 5, 9, 10, 50.0, "ten", True, None),
    "miles_from_home": (3.0, 19.9, 20, 20.1, None),
    "area_side": ("HOME", "HOST", None),
    "decision": ("TO_REFUSED", "TO_EARLY_HELP", 1, None),
    "reason": ("CL_NON_ENGAGE", "CL_RISK_REDUCED", None),
    "disposal": ("RUI", "CHARGED", None),
}
OWN = SubjectId(UUID(int=1))
OTHERS = [SubjectId(UUID(int=number)) for number in (11, 12, 13, 14)]
"""Records of other children; the first two are of one child, and the last is of nobody who may be counted."""

CHILD_OF = {OTHERS[0]: OTHERS[0], OTHERS[1]: OTHERS[0], OTHERS[2]: OTHERS[2]}
MINUTES = st.sampled_from([0, 0, 0, 0, 0, 1, -1, 60, -60])


@st.composite
def times(draw: st.DrawFn) -> tuple[datetime, When]:
    """Return an instant, and what is known of when something happened then."""
    edges = st.sampled_from(EDGES)
    hours = draw(st.one_of(edges, edges, edges, st.integers(0, 120 * 24)))
    instant = START + timedelta(hours=hours, minutes=draw(MINUTES))
    day = london_date(instant)
    inexact = [When.on(day), When.between(day, day + timedelta(days=draw(st.sampled_from([1, 2, 30])))), When.unknown()]
    return instant, draw(st.sampled_from([When.at(instant)] * 4 + inexact))


@st.composite
def facts(draw: st.DrawFn, kinds: tuple[EventKind, ...], earlier: list[Fact], whose: SubjectId = OWN) -> Fact:
    kind = draw(st.sampled_from(kinds))
    instant, happened = draw(times())
    recorded = instant + timedelta(hours=draw(st.sampled_from([0, 0, 2, -3])))
    received = recorded + timedelta(hours=draw(st.sampled_from([0, 0, 1, 30, 400])))
    roles = [RoleInEvent.SUBJECT] * 4 + [RoleInEvent.WITNESS, RoleInEvent.VICTIM]
    return Fact(
        id=EventId(UUID(int=draw(st.integers(0, 2**128 - 1)))),
        subject_id=whose,
        kind=kind,
        instants=Instants(happened, recorded, received),
        source=Source(
            AgencyId(UUID(int=draw(st.integers(1, 3)))),
            "An agency",
            "made up",
            draw(st.sampled_from(["", "1", "10", "2"])),
        ),
        agency_kind=draw(st.sampled_from(["", "POLICE", "HEALTH"])),
        role=draw(st.sampled_from(roles)),
        place_key=draw(st.sampled_from(["", "ZZ1 1AA, 12", "riverside arcade"])),
        details={name: draw(st.sampled_from(VALUES.get(name, (True, False, None)))) for name in KINDS[kind].details},
        episode=draw(st.sampled_from(["", "", "one", "two"])),
        supersedes=draw(st.sampled_from([None, None, None, *(fact.id for fact in earlier)])),
        withdrawn_at=draw(
            st.sampled_from([None] * 5 + [received + timedelta(hours=hours) for hours in (-1, 0, 1, 50, 1000)])
        ),
    )


@st.composite
def histories(draw: st.DrawFn, kinds: tuple[EventKind, ...]) -> ChildFacts:
    told: list[Fact] = []
    for _ in range(draw(st.integers(0, 10))):
        fact = draw(facts(kinds, told))
        if fact.id not in {each.id for each in told}:
            told.append(fact)
    return ChildFacts(tuple(told), draw(st.sampled_from(list(Country))), draw(births), draw(nearby(kinds, told)))


@st.composite
def nearby(draw: st.DrawFn, kinds: tuple[EventKind, ...], own: list[Fact]) -> Nearby:
    around: list[Fact] = []
    for _ in range(draw(st.sampled_from([0, 0, 1, 3, 6]))):
        fact = draw(facts(kinds, around, draw(st.sampled_from(OTHERS))))
        if fact.id not in {each.id for each in (*own, *around)}:
            around.append(fact)
    children = st.sets(st.sampled_from(sorted({*CHILD_OF.values()})), min_size=1).map(frozenset)
    in_one = [fact for fact in (*own, *around) if draw(st.sampled_from([False, False, True]))] if around else []
    return Nearby(tuple(around), CHILD_OF, {fact.id: draw(children) for fact in in_one})


births = st.sampled_from(
    [
        When.on(date(2011, 3, 1)),
        When.on(date(2008, 2, 29)),
        When.on(date(2012, 2, 29)),
        When.between(date(2007, 12, 20), date(2008, 4, 1)),
        When.between(date(2011, 12, 20), date(2012, 4, 1)),
        When.unknown(),
    ]
)
nows = st.one_of(st.sampled_from(EDGES), st.integers(0, 260 * 24)).map(lambda hours: START + timedelta(hours=hours))
LOOKED_FOR = tuple(sorted({pattern.kind for rule in RULES for pattern in rule.anchor}, key=lambda kind: kind.value))
kinds_for_a_child = st.one_of(
    st.just(tuple(EventKind)), st.lists(st.sampled_from(LOOKED_FOR), min_size=1, max_size=4, unique=True).map(tuple)
)
many_children = st.lists(kinds_for_a_child.flatmap(histories), min_size=1, max_size=4)


@FIERCE
@given(many_children, st.lists(nows, min_size=4, max_size=4), st.sampled_from([PARAMETERS, CHANGING]))
def test_every_rule_of_the_catalogue_says_the_same_in_bulk(children, now, parameters) -> None:  # type: ignore[no-untyped-def]
    now = now[: len(children)]
    assert said_in_bulk(children, now, RULES, parameters, CALENDAR) == said_one_by_one(
        children, now, RULES, parameters, CALENDAR
    )


OFTEN = (
    EventKind.ARREST,
    EventKind.SEIZURE,
    EventKind.MISSING_REPORTED,
    EventKind.MISSING_FOUND,
    EventKind.SUPPORT_OFFERED,
)
SPANS = (P.ONE_MOMENT, P.SIGNS_WINDOW, P.STOPS_WINDOW, P.CUSTODY_STAY, P.EARLY_SUPPORT, P.SUPPORT_RECENT)
LIMITS = (*SPANS, P.NRM_CONSIDER, P.RHI, P.CIN_REVIEW, P.COLLECTION_ALARM)
spans, counts = st.sampled_from(SPANS), st.sampled_from([1, 2, 3, P.STOPS_COUNT])


def detail_tests(kind: EventKind) -> st.SearchStrategy[DetailTest]:
    names = st.sampled_from(KINDS[kind].details)
    plain = st.one_of(
        names.map(Has),
        names.map(Lacks),
        names.map(lambda name: Equals(name, ("heroin", "20"))),
        names.map(lambda name: Reaches(name, P.SUPPLY_WRAPS)),
        names.map(lambda name: Below(name, P.SUPPLY_WRAPS)),
        names.map(lambda name: Mentions(name, ("her", "te"))),
    )
    return st.one_of(plain, st.lists(plain, min_size=1, max_size=2).map(lambda tests: Either(tuple(tests))))


@st.composite
def patterns(draw: st.DrawFn, kind: EventKind | None = None) -> Pattern:
    kind = kind or draw(st.sampled_from(OFTEN))
    return Pattern(kind, tuple(draw(st.lists(detail_tests(kind), max_size=2))))


whats: st.SearchStrategy[What] = st.lists(patterns(), min_size=1, max_size=2).map(tuple)
maybe_span = st.one_of(st.none(), spans)
answers = st.builds(Answer, whats, st.just("Not recorded."), st.booleans())


def _steps(kinds: list[EventKind]) -> st.SearchStrategy[tuple[What, ...]]:
    return st.tuples(*(patterns(kind).map(lambda pattern: (pattern,)) for kind in kinds))


orders = st.one_of(
    st.permutations(OFTEN).flatmap(lambda kinds: st.integers(1, 3).flatmap(lambda count: _steps(kinds[:count]))),
    st.sampled_from(OFTEN).flatmap(lambda kind: _steps([kind, kind])),
)
conditions: st.SearchStrategy[Condition] = st.one_of(
    st.builds(AtLeast, counts, whats, spans, maybe_span, maybe_span),
    st.builds(AtLeast, counts, whats, spans),
    st.builds(Unless, whats, spans, maybe_span),
    st.builds(During, whats, whats, st.just("it goes on"), maybe_span),
    st.builds(AgeBelow, st.sampled_from([P.ADULT_AT, P.YOUNG_AGE]), st.booleans()),
    st.builds(AgeBelow, st.sampled_from([P.ADULT_AT, P.YOUNG_AGE]), st.just(False), st.just(P.SHORT_OF_ADULT)),
    st.builds(AgeAtLeast, st.sampled_from([P.ADULT_AT, P.YOUNG_AGE])),
    st.builds(InOrder, orders, spans),
    st.builds(ToldBy, st.sampled_from([1, 2, 3]), whats, spans),
    st.builds(SeveralChildren, st.sampled_from([1, 2, 3]), whats, spans, st.just(Around.SAME_PLACE)),
    st.builds(SeveralChildren, st.sampled_from([1, 2, 3]), whats, spans, st.just(Around.PEERS), whats),
)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    peers = draw(st.sampled_from([False, False, True]))
    clocks = st.builds(Without, answers, st.sampled_from(LIMITS))
    clock = None if peers else draw(st.one_of(st.none(), clocks))
    needs = draw(st.lists(conditions, max_size=3))
    if peers:
        needs.insert(draw(st.integers(0, len(needs))), draw(st.builds(Together, whats, spans)))
    counted = [HowSoon(Pace.BY_THE_LIMIT, name) for name in (P.NRM_CONSIDER, P.CIN_REVIEW, P.RHI)]
    paces = [BY_THE_LIMIT, SAME_DAY, *counted]
    return Rule(
        id="T001",
        group=Group.CASEWORK,
        title="",
        sentence="",
        why="",
        anchor=draw(whats),
        needs=tuple(needs),
        happened_to=HappenedTo.A_PEER if peers else HappenedTo.THIS_CHILD,
        clock=clock,
        asks_for=() if clock else tuple(draw(st.lists(answers, max_size=2))),
        one_moment=draw(maybe_span),
        whose_turn=TurnTaker.COORDINATOR,
        how_soon=draw(st.sampled_from(paces)),
        do=(),
        do_not=(),
        source=(),
        basis="",
        caveat="",
        examples=(),
    )


@settings(FIERCE, max_examples=400)
@given(
    st.lists(histories(OFTEN), min_size=1, max_size=3),
    st.lists(nows, min_size=3, max_size=3),
    st.lists(rules(), min_size=1, max_size=3),
    st.sampled_from([PARAMETERS, CHANGING]),
)
def test_any_rule_of_the_grammar_says_the_same_in_bulk(children, now, asked, parameters) -> None:  # type: ignore[no-untyped-def]
    now = now[: len(children)]
    for rule in asked:
        assert said_in_bulk(children, now, [rule], parameters, CALENDAR) == said_one_by_one(
            children, now, [rule], parameters, CALENDAR
        )


@settings(FIERCE, max_examples=200)
@given(histories(OFTEN), nows, st.lists(st.integers(0, 200 * 24), max_size=5))
def test_what_stood_at_any_instant_is_what_the_facts_say(child: ChildFacts, now: datetime, hours: list[int]) -> None:
    _, columns, _ = columns_of([child])
    standing = stand(columns, np.array([as_microseconds(now)]))
    for instant in {now, *(START + timedelta(hours=each) for each in hours), *_changes(child)}:
        if instant > now:
            continue
        at = as_microseconds(instant)
        stood = np.flatnonzero((standing.since <= at) & (at < standing.until))
        stories = (child.facts, child.nearby.facts)
        expected = [fact.id for story in stories for fact in facts_known_at(story, instant)]
        assert [columns.event_id(row) for row in standing.fact[stood]] == expected
    today = {columns.event_id(row) for row in standing.fact[standing.today]}
    assert {fact.id for story in (child.facts, child.nearby.facts) for fact in facts_known_at(story, now)} == today


def _changes(child: ChildFacts) -> set[datetime]:
    return {
        instant
        for fact in (*child.facts, *child.nearby.facts)
        for instant in (fact.instants.received_at, fact.withdrawn_at)
        if instant is not None
    }


days = st.dates(date(1995, 1, 1), date(2040, 12, 31))


@given(days, st.integers(0, 24 * 60), st.integers(1, 45), st.integers(0, 30))
def test_days_months_and_birthdays_are_counted_as_the_calendar_counts(
    day: date, minutes: int, count: int, years: int
) -> None:
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes)
    one = np.array([as_day_number(day)], np.int32)
    assert london_days(np.array([as_microseconds(instant)])) == as_day_number(london_date(instant))
    assert ends_of_days(one) == as_microseconds(When.on(day).latest)
    assert add_working_days(one, count, CALENDAR) == as_day_number(CALENDAR.add_working_days(day, count))
    assert add_months(one, count) == as_day_number(_add_months(day, count))
    assert add_years(one, years) == as_day_number(_birthday(When.on(day).earliest, years))
    assert FIRST_DAY + timedelta(days=int(one[0])) == day
