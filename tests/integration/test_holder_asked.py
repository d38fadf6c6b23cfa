"""Somebody asks an agency for what it holds of a child; it answers by a decision or with a reason, or it climbs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from reachable.access.context import running
from reachable.alerts.models import Alert, OutboxMessage, Telling
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.journeys.shared_by_decision import decide_to_share, list_shareable
from reachable.oversight.models import HolderRequest
from reachable.people.models import Subject
from reachable.people.operations import seal_record
from reachable.sharing.domain.deciding import ChosenItem, ItemForm, Recipient, SharePurpose, Wish
from reachable.sharing.models import ShareDecision
from reachable.timeline.domain.kinds import EventKind as K
from tests.factories.child_stories import without_tokens
from tests.factories.children import add_event, let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.factories.plain_files import PLAIN_FILES

ASKER, HOLDER, STRANGER = "northshire-social-worker", "northshire-missing-officer", "eastham-social-worker"
DAY = timedelta(days=1)
SENT = {"reason": "STRATEGY", "words": "Was he hurt that night, and by whom? We meet at noon.", "urgency": "NOW"}


@pytest.fixture
def made(database, tmp_path, monkeypatch):
    monkeypatch.setattr("reachable.web.shared.viewing.read_clock", lambda: NOW)
    with override_settings(STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        yield make_partnership()


@pytest.fixture
def child(made):
    child = make_child(made, "Ayaan Kestrel")
    let_look(made, "northshire-workers", child)
    let_look(made, "northshire-missing", child)
    for hour in range(5):
        add_event(made, child, K.STOP_SEARCH, NOW - DAY * (hour + 2), shared=False, found="nothing")
    return child


def ask_path(made, child, holder="northshire-police"):
    return f"/child/{child}/ask/{made.agencies[holder]}/"


def asks(made, child, **changed):
    answer = made.client(ASKER).post(ask_path(made, child), {**SENT, **changed})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def seen(find):
    with running(job="test", now=NOW):
        return find()


def share_one(made, child):
    viewer = made.viewer(HOLDER)
    facts = list_shareable(viewer=viewer, subject_id=child, now=NOW)
    wish = Wish(
        items=(ChosenItem(facts[0].id, ItemForm.AS_RECORDED),),
        recipients=(Recipient(made.agencies["northshire-social-care"]),),
        purpose=SharePurpose.SAFEGUARDING,
        grounds=("DPA-3", "SCH-8"),
        because="They meet at noon",
        expires_at=NOW + 7 * DAY,
    )
    return decide_to_share(viewer=made.viewer(HOLDER), subject_id=child, wish=wish, now=NOW)


def test_where_it_says_that_something_is_held_it_can_be_asked_for(made, child):
    page = made.client(ASKER).get(f"/child/{child}/").content.decode()
    assert ask_path(made, child) in page
    form = made.client(ASKER).get(ask_path(made, child)).content.decode()
    assert "5 records are held there and not shared with you" in form


def test_the_holder_is_told_by_a_reference_alone_and_reads_who_asks_and_why(made, child):
    address = asks(made, child)
    alert = seen(lambda: Alert.objects.get(cause="REQUEST"))
    told = seen(lambda: set(Telling.objects.filter(alert=alert).values_list("user_id", flat=True)))
    assert told == {made.users[HOLDER]}
    texts = seen(
        lambda: list(OutboxMessage.objects.filter(key__startswith=str(alert.id)).values_list("text", flat=True))
    )
    assert texts
    assert not [text for text in texts if "Kestrel" in text or "hurt" in text]
    assert "Waits for an answer" in made.client(HOLDER).get("/requests/").content.decode()
    page = made.client(HOLDER).get(address).content.decode()
    assert "Was he hurt that night" in page
    assert "Ayaan Kestrel" in page
    listed = made.client(HOLDER).get(f"/alerts/{alert.id}/").content.decode()
    assert address in listed


def test_it_is_answered_by_a_decision_to_share_made_since_and_by_no_other(made, child):
    address, client = asks(made, child), made.client(HOLDER)
    nothing = client.post(address, {"answer": "SHARED", "share": ""})
    assert "Decide first what is shared with them" in nothing.content.decode()
    made_up = client.post(address, {"answer": "SHARED", "share": str(uuid4())})
    assert made_up.status_code == 422
    share_id = share_one(made, child)
    assert client.post(address, {"answer": "SHARED", "share": str(share_id)}).status_code == 302
    page = made.client(ASKER).get(address).content.decode()
    assert "It is shared, by the decision chosen here" in page
    assert "Read what was shared with you" in page
    assert seen(lambda: Alert.objects.get(cause="REQUEST")).state == "ACTED_ON"
    late = client.post(address, {"answer": "NEED_MORE", "words": "And when?"}, follow=True).content.decode()
    assert "Somebody has answered in the meantime" in late


def test_not_to_share_says_why_is_kept_as_a_decision_and_leads_on_to_something(made, child):
    address, client = asks(made, child), made.client(HOLDER)
    page = client.post(address, {"answer": "REFUSED", "words": ""}).content.decode()
    assert "Write why, so that whoever asked can act on it" in page
    assert "Choose why it is not shared" in page
    sent = {"answer": "REFUSED", "ground": "INQUIRY", "words": "The officer in charge decides on Friday."}
    assert client.post(address, sent).status_code == 302
    page = made.client(ASKER).get(address).content.decode()
    for words in ("It would damage an inquiry", "on Friday", "Ask for a strategy discussion"):
        assert words in page
    decision = seen(lambda: ShareDecision.objects.get())
    assert (decision.state, decision.because) == ("NOT_SHARED", "The officer in charge decides on Friday.")


def test_unanswered_after_its_clock_it_climbs_to_others(made, child):
    address = asks(made, child)
    climb_ladders(now=NOW + timedelta(minutes=16))
    climb_ladders(now=NOW + timedelta(minutes=90))
    told = seen(lambda: list(Telling.objects.filter(alert__cause="REQUEST").order_by("step")))
    assert len(told) > 1
    others = {each.user_id for each in told} - {made.users[HOLDER]}
    assert others == {made.users["northshire-sergeant"]}, "nobody of another agency can answer"
    page = made.client("northshire-sergeant").get(address)
    assert page.status_code == 200
    assert "Your answer" in page.content.decode()
    assert seen(lambda: HolderRequest.objects.get()).due_at == NOW + timedelta(hours=1)


def test_the_same_team_does_not_ask_twice_while_it_waits(made, child):
    assert asks(made, child) == asks(made, child, words="Again: was he hurt that night?")
    assert seen(HolderRequest.objects.count) == 1
    assert "Your team has asked already" in made.client(ASKER).get(ask_path(made, child)).content.decode()


def test_whoever_may_see_nothing_and_where_nothing_is_held_are_answered_with_the_same_bytes(made, child):
    client = made.client(STRANGER)
    answers = [client.post(ask_path(made, each), SENT) for each in (child, uuid4())]
    answers.append(client.post(ask_path(made, child, "northshire-school"), SENT))
    assert {each.status_code for each in answers} == {404}
    assert len({without_tokens(each.content) for each in answers}) == 1
    nothing_held = made.client(ASKER).get(ask_path(made, child, "northshire-school"))
    assert nothing_held.status_code == 404
    assert seen(HolderRequest.objects.count) == 0


def test_nobody_else_reads_it_and_nobody_once_the_child_is_sealed(made, child):
    address = asks(made, child)
    for who in (STRANGER, "northshire-safeguarding-lead"):
        assert made.client(who).get(address).status_code == 404
        assert made.client(who).post(address, {"answer": "NEED_MORE", "words": "Who are you?"}).status_code == 404
    assert made.client(ASKER).post(address, {"answer": "NEED_MORE", "words": "mine"}).status_code == 404
    with running(job="test", now=NOW):
        row = Subject.objects.get(id=child)
        seal_record(agency_id=row.agency_id, system="test", local_id=row.local_id, because="test", by=MACHINE, now=NOW)
    for who in (ASKER, HOLDER):
        assert made.client(who).get(address).status_code == 404
        page = made.client(who).get("/requests/").content.decode()
        assert address not in page
