"""Keeping a place apart that somebody was told by word of mouth, and taking back that it is where the child is.

In:  a request.
Out: a page. What is not the reader's to do and what does not exist are answered alike, byte for byte.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reachable.journeys.place_kept_apart import CannotBeFound, NotProtected, keep_place_apart, take_back_place
from reachable.journeys.whereabouts_opened import find_whereabouts
from reachable.kernel.ids import SubjectId
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.whereabouts.forms import KeepForm


@require_http_methods(["GET", "POST"])
def keep(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Ask which place is kept apart, and keep it."""
    viewer, child = viewer_of(request), SubjectId(subject_id)
    protections = find_whereabouts(viewer=viewer, subject_id=child, what="keeping a place apart")
    if protections is None:
        return answer_nothing(request)
    form = KeepForm(request.POST if request.method == "POST" else None)
    if protections and form.is_valid():
        try:
            keep_place_apart(
                subject_id=child,
                kind=form.kind(),
                lines=form.cleaned_data["lines"],
                postcode=form.cleaned_data["postcode"],
                viewer=viewer,
                now=request.at,
            )
        except NotProtected:
            return answer_nothing(request)
        except CannotBeFound:
            form.add_error(
                "lines", _("Write it so that it can be known again: a number and street, a name, or a whole postcode")
            )
        else:
            messages.success(
                request, _("It is kept apart. Where it was written, everybody now reads that a place is kept apart.")
            )
            return HttpResponseRedirect(reverse("whereabouts", args=[subject_id]))
    values = {"form": form, "subject_id": subject_id, "is_protected": bool(protections)}
    return render(request, "whereabouts/keep.jinja", values, status=422 if form.is_bound else 200)


@require_POST
def take_back(request: ViewedRequest, subject_id: UUID, place_id: UUID) -> HttpResponse:
    """Take back that a place is where the child is."""
    try:
        take_back_place(subject_id=SubjectId(subject_id), place_id=place_id, viewer=viewer_of(request), now=request.at)
    except NotProtected:
        return answer_nothing(request)
    messages.success(request, _("Nobody is told any more that the child is there. The place itself stays hidden."))
    return HttpResponseRedirect(reverse("whereabouts", args=[subject_id]))
