"""The turn of pairs of records: what hangs on an answer, then time; nothing of the child and nothing of likeness."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID, uuid4

from reachable.alerts.queries import UnansweredAlert
from reachable.journeys.match_queue import HangsOn, QueuedPair, find_what_hangs, put_in_turn
from reachable.kernel.ids import AboutId, DutyId, EventId, SubjectId
from reachable.matching.queries import PairWaiting
from reachable.rules.domain.turns import TurnTaker
from reachable.rules.queries import DutyRecord

NOW = datetime(2026, 5, 14, 7, tzinfo=UTC)
DAY = timedelta(days=1)


def subject(serial):
    return SubjectId(UUID(int=serial))


def waiting(left, right, *, days=1, is_unsure=False):
    return PairWaiting((subject(left), subject(right)), NOW - days * DAY, is_unsure)


def duty(serial, due_at, *, by_law=True):
    return DutyRecord(
        id=DutyId(uuid4()),
        subject_id=subject(serial),
        rule_id="R-1",
        anchor_id=EventId(uuid4()),
        whose_turn=next(iter(TurnTaker)),
        started_at=NOW - DAY,
        due_at=due_at,
        limit_in_words="72 hours",
        by_law=by_law,
        done_at=None,
    )


def alert(serial, raised_at, *, due_at=None, by_law=False):
    return UnansweredAlert(AboutId(subject(serial)), raised_at, due_at, by_law)


def in_turn(pairs, hanging=None, people=None):
    return [queued.waiting for queued in put_in_turn(pairs, people or {}, hanging or {})]


def test_the_nearest_deadline_of_law_is_first_then_other_deadlines_then_alerts_then_the_longest_waiting():
    hanging = find_what_hangs(
        [duty(1, NOW + 3 * DAY), duty(3, NOW + DAY), duty(5, NOW + timedelta(hours=1), by_law=False)],
        [alert(7, NOW - DAY)],
    )
    expected = [
        waiting(3, 4),
        waiting(1, 2),
        waiting(5, 6),
        waiting(7, 8),
        waiting(9, 10, days=30),
        waiting(11, 12, days=2),
        waiting(3, 14, is_unsure=True),
    ]

    for shuffled in list(permutations(expected))[::97]:
        assert in_turn(shuffled, hanging) == expected


def test_what_hangs_on_another_record_of_the_same_person_counts_and_either_side_will_do():
    hanging = find_what_hangs([duty(9, NOW + DAY)], [])
    people = {subject(2): (subject(2), subject(9)), subject(1): (subject(1),)}

    assert in_turn([waiting(3, 4, days=50), waiting(1, 2)], hanging, people)[0] == waiting(1, 2)


def test_an_overdue_deadline_is_nearer_than_one_to_come():
    hanging = find_what_hangs([duty(1, NOW + DAY), duty(3, NOW - DAY)], [])

    assert in_turn([waiting(1, 2), waiting(3, 4)], hanging) == [waiting(3, 4), waiting(1, 2)]


def test_of_several_clocks_the_soonest_counts_and_an_alert_s_own_deadline_counts_too():
    hanging = find_what_hangs(
        [duty(1, NOW + 2 * DAY), duty(1, NOW + DAY, by_law=False)], [alert(1, NOW - DAY, due_at=NOW, by_law=True)]
    )

    assert hanging == {subject(1): HangsOn(due_by_law=NOW, due=NOW, unanswered_since=NOW - DAY)}


def test_a_pair_listed_twice_is_in_the_queue_once():
    assert in_turn([waiting(1, 2), waiting(1, 2)]) == [waiting(1, 2)]


def test_nothing_the_order_is_made_of_tells_of_a_child_or_of_how_alike_two_records_are():
    told = {each.name for kind in (HangsOn, PairWaiting, QueuedPair) for each in fields(kind)}

    assert told == {"due_by_law", "due", "unanswered_since", "pair", "found_at", "is_unsure", "waiting", "hangs"}
