"""The note one shift leaves to the next: the list, writing, reading, as PDF, and taking over.

In:  a request.
Out: a page. A note that is not open to the reader, and one that does not exist, are answered alike.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.adapters.pdf import can_make_pdf
from reachable.journeys.briefing_made import Briefing
from reachable.journeys.file_left import note_file_left
from reachable.journeys.handed_over import (
    PAGE,
    HandoverPage,
    NotOpenToWriter,
    NotYoursToHandOver,
    TakenOverAlready,
    YourOwnNote,
    hand_over,
    list_notes,
    list_spoken,
    open_handover,
    prepare_handover,
    take_over,
)
from reachable.kernel.ids import HandoverId, SubjectId
from reachable.web.briefing.rows import describe_briefing, say_child
from reachable.web.child.refused import answer_nothing
from reachable.web.handover.forms import HandoverForm
from reachable.web.shared.paper import answer_left_out, answer_pdf
from reachable.web.shared.viewing import ViewedRequest, viewer_of


@require_safe
def list_handovers(request: ViewedRequest) -> HttpResponse:
    """Show the notes left to the reader's team in the last weeks."""
    try:
        notes = list_notes(viewer=viewer_of(request), now=request.at)
    except NotYoursToHandOver:
        return answer_nothing(request)
    return render(request, "handover/list.jinja", {"notes": notes})


@require_http_methods(["GET", "POST"])
def write_handover(request: ViewedRequest) -> HttpResponse:
    """Show what the next shift will be shown, with the form for what it must know beside that, and take the form."""
    viewer = viewer_of(request)
    try:
        shift, briefing = prepare_handover(viewer=viewer, calendar=settings.CALENDAR, now=request.at)
    except NotYoursToHandOver:
        return answer_nothing(request)
    form = HandoverForm(request.POST if request.method == "POST" else None, children=_children(briefing))
    if form.is_bound and form.is_valid():
        try:
            note_id = hand_over(words=form.cleaned_data["words"], lines=form.lines(), viewer=viewer, now=request.at)
        except NotOpenToWriter as refusal:
            form.refuse(refusal.subject_ids)
        except NotYoursToHandOver:
            return answer_nothing(request)
        else:
            messages.success(request, _("The note is kept. It waits until somebody takes it over by name."))
            return HttpResponseRedirect(reverse("handover", args=[note_id]))
    values = {"form": form, "shift": shift, "briefing": briefing, "rows": describe_briefing(briefing)}
    return render(request, "handover/new.jinja", values, status=422 if form.is_bound else 200)


@require_safe
def show_handover(request: ViewedRequest, note_id: UUID) -> HttpResponse:
    """Show a note with what stood open when it was written. Asked for to be printed, it is noted as taken out."""
    taken = request.GET.get("taken") == "on-paper"
    page = _open(request, note_id, f"{PAGE}, taken out on paper" if taken else PAGE)
    if page is None:
        return answer_nothing(request)
    values = {**_values(page, request), "has_pdf": can_make_pdf(), "taken": taken}
    answer = render(request, "handover/note.jinja", values)
    if taken:
        note_file_left(viewer=viewer_of(request), what=f"{PAGE} on paper", content=answer.content, now=request.at)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def show_as_pdf(request: ViewedRequest, note_id: UUID) -> HttpResponse:
    """Answer with the same note as PDF, noted as read like the page."""
    left_out = answer_left_out(request, back=reverse("handover", args=[note_id]))
    if left_out is not None:
        return left_out
    page = _open(request, note_id, f"{PAGE}, as PDF")
    if page is None:
        return answer_nothing(request)
    return answer_pdf(
        request,
        "handover/paper.jinja",
        _values(page, request),
        name="handover",
        what=PAGE,
        back=reverse("handover", args=[note_id]),
    )


@require_POST
def take_over_handover(request: ViewedRequest, note_id: UUID) -> HttpResponse:
    """Keep who has taken a note over, and show it again."""
    try:
        take_over(note_id=HandoverId(note_id), viewer=viewer_of(request), now=request.at)
    except NotYoursToHandOver:
        return answer_nothing(request)
    except YourOwnNote:
        messages.info(request, _("You wrote this note. Somebody of the next shift takes it over."))
    except TakenOverAlready:
        messages.info(request, _("Somebody has taken it over in the meantime."))
    else:
        messages.success(request, _("You have taken the shift over. The note says so, and nobody else is told."))
    return HttpResponseRedirect(reverse("handover", args=[note_id]))


def _open(request: ViewedRequest, note_id: UUID, what: str) -> HandoverPage | None:
    return open_handover(
        note_id=HandoverId(note_id),
        viewer=viewer_of(request),
        calendar=settings.CALENDAR,
        now=request.at,
        what=what,
    )


def _values(page: HandoverPage, request: ViewedRequest) -> dict[str, Any]:
    called = dict(_children(page.briefing))
    return {
        "note": page.note,
        "lines": [(called.get(line.subject_id, _("Another child you work with")), line) for line in page.lines],
        "not_shown": page.not_shown,
        "may_take_over": page.may_be_taken_over_by(viewer_of(request)),
        "briefing": page.briefing,
        "rows": describe_briefing(page.briefing),
    }


def _children(briefing: Briefing) -> list[tuple[SubjectId, str]]:
    """Return the children of a briefing as a list says them: initials and age."""
    return [(child.subject_id, say_child(child, briefing.as_at)) for child in list_spoken(briefing)]
