"""The reader's list of alerts, one alert, and the answers to it.

In:  a request.
Out: a page; after an answer, the alert again.
"""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from reachable.alerts.domain.states import Act, AlertState, CannotDoThat
from reachable.journeys.alert_answered import DecideFirst, NotYoursToAnswer, give_answer
from reachable.journeys.alerts_opened import OpenAlert, ToldOnly, list_my_alerts, open_alert
from reachable.journeys.jobs_watched import are_jobs_running
from reachable.kernel.ids import AlertId
from reachable.web.alerts.forms import AnswerForm, find_act_by, list_answer_forms, make_form
from reachable.web.child.head import say_age
from reachable.web.child.ladder_lines import find_whom_to_ring, list_answers, list_ladder, list_whole_ladder, say_state
from reachable.web.child.matters import Card, describe_matter
from reachable.web.child.refused import answer_nothing, desk_to_ring
from reachable.web.shared.display import clock, initials
from reachable.web.shared.viewing import ViewedRequest, viewer_of

SAID_AFTER = {
    AlertState.ACKNOWLEDGED: gettext_lazy("You have taken it. Nobody else is told until the time you gave."),
    AlertState.ACTED_ON: gettext_lazy("What was done is written down. Nobody else is told."),
    AlertState.NOT_RELEVANT: gettext_lazy("Your answer and your reason are written down. Nobody else is told."),
    AlertState.OPEN: gettext_lazy("It is open again. The next person on the ladder is being told."),
}
WAITS_ELSEWHERE = {
    "HANDOVER": (gettext_lazy("Handover"), gettext_lazy("A handover note waits to be taken over")),
    "REQUEST": (gettext_lazy("A request"), gettext_lazy("Somebody asks for what your agency holds")),
    "GLASS": (gettext_lazy("Broken glass"), gettext_lazy("Somebody broke the glass: it waits for a review")),
}
"""What an alert about no child is called, and what it says, where it is answered on a page of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """One alert on the list: initials and age, never a name."""

    href: str
    child: str
    why: str
    whose_turn: str
    since: str
    due: str
    state: str
    tone: str


@require_safe
def list_alerts(request: ViewedRequest) -> HttpResponse:
    """Show the reader's list: by legal deadline, then by time."""
    found = list_my_alerts(viewer=viewer_of(request), now=request.at)
    return render(
        request,
        "alerts/list.jinja",
        {
            "waiting": [_line(each, request) for each in found.waiting],
            "taken": [_line(each, request) for each in found.taken],
            "done": [_line(each, request) for each in found.done],
            "told_only": found.told_only,
            "jobs_run": are_jobs_running(now=request.at),
        },
    )


@require_safe
def show_alert(request: ViewedRequest, alert_id: UUID) -> HttpResponse:
    """Show one alert: why, who was told, and what can be answered."""
    return _show(request, AlertId(alert_id))


@require_POST
def answer(request: ViewedRequest, alert_id: UUID) -> HttpResponse:
    """Keep an answer and show the alert again."""
    act = next((each for each in Act if each.name == request.POST.get("act")), None)
    if act is None:
        return _show(request, AlertId(alert_id))
    form = make_form(act, now=request.at, answer=request.POST)
    if not form.is_valid():
        return _show(request, AlertId(alert_id), sent=act)
    try:
        after = give_answer(
            alert_id=AlertId(alert_id),
            act=act,
            reason=form.cleaned_data.get("reason", ""),
            act_by=find_act_by(form, now=request.at),
            viewer=viewer_of(request),
            now=request.at,
        )
    except NotYoursToAnswer:
        return answer_nothing(request)
    except DecideFirst:
        messages.info(
            request,
            _("A concern is answered by the decision on it, and a handover by taking it over. Until then it waits."),
        )
    except CannotDoThat:
        messages.info(request, _("Somebody has answered in the meantime. This is how it stands now."))
    else:
        messages.success(request, SAID_AFTER[after])
    return HttpResponseRedirect(reverse("alert", args=[alert_id]))


def _show(request: ViewedRequest, alert_id: AlertId, *, sent: Act | None = None) -> HttpResponse:
    found = open_alert(viewer=viewer_of(request), alert_id=alert_id, now=request.at)
    match found:
        case None:
            return answer_nothing(request)
        case ToldOnly():
            return render(
                request, "alerts/told_only.jinja", {"alert": found, "ring": desk_to_ring(request)}, status=403
            )
        case OpenAlert():
            forms = list_answer_forms(found.alert, now=request.at, sent=sent, answer=request.POST if sent else None)
            return render(
                request,
                "alerts/alert.jinja",
                {
                    "opened": found,
                    "age": say_age(found.born, request.at),
                    "card": None if found.matter is None else describe_matter(found.matter, now=request.at),
                    "why_without_rule": _say_why(found, None),
                    "state": say_state(found.alert, now=request.at),
                    "ladder": list_ladder(found.alert, now=request.at),
                    "whole_ladder": list_whole_ladder(found.alert, now=request.at),
                    "ring": find_whom_to_ring(found.alert),
                    "given": list_answers(found.alert),
                    "answers": forms,
                    "sent": _sent(forms, sent),
                },
                status=200 if sent is None else 422,
            )


def _sent(forms: tuple[AnswerForm, ...], sent: Act | None) -> AnswerForm | None:
    return next((each for each in forms if each.act is sent), None)


def _line(opened: OpenAlert, request: ViewedRequest) -> ListedLine:
    card = None if opened.matter is None else describe_matter(opened.matter, now=request.at)
    return ListedLine(
        href=reverse("alert", args=[opened.alert.id]),
        child=_say_child(opened, request),
        why=_say_why(opened, card),
        whose_turn=_("Nobody yet")
        if opened.alert.is_waiting
        else opened.alert.acknowledged_by or opened.alert.closed_by,
        since=clock(opened.alert.raised_at),
        due="" if card is None else card.due,
        state=say_state(opened.alert, now=request.at),
        tone=_tone(card),
    )


def _say_why(opened: OpenAlert, card: Card | None) -> str:
    if card is not None:
        return card.title
    if opened.alert.cause in WAITS_ELSEWHERE:
        return str(WAITS_ELSEWHERE[opened.alert.cause][1])
    return _("A concern waits for a decision")


def _say_child(opened: OpenAlert, request: ViewedRequest) -> str:
    if opened.alert.cause in WAITS_ELSEWHERE:
        return str(WAITS_ELSEWHERE[opened.alert.cause][0])
    if not opened.name:
        return _("Name not known")
    return f"{initials(opened.name)}, {say_age(opened.born, request.at)}"


def _tone(card: Card | None) -> str:
    return "waiting" if card is None else card.tone
