"""What somebody was sent, and what waits for their answer.

In:  a request.
Out: a page. What was not sent to the reader and what does not exist are answered alike.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reachable.journeys.shared_by_decision import SentPage, list_answers, open_sent, reply_to_sent
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.journeys.sharing_shown import open_inbox
from reachable.journeys.sharing_told import say_reference
from reachable.kernel.ids import EnvelopeId
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.sharing.forms import ReplyForm
from reachable.web.sharing.rows import say_grounds, say_item, say_watermark


@require_safe
def show_inbox(request: ViewedRequest) -> HttpResponse:
    """Show what waits for the reader's answer and what they or their agency were sent. No name is on it."""
    viewer = viewer_of(request)
    if not viewer.role.may_read:
        return answer_nothing(request)
    inbox = open_inbox(viewer=viewer, now=request.at)
    sent = [
        {"envelope": each, "reference": say_reference(each.id), "is_live": each.is_live(request.at)}
        for each in inbox.sent
    ]
    waiting = [{"waiting": each, "reference": say_reference(each.id)} for each in inbox.waiting]
    return render(request, "sharing/inbox.jinja", {"sent": sent, "waiting": waiting})


@require_safe
def show_sent(request: ViewedRequest, envelope_id: UUID) -> HttpResponse:
    """Show what the reader was sent, marked as theirs; once it ended or was recalled, that it did, and nothing else."""
    return _show(request, EnvelopeId(envelope_id), None)


@require_POST
def reply(request: ViewedRequest, envelope_id: UUID) -> HttpResponse:
    """Keep what the reader says of something they were sent."""
    viewer = viewer_of(request)
    page = open_sent(envelope_id=EnvelopeId(envelope_id), viewer=viewer, now=request.at)
    if page is None:
        return answer_nothing(request)
    form = ReplyForm(request.POST, items=_choices(page))
    if not page.is_live or not form.is_valid():
        return _show(request, EnvelopeId(envelope_id), form)
    try:
        reply_to_sent(
            envelope_id=EnvelopeId(envelope_id),
            event_id=form.event_id(),
            kind=form.reply_kind(),
            words=form.cleaned_data["words"],
            viewer=viewer,
            now=request.at,
        )
    except NotYoursToShare:
        messages.info(request, _("It can no longer be read, so nothing was kept of what you wrote."))
    else:
        messages.success(request, _("What you said is kept, and whoever shared it is told."))
    return HttpResponseRedirect(reverse("sent", args=[envelope_id]))


def _show(request: ViewedRequest, envelope_id: EnvelopeId, form: ReplyForm | None) -> HttpResponse:
    viewer = viewer_of(request)
    page = open_sent(envelope_id=envelope_id, viewer=viewer, now=request.at)
    if page is None:
        return answer_nothing(request)
    envelope = page.envelope
    values = {
        "envelope": envelope,
        "is_live": page.is_live,
        "items": [say_item(copy.words) for copy in page.copies],
        "gone": len(page.gone),
        "grounds": say_grounds(envelope.grounds),
        "reference": say_reference(envelope_id),
        "watermark": say_watermark(viewer, envelope_id, request.at),
        "replies": list_answers(envelope_id=envelope_id, viewer=viewer),
        "form": form or ReplyForm(items=_choices(page)),
        "ring": {"name": envelope.from_agency, "number": envelope.from_phone},
    }
    return render(request, "sharing/sent.jinja", values, status=422 if form else 200)


def _choices(page: SentPage) -> list[tuple[str, str]]:
    """Return the items as numbered choices."""
    lines = [say_item(copy.words) for copy in page.copies]
    return [(line.event_id, f"{place}. {line.what}") for place, line in enumerate(lines, start=1)]
