"""Where a protected child is: protecting it, and being shown it in an act of its own.

In:  a request.
Out: a page. Refused and absent are answered with the same page, byte for byte.
"""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from reachable.journeys.whereabouts_opened import ShownPlaces, find_whereabouts, open_whereabouts, show_whereabouts
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.web.child.refused import answer_nothing, desk_to_ring
from reachable.web.shared.fresh_proof import needs_fresh_proof
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.whereabouts.forms import ProtectForm, ShowForm


@require_safe
def show(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Say whether the child's whereabouts are protected, and nothing of where the child is."""
    return _answer(request, subject_id, ShowForm(), ProtectForm())


@require_POST
@needs_fresh_proof(gettext_lazy("are shown where a child is"))
def show_where(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show where the child is, once, for the reason given, after that was noted."""
    form = ShowForm(request.POST)
    if not form.is_valid():
        return _answer(request, subject_id, form, ProtectForm())
    shown = show_whereabouts(
        viewer=viewer_of(request), subject_id=SubjectId(subject_id), because=form.cleaned_data["because"]
    )
    return _answer(request, subject_id, ShowForm(), ProtectForm(), shown)


@require_POST
def protect(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Protect where the child is."""
    form = ProtectForm(request.POST, today=london_date(request.at))
    viewer = viewer_of(request)
    if find_whereabouts(viewer=viewer, subject_id=SubjectId(subject_id), what="protecting where a child is") is None:
        return answer_nothing(request)
    if not form.is_valid():
        return _answer(request, subject_id, ShowForm(), form)
    protect_whereabouts(
        subject_id=SubjectId(subject_id),
        because=form.cleaned_data["because"],
        review_on=form.cleaned_data["review_on"],
        viewer=viewer,
        now=request.at,
    )
    return HttpResponseRedirect(reverse("whereabouts", args=[subject_id]))


def _answer(
    request: ViewedRequest,
    subject_id: UUID,
    show_form: ShowForm,
    protect_form: ProtectForm,
    shown: ShownPlaces | None = None,
) -> HttpResponse:
    found = open_whereabouts(
        viewer=viewer_of(request),
        subject_id=SubjectId(subject_id),
        what="whether where a child is is protected",
        now=request.at,
    )
    if found is None:
        return answer_nothing(request)
    bound = show_form.is_bound or protect_form.is_bound
    values = {
        "subject_id": subject_id,
        "found": found,
        "protections": found.protections,
        "shown": shown.places if shown is not None and shown.granted else None,
        "to_take_back": frozenset() if shown is None else shown.by_hand,
        "ring": desk_to_ring(request) if shown is not None and shown.granted else None,
        "refused": shown is not None and not shown.granted,
        "show_form": show_form,
        "protect_form": protect_form,
    }
    return render(request, "whereabouts/page.jinja", values, status=422 if bound else 200)
