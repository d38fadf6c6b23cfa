"""The queue of records to judge, two records side by side, and taking a judgement back.

In:  a request.
Out: a page; after an answer, the queue again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from reachable.alerts.queries import AlertRecord
from reachable.intake.domain.layouts import LAYOUTS
from reachable.journeys.match_judged import NotYoursToJudge, judge_match, undo_match
from reachable.journeys.match_opened import PairPage, open_pair
from reachable.journeys.matches_listed import IN_A_DAY, RecordInPair, WaitingPair, list_matches_to_judge
from reachable.kernel.ids import JudgementId, SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.matching.domain.compared import JudgementNotLive
from reachable.web.child.head import say_age
from reachable.web.child.refused import answer_nothing
from reachable.web.matches.forms import JudgeForm, UndoForm
from reachable.web.shared.display import initials
from reachable.web.shared.viewing import ViewedRequest, viewer_of

SAID_AFTER = {
    Answer.SAME: gettext_lazy("Kept: the same child. Their records are one timeline now, and it can be undone."),
    Answer.DIFFERENT: gettext_lazy("Kept: different children. Reachable will not ask about these two again."),
    Answer.NOT_SURE: gettext_lazy("Kept: not sure. They stay on the list with what you wrote."),
}
ANSWER_WORDS = {
    Answer.SAME: gettext_lazy("The same child"),
    Answer.DIFFERENT: gettext_lazy("Different children"),
    Answer.NOT_SURE: gettext_lazy("Not sure"),
}
OTHER_SYSTEMS = {"just happened": gettext_lazy("What just happened"), "concerns": gettext_lazy("Concerns")}


@require_safe
def list_matches(request: ViewedRequest) -> HttpResponse:
    """Show the pairs that wait for this reader, as many as a person can judge in a day."""
    viewer = viewer_of(request)
    if not viewer.role.may_read:
        return answer_nothing(request)
    waiting = list_matches_to_judge(viewer=viewer, now=request.at)
    lines = [_line(pair, request) for pair in waiting.pairs]
    values = {
        "lines": lines,
        "in_all": waiting.in_all,
        "is_all": waiting.is_all,
        "judged_today": waiting.judged_today,
        "in_a_day": IN_A_DAY,
    }
    return render(request, "matches/list.jinja", values)


@require_http_methods(["GET", "POST"])
def judge(request: ViewedRequest, left: UUID, right: UUID) -> HttpResponse:
    """Show two records side by side; take the answer that is sent."""
    pair = SubjectId(left), SubjectId(right)
    if left == right:
        return answer_nothing(request)
    form = JudgeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer = Answer(form.cleaned_data["answer"])
        try:
            judge_match(
                left=pair[0],
                right=pair[1],
                answer=answer,
                because=form.cleaned_data["because"],
                viewer=viewer_of(request),
                now=request.at,
            )
        except NotYoursToJudge:
            return answer_nothing(request)
        messages.success(request, str(SAID_AFTER[answer]))
        return HttpResponseRedirect(reverse("matches"))
    return _show(request, pair, form, UndoForm(auto_id="undo-%s"))


@require_http_methods(["POST"])
def undo(request: ViewedRequest, judgement_id: UUID) -> HttpResponse:
    """Take a judgement back and show the two records as they are without it."""
    pair = _pair_named(request)
    form = UndoForm(request.POST, auto_id="undo-%s")
    if not form.is_valid():
        return answer_nothing(request) if pair is None else _show(request, pair, JudgeForm(), form)
    try:
        undo_match(
            judgement_id=JudgementId(judgement_id),
            because=form.cleaned_data["because"],
            viewer=viewer_of(request),
            now=request.at,
        )
    except (NotYoursToJudge, JudgementNotLive):
        return answer_nothing(request)
    messages.success(request, _("Taken back. Everything that hung on it is as if it had never been answered."))
    return HttpResponseRedirect(reverse("matches") if pair is None else reverse("match", args=pair))


def _show(request: ViewedRequest, pair: Sequence[SubjectId], form: JudgeForm, undoing: UndoForm) -> HttpResponse:
    viewer = viewer_of(request)
    page = open_pair(left=pair[0], right=pair[1], viewer=viewer, now=request.at) if viewer.role.may_read else None
    if page is None:
        return answer_nothing(request)
    values = {
        "pair": page,
        "left": _label(page.left.record, page),
        "right": _label(page.right.record, page),
        "left_age": say_age(page.left.record.born, request.at),
        "right_age": say_age(page.right.record.born, request.at),
        "alerts": {
            "left": _count_by_desk(page.left.alerts),
            "right": _count_by_desk(page.right.alerts),
        },
        "answers": {answer.value: str(words) for answer, words in ANSWER_WORDS.items()},
        "form": form,
        "undoing": undoing,
    }
    return render(request, "matches/pair.jinja", values, status=422 if form.is_bound or undoing.is_bound else 200)


def _count_by_desk(alerts: Iterable[AlertRecord]) -> list[str]:
    """Return the teams that have an alert that waits, with how many when there is more than one."""
    desks = Counter(f"{each.team_name}, {each.agency_name}" for each in alerts)
    return [desk if count == 1 else f"{desk} ({count})" for desk, count in desks.items()]


def _line(pair: WaitingPair, request: ViewedRequest) -> dict[str, object]:
    """Return a line of the list: initials and ages, never a name."""
    one, other = ((each, initials(each.name) or _("no name")) for each in (pair.left, pair.right))
    names = one[1] if one[1] == other[1] else f"{one[1]} / {other[1]}"
    ages = dict.fromkeys(say_age(each[0].born, request.at) for each in (one, other))
    return {
        "href": reverse("match", args=[pair.left.subject_id, pair.right.subject_id]),
        "child": f"{names}, {' / '.join(ages)}",
        "held_by": (_say_held(pair.left), _say_held(pair.right)),
        "agreeing": [_(each.value) for each in pair.agreeing],
        "disagreeing": [_(each.value) for each in pair.disagreeing],
        "warnings": pair.warnings,
        "found_at": pair.found_at,
        "not_sure_because": pair.not_sure_because,
        "hangs": pair.hangs,
    }


def _label(record: RecordInPair, page: PairPage) -> str:
    """Return whose record it is, with the system where one agency holds both."""
    same = page.left.record.agency_name == page.right.record.agency_name
    return _say_held(record) if same else record.agency_name


def _say_held(record: RecordInPair) -> str:
    system = _(LAYOUTS[record.system].title) if record.system in LAYOUTS else OTHER_SYSTEMS.get(record.system, "")
    return f"{record.agency_name} ({str(system).lower()})" if system else record.agency_name


def _pair_named(request: ViewedRequest) -> tuple[SubjectId, SubjectId] | None:
    """Return the two records of the page a judgement was taken back on, or None when the page did not say."""
    try:
        return SubjectId(UUID(request.POST.get("left", ""))), SubjectId(UUID(request.POST.get("right", "")))
    except ValueError:
        return None
