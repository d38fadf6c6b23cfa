"""Looking again at the protection of where a child is: what waits for the reader, and keeping it on or ending it.

In:  a request.
Out: a page. A protection that is not the reader's to look at and one that does not exist are answered alike.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from reachable.journeys import protection_looked_at
from reachable.journeys.protection_looked_at import ProtectionPage, open_protection
from reachable.journeys.protections_due import list_protections_due
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.places.domain.looking_again import CannotLook
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.fresh_proof import ask_for_proof
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.whereabouts.forms import LOOKS

HEAVY = {
    "ASK": gettext_lazy("ask to end the protection of where a child is"),
    "END": gettext_lazy("end the protection of where a child is"),
}
DONE = {
    "KEEP": gettext_lazy("It stays protected. Somebody is asked again before the day you gave."),
    "ASK": gettext_lazy("You have asked. It stays protected until another person of your agency confirms."),
    "END": gettext_lazy("The protection by your agency has ended. That it did, and why, is kept."),
}


@require_safe
def show_due(request: ViewedRequest) -> HttpResponse:
    """Show the protections that wait for the reader, most overdue first."""
    viewer = viewer_of(request)
    if not viewer.role.may_read:
        return answer_nothing(request)
    return render(request, "whereabouts/due.jinja", {"due": list_protections_due(viewer=viewer, now=request.at)})


@require_http_methods(["GET", "POST"])
def look_again(request: ViewedRequest, record_id: UUID) -> HttpResponse:
    """Show one protection with its history, and take what the reader decides about it."""
    page = open_protection(subject_id=SubjectId(record_id), viewer=viewer_of(request), now=request.at)
    if page is None:
        return answer_nothing(request)
    act = request.POST.get("act", "")
    sent = {name: form(request.POST if name == act else None) for name, form in LOOKS.items()}
    if act not in LOOKS:
        return _show(request, page, sent, "", status=200 if request.method == "GET" else 422)
    if not sent[act].is_valid():
        return _show(request, page, sent, act, status=422)
    asked = ask_for_proof(request, str(HEAVY[act])) if act in HEAVY else None
    if asked is not None:
        return asked
    try:
        ACTS[act](request, page, sent[act])
    except CannotLook as refusal:
        sent[act].add_error(None, _(str(refusal)))
        return _show(request, page, sent, act, status=422)
    messages.success(request, DONE[act])
    return HttpResponseRedirect(reverse("protections"))


def _show(
    request: ViewedRequest, page: ProtectionPage, sent: Mapping[str, forms.Form], act: str, *, status: int
) -> HttpResponse:
    values = {
        "found": page,
        "forms": sent,
        "sent": sent[act] if act else None,
        "act": act,
        "asked_by_reader": page.asked is not None and page.asked.by_id == viewer_of(request).user_id,
        "today": london_date(request.at),
    }
    return render(request, "whereabouts/again.jinja", values, status=status)


def _keep(request: ViewedRequest, page: ProtectionPage, form: Any) -> None:
    protection_looked_at.keep_on(page=page, viewer=viewer_of(request), now=request.at, **form.cleaned_data)


def _ask(request: ViewedRequest, page: ProtectionPage, form: Any) -> None:
    protection_looked_at.ask_to_end(
        page=page,
        because=form.cleaned_data["because"],
        spoken=form.spoken(),
        viewer=viewer_of(request),
        now=request.at,
    )


def _end(request: ViewedRequest, page: ProtectionPage, _form: Any) -> None:
    protection_looked_at.end_it(page=page, viewer=viewer_of(request), now=request.at)


ACTS: Mapping[str, Callable[[ViewedRequest, ProtectionPage, Any], None]] = {"KEEP": _keep, "ASK": _ask, "END": _end}
