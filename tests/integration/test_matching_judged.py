"""Judgements on their own: kept with a reason, one at a time, and never of a record with itself."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from reachable.access.context import NoContextOpen, acting, running
from reachable.access.domain.viewer import Run
from reachable.kernel.ids import JudgementId
from reachable.matching.domain.clusters import Answer
from reachable.matching.models import Routes
from reachable.matching.operations import (
    JudgementNotLive,
    SamePersonTwice,
    record_judgement,
    refresh_matches,
    undo_judgement,
)
from reachable.matching.queries import list_judgements
from reachable.people.queries import list_same_person
from tests.factories.partnership import NOW, make_partnership
from tests.factories.sent_records import JAYDEN, custody_row, send, subjects

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def made(database):
    return make_partnership()


@pytest.fixture
def records(made):
    """Give three records of one force, in order of their ids."""
    send(made, "custody", *(custody_row(f"EC/26/00000{number}", **JAYDEN) for number in (1, 2, 3)))
    return sorted(subjects().values())


def judge(made, left, right, answer=Answer.SAME, *, now=LATER, before_end=lambda: None):
    by = made.actor("northshire-coordinator")
    with acting(by=by, what="test", now=now):
        moved = record_judgement(left=left, right=right, answer=answer, because="A reason", by=by, now=now)
        before_end()
    return moved


def person_of(subject):
    with running(job="test", now=LATER):
        return set(list_same_person(viewer=Run("test"), subject_ids=[subject])[subject])


def judgements(subject):
    with running(job="test", now=LATER):
        return list_judgements(viewer=Run("test"), subject_ids=[subject])


def test_same_makes_one_person_whichever_way_round_it_is_said(made, records):
    assert judge(made, records[1], records[0]) == set(records[:2])
    assert person_of(records[0]) == set(records[:2])


def test_one_person_grows_by_each_judgement_and_shrinks_by_each_undoing(made, records):
    judge(made, records[0], records[1])
    assert judge(made, records[1], records[2]) == set(records)
    assert person_of(records[0]) == set(records)
    first = next(each for each in judgements(records[0]))
    by = made.actor("northshire-coordinator")
    with acting(by=by, what="test", now=LATER):
        moved = undo_judgement(judgement_id=first.id, because="Wrong", by=by, now=LATER)
    assert moved == set(records)
    assert person_of(records[0]) == {records[0]}
    assert person_of(records[1]) == set(records[1:])


def test_two_judgements_at_one_moment_make_one_person_of_three_records(made, records):
    under_way, done = threading.Event(), []

    def second():
        under_way.wait()
        done.append(judge(made, records[1], records[2]))
        connections.close_all()

    thread = threading.Thread(target=second)
    thread.start()

    def let_the_other_begin():
        under_way.set()
        thread.join(timeout=1)

    judge(made, records[0], records[1], before_end=let_the_other_begin)
    thread.join()
    assert done
    assert person_of(records[0]) == set(records)


def test_a_judgement_undone_cannot_be_undone_again(made, records):
    judge(made, records[0], records[1])
    (kept,) = judgements(records[0])
    by = made.actor("northshire-coordinator")
    with acting(by=by, what="test", now=LATER):
        undo_judgement(judgement_id=kept.id, because="Wrong", by=by, now=LATER)
    for judgement_id in (kept.id, JudgementId(records[0])):
        with pytest.raises(JudgementNotLive), acting(by=by, what="test", now=LATER):
            undo_judgement(judgement_id=judgement_id, because="Wrong", by=by, now=LATER)
    (kept,) = judgements(records[0])
    assert (kept.undone_by, kept.undone_because, kept.undone_at) == ("Northshire Coordinator", "Wrong", LATER)


def test_a_record_is_never_judged_against_itself(made, records):
    with pytest.raises(SamePersonTwice):
        judge(made, records[0], records[0])


def test_judging_outside_an_act_is_refused(made, records):
    by = made.actor("northshire-coordinator")
    with pytest.raises(NoContextOpen):
        record_judgement(left=records[0], right=records[1], answer=Answer.SAME, because="x", by=by, now=LATER)


def test_a_record_that_says_what_it_said_is_not_compared_again(made, records, django_statements):
    with running(job="test", now=LATER), django_statements() as sent:
        refreshed = refresh_matches(subject_ids=records, by=made.actor("northshire-coordinator"), now=LATER)
        derived = set(Routes.objects.values_list("derived_at", flat=True))
    assert (refreshed.moved, refreshed.to_judge) == (frozenset(), ())
    assert derived == {NOW}
    assert not any("matching_candidate" in statement for statement in sent)
