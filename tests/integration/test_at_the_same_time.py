"""Two people or machines do something about one child at one moment: nobody is told twice, nothing is lost."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connections

from reachable.access.context import acting, running
from reachable.adapters.bank_holidays import england_and_wales
from reachable.alerts.domain.states import Act, CannotDoThat
from reachable.alerts.models import Alert, Answer, OutboxMessage, Telling
from reachable.alerts.operations import answer_alert
from reachable.intake.operations import ExtractNotWaiting
from reachable.journeys.child_evaluated import evaluate_child, evaluate_waiting, read_partnership
from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.matching.domain.clusters import Answer as Judged
from reachable.matching.operations import record_judgement
from reachable.people.models import ClusterMember, SourceRecord, Subject
from reachable.rules.models import Firing, ToEvaluate
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.models import Event
from tests.factories.children import add_event, ask_rules, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.unit.intake.extract_files import bare_row, write_file

MINUTE = timedelta(minutes=1)
LONG_ENOUGH = 0.4
"""Seconds in which somebody who need not wait would have come."""


class Meeting:
    """Holds whoever comes until a second has come as well. When nobody comes, because they wait, it lets go."""

    def __init__(self, act: Callable[..., object]) -> None:
        self._act = act
        self._barrier = threading.Barrier(2)

    def __call__(self, *args: object, **named: object) -> object:
        with suppress(threading.BrokenBarrierError):
            self._barrier.wait(LONG_ENOUGH)
        return self._act(*args, **named)


class Pause:
    """Does something else, in a connection of its own, just before what it stands for is done the first time."""

    def __init__(self, act: Callable[..., object], meanwhile: Callable[[], object]) -> None:
        self._act = act
        self._meanwhile = meanwhile
        self.other: Work | None = None

    def __call__(self, *args: object, **named: object) -> object:
        if self.other is None:
            self.other = Work(self._meanwhile)
            self.other.join(LONG_ENOUGH)
        return self._act(*args, **named)


class Work(threading.Thread):
    """Something done in a connection of its own. What came of it, or why not, is kept."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act
        self.came: object = None
        self.problem: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self.came = self._act()
        except Exception as problem:
            self.problem = problem
        finally:
            connections.close_all()


def at_once(*acts: Callable[[], object]) -> list[Work]:
    """Do several things at one moment and return what came of each."""
    works = [Work(act) for act in acts]
    for work in works:
        work.join(20)
        assert not work.is_alive(), "they wait for each other"
    return works


def problems_of(works: list[Work]) -> list[str]:
    return [f"{type(work.problem).__name__}: {work.problem}" for work in works if work.problem is not None]


def seen(ask):
    with running(job="test", now=NOW):
        return ask()


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def child(made):
    return make_child(made, "Jaydon Marsh")


def arrested(made, child, *, ago: timedelta = 20 * MINUTE) -> None:
    """Put on the timeline what raises one alert to the custody sergeant."""
    add_event(made, child, EventKind.ARREST, NOW - ago, drugs_supply=True)


def alert_of(made, child):
    arrested(made, child)
    ask_rules()
    return seen(lambda: Alert.objects.get(rule_id="R012"))


def evaluate(child, now=NOW):
    return evaluate_child(subject_id=child, partnership=read_partnership(), now=now)


def test_two_who_ask_the_rules_about_one_child_tell_people_once(made, child, monkeypatch):
    arrested(made, child)
    monkeypatch.setattr("reachable.journeys.child_evaluated.read_partnership", Meeting(read_partnership))
    works = at_once(lambda: evaluate_waiting(now=NOW), lambda: evaluate_waiting(now=NOW))
    assert problems_of(works) == []
    fired, alerted = seen(lambda: (Firing.objects.count(), Alert.objects.count()))
    told = seen(lambda: Telling.objects.count())
    evaluate(child)
    assert (fired, alerted, told) == seen(
        lambda: (Firing.objects.count(), Alert.objects.count(), Telling.objects.count())
    )
    assert alerted == seen(lambda: Alert.objects.values("firing_id").distinct().count()) > 0


def test_what_is_told_while_the_rules_are_asked_is_asked_about_again(made, child, monkeypatch):
    from reachable.journeys import child_evaluated

    arrested(made, child)
    pause = Pause(
        child_evaluated.find_questions,
        lambda: add_event(made, child, EventKind.READY_FOR_RELEASE, NOW - 5 * MINUTE, episode="a"),
    )
    monkeypatch.setattr(child_evaluated, "find_questions", pause)
    evaluate(child)
    waiting = seen(lambda: ToEvaluate.objects.filter(done_at__isnull=True).count())
    assert waiting == 1
    evaluate_waiting(now=NOW)
    assert "R051" in seen(lambda: set(Firing.objects.values_list("rule_id", flat=True)))


