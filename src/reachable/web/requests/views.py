"""Requests to holders: asking, the list of what was asked, one request and its answer.

In:  a request.
Out: a page. What is not open to the reader and what does not exist are answered alike.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reachable.journeys.holder_asked import (
    AnsweredAlready,
    NothingToAskFor,
    PutRight,
    answer_request,
    ask_holder,
    find_held,
    list_my_requests,
    open_request,
)
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.web.child.refused import answer_nothing
from reachable.web.requests.forms import AnswerForm, AskForm
from reachable.web.shared.display import moment
from reachable.web.shared.viewing import ViewedRequest, viewer_of


@require_http_methods(["GET", "POST"])
def ask(request: ViewedRequest, subject_id: UUID, holder_id: UUID) -> HttpResponse:
    """Show the form that asks an agency for what it holds of a child, and take it."""
    viewer, form = viewer_of(request), AskForm(request.POST if request.method == "POST" else None)
    held = find_held(viewer=viewer, subject_id=SubjectId(subject_id), holder_id=AgencyId(holder_id), now=request.at)
    if held is None:
        return answer_nothing(request)
    if form.is_bound and form.is_valid():
        try:
            request_id = ask_holder(
                viewer=viewer,
                subject_id=SubjectId(subject_id),
                holder_id=AgencyId(holder_id),
                reason=form.why(),
                words=form.cleaned_data["words"],
                urgency=form.by_when(),
                now=request.at,
            )
        except NothingToAskFor:
            return answer_nothing(request)
        except PutRight as refusal:
            for field, problem in refusal.problems.items():
                form.add_error(field, _(problem))
        else:
            messages.success(request, _("You have asked. Somebody there is told now, then the next."))
            return HttpResponseRedirect(reverse("request", args=[request_id]))
    values = {"form": form, "held": held, "subject_id": subject_id, "holder_id": holder_id}
    return render(request, "requests/ask.jinja", values, status=422 if form.is_bound else 200)


@require_safe
def show_requests(request: ViewedRequest) -> HttpResponse:
    """Show what was asked of the reader's agency, and what they or their teams asked."""
    viewer = viewer_of(request)
    if not viewer.role.may_read:
        return answer_nothing(request)
    found = list_my_requests(viewer=viewer, now=request.at)
    return render(
        request,
        "requests/list.jinja",
        {
            "asked_of_us": [each for each in found if each.holder_id == viewer.agency_id],
            "asked_by_us": [each for each in found if each.holder_id != viewer.agency_id],
        },
    )


@require_http_methods(["GET", "POST"])
def show_request(request: ViewedRequest, request_id: UUID) -> HttpResponse:
    """Show one request and its answer, and take the answer of the agency that was asked."""
    viewer = viewer_of(request)
    page = open_request(request_id=request_id, viewer=viewer, now=request.at)
    if page is None or (request.method == "POST" and viewer.agency_id != page.request.holder_id):
        return answer_nothing(request)
    decided = [
        (str(each.id), _("Decided %(when)s by %(who)s") % {"when": moment(each.decided_at), "who": each.decided_by})
        for each in page.decided
    ]
    form = AnswerForm(request.POST if request.method == "POST" else None, decided=decided)
    if form.is_bound and form.is_valid():
        try:
            answer_request(request_id=request_id, given=form.given(), viewer=viewer, now=request.at)
        except PutRight as refusal:
            for field, problem in refusal.problems.items():
                form.add_error(field, _(problem))
        except AnsweredAlready:
            messages.info(request, _("Somebody has answered in the meantime. The first answer stands."))
            return HttpResponseRedirect(reverse("request", args=[request_id]))
        else:
            messages.success(request, _("Your answer is kept under your name. Whoever asked can read it."))
            return HttpResponseRedirect(reverse("request", args=[request_id]))
    values = {"asked": page, "form": form, "is_holder": viewer.agency_id == page.request.holder_id}
    return render(request, "requests/request.jinja", values, status=422 if form.is_bound else 200)
