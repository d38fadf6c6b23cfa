"""The concerns that wait for a decision, one concern, and the decision.

In:  a request.
Out: a page. A concern that is not open to the reader, and one that does not exist, are answered alike.
"""

from collections.abc import Iterable
from uuid import UUID

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.journeys.concern_file_opened import open_concern_file
from reachable.journeys.concern_triaged import (
    ConcernToDecide,
    NotComplete,
    NotYoursToDecide,
    decide_concern,
    list_answers,
    list_concerns_of_area,
    open_concern,
)
from reachable.journeys.match_judged import NotYoursToJudge, judge_match
from reachable.journeys.possible_records import PossibleRecord
from reachable.kernel.ids import AboutId, ConcernId, SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.leaving import answer_file, ask_before_leaving
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.triage.forms import DecisionForm, JudgeForm

NOT_SAVED, HELD_BACK = 422, 409


@require_safe
def concerns_waiting(request: ViewedRequest) -> HttpResponse:
    """Show the concerns of the reader's area that wait, oldest first, and those decided this week."""
    found = list_concerns_of_area(viewer=viewer_of(request), now=request.at)
    if found is None:
        return answer_nothing(request)
    return render(request, "triage/waiting.jinja", {"found": found, "now": request.at})


@require_http_methods(["GET", "POST"])
def one_concern(request: ViewedRequest, concern_id: UUID) -> HttpResponse:
    """Show a concern as it was sent, with the form to decide on it, and take the decision."""
    viewer, wanted = viewer_of(request), ConcernId(concern_id)
    opened = open_concern(concern_id=wanted, viewer=viewer, now=request.at)
    if opened is None:
        return answer_nothing(request)
    answers = list_answers(opened.concern)
    if request.method != "POST":
        return _page(request, opened, DecisionForm(concern=opened.concern, answers=answers))
    form = DecisionForm(request.POST, concern=opened.concern, answers=answers)
    if form.is_valid():
        try:
            decide_concern(concern_id=wanted, decision=form.to_decision(), viewer=viewer, now=request.at)
        except NotYoursToDecide:
            return answer_nothing(request)
        except NotComplete as incomplete:
            form.show_problems(incomplete.problems)
    if form.errors:
        return _page(request, opened, form, status=NOT_SAVED)
    told = _("Decided: %(reference)s. Whoever raised it can read your answer.") % {
        "reference": opened.concern.reference
    }
    messages.success(request, told)
    return HttpResponseRedirect(reverse("triage"))


@require_http_methods(["GET", "HEAD", "POST"])
def concern_file(request: ViewedRequest, concern_id: UUID, position: int) -> HttpResponseBase:
    """Give a file that was sent with a concern, to be saved and not run; or say why it is not."""
    opened = open_concern_file(
        concern_id=ConcernId(concern_id), position=position, viewer=viewer_of(request), now=request.at
    )
    if opened is None:
        return answer_nothing(request)
    if opened.made is None:
        values = {"file": opened.file, "back": reverse("triage_concern", args=[concern_id])}
        told = "triage/file_held.jinja" if opened.opens else "triage/file_unopened.jinja"
        return render(request, told, values, status=HELD_BACK)
    # Asked here and not within: the page that asks must not be shut in as the file is.
    asked = ask_before_leaving(request)
    if asked is not None:
        return asked
    response = answer_file(
        request,
        opened.made.content,
        media_type=opened.made.kind.media_type,
        name=opened.file.file_name,
        what="a file sent with a concern",
        of_concern=AboutId(concern_id),
    )
    return csp_update({"sandbox": True})(lambda _request: response)(request)


@require_POST
def judge_record(request: ViewedRequest, concern_id: UUID) -> HttpResponse:
    """Take the answer about one record that may be of the child in a concern."""
    note_judgement(request)
    return HttpResponseRedirect(reverse("triage_concern", args=[concern_id]))


def note_judgement(request: ViewedRequest) -> None:
    """Take an answer about two records from a request, and say on the next page what came of it."""
    form = JudgeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed. Say whether it is the same child, and why."))
        return
    given = form.cleaned_data
    try:
        judge_match(
            left=SubjectId(given["own"]),
            right=SubjectId(given["other"]),
            answer=Answer(given["answer"]),
            because=given["because"],
            viewer=viewer_of(request),
            now=request.at,
        )
    except NotYoursToJudge:
        messages.error(request, _("Nothing was changed. One of the records is not open to you any more."))
        return
    messages.success(request, _("Your answer is kept, with your name. It can be taken back."))


def list_cards(possible: Iterable[PossibleRecord]) -> list[tuple[PossibleRecord, JudgeForm]]:
    """Return each record with a form to judge it, whose fields have ids of their own on the page."""
    return [
        (each, JudgeForm(initial={"own": each.own_id, "other": each.other_id}, auto_id=f"judge-{number}-%s"))
        for number, each in enumerate(possible, start=1)
    ]


def _page(request: ViewedRequest, opened: ConcernToDecide, form: DecisionForm, *, status: int = 200) -> HttpResponse:
    values = {
        "concern": opened.concern,
        "files": opened.files,
        "taken": opened.taken,
        "possible": list_cards(opened.possible),
        "form": form,
        "now": request.at,
    }
    return render(request, "triage/concern.jinja", values, status=status)