def test_somebody_whose_clock_is_behind_withdraws_nothing_that_came_in_since(made, child):
    arrested(made, child, ago=timedelta(0))
    evaluate(child, NOW)
    states = seen(lambda: set(Alert.objects.values_list("id", "state")))
    assert states
    evaluate(child, NOW - 5 * MINUTE)
    assert seen(lambda: set(Alert.objects.values_list("id", "state"))) == states
    assert not seen(lambda: ToEvaluate.objects.filter(done_at__isnull=True).exists())


def test_two_who_climb_one_ladder_tell_the_next_person_once(made, child, monkeypatch):
    from reachable.journeys import ladder_climbed

    alert = alert_of(made, child)
    later = NOW + timedelta(minutes=16)
    monkeypatch.setattr(ladder_climbed, "find_next_step", Meeting(ladder_climbed.find_next_step))
    works = at_once(lambda: climb_ladders(now=later), lambda: climb_ladders(now=later))
    assert problems_of(works) == []
    told = seen(lambda: list(Telling.objects.filter(alert=alert, told_at=later).values_list("name", flat=True)))
    assert len(told) == 1


def test_an_answer_given_while_the_ladder_climbs_ends_it(made, child, monkeypatch):
    from reachable.journeys import ladder_climbed

    alert = alert_of(made, child)
    later = NOW + timedelta(minutes=16)
    by = made.actor("northshire-sergeant")

    def answer():
        with acting(by=by, what="test", now=later):
            answer_alert(alert_id=alert.id, act=Act.ACT_ON, reason="Rang the duty worker", by=by, now=later)

    pause = Pause(ladder_climbed.find_next_step, answer)
    monkeypatch.setattr(ladder_climbed, "find_next_step", pause)
    climb_ladders(now=later)
    pause.other.join(10)
    assert pause.other.problem is None
    row = seen(lambda: Alert.objects.get(pk=alert.id))
    assert (row.state, row.look_again_at) == ("ACTED_ON", None)


def test_of_two_answers_at_once_one_is_taken_and_the_other_is_told_so(made, child):
    alert = alert_of(made, child)

    def answer(who, act):
        by = made.actor(who)
        with acting(by=by, what="test", now=NOW + MINUTE):
            return answer_alert(alert_id=alert.id, act=act, reason="Seen", by=by, now=NOW + MINUTE)

    works = at_once(
        lambda: answer("northshire-sergeant", Act.ACT_ON),
        lambda: answer("northshire-coordinator", Act.CALL_NOT_RELEVANT),
    )
    assert [type(work.problem) for work in works if work.problem] == [CannotDoThat]
    taken = next(work.came for work in works if work.problem is None)
    assert seen(lambda: (Alert.objects.get(pk=alert.id).state, Answer.objects.count())) == (taken.name, 1)


def test_an_answer_given_while_an_alert_is_withdrawn_is_kept_for_when_it_stands_again(made, child, monkeypatch):
    from reachable.alerts import operations as alerts

    alert = alert_of(made, child)
    by = made.actor("northshire-sergeant")

    def withdraw():
        with running(job="test", now=NOW):
            alerts.withdraw_alerts(firing_ids=[alert.firing_id], because="Of another child", by=MACHINE, now=NOW)

    pause = Pause(alerts.next_state, withdraw)
    monkeypatch.setattr(alerts, "next_state", pause)
    with acting(by=by, what="test", now=NOW):
        answer_alert(alert_id=alert.id, act=Act.ACT_ON, reason="Done", by=by, now=NOW)
    pause.other.join(10)
    with running(job="test", now=NOW):
        alerts.restore_alerts(firing_ids=[alert.firing_id], by=MACHINE, now=NOW)
    row = seen(lambda: Alert.objects.get(pk=alert.id))
    assert (row.state, row.closed_because) == ("ACTED_ON", "Done")


def custody_file(*references: str) -> bytes:
    rows = [
        bare_row(
            "custody",
            custody_ref=reference,
            pnc_id="",
            occurrence_type="ARREST",
            surname="Okafor-Bell",
            forename="Jayden",
            dob="03/03/2011",
            home_postcode="ZZ1 1AA",
            home_address="1 Larch Close",
            arrested_at="13/05/2026 23:10",
            offence="Possession with intent to supply",
            drugs_supply="Y",
            recorded_at="14/05/2026 02:00",
        )
        for reference in references
    ]
    return write_file("custody", rows)


