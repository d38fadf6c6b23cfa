"""Findings: the list of what waits, and one with its reason and answer.

In:  a request.
Out: a page. What is not the reader's to review, is about them, or is not there is answered alike.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.access.domain.viewer import Role
from reachable.journeys.conflicts_settled import (
    NotStoppedHere,
    find_wish_to_settle,
    list_openings_to_settle,
    settle_opening,
    settle_wish,
)
from reachable.journeys.looks_watched import AnsweredAlready, close_finding, list_my_findings, open_finding
from reachable.journeys.opened_by_event import list_own_numbers
from reachable.kernel.ids import AboutId
from reachable.kernel.london import london_date, start_of_day
from reachable.oversight.queries.looks import FindingRecord
from reachable.web.child.refused import answer_nothing
from reachable.web.findings.forms import FindingForm, LetPassForm, WishForm
from reachable.web.shared.fresh_proof import needs_fresh_proof
from reachable.web.shared.viewing import ViewedRequest, viewer_of


@require_safe
def show_findings(request: ViewedRequest) -> HttpResponse:
    """Show the patterns a reviewer is asked to look into, what waits first."""
    viewer = viewer_of(request)
    if viewer.role is not Role.SUPERVISOR:
        return answer_nothing(request)
    return render(request, "findings/list.jinja", {"findings": list_my_findings(viewer=viewer, now=request.at)})


@require_http_methods(["GET", "POST"])
def show_finding(request: ViewedRequest, finding_id: UUID) -> HttpResponse:
    """Show one pattern with its reason, and take the answer."""
    viewer, form = viewer_of(request), FindingForm(request.POST if request.method == "POST" else None)
    found = open_finding(finding_id=finding_id, viewer=viewer)
    if found is None:
        return answer_nothing(request)
    if form.is_bound and form.is_valid():
        try:
            close_finding(
                finding_id=finding_id,
                answer=form.chosen(),
                words=form.cleaned_data["words"],
                viewer=viewer,
                now=request.at,
            )
        except AnsweredAlready:
            messages.info(request, _("Somebody has answered in the meantime. The first answer stands."))
        else:
            messages.success(request, _("Your answer is kept under your name."))
        return HttpResponseRedirect(reverse("finding", args=[finding_id]))
    return _answer(request, found, form, None)


@needs_fresh_proof(gettext_lazy("let a conflict of interest pass"))
@require_POST
def let_pass(request: ViewedRequest, finding_id: UUID) -> HttpResponse:
    """Let one person open one record they were stopped at, for the reason given."""
    viewer, form = viewer_of(request), LetPassForm(request.POST, today=london_date(request.at))
    found = open_finding(finding_id=finding_id, viewer=viewer)
    if found is None:
        return answer_nothing(request)
    if not form.is_valid():
        return _answer(request, found, FindingForm(), form)
    try:
        settle_opening(
            found=found,
            about_id=AboutId(form.cleaned_data["about"]),
            because=form.cleaned_data["because"],
            until=start_of_day(form.cleaned_data["until"]),
            viewer=viewer,
            now=request.at,
        )
    except NotStoppedHere:
        return answer_nothing(request)
    messages.success(request, _("They can open this one record until that day, if they work with the child."))
    return HttpResponseRedirect(reverse("finding", args=[finding_id]))


@needs_fresh_proof(gettext_lazy("answer about what somebody declared"))
@require_POST
def answer_wish(request: ViewedRequest, finding_id: UUID) -> HttpResponse:
    """Allow or refuse a home more, or that what somebody declared ends."""
    viewer, form = viewer_of(request), WishForm(request.POST)
    found = open_finding(finding_id=finding_id, viewer=viewer)
    if found is None or find_wish_to_settle(found=found, viewer=viewer, now=request.at) is None:
        return answer_nothing(request)
    if not form.is_valid():
        return _answer(request, found, FindingForm(), None, form)
    allow = form.cleaned_data["allow"] == "yes"
    if settle_wish(found=found, allow=allow, viewer=viewer, now=request.at):
        messages.success(request, _("It is done. Now write below what you looked at, so that this is answered."))
    return HttpResponseRedirect(reverse("finding", args=[finding_id]))


def _answer(
    request: ViewedRequest,
    found: FindingRecord,
    form: FindingForm,
    pass_form: LetPassForm | None,
    wish_form: WishForm | None = None,
) -> HttpResponse:
    openings = list_openings_to_settle(found=found, viewer=viewer_of(request), now=request.at)
    sent = pass_form.cleaned_data.get("about") if pass_form is not None else None
    values = {
        "found": found,
        "form": form,
        "openings": openings,
        "own_numbers": list_own_numbers(found=found, viewer=viewer_of(request), now=request.at),
        # One at a time: the record that was sent, or the first that nobody has looked into.
        "asks_of": sent or next((each.about_id for each in openings if each.cleared_until is None), None),
        "pass_form": pass_form or LetPassForm(today=london_date(request.at)),
        "wish": find_wish_to_settle(found=found, viewer=viewer_of(request), now=request.at),
        "wish_form": wish_form or WishForm(),
    }
    bound = form.is_bound or pass_form is not None or wish_form is not None
    return render(request, "findings/finding.jinja", values, status=422 if bound else 200)
