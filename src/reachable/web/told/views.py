"""Who must not be told of a child: what stands and what stood, saying it, correcting it, and ending it.

In:  a request.
Out: a page. Refused and absent are answered with the same page, byte for byte.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reachable.journeys.not_told_recorded import (
    ENDED_MEANWHILE,
    NotToldPage,
    correct_not_told,
    end_not_told,
    find_own_entry,
    open_not_told,
    write_not_told,
)
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.people.domain.not_told import CannotBeKept, NotToldEntry
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.told.forms import CorrectForm, EndForm, NotToldForm


@require_safe
def show_not_told(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show who must not be told of a child, and what no longer stands."""
    page = _open(request, subject_id)
    if page is None:
        return answer_nothing(request)
    values = {
        "not_told": page,
        "subject_id": subject_id,
        "own": viewer_of(request).agency_id,
        "today": london_date(request.at),
    }
    return render(request, "told/list.jinja", values)


@require_http_methods(["GET", "POST"])
def write(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the form that says that an adult must not be told, and take it."""
    page = _open(request, subject_id)
    if page is None:
        return answer_nothing(request)
    form = NotToldForm(request.POST if request.method == "POST" else None, page=page)

    def keep() -> None:
        write_not_told(viewer=viewer_of(request), subject_id=SubjectId(subject_id), wish=form.wish(), now=request.at)

    done = _("It is kept. From now on nothing about this child goes to them.")
    return _keep(request, subject_id, form, keep, done=done) or _show(request, "told/new.jinja", subject_id, form)


@require_http_methods(["GET", "POST"])
def correct(request: ViewedRequest, subject_id: UUID, entry_id: UUID) -> HttpResponse:
    """Show an entry to be corrected, and take the correction."""
    found = _own(request, subject_id, entry_id)
    if found is None:
        return answer_nothing(request)
    page, entry = found
    if entry.ended_at is not None and request.method == "GET":
        return _answer_ended(request, subject_id)
    form = CorrectForm(request.POST if request.method == "POST" else None, page=page, before=entry)

    def keep() -> None:
        correct_not_told(
            viewer=viewer_of(request),
            subject_id=SubjectId(subject_id),
            entry_id=entry_id,
            wish=form.wish(),
            why=form.cleaned_data["why"],
            now=request.at,
        )

    done = _("It is corrected. What stood before stays to read.")
    return _keep(request, subject_id, form, keep, done=done, entry=entry) or _show(
        request, "told/correct.jinja", subject_id, form, entry=entry
    )


@require_http_methods(["GET", "POST"])
def end(request: ViewedRequest, subject_id: UUID, entry_id: UUID) -> HttpResponse:
    """Show an entry to be ended, and end it."""
    found = _own(request, subject_id, entry_id)
    if found is None:
        return answer_nothing(request)
    _page, entry = found
    if entry.ended_at is not None and request.method == "GET":
        return _answer_ended(request, subject_id)
    form = EndForm(request.POST if request.method == "POST" else None)

    def keep() -> None:
        end_not_told(
            viewer=viewer_of(request),
            subject_id=SubjectId(subject_id),
            entry_id=entry_id,
            because=form.cleaned_data["because"],
            now=request.at,
        )

    done = _("It is ended. It stays to read, with your reason.")
    return _keep(request, subject_id, form, keep, done=done, entry=entry) or _show(
        request, "told/end.jinja", subject_id, form, entry=entry
    )


def _open(request: ViewedRequest, subject_id: UUID) -> NotToldPage | None:
    try:
        return open_not_told(viewer=viewer_of(request), subject_id=SubjectId(subject_id))
    except NotYoursToShare:
        return None


def _own(request: ViewedRequest, subject_id: UUID, entry_id: UUID) -> tuple[NotToldPage, NotToldEntry] | None:
    """Return an entry of the reader's agency, one that ended too. Of another agency's the list says whom to ask."""
    page = _open(request, subject_id)
    try:
        return None if page is None else (page, find_own_entry(viewer=viewer_of(request), page=page, entry_id=entry_id))
    except NotYoursToShare:
        return None


def _answer_ended(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Go to the list, where what was corrected or ended is read, with who did and why."""
    messages.info(request, _("Somebody has corrected or ended that in the meantime. This is what stands now."))
    return HttpResponseRedirect(reverse("not_told", args=[subject_id]))


def _keep(
    request: ViewedRequest,
    subject_id: UUID,
    form: forms.Form,
    keep: Callable[[], None],
    *,
    done: str,
    entry: NotToldEntry | None = None,
) -> HttpResponse | None:
    """Keep what a form says and go to the list, or put beside its questions why it was not kept."""
    if not form.is_bound:
        return None
    if entry is not None and entry.ended_at is not None:
        # Said first: whatever else is wrong with what was typed, none of it can be kept here.
        form.add_error(None, _(ENDED_MEANWHILE))
        return None
    if not form.is_valid():
        return None
    try:
        keep()
    except CannotBeKept as refusal:
        for problem in refusal.problems:
            form.add_error(None, _(problem))
        return None
    messages.success(request, done)
    return HttpResponseRedirect(reverse("not_told", args=[subject_id]))


def _show(request: ViewedRequest, template: str, subject_id: UUID, form: forms.Form, **values: Any) -> HttpResponse:
    shown = {"form": form, "subject_id": subject_id, **values}
    return render(request, template, shown, status=422 if form.is_bound else 200)