def stage(made, content: bytes):
    sent = SentExtract(
        feed="custody", agency_id=made.agencies["northshire-police"], file_name="custody.csv", content=content
    )
    staged = stage_extract(sent=sent, calendar=england_and_wales(), by=MACHINE, now=NOW)
    assert not staged.reading.problems, [each.say() for each in staged.reading.problems]
    return staged.extract_id


def bring_in(extract_id):
    return bring_in_extract(extract_id=extract_id, calendar=england_and_wales(), by=MACHINE, now=NOW)


def test_one_file_brought_in_twice_at_once_is_in_once_and_nobody_sees_an_error(made):
    first, second = (stage(made, custody_file("NC/26/1", "NC/26/2")) for _ in range(2))
    works = at_once(lambda: bring_in(first), lambda: bring_in(second))
    assert problems_of(works) == []
    assert sorted(work.came.new_versions for work in works) == [0, 2]
    assert seen(lambda: (SourceRecord.objects.count(), Event.objects.count())) == (2, 2)


def test_pressing_twice_brings_an_extract_in_once_and_says_so_the_second_time(made):
    extract_id = stage(made, custody_file("NC/26/1"))
    works = at_once(lambda: bring_in(extract_id), lambda: bring_in(extract_id))
    assert [type(work.problem) for work in works if work.problem] == [ExtractNotWaiting]
    assert seen(SourceRecord.objects.count) == 1


def test_an_extract_cut_off_half_way_leaves_nothing_and_nobody_waiting(made, privileged, database, monkeypatch):
    from django.db import connection

    from reachable.journeys import extract_imported

    extract_id = stage(made, custody_file("NC/26/1", "NC/26/2"))

    def cut_off(**named):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        with privileged.connect(database) as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", [backend])
        return extract_imported_look(**named)

    extract_imported_look = extract_imported.look_for_same_child
    monkeypatch.setattr(extract_imported, "look_for_same_child", cut_off)
    with pytest.raises(Exception, match=r"terminat|closed"):
        bring_in(extract_id)
    monkeypatch.undo()
    assert seen(lambda: [model.objects.count() for model in (Subject, SourceRecord, Event, ToEvaluate)]) == [0] * 4
    assert bring_in(extract_id).new_versions == 2


def test_records_judged_while_an_extract_comes_in_are_one_child_afterwards(made):
    one, other = make_child(made, "Jayden Okafor-Bell"), make_child(made, "Jayden Bell", agency="northshire-school")
    extract_id = stage(made, custody_file("NC/26/1"))
    by = made.actor("northshire-coordinator")

    def judge():
        with acting(by=by, what="test", now=NOW):
            return record_judgement(left=one, right=other, answer=Judged.SAME, because="Seen both", by=by, now=NOW)

    assert problems_of(at_once(judge, lambda: bring_in(extract_id))) == []
    clusters = seen(lambda: dict(ClusterMember.objects.values_list("subject_id", "cluster_id")))
    assert clusters[one] == clusters[other]
    assert len(clusters) == 3


def test_a_judgement_waits_for_the_rules_and_the_rules_for_a_judgement(made, child, monkeypatch):
    from reachable.journeys import child_evaluated

    other = make_child(made, "Jaydon Marsh", agency="northshire-school")
    arrested(made, child)
    by = made.actor("northshire-coordinator")

    def judge():
        with acting(by=by, what="test", now=NOW):
            return record_judgement(left=child, right=other, answer=Judged.SAME, because="Seen both", by=by, now=NOW)

    pause = Pause(child_evaluated.find_questions, judge)
    monkeypatch.setattr(child_evaluated, "find_questions", pause)
    assert evaluate(child) == (child,)
    pause.other.join(10)
    assert pause.other.problem is None
    assert set(evaluate(other)) == {child, other}


def test_two_who_send_messages_lose_none_and_mark_each(made, child):
    from reachable.journeys.messages_sent import send_messages

    alert_of(made, child)
    sent = []
    works = at_once(
        *(lambda: send_messages(now=NOW, send=lambda _name, address, _text: sent.append(address)) for _ in range(2))
    )
    assert problems_of(works) == []
    assert not seen(lambda: OutboxMessage.objects.filter(sent_at__isnull=True).exists())
    assert set(sent) == seen(lambda: set(OutboxMessage.objects.values_list("to_address", flat=True)))
