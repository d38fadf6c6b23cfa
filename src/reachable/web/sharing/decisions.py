"""One decision: who can read what, what they said, recalling it, agreeing to it, answering a reply.

In:  a request.
Out: a page. A decision that is not the reader's to see and one that does not exist are answered alike.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reachable.journeys.shared_by_decision import answer_recipient, answer_waiting_share, recall, withdraw
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.journeys.sharing_shown import SharePage, open_share
from reachable.journeys.sharing_told import say_reference
from reachable.kernel.ids import ShareId
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.operations import NotWaiting
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.sharing.forms import AnswerForm, RecallForm, ReplyAnswerForm, WithdrawForm
from reachable.web.sharing.rows import list_replies_said, list_to_whom, say_grounds, say_item, say_state


@require_safe
def show_share(request: ViewedRequest, share_id: UUID) -> HttpResponse:
    """Show one decision."""
    page = _open(request, share_id)
    return answer_nothing(request) if page is None else _show(request, page)


@require_POST
def recall_share(request: ViewedRequest, share_id: UUID) -> HttpResponse:
    """Take back what was shared: the next request of every recipient is refused and says so."""
    page, form = _open(request, share_id), RecallForm(request.POST)
    if page is None:
        return answer_nothing(request)
    if not form.is_valid():
        return _show(request, page, recall_form=form)
    try:
        recall(
            share_id=page.decision.id,
            because=form.cleaned_data["because"],
            viewer=viewer_of(request),
            now=request.at,
        )
    except CannotShare as refusal:
        messages.info(request, " ".join(_(problem) for problem in refusal.problems))
        return _back(page)
    messages.success(request, _("It is recalled. Nobody can read it any more, and everybody it was for is told."))
    return _back(page)


@require_POST
def withdraw_share(request: ViewedRequest, share_id: UUID) -> HttpResponse:
    """Take back a decision that still waits for somebody to agree."""
    page, form = _open(request, share_id), WithdrawForm(request.POST)
    if page is None:
        return answer_nothing(request)
    if not form.is_valid():
        return _show(request, page, withdraw_form=form)
    try:
        withdraw(
            share_id=page.decision.id,
            because=form.cleaned_data["because"],
            viewer=viewer_of(request),
            now=request.at,
        )
    except NotWaiting:
        messages.info(request, _("Nothing has changed: it was answered or withdrawn in the meantime."))
    else:
        messages.success(request, _("It is withdrawn. It is not shared, and nobody it was for is told."))
    return _back(page)


@require_POST
def answer_share(request: ViewedRequest, share_id: UUID) -> HttpResponse:
    """Keep what the person who must agree first decided."""
    page, form = _open(request, share_id), AnswerForm(request.POST)
    if page is None:
        return answer_nothing(request)
    if not form.is_valid():
        return _show(request, page, answer_form=form)
    agrees = form.cleaned_data["agrees"] == "yes"
    try:
        answer_waiting_share(
            share_id=page.decision.id,
            agrees=agrees,
            because=form.cleaned_data["because"],
            viewer=viewer_of(request),
            now=request.at,
        )
    except CannotShare as refusal:
        for problem in refusal.problems:
            form.add_error(None, _(problem))
        return _show(request, page, answer_form=form)
    except NotWaiting:
        messages.info(request, _("This decision does not wait for you, or it has been answered in the meantime."))
    else:
        done = _("It is shared.") if agrees else _("It is not shared. Whoever asked is told that you answered.")
        messages.success(request, done)
    return _back(page)


@require_POST
def answer_reply(request: ViewedRequest, share_id: UUID, reply_id: UUID) -> HttpResponse:
    """Keep the answer to what a recipient said."""
    page, form = _open(request, share_id), ReplyAnswerForm(request.POST, prefix=str(reply_id))
    reply = next((each for each in page.replies if each.id == reply_id), None) if page else None
    if page is None or reply is None:
        return answer_nothing(request)
    if not form.is_valid():
        return _show(request, page, reply_form=form)
    try:
        answer_recipient(
            envelope_id=reply.envelope_id,
            reply_id=reply_id,
            answer=form.reply_answer(),
            words=form.cleaned_data["words"],
            viewer=viewer_of(request),
            now=request.at,
        )
    except NotYoursToShare:
        messages.info(request, _("Somebody has answered it in the meantime."))
    else:
        messages.success(request, _("Your answer is kept. They read it on the page of what they were sent."))
    return _back(page)


def _open(request: ViewedRequest, share_id: UUID) -> SharePage | None:
    try:
        return open_share(viewer=viewer_of(request), share_id=ShareId(share_id), now=request.at)
    except NotYoursToShare:
        return None


def _back(page: SharePage) -> HttpResponse:
    return HttpResponseRedirect(reverse("share", args=[page.decision.id]))


def _show(
    request: ViewedRequest,
    page: SharePage,
    *,
    recall_form: RecallForm | None = None,
    withdraw_form: WithdrawForm | None = None,
    answer_form: AnswerForm | None = None,
    reply_form: ReplyAnswerForm | None = None,
) -> HttpResponse:
    sent = recall_form or withdraw_form or answer_form or reply_form
    replies: list[dict[str, Any]] = [
        {"reply": reply, "about": about, "form": _form_of(reply.id, reply_form)}
        for reply, about in list_replies_said(page)
    ]
    values = {
        "page_of": page,
        "share": page.decision,
        "reference": say_reference(page.decision.id),
        "state": say_state(page.decision, request.at),
        "items": [say_item(each) for each in page.items],
        "to_whom": list_to_whom(page),
        "grounds": say_grounds(page.decision.grounds),
        "replies": replies,
        "recall_form": recall_form or RecallForm(),
        "withdraw_form": withdraw_form or WithdrawForm(),
        "answer_form": answer_form or AnswerForm(),
        "sent": sent,
    }
    return render(request, "sharing/share.jinja", values, status=422 if sent else 200)


def _form_of(reply_id: UUID, sent: ReplyAnswerForm | None) -> ReplyAnswerForm:
    return sent if sent is not None and sent.prefix == str(reply_id) else ReplyAnswerForm(prefix=str(reply_id))
