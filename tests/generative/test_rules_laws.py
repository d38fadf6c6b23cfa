"""Laws that hold for any child's facts, in any order, however late they were received."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AgencyId, EventId, SubjectId
from reachable.kernel.london import london_date
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.kernel.working_days import Calendar
from reachable.rules.domain.catalogue import RULES, RULES_BY_ID
from reachable.rules.domain.definition import AtLeast, Group, Pattern, Rule, Unless
from reachable.rules.domain.evaluation import evaluate
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.parameters import Country, ParameterName
from reachable.rules.domain.question import Ground
from reachable.rules.domain.turns import STRAIGHT_AWAY, TurnTaker
from reachable.timeline.domain.facts import DetailValue, Fact
from reachable.timeline.domain.kinds import KINDS, EventKind

MODEST = settings(max_examples=40, deadline=None)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
LOOKED_FOR = sorted({pattern.kind.value for rule in RULES for pattern in rule.anchor})
EDGES = [days * 24 for days in (0, 1, 2, 30, 31, 60, 90, 91)]
"""Hours at which windows begin and end, so that the laws are tried there more often."""

CALENDAR = Calendar("made up", frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4)}), date(2027, 12, 31))
VALUES: dict[str, tuple[DetailValue, ...]] = {
    "drugs": ("heroin", "", None),
    "wraps": (5, 50, None),
    "miles_from_home": (3.0, 90.0, None),
    "area_side": ("HOME", "HOST"),
    "decision": ("TO_REFUSED", "TO_EARLY_HELP", "TO_ACCEPTED_CIN"),
    "reason": ("CL_NON_ENGAGE", "CL_RISK_REDUCED", None),
    "disposal": ("RUI", "CHARGED"),
}


@st.composite
def facts(draw: st.DrawFn, kinds: tuple[EventKind, ...] = tuple(EventKind)) -> Fact:
    kind = draw(st.sampled_from(kinds))
    happened = START + timedelta(hours=draw(st.one_of(st.integers(0, 200 * 24), st.sampled_from(EDGES))))
    late = timedelta(hours=draw(st.sampled_from([0, 2, 30, 400])))
    when = draw(st.sampled_from([When.at(happened), When.on(london_date(happened))]))
    received = max(happened + late, when.latest if late else happened)
    return Fact(
        id=EventId(draw(st.uuids())),
        subject_id=SubjectId(UUID(int=1)),
        kind=kind,
        instants=Instants(when, received, received),
        source=Source(AgencyId(UUID(int=draw(st.integers(1, 3)))), "An agency", "made up", ""),
        agency_kind="",
        details={name: draw(st.sampled_from(VALUES.get(name, (True, False, None)))) for name in KINDS[kind].details},
        episode=draw(st.sampled_from(["", "", "one", "two"])),
    )


def stories(kinds: tuple[EventKind, ...] = tuple(EventKind)) -> st.SearchStrategy[list[Fact]]:
    return st.lists(facts(kinds), max_size=12, unique_by=lambda fact: fact.id)


nows = st.integers(0, 260 * 24).map(lambda hours: START + timedelta(hours=hours))
GROUND = Ground(Country.ENGLAND, CALENDAR, PARAMETERS, When.on(date(2011, 3, 1)))
ANCHORS = tuple(EventKind(value) for value in LOOKED_FOR)


@MODEST
@given(stories(ANCHORS), nows, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(story: list[Fact], now: datetime, chance: object) -> None:
    shuffled = list(story)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert evaluate(story, rules=RULES, ground=GROUND, now=now) == evaluate(
        shuffled, rules=RULES, ground=GROUND, now=now
    )


@MODEST
@given(stories(ANCHORS), nows)
def test_what_is_received_after_now_changes_nothing(story: list[Fact], now: datetime) -> None:
    known = [fact for fact in story if fact.instants.received_at <= now]
    assert evaluate(story, rules=RULES, ground=GROUND, now=now) == evaluate(known, rules=RULES, ground=GROUND, now=now)


@MODEST
@given(stories(ANCHORS), nows, nows)
def test_a_moment_once_raised_stays_raised_and_never_weakens(story: list[Fact], one: datetime, other: datetime) -> None:
    sooner, later = sorted((one, other))
    before = {fired.key: fired for fired in evaluate(story, rules=RULES, ground=GROUND, now=sooner).fired}
    after = {fired.key: fired for fired in evaluate(story, rules=RULES, ground=GROUND, now=later).fired}
    assert before.keys() <= after.keys()
    for key, fired in before.items():
        assert fired.certainty | after[key].certainty is after[key].certainty
        assert fired.first_known_at == after[key].first_known_at


@MODEST
@given(stories(ANCHORS), nows)
def test_nothing_is_known_before_its_evidence_or_after_now(story: list[Fact], now: datetime) -> None:
    received = {fact.id: fact.instants.received_at for fact in story}
    for fired in evaluate(story, rules=RULES, ground=GROUND, now=now).fired:
        assert received[fired.key.anchor_id] <= fired.first_known_at <= fired.known_at <= now
        assert fired.key.anchor_id in received
        assert all(received[each] <= now for each in fired.evidence)


@MODEST
@given(stories((EventKind.REFERRAL, EventKind.NRM_REFERRAL)), nows)
def test_a_limit_in_working_days_ends_with_a_working_day(story: list[Fact], now: datetime) -> None:
    rules = (RULES_BY_ID["L001"], RULES_BY_ID["R066"])
    for duty in evaluate(story, rules=rules, ground=GROUND, now=now).duties:
        for due in (duty.due.earliest, duty.due.latest):
            assert CALENDAR.is_working_day(london_date(due))
            assert due == When.on(london_date(due)).latest
            assert due > duty.started.earliest


@MODEST
@given(stories((EventKind.MISSING_FOUND, EventKind.RETURN_INTERVIEW_HELD)), nows)
def test_a_limit_in_hours_ends_that_many_hours_later(story: list[Fact], now: datetime) -> None:
    for duty in evaluate(story, rules=(RULES_BY_ID["R085"],), ground=GROUND, now=now).duties:
        assert duty.due.earliest - duty.started.earliest == timedelta(hours=72)
        assert duty.due.latest - duty.started.latest == timedelta(hours=72)


@st.composite
def exact_stories(draw: st.DrawFn) -> list[Fact]:
    """One agency's exact records, each received the moment it happened."""
    story = draw(stories((EventKind.STOP_SEARCH, EventKind.POLICE_CAUTION, EventKind.SUPPORT_OFFERED)))
    return [
        Fact(
            id=fact.id,
            subject_id=fact.subject_id,
            kind=fact.kind,
            instants=Instants(
                When.at(fact.instants.happened.earliest),
                fact.instants.happened.earliest,
                fact.instants.happened.earliest,
            ),
            source=Source(AgencyId(UUID(int=1)), "An agency", "made up", ""),
            agency_kind="",
        )
        for fact in story
    ]


