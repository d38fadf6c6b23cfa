"""A pack that was made of records which turn out to be another child's is read by nobody and leaves nowhere."""

from datetime import timedelta

import pytest

from reachable.access.context import acting, running
from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.journeys.record_sealed import seal_child
from reachable.matching.domain.clusters import Answer
from reachable.matching.models import Judgement
from reachable.matching.operations import record_judgement, undo_judgement
from reachable.people.models import Subject
from reachable.sharing.models import LeftHere, Pack
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.child_stories import tell
from tests.factories.children import make_child
from tests.factories.partnership import MACHINE, NOW
from tests.integration import test_packs as packs
from tests.integration.test_packs import AGENCY, PROVED, RELEASER, WORKER, prepared, release, said

made, child = packs.made, packs.child

OTHERS_WORDS = "Zeb was at the market hall"
SINCE = NOW + timedelta(minutes=1)


@pytest.fixture
def other(made, child):
    """Link another child's record with the child's, as if they were one."""
    other = make_child(made, "Zeb Marsh", agency=AGENCY)
    tell(made, other, K.CONTACT, NOW - timedelta(days=5), agency=AGENCY, words=OTHERS_WORDS)
    with acting(by=MACHINE, what="test", now=NOW):
        record_judgement(
            left=child, right=other, answer=Answer.SAME, because="Same name", by=made.actor(WORKER), now=NOW
        )
    return other


def undo_link(made):
    with acting(by=MACHINE, what="test", now=SINCE):
        judged = Judgement.objects.get(undone_at__isnull=True)
        undo_judgement(judgement_id=judged.id, because="Zeb is another child", by=made.actor(WORKER), now=SINCE)


def seal(made, subject_id, *named):
    with running(job="test", now=NOW):
        number = Subject.objects.get(pk=subject_id).local_id
    seal_child(
        agency_id=made.agencies[AGENCY],
        system="test",
        local_id=number,
        wanted=WantedSeal(
            kind=SealKind.WITNESS_PROTECTION,
            because="Threats",
            named=tuple(NamedPerson(made.users[each], NOW + timedelta(days=7)) for each in named),
        ),
        by=MACHINE,
        now=SINCE,
    )


def test_a_pack_of_two_children_taken_for_one_is_not_released_once_their_link_is_undone(made, child, other):
    pack = prepared(made, child, "market hall")
    assert OTHERS_WORDS in said(made.client(RELEASER).get(pack))
    undo_link(made)
    answer = release(made, pack)
    page = said(answer)
    assert (answer.status_code, "Prepare a pack anew" in page, "Marsh" in page) == (409, True, False)
    assert "It was never released" in page
    with running(job="test", now=NOW):
        assert (LeftHere.objects.count(), Pack.objects.get().released_at) == (0, None)


def test_whoever_works_with_one_child_reads_nothing_of_the_other_in_a_pack_that_was_made_of_both(made, child, other):
    pack = prepared(made, child, "market hall")
    undo_link(made)
    for code in (WORKER, RELEASER):
        answer = made.client(code).get(pack)
        assert (answer.status_code, OTHERS_WORDS in said(answer), "Marsh" in said(answer)) == (409, False, False)


def test_a_released_pack_is_not_made_into_a_file_once_its_link_is_undone(made, child, other):
    pack = prepared(made, child)
    assert release(made, pack).status_code == 302
    assert made.client(RELEASER).post(f"{pack}pack.pdf", PROVED).status_code == 200
    undo_link(made)
    answer = made.client(RELEASER).post(f"{pack}pack.pdf", PROVED)
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (409, "text/html")
    assert "tell your data-protection officer today" in said(answer)


def test_a_pack_is_closed_once_its_record_is_sealed_also_to_whoever_is_named(made, child, monkeypatch):
    pack = prepared(made, child)
    seal(made, child, RELEASER, WORKER)
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: SINCE)
    assert release(made, pack).status_code == 409
    assert release(made, pack, "northshire-nurse").status_code == 404


def test_a_pack_prepared_anew_of_the_child_alone_leaves(made, child, other):
    prepared(made, child)
    undo_link(made)
    anew = prepared(made, child)
    assert "Marsh" not in said(made.client(RELEASER).get(anew))
    assert release(made, anew).status_code == 302


def test_the_database_lets_nobody_say_that_a_pack_was_made_of_other_records(made, child, other):
    prepared(made, child)
    with pytest.raises(Exception, match="never written over"), running(job="test", now=NOW):
        Pack.objects.update(made_of=[str(child)])
