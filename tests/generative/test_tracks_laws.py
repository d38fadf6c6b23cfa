"""Laws of tracks: whatever arrives, in whatever order, with whatever dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import EventId
from reachable.kernel.provenance import Instants, Source
from reachable.kernel.when import When
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import EventKind, RoleInEvent
from reachable.tracks.domain.all_tracks import TABLES, track_states
from reachable.tracks.domain.limits import Bound, LimitOf, Unit, due_instant
from reachable.tracks.domain.state import TrackState
from tests.unit.tracks.made_up import ALWAYS, CALENDAR, CHILD, LIMITS, agency_id

MODEST = settings(max_examples=60, deadline=None)

days = st.dates(date(2026, 1, 1), date(2026, 6, 30))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001
exact = instants.map(When.at)
whens = st.one_of(
    exact, days.map(When.on), days.map(lambda day: When.in_month(2026, day.month)), st.just(When.unknown())
)

SOME_DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "disposal": st.sampled_from(["BAIL", "RUI", "NO_FURTHER_ACTION", "CHARGED"]),
        "decision": st.sampled_from(["TO_REFUSED", "TO_ACCEPTED_CP", "TO_YJ_ONLY"]),
        "plan_type": st.sampled_from(["CP", "CLA", "CIN"]),
        "hours_per_week": st.floats(0, 30),
        "after_school_day": st.booleans(),
        "positive": st.booleans(),
        "out_of_area": st.booleans(),
    },
)


@st.composite
def facts_at(draw: st.DrawFn, times: st.SearchStrategy[When]) -> Fact:
    """Draw any fact about the child."""
    happened = draw(times)
    written = happened.latest if happened.is_known else draw(instants)
    return Fact(
        id=EventId(draw(st.uuids())),
        subject_id=CHILD,
        kind=draw(st.sampled_from(EventKind)),
        instants=Instants(happened, written, written),
        source=Source(agency_id("police"), "Police", "system", "ref"),
        agency_kind="HOME_POLICE_FORCE",
        role=draw(st.sampled_from([RoleInEvent.SUBJECT, RoleInEvent.SUSPECT, RoleInEvent.WITNESS])),
        details=draw(SOME_DETAILS),
        episode=draw(st.sampled_from(["", "E1", "E2"])),
    )


timelines = st.lists(facts_at(whens), max_size=12)
exact_timelines = st.lists(facts_at(exact), max_size=12, unique_by=lambda fact: fact.instants.happened.earliest)


def stand(facts: list[Fact]) -> tuple[TrackState, ...]:
    """Return where every track stands."""
    return track_states(facts, limits=LIMITS, calendar=CALENDAR)


@MODEST
@given(timelines)
def test_the_order_in_which_facts_are_passed_changes_nothing(facts: list[Fact]) -> None:
    shuffled = sorted(facts, key=lambda fact: fact.id.hex)
    assert stand(facts) == stand(shuffled) == stand(list(reversed(shuffled)))


@MODEST
@given(timelines)
def test_every_track_always_has_a_status_a_next_step_and_words(facts: list[Fact]) -> None:
    for state, table in zip(stand(facts), TABLES, strict=True):
        assert state.status in table.statuses
        assert state.label
        assert state.next_step
        assert state.whose_turn


@MODEST
@given(timelines)
def test_evidence_is_always_among_the_facts_and_about_this_track(facts: list[Fact]) -> None:
    given_ids = {fact.id: fact for fact in facts}
    for state, table in zip(stand(facts), TABLES, strict=True):
        for each in (*state.evidence, *(one for other in state.alongside for one in other.evidence)):
            assert given_ids[each].kind in table.kinds
            assert given_ids[each].role is not RoleInEvent.WITNESS


@MODEST
@given(exact_timelines)
def test_exact_times_leave_no_doubt(facts: list[Fact]) -> None:
    assert all(state.certainty is Certainty.CERTAINLY and state.undated == () for state in stand(facts))


@MODEST
@given(exact_timelines, facts_at(exact))
def test_a_later_fact_only_adds_to_the_history(facts: list[Fact], later: Fact) -> None:
    end = max((fact.instants.happened.latest for fact in facts), default=datetime(2026, 1, 1, tzinfo=UTC))
    at = When.at(end + timedelta(hours=1))
    added = Fact(
        id=later.id,
        subject_id=later.subject_id,
        kind=later.kind,
        instants=Instants(at, at.latest, at.latest),
        source=later.source,
        agency_kind=later.agency_kind,
        role=later.role,
        details=later.details,
        episode=later.episode,
    )
    for before, after in zip(stand(facts), stand([*facts, added]), strict=True):
        kept = [(each.status, each.since) for each in before.history]
        assert [(each.status, each.since) for each in after.history][: len(kept)] == kept


@MODEST
@given(exact_timelines)
def test_history_has_no_gaps_and_ends_where_the_track_stands(facts: list[Fact]) -> None:
    for state in stand(facts):
        for earlier, following in zip(state.history, state.history[1:], strict=False):
            assert earlier.until == following.since
            assert earlier.status is not following.status
        if state.history:
            assert state.history[-1].until is None
            assert state.history[-1].status is state.status


@MODEST
@given(timelines)
def test_what_happened_to_somebody_else_changes_nothing(facts: list[Fact]) -> None:
    own = [fact for fact in facts if fact.role is not RoleInEvent.WITNESS]
    assert stand(facts) == stand(own)


@pytest.mark.parametrize("unit", list(Unit))
@MODEST
@given(first=instants, second=instants, count=st.integers(1, 60))
def test_starting_later_is_never_due_earlier(unit: Unit, first: datetime, second: datetime, count: int) -> None:
    for bound in Bound:
        limit = LimitOf(id="X", count=count, unit=unit, sentence="", source="", in_force=ALWAYS, bound=bound)
        early, late = sorted((first, second))
        assert due_instant(early, limit, CALENDAR) <= due_instant(late, limit, CALENDAR)
        assert due_instant(early, limit, CALENDAR) > early - timedelta(days=1)