STOPPED = (Pattern(EventKind.STOP_SEARCH), Pattern(EventKind.POLICE_CAUTION))
THIRD_WITHOUT_HELP = Rule(
    id="T001",
    group=Group.CASEWORK,
    title="",
    sentence="",
    why="",
    anchor=STOPPED,
    needs=(
        AtLeast(ParameterName.STOPS_COUNT, STOPPED, within=ParameterName.STOPS_WINDOW),
        Unless((Pattern(EventKind.SUPPORT_OFFERED),), before=ParameterName.SUPPORT_RECENT),
    ),
    whose_turn=TurnTaker.COORDINATOR,
    how_soon=STRAIGHT_AWAY,
    do=(),
    do_not=(),
    source=(),
    basis="",
    caveat="",
    examples=(),
)


@settings(max_examples=80, deadline=None)
@given(exact_stories())
def test_counting_by_hand_gives_the_same_moments(story: list[Fact]) -> None:
    now = START + timedelta(days=400)
    fired = evaluate(story, rules=(THIRD_WITHOUT_HELP,), ground=GROUND, now=now).fired
    assert {each.key.anchor_id for each in fired if each.certainty is Certainty.CERTAINLY} == _by_hand(story)


def _by_hand(story: list[Fact]) -> set[EventId]:
    found = set()
    stops = [fact for fact in story if fact.kind is not EventKind.SUPPORT_OFFERED]
    for stop in stops:
        at = stop.instants.happened.earliest
        counted = [each for each in stops if _days_before(each, stop) in range(91)]
        counted = [each for each in counted if each.instants.happened.earliest <= at or _days_before(each, stop) == 0]
        helped = [
            each for each in story if each.kind is EventKind.SUPPORT_OFFERED and _days_before(each, stop) in range(31)
        ]
        settled = _first_known(counted, stop)
        if len(counted) >= 3 and not [each for each in helped if each.instants.received_at <= settled]:
            found.add(stop.id)
    return found


def _first_known(counted: list[Fact], stop: Fact) -> datetime:
    """Return when the third of them, the stop itself among them, was received."""
    received = sorted(each.instants.received_at for each in counted)
    third = received[2] if len(received) > 2 else received[-1]
    return max(third, stop.instants.received_at)


def _days_before(one: Fact, other: Fact) -> int:
    return (london_date(other.instants.happened.earliest) - london_date(one.instants.happened.earliest)).days
