"""Laws of alerts: none goes unanswered in silence, none is ordered by who the child is, none says too much."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from reachable.alerts.domain.ladder import (
    Acknowledgement,
    Ladder,
    Told,
    Urgency,
    Waiting,
    WhatNow,
    find_next_step,
)
from reachable.alerts.domain.messages import ALPHABET, AlertReference, OutsideMessage, write_call, write_message
from reachable.alerts.domain.ordering import in_order
from reachable.alerts.domain.rota import Channel, Desk, RotaEntry
from reachable.alerts.domain.states import ANSWERED, TRANSITIONS, Act, AlertState, next_state
from reachable.alerts.domain.wording import WITHHELD, Piece, Visibility, word_alert
from reachable.kernel.ids import AlertId, EventId, UserId
from reachable.kernel.london import say_moment
from reachable.kernel.period import Period
from tests.unit.alerts.desks import AGAIN, HOURS, STEPS

MODEST = settings(max_examples=80, deadline=None)

instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
lengths = st.timedeltas(timedelta(minutes=1), timedelta(days=3))
turns = st.builds(
    lambda start, length, user: RotaEntry(
        period=Period(start, start + length), person="Somebody", phone="07700 900001", user_id=user
    ),
    instants,
    lengths,
    st.one_of(st.none(), st.uuids().map(UserId)),
)
desks = st.builds(
    Desk,
    name=st.sampled_from(["One desk", "Another desk"]),
    switchboard=st.just("01632 960001"),
    rota=st.lists(turns, max_size=3).map(tuple),
    out_of_hours_phone=st.sampled_from(["", "01632 960002"]),
    has_users=st.booleans(),
)
ladders = st.builds(
    Ladder,
    desks=st.lists(desks, max_size=3).map(tuple),
    duty_managers=st.lists(desks, min_size=1, max_size=2).map(tuple),
)
tellings = st.builds(
    lambda at, length: Told(desk="One desk", name="Somebody", told_at=at, answer_by=at + length), instants, lengths
)
unanswered = st.builds(
    Waiting,
    state=st.just(AlertState.OPEN),
    urgency=st.sampled_from(Urgency),
    told=st.lists(tellings, max_size=6).map(tuple),
)


@MODEST
@given(unanswered, ladders, instants)
def test_an_unanswered_alert_always_tells_somebody_or_waits_for_somebody(
    waiting: Waiting, ladder: Ladder, now: datetime
) -> None:
    step = find_next_step(waiting, ladder, steps=STEPS, again=AGAIN, hours=HOURS, now=now)
    assert step.what in (WhatNow.TELL, WhatNow.WAIT)
    assert step.look_again_at is not None
    assert step.look_again_at > now
    if step.what is WhatNow.TELL:
        assert step.tell
        assert all(contact.phone and contact.name for contact in step.tell)
        assert all(contact.user_id or contact.channel is Channel.TELEPHONE for contact in step.tell)
        assert all(contact.on_rota or "Nobody on the rota" in contact.say() for contact in step.tell)


@MODEST
@given(unanswered, ladders, instants)
def test_without_an_answer_every_desk_is_told_in_turn_and_then_the_managers_for_ever(
    waiting: Waiting, ladder: Ladder, now: datetime
) -> None:
    waiting = replace(waiting, told=())
    asked: list[tuple[str, ...]] = []
    for _ in range(len(ladder.desks) + 3):
        step = find_next_step(waiting, ladder, steps=STEPS, again=AGAIN, hours=HOURS, now=now)
        assert step.what is WhatNow.TELL
        assert step.answer_by is not None
        asked.append(tuple(contact.desk for contact in step.tell))
        told = (Told(desk=each.desk, name=each.name, told_at=now, answer_by=step.answer_by) for each in step.tell)
        waiting, now = replace(waiting, told=(*waiting.told, *told)), step.answer_by
        now = _until_told(waiting, ladder, now)
    managers = tuple(desk.name for desk in ladder.duty_managers)
    assert asked == [*((desk.name,) for desk in ladder.desks), managers, managers, managers]


def _until_told(waiting: Waiting, ladder: Ladder, now: datetime) -> datetime:
    """Return when somebody is told next: the managers at the top are left a while longer each time."""
    step = find_next_step(waiting, ladder, steps=STEPS, again=AGAIN, hours=HOURS, now=now)
    while step.what is WhatNow.WAIT:
        assert step.look_again_at is not None
        now = step.look_again_at
        step = find_next_step(waiting, ladder, steps=STEPS, again=AGAIN, hours=HOURS, now=now)
    return now


@MODEST
@given(unanswered, ladders, instants, instants, st.one_of(st.none(), instants))
def test_a_taken_alert_never_climbs_until_its_promise_is_broken(
    waiting: Waiting, ladder: Ladder, taken_at: datetime, now: datetime, act_by: datetime | None
) -> None:
    taken = replace(
        waiting,
        state=AlertState.ACKNOWLEDGED,
        acknowledgement=Acknowledgement(by="Somebody", at=taken_at, act_by=act_by),
    )
    step = find_next_step(taken, ladder, steps=STEPS, again=AGAIN, hours=HOURS, now=now)
    kept = act_by is None or now < act_by
    assert (step.what is WhatNow.NOTHING) is kept
    assert not kept or step.tell == ()


@MODEST
@given(unanswered, ladders, instants, st.sampled_from(sorted(ANSWERED, key=lambda state: state.name)))
def test_an_answered_alert_never_climbs(waiting: Waiting, ladder: Ladder, now: datetime, state: AlertState) -> None:
    step = find_next_step(replace(waiting, state=state), ladder, steps=STEPS, again=AGAIN, hours=HOURS, now=now)
    assert (step.what, step.tell, step.look_again_at) == (WhatNow.NOTHING, (), None)


@given(st.lists(st.sampled_from(Act), max_size=20))
def test_whatever_is_done_an_alert_stays_one_that_can_be_seen_and_opened_again(acts: list[Act]) -> None:
    state = AlertState.OPEN
    for act in acts:
        if (state, act) in TRANSITIONS:
            state = next_state(state, act, reason="because")
    assert any((state, act) in TRANSITIONS for act in Act)


@dataclass(frozen=True)
class Line:
    """An alert with something about the child that must not matter."""

    alert_id: AlertId
    legal_due_at: datetime | None
    raised_at: datetime
    about_the_child: int


lines = st.lists(
    st.builds(
        Line,
        alert_id=st.uuids().map(AlertId),
        legal_due_at=st.one_of(st.none(), instants),
        raised_at=instants,
        about_the_child=st.integers(),
    ),
    max_size=12,
    unique_by=lambda line: line.alert_id,
)


@MODEST
@given(lines, st.integers())
def test_the_order_is_total_and_nothing_about_the_child_changes_it(alerts: list[Line], other: int) -> None:
    ordered = [line.alert_id for line in in_order(alerts)]
    changed = [replace(line, about_the_child=other) for line in sorted(alerts, key=lambda line: line.alert_id.hex)]
    assert [line.alert_id for line in in_order(changed)] == ordered


@MODEST
@given(lines)
def test_no_alert_without_a_legal_deadline_comes_before_one_with(alerts: list[Line]) -> None:
    ordered = in_order(alerts)
    with_law = [line.legal_due_at is not None for line in ordered]
    assert with_law == sorted(with_law, reverse=True)
    due = [line.legal_due_at for line in ordered if line.legal_due_at is not None]
    assert due == sorted(due)


@MODEST
@given(st.integers(min_value=0), instants)
def test_a_message_holds_a_reference_a_time_and_fixed_words_only(number: int, answer_by: datetime) -> None:
    reference = AlertReference.from_number(number)
    message = OutsideMessage(reference, answer_by)
    fixed = {
        write(message).replace(reference.text, "").replace(say_moment(answer_by), "")
        for write in (write_message, write_call)
    }
    example = OutsideMessage(AlertReference("RC-2345-CFGH"), datetime(2026, 3, 3, 14, 20, tzinfo=UTC))
    assert fixed == {
        write(example).replace("RC-2345-CFGH", "").replace("Tuesday 3 March, 14:20", "")
        for write in (write_message, write_call)
    }
    assert set(reference.text) <= set(ALPHABET) | set("RC-")


fact_ids = st.sampled_from([EventId(UUID(int=number)) for number in range(1, 6)])
pieces_of_a_sentence = st.lists(
    st.builds(
        Piece,
        words=st.text(alphabet="bcdfgjkmpqvxz", min_size=8, max_size=8),
        facts=st.lists(fact_ids, min_size=1, max_size=2).map(tuple),
    ),
    max_size=5,
    unique_by=lambda piece: piece.words,
)
sights = st.dictionaries(fact_ids, st.sampled_from(Visibility))


def worded(pieces: list[Piece], sight: dict[EventId, Visibility]) -> str:
    """Return the sentence for a reader."""
    return word_alert(pieces, visibility=sight, opening="Reachable now", ring="the hub").sentence


@MODEST
@given(pieces_of_a_sentence, sights)
def test_no_words_are_read_by_somebody_who_may_not_see_what_they_rest_on(
    pieces: list[Piece], sight: dict[EventId, Visibility]
) -> None:
    sentence = worded(pieces, sight)
    for piece in pieces:
        assert (piece.words in sentence) is all(sight.get(fact) is Visibility.SEEN for fact in piece.facts)


@MODEST
@given(pieces_of_a_sentence, sights)
def test_hidden_records_might_as_well_not_exist(pieces: list[Piece], sight: dict[EventId, Visibility]) -> None:
    hidden = {fact for piece in pieces for fact in piece.facts if sight.get(fact) in (None, Visibility.HIDDEN)}
    without = [piece for piece in pieces if not hidden & set(piece.facts)]
    assert worded(pieces, sight) == worded(without, sight)


@MODEST
@given(pieces_of_a_sentence, sights)
def test_whatever_is_withheld_the_reader_is_told_whom_to_ring(
    pieces: list[Piece], sight: dict[EventId, Visibility]
) -> None:
    sentence = worded(pieces, sight)
    if WITHHELD in sentence or not any(piece.words in sentence for piece in pieces):
        assert sentence.endswith("Ring the hub.")
    assert sentence.count(WITHHELD) <= 1
