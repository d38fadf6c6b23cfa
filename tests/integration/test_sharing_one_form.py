"""One item with names and the same without them never reach one agency together, by however many decisions."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from reachable.access.context import running
from reachable.access.models import User
from reachable.journeys import shared_by_decision
from reachable.sharing.domain.agreements import AgreementAnswer
from reachable.sharing.models import ShareDecision, ShareRecipient
from reachable.sharing.operations import keep_share
from tests.integration import test_sharing_pages as pages
from tests.integration.test_at_the_same_time import at_once, problems_of
from tests.integration.test_sharing_pages import (
    HOLDER,
    NOW,
    PLACE,
    RECIPIENT,
    SECOND,
    agreed,
    count,
    items_of,
    post,
    said,
    sent_to,
    shared,
    wish,
)

made, child = pages.made, pages.child
WITHOUT, WITH = "without names", "with names"
NEVER = "With names and without them never reach one agency together"


def in_form(made, child, form):
    return {"items": [], "redacted": items_of(made, child)[:1]} if form == WITHOUT else {}


def recall(made, decision):
    answer = made.client(HOLDER).post(f"{decision}recall/", {"because": "Sent in the wrong form"}, follow=True)
    assert "It is recalled" in said(answer)


@pytest.mark.parametrize(("first", "then"), [(WITH, WITHOUT), (WITHOUT, WITH)])
def test_what_an_agency_reads_in_one_form_is_shared_in_the_other_only_once_that_is_recalled(made, child, first, then):
    decision = shared(made, child, **in_form(made, child, first))
    answer = post(made, child, step="decide", **in_form(made, child, then))
    assert answer.status_code == 422
    page = said(answer)
    assert f"Northshire children's social care can read one of these items {first} by an earlier decision" in page
    assert NEVER in page
    assert "They plan his return tonight" in answer.content.decode(), "what was typed is still there"
    assert count(ShareDecision) == 1
    shared(made, child, **in_form(made, child, first), because="Again in the same form")
    recall(made, decision)
    with running(job="test", now=NOW):
        again = ShareDecision.objects.get(because="Again in the same form").id
    recall(made, f"/sharing/{again}/")
    shared(made, child, **in_form(made, child, then))
    # What was recalled is listed too, and opens no more.
    pages_sent = [said(made.client(RECIPIENT).get(address)) for address in sent_to(made)]
    assert any(PLACE in page for page in pages_sent) is (then == WITH)


def test_one_person_of_an_agency_that_reads_it_in_the_other_form_is_not_sent_it_either(made, child):
    shared(made, child)
    with running(job="test", now=NOW):
        email = User.objects.get(pk=made.users[RECIPIENT]).email
    answer = post(made, child, step="decide", recipients=[], person=email, **in_form(made, child, WITHOUT))
    assert (answer.status_code, NEVER in said(answer)) == (422, True)
    elsewhere = [str(made.agencies["northshire-hospital"])]
    shared(made, child, recipients=elsewhere, **in_form(made, child, WITHOUT))
    assert count(ShareDecision) == 2


def test_what_waited_is_not_agreed_to_while_the_other_form_can_be_read(made, child):
    agreed(made, AgreementAnswer.REVIEW, made.users[SECOND])
    named, bare = (shared(made, child, **in_form(made, child, form)) for form in (WITH, WITHOUT))
    second, agrees = made.client(SECOND), {"agrees": "yes", "because": "They need it tonight"}
    assert second.post(f"{named}answer/", agrees).status_code == 302
    refused = second.post(f"{bare}answer/", agrees)
    assert (refused.status_code, NEVER in said(refused)) == (422, True)
    assert "They need it tonight" in refused.content.decode()
    assert len(sent_to(made)) == 1
    recall(made, named)
    assert second.post(f"{bare}answer/", agrees).status_code == 302
    with running(job="test", now=NOW):
        assert ShareRecipient.objects.filter(starts_at__isnull=False, recalled_at__isnull=True).count() == 1


def test_of_two_who_share_it_in_both_forms_at_one_moment_one_is_refused(made, child, monkeypatch):
    kept_by_one, answers = Barrier(2), []

    def keep_late(**given):
        # Each has asked what can be read already; without a turn both would have by now, and both would be kept.
        with suppress(BrokenBarrierError):
            kept_by_one.wait(2)
        return keep_share(**given)

    monkeypatch.setattr(shared_by_decision, "keep_share", keep_late)
    wishes = [wish(made, child, step="decide", **in_form(made, child, form)) for form in (WITH, WITHOUT)]
    clients = [made.client(HOLDER) for _ in wishes]
    one, other = (
        lambda client=client, given=given: answers.append(
            client.post(f"/child/{child}/sharing/new/", given).status_code
        )
        for client, given in zip(clients, wishes, strict=True)
    )
    assert problems_of(at_once(one, other)) == []
    assert sorted(answers) == [302, 422]
    assert count(ShareDecision) == 1
