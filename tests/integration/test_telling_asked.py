"""No pack and no share goes to an adult who must not be told of the child; of the same name, not without a reason."""

import pytest

from reachable.access.context import acting, running
from reachable.access.models import User
from reachable.people.domain.telling import WouldBeTold
from reachable.people.operations.telling import record_must_not_be_told
from reachable.sharing.domain.agreements import AgreementAnswer
from reachable.sharing.models import Pack, ShareDecision
from tests.factories.children import let_look, make_child
from tests.factories.partnership import MACHINE, NOW
from tests.integration import test_sharing_pages as pages
from tests.integration.test_packs import RELEASER, prepared, release, said, wanted
from tests.integration.test_sharing_pages import RECIPIENT, SECOND, agreed, count, post, sent_to, shared

made, child = pages.made, pages.child
CARE, WORKER = "northshire-social-care", "northshire-social-worker"
DIFFERENT = "Born in 1958, the father in 1980: seen both"


@pytest.fixture
def packed(made):
    packed = make_child(made, "Ayaan Kestrel", agency=CARE)
    let_look(made, "northshire-workers", packed, agency=CARE)
    return packed


def not_told(made, subject_id, name="Dean Marlow", email="dean@example.org", phone="07700 900123"):
    with acting(by=MACHINE, what="test", now=NOW):
        record_must_not_be_told(
            subject_id=subject_id,
            controller_id=made.agencies[CARE],
            who=WouldBeTold(name=name, email=email, phone=phone),
            because="He takes the boy to the men",
            said_by="The child",
            by=MACHINE,
            now=NOW,
        )


def email_of(made, code):
    with running(job="test", now=NOW):
        return User.objects.get(pk=made.users[code]).email


@pytest.mark.parametrize(
    "asked_by", ["dean@example.org", "His father (DEAN@example.org), as parent", "Parent, 07700 900123"]
)
def test_no_pack_is_prepared_for_an_adult_who_must_not_be_told(made, packed, asked_by):
    not_told(made, packed)
    answer = made.client(WORKER).post(
        f"/child/{packed}/packs/new/", wanted(made, packed, asked_by=asked_by, different_because=DIFFERENT)
    )
    assert (answer.status_code, "must not be told of this child. Nothing goes to them" in said(answer)) == (422, True)
    assert count(Pack) == 0


def test_a_pack_for_somebody_of_the_same_name_says_how_they_are_known_to_be_another(made, packed):
    not_told(made, packed)
    asked = "Dean  MARLOW, his grandfather"
    answer = made.client(WORKER).post(f"/child/{packed}/packs/new/", wanted(made, packed, asked_by=asked))
    assert (answer.status_code, "say how you know" in said(answer)) == (422, True)
    pack = prepared(made, packed, asked_by=asked, different_because=DIFFERENT)
    assert DIFFERENT in said(made.client(RELEASER).get(pack))
    assert release(made, pack).status_code == 422, "whoever releases says for themselves how they know"
    assert release(made, pack, to_whom=asked, different_because="His passport").status_code == 302
    with running(job="test", now=NOW):
        row = Pack.objects.get()
        assert (row.different_because, row.release_different_because) == (DIFFERENT, "His passport")


def test_a_pack_is_not_released_to_whoever_became_known_since_as_one_who_must_not_be_told(made, packed):
    pack = prepared(made, packed)
    not_told(made, packed)
    answer = release(made, pack, to_whom="dean@example.org", different_because="x")
    assert (answer.status_code, "must not be told of this child" in said(answer)) == (422, True)
    assert release(made, pack).status_code == 302


def test_nothing_is_shared_with_a_named_worker_who_must_not_be_told(made, child):
    not_told(made, child, name="x", email=email_of(made, RECIPIENT))
    answer = post(made, child, step="decide", recipients=[], person=email_of(made, RECIPIENT), different_because="x")
    assert (answer.status_code, "Nothing goes to them" in said(answer)) == (422, True)
    assert count(ShareDecision) == 0


def test_a_share_with_a_worker_of_the_same_name_keeps_how_they_are_known_to_be_another(made, child):
    not_told(made, child, name=made.viewer(RECIPIENT).name)
    given = {"recipients": [], "person": email_of(made, RECIPIENT)}
    answer = post(made, child, step="decide", **given)
    assert (answer.status_code, "say how you know" in said(answer)) == (422, True)
    decision = shared(made, child, different_because=DIFFERENT, **given)
    assert DIFFERENT in said(made.client(pages.HOLDER).get(decision))
    (sent,) = sent_to(made)
    assert made.client(RECIPIENT).get(sent).status_code == 200


def test_what_was_sent_opens_no_more_to_whoever_became_known_since_as_one_who_must_not_be_told(made, child):
    shared(made, child)
    (sent,) = sent_to(made)
    assert made.client(RECIPIENT).get(sent).status_code == 200
    not_told(made, child, name="x", email=email_of(made, RECIPIENT))
    assert made.client(RECIPIENT).get(sent).status_code == 404


def test_what_was_sent_is_on_no_list_of_whoever_became_known_since_nor_of_their_agencys_once_they_read_it(made, child):
    shared(made, child)
    shared(made, child, recipients=[], person=email_of(made, RECIPIENT))
    colleague = "northshire-duty-manager"
    assert (len(sent_to(made)), len(sent_to(made, colleague))) == (2, 1)
    not_told(made, child, name="x", email=email_of(made, RECIPIENT))
    assert sent_to(made) == [], "a line that cannot be opened says that something is known of a child"
    assert "Can be read until" not in said(made.client(RECIPIENT).get("/sharing/"))
    assert len(sent_to(made, colleague)) == 1, "a colleague who may be told still reads what their agency was sent"


def test_what_was_sent_about_another_child_stays_on_the_list(made, child):
    shared(made, child)
    other = make_child(made, "Somebody Else")
    not_told(made, other, name="x", email=email_of(made, RECIPIENT))
    assert len(sent_to(made)) == 1


def test_where_whoever_was_to_look_first_is_gone_the_page_says_what_may_be_done_all_the_same(made, child):
    agreed(made, AgreementAnswer.REVIEW, made.users["eastham-social-worker"])
    page = said(post(made, child, step="decide"))
    assert "whoever was named to look first works here no more" in page
    assert "you may always tell by voice" in page
    assert "name an officer, or somebody else in a new version of the agreement" in page


def test_a_share_that_waited_does_not_go_to_whoever_became_known_meanwhile(made, child):
    agreed(made, AgreementAnswer.REVIEW, made.users[SECOND])
    decision = shared(made, child, recipients=[], person=email_of(made, RECIPIENT))
    not_told(made, child, name="x", email=email_of(made, RECIPIENT))
    answer = made.client(SECOND).post(f"{decision}answer/", {"agrees": "yes", "because": "Needed"})
    assert "must not be told of this child" in said(answer)
    with running(job="test", now=NOW):
        assert ShareDecision.objects.get().state == "WAITING"
