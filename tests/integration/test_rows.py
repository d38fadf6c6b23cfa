"""Rows that travel together are kept as they would be one by one; rules that are not asked lose nothing of theirs."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, DataError, IntegrityError, connection

from reachable.access.context import NoContextOpen, running, running_together
from reachable.access.rows import add_rows, change_rows, later, rows_where, sent_together
from reachable.alerts.models import Alert
from reachable.journeys import child_evaluated
from reachable.rules.models import Duty, Firing, ToEvaluate
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.models import Event
from tests.factories.children import add_event, ask_rules, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership

HOUR = timedelta(hours=1)


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def child(made):
    return make_child(made, "Jaydon Marsh")


def word_of(made, child, because="Seen"):
    agency_id = next(iter(made.agencies.values()))
    return ToEvaluate(about_id=child, controller_id=agency_id, asked_at=NOW, because=because)


def test_rows_come_back_as_they_were_added(made, child):
    add_event(made, child, EventKind.SEIZURE, NOW - HOUR, drugs='heroin ‘£’ "\\', wraps=20)
    row = word_of(made, child)
    with running(job="test", now=NOW):
        add_rows([row])
        assert ToEvaluate.objects.get(pk=row.id).asked_at == NOW
        (event,) = rows_where(Event, "about_id = %s", child)
        assert event.details == Event.objects.get(pk=event.id).details == {"drugs": 'heroin ‘£’ "\\', "wraps": 20}
        assert rows_where(Event, "about_id = %s", row.id) == []


def test_what_is_asked_often_is_prepared_once(made, child):
    with running(job="test", now=NOW):
        for _ in range(3):
            rows_where(Event, "about_id = %s", child)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
                ['SELECT%FROM "timeline_event" WHERE about_id%'],
            )
            assert cursor.fetchall() == [(3,)]


def test_only_the_fields_named_of_the_rows_given_are_changed(made, child):
    one, other = word_of(made, child), word_of(made, child)
    with running(job="test", now=NOW):
        add_rows([one, other])
        one.done_at, one.because = NOW + HOUR, "Not to be written"
        change_rows([one], ["done_at"])
        kept = {row.id: (row.done_at, row.because) for row in ToEvaluate.objects.filter(id__in=[one.id, other.id])}
    assert kept == {one.id: (NOW + HOUR, "Seen"), other.id: (None, "Seen")}


def test_what_is_too_long_is_refused_and_not_cut(made, child):
    with pytest.raises(DataError), running(job="test", now=NOW):
        add_rows([word_of(made, child, because="x" * 81)])
    row = word_of(made, child)
    with running(job="test", now=NOW):
        add_rows([row])
    row.because = "x" * 81
    with pytest.raises(DataError), running(job="test", now=NOW):
        change_rows([row], ["because"])


def test_a_row_that_is_there_is_refused_or_passed_over_as_asked(made, child):
    row = word_of(made, child)
    with running(job="test", now=NOW):
        add_rows([row])
        add_rows([row], unless_held=True)
    with pytest.raises(IntegrityError), running(job="test", now=NOW):
        add_rows([row])


def test_what_is_asked_for_is_answered_whenever_it_is_wanted(made, child):
    row = word_of(made, child)
    how_many = "SELECT count(*) FROM rules_toevaluate WHERE id = %s"
    with running(job="test", now=NOW):
        with sent_together():
            before = later(how_many, row.id)
            add_rows([row])
            with sent_together():
                after = later(how_many, row.id)
            assert (before(), after()) == ([(0,)], [(1,)])
            last = later(how_many, row.id)
        assert last() == [(1,)]
        assert later(how_many, row.id)() == [(1,)]


def test_what_django_sends_among_others_knows_how_many_rows_it_changed(made, child):
    row = word_of(made, child)
    with running_together(job="test", now=NOW):
        add_rows([row])
        kept = ToEvaluate.objects.get(pk=row.id)
        kept.because = "Seen again"
        kept.save(update_fields=["because"])
        assert ToEvaluate.objects.filter(pk=row.id).update(done_at=NOW) == 1
    with running(job="test", now=NOW):
        assert ToEvaluate.objects.get(pk=row.id).because == "Seen again"


@pytest.mark.parametrize("what_follows", [lambda row: None, lambda row: later("SELECT 1")(), lambda row: row.save()])
def test_when_one_of_those_sent_together_is_refused_it_is_said_and_none_is_kept(made, child, what_follows):
    one, other = word_of(made, child), word_of(made, child)
    other.controller_id = child  # No agency has this id, which is found out at the commit.
    for wrong in (word_of(made, child, because="x" * 81), other):
        with pytest.raises(DatabaseError), running_together(job="test", now=NOW):
            add_rows([one])
            add_rows([wrong])
            what_follows(one)
        with running(job="test", now=NOW):
            assert not ToEvaluate.objects.filter(pk__in=[one.id, wrong.id]).exists()


def test_a_child_for_whom_it_fails_holds_nobody_else_up(made, child, monkeypatch):
    other = make_child(made, "Kai Osborne")
    for each in (child, other):
        add_event(made, each, EventKind.ARREST, NOW, drugs_supply=True)
    find_nearby = child_evaluated.find_nearby

    def fails_for_one(*, subject_ids, **known):
        if child in subject_ids:
            raise RuntimeError("nothing was read to its end")
        return find_nearby(subject_ids=subject_ids, **known)

    monkeypatch.setattr(child_evaluated, "find_nearby", fails_for_one)
    assert child_evaluated.evaluate_now(subject_ids=[child, other], now=NOW) == 1
    with running(job="test", now=NOW):
        assert {each.about_id for each in Alert.objects.all()} == {other}


def test_nothing_is_added_or_read_without_a_context(made, child):
    with pytest.raises(NoContextOpen):
        add_rows([word_of(made, child)])
    with pytest.raises(NoContextOpen):
        rows_where(ToEvaluate, "about_id = %s", child)


def everything_kept():
    with running(job="test", now=NOW):
        firings = Firing.objects.order_by("id").values()
        duties = Duty.objects.order_by("id").values()
        return list(firings), list(duties), list(Alert.objects.order_by("id").values())


def test_asking_every_rule_again_changes_nothing_that_is_kept(made, child, monkeypatch):
    """Events come one by one, a clock runs out, and only then is every rule asked about all of it."""
    told = [EventKind.MISSING_REPORTED, EventKind.MISSING_FOUND, EventKind.ARREST, EventKind.ABSENCE]
    for hours, kind in enumerate(told):
        at = NOW + hours * HOUR
        add_event(made, child, kind, at, **({"drugs_supply": True} if kind is EventKind.ARREST else {}))
        ask_rules(at)
    later = NOW + timedelta(days=5)
    ask_rules(later)
    kept = everything_kept()
    assert all(kept)
    monkeypatch.setattr(child_evaluated, "find_rules_to_ask", lambda rules, **_: tuple(rules))
    with running(job="test", now=later):
        ask_to_evaluate(subject_ids=[child], because="test", by=MACHINE, now=later)
    ask_rules(later)
    assert everything_kept() == kept
