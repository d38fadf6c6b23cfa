"""Broken glass: the one page on which it is broken, what came of it, what waits for a review, and the review.

In:  a request.
Out: a page. A child who is not there, one who is sealed and one's own kin are answered alike: nothing was opened.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.journeys.glass_broken import break_glass, close_my_glass, find_my_glass
from reachable.journeys.glass_reviewed import ReviewedAlready, list_to_review, open_glass, review_glass
from reachable.oversight.operations.glass import GlassIsOpen
from reachable.web.child.refused import answer_nothing, desk_to_ring
from reachable.web.glass.forms import GlassForm, ReviewForm
from reachable.web.shared.fresh_proof import ask_for_proof
from reachable.web.shared.viewing import ViewedRequest, viewer_of


@require_http_methods(["GET", "POST"])
def break_it(request: ViewedRequest) -> HttpResponse:
    """Show the page on which the glass is broken, and break it. Who may never read a record is told whom to ring."""
    if not viewer_of(request).role.may_read:
        return answer_nothing(request)
    form = GlassForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        # Asked only once everything else is right: at two in the morning nobody proves who they are twice.
        return ask_for_proof(request, _("break the glass")) or _break(request, form)
    return _show(request, form)


@require_safe
def show_nothing(request: ViewedRequest) -> HttpResponse:
    """Say that nothing was opened, in the same words whatever the cause."""
    if not viewer_of(request).role.may_read:
        return answer_nothing(request)
    return render(request, "glass/nothing.jinja", {"ring": desk_to_ring(request)})


@require_POST
def close(request: ViewedRequest) -> HttpResponse:
    """Close the glass the reader has open."""
    close_my_glass(viewer=viewer_of(request), now=request.at)
    messages.success(request, _("It is closed. The record is no longer open to you by it."))
    return HttpResponseRedirect(reverse("break_glass"))


@require_safe
def show_reviews(request: ViewedRequest) -> HttpResponse:
    """Show the broken glass the reader is asked to review, what waits first."""
    viewer = viewer_of(request)
    if not viewer.role.may_read:
        return answer_nothing(request)
    return render(request, "glass/reviews.jinja", {"listed": list_to_review(viewer=viewer, now=request.at)})


@require_http_methods(["GET", "POST"])
def review(request: ViewedRequest, glass_id: UUID) -> HttpResponse:
    """Show one breaking of the glass to its reviewer, and take the answer."""
    form = ReviewForm(request.POST if request.method == "POST" else None)
    viewer = viewer_of(request)
    found = open_glass(glass_id=glass_id, viewer=viewer, now=request.at)
    if found is None:
        return answer_nothing(request)
    if form.is_bound and form.is_valid():
        try:
            review_glass(
                glass_id=glass_id,
                answer=form.chosen(),
                words=form.cleaned_data["words"],
                viewer=viewer,
                now=request.at,
            )
        except ReviewedAlready:
            messages.info(request, _("Somebody has reviewed it in the meantime. The first answer stands."))
        else:
            messages.success(request, _("Your answer is kept under your name."))
        return HttpResponseRedirect(reverse("glass_review", args=[glass_id]))
    return render(request, "glass/review.jinja", {"found": found, "form": form}, status=422 if form.is_bound else 200)


def _break(request: ViewedRequest, form: GlassForm) -> HttpResponse:
    try:
        broken = break_glass(
            stated=form.stated(),
            reason=form.why(),
            danger=form.cleaned_data["danger"],
            viewer=viewer_of(request),
            now=request.at,
        )
    except GlassIsOpen:
        messages.info(request, _("Nothing more was opened: one child at a time. Close the record that is open first."))
        return HttpResponseRedirect(reverse("break_glass"))
    if broken.subject_id is None:
        return HttpResponseRedirect(reverse("glass_nothing"))
    return HttpResponseRedirect(reverse("child", args=[broken.subject_id]))


def _show(request: ViewedRequest, form: GlassForm) -> HttpResponse:
    values = {
        "form": form,
        "opened": find_my_glass(viewer=viewer_of(request), now=request.at),
        "ring": desk_to_ring(request),
        "now": request.at,
    }
    return render(request, "glass/break.jinja", values, status=422 if form.is_bound else 200)
