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
from django.views.decorators.http import require_http_methods, require_safe

from reachable.access.domain.viewer import Role
from reachable.journeys.looks_watched import AnsweredAlready, close_finding, list_my_findings, open_finding
from reachable.web.child.refused import answer_nothing
from reachable.web.findings.forms import FindingForm
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
    values = {"found": found, "form": form}
    return render(request, "findings/finding.jinja", values, status=422 if form.is_bound else 200)
