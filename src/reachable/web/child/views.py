"""One child: the page, the records, people and places, and who has looked.

In:  a request.
Out: a page. Refused and absent are answered with the same page, byte for byte.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reachable.journeys.child_opened import AskedToSee, ChildPage, list_looks, open_child
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.web.child.asking import AskingForm, list_choices
from reachable.web.child.head import describe_head
from reachable.web.child.matters import describe_open_now
from reachable.web.child.paced import paced
from reachable.web.child.people import list_brought_together, list_said
from reachable.web.child.picture import draw_swimlanes, list_not_known_then
from reachable.web.child.records import list_records
from reachable.web.child.refused import answer_nothing
from reachable.web.child.tracks import list_tracks, say_nrm
from reachable.web.shared.viewing import ViewedRequest, viewer_of

LOOKS_ON_A_PAGE = 100
DIGITS = 10


@require_safe
@paced
def show_child(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the child's page."""
    form = AskingForm(request.GET)
    page = _open(request, subject_id, form.asked(), "child's page")
    if page is None:
        return answer_nothing(request)
    return render(
        request,
        "child/page.jinja",
        {
            "form": form,
            "choices": list_choices(page, form.asked()),
            "head": describe_head(page, now=request.at),
            "now": describe_open_now(page.open_now, now=request.at),
            "nrm": say_nrm(page),
            "tracks": list_tracks(page, now=request.at),
            "picture": draw_swimlanes(page),
            "not_known_then": list_not_known_then(page),
            "child": page,
        },
    )


@require_safe
@paced
def show_records(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show every record of the child that the reader may see, forwards or backwards."""
    form = AskingForm(request.GET)
    page = _open(request, subject_id, form.asked(), "child's page: records")
    if page is None:
        return answer_nothing(request)
    backwards = request.GET.get("order") != "forwards"
    return render(
        request,
        "child/records.jinja",
        {
            "form": form,
            "choices": list_choices(page, form.asked()),
            "head": describe_head(page, now=request.at),
            "records": list_records(page, backwards=backwards),
            "backwards": backwards,
            "child": page,
        },
    )


@require_safe
@paced
def show_people(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show what each agency calls the child, homes, schools and numbers, and how the records came together."""
    page = _open(request, subject_id, AskedToSee(), "child's page: people and places")
    if page is None:
        return answer_nothing(request)
    return render(
        request,
        "child/people.jinja",
        {
            "head": describe_head(page, now=request.at),
            "said": list_said(page, today=request.at),
            "brought_together": list_brought_together(page),
            "child": page,
            "today": london_date(request.at),
        },
    )


@require_safe
def show_looks(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show who has looked at the child's records, when, in which role and why, a page at a time.

    A page is named by how many looks are older than its newest: looks are only added, so it stays where it is.
    """
    looks = list_looks(viewer=viewer_of(request), subject_id=SubjectId(subject_id))
    if looks is None:
        return answer_nothing(request)
    asked = request.GET.get("of_first", "")
    of_first = (
        min(int(asked), len(looks)) if asked.isascii() and asked.isdigit() and len(asked) < DIGITS else len(looks)
    )
    shown = looks[len(looks) - of_first :][:LOOKS_ON_A_PAGE]
    return render(
        request,
        "child/looked.jinja",
        {"looks": shown, "more": of_first - len(shown), "subject_id": subject_id},
    )


def _open(request: ViewedRequest, subject_id: UUID, asked: AskedToSee, what: str) -> ChildPage | None:
    return open_child(
        viewer=viewer_of(request),
        subject_id=SubjectId(subject_id),
        asked=asked,
        now=request.at,
        what=what,
    )
