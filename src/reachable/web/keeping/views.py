"""Keeping: what waits for a decision, one record and the decision on it, holds, and what was erased.

In:  a request.
Out: a page. A record that is not the reader's to decide on and one that does not exist are answered alike.
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.access.domain.viewer import Role
from reachable.journeys import records_kept
from reachable.journeys.keepers_asked import may_keep
from reachable.journeys.records_kept import KeptRecord
from reachable.keeping.domain.deciding import CannotErase, CannotHold, CannotKeep, ErasureGround
from reachable.keeping.operations import KeepingNotFound
from reachable.kernel.ids import SubjectId
from reachable.kernel.london import london_date
from reachable.web.child.refused import answer_nothing
from reachable.web.keeping.forms import FORMS, make_forms
from reachable.web.shared.fresh_proof import ask_for_proof
from reachable.web.shared.viewing import ViewedRequest, viewer_of

CANNOT_BE_TAKEN_BACK = {
    "PROPOSE": gettext_lazy("propose to erase a record"),
    "ERASE": gettext_lazy("erase a record"),
    "LIFT": gettext_lazy("lift a hold"),
}
DONE = {
    "KEEP": gettext_lazy("The record is kept until the day you gave. Somebody is then asked again."),
    "HOLD": gettext_lazy("The record is held. Nobody can erase it until two people lift the hold."),
    "PROPOSE": gettext_lazy("Nothing is erased yet. Another supervisor of your agency decides."),
    "REFUSE": gettext_lazy("Nothing is erased. The record is kept until the day you gave."),
    "ASK_OFF": gettext_lazy("You have asked. The hold stands until another person confirms."),
    "LIFT": gettext_lazy("The hold is lifted. If the record is due, somebody is asked about it again."),
    "ERASE": gettext_lazy("The record is erased. What is left of it is below, with whom you have to tell."),
}
GONE_TO = {"HOLD": "holds", "ASK_OFF": "holds", "LIFT": "holds", "ERASE": "erased"}
GROUNDS = {each.code: each.label for each in ErasureGround}


@require_safe
def show_waiting(request: ViewedRequest) -> HttpResponse:
    """Show what waits for a decision in the reader's agency, most overdue first."""
    viewer = viewer_of(request)
    if not may_keep(viewer=viewer):
        return answer_nothing(request)
    waiting = records_kept.list_waiting(viewer=viewer, now=request.at)
    return render(request, "keeping/waiting.jinja", {"waiting": waiting, "at": "keeping"})


@require_safe
def show_holds(request: ViewedRequest) -> HttpResponse:
    """Show the holds of the reader's agency that stand."""
    viewer = viewer_of(request)
    if not may_keep(viewer=viewer):
        return answer_nothing(request)
    held = records_kept.list_held(viewer=viewer, now=request.at)
    return render(request, "keeping/holds.jinja", {"holds": held, "today": london_date(request.at), "at": "holds"})


@require_safe
def show_erased(request: ViewedRequest) -> HttpResponse:
    """Show what the reader's agency erased, and whom it has to tell."""
    viewer = viewer_of(request)
    if not may_keep(viewer=viewer):
        return answer_nothing(request)
    gone = records_kept.list_gone(viewer=viewer, now=request.at)
    return render(request, "keeping/erased.jinja", {"gone": gone, "grounds": GROUNDS, "at": "erased"})


@require_POST
def tell_of_erased(request: ViewedRequest, row_id: UUID) -> HttpResponse:
    """Keep that somebody was told of what was erased."""
    try:
        records_kept.tell(row_id=row_id, viewer=viewer_of(request), now=request.at)
    except KeepingNotFound:
        return answer_nothing(request)
    messages.success(request, _("It is kept that they were told, under your name."))
    return HttpResponseRedirect(reverse("erased"))


@require_http_methods(["GET", "POST"])
def decide_record(request: ViewedRequest, record_id: UUID) -> HttpResponse:
    """Show one record with the rule by which it is kept, and take the decision on it."""
    viewer = viewer_of(request)
    found = None
    if may_keep(viewer=viewer):
        found = records_kept.open_kept(subject_id=SubjectId(record_id), viewer=viewer, now=request.at)
    if found is None:
        return answer_nothing(request)
    act = request.POST.get("act", "")
    page = make_forms(request.POST, act)
    if act not in FORMS:
        return _show(request, found, page, "", status=200 if request.method == "GET" else 422)
    if not page[act].is_valid():
        return _show(request, found, page, act, status=422)
    if act in CANNOT_BE_TAKEN_BACK:
        asked = ask_for_proof(request, str(CANNOT_BE_TAKEN_BACK[act]))
        if asked is not None:
            return asked
    try:
        ACTS[act](request, found, page[act])
    except (CannotKeep, CannotHold, CannotErase) as refusal:
        page[act].add_error(None, _(str(refusal)))
        return _show(request, found, page, act, status=422)
    except KeepingNotFound:
        messages.info(request, _("Somebody has decided in the meantime. What they decided stands."))
        return HttpResponseRedirect(reverse("keeping"))
    messages.success(request, DONE[act])
    return HttpResponseRedirect(reverse(GONE_TO.get(act, "keeping")))


def _show(
    request: ViewedRequest, found: KeptRecord, page: Mapping[str, forms.Form], act: str, *, status: int
) -> HttpResponse:
    viewer = viewer_of(request)
    values = {
        "found": found,
        "forms": page,
        "sent": page[act] if act else None,
        "act": act,
        "is_supervisor": viewer.role is Role.SUPERVISOR,
        "reader_id": viewer.user_id,
    }
    return render(request, "keeping/record.jinja", values, status=status)


def _keep(request: ViewedRequest, found: KeptRecord, form: Any) -> None:
    records_kept.keep_longer(found=found, viewer=viewer_of(request), now=request.at, **form.cleaned_data)


def _hold(request: ViewedRequest, found: KeptRecord, form: Any) -> None:
    records_kept.hold_record(
        found=found,
        kind=form.chosen(),
        asked=form.asked(),
        because=form.cleaned_data["because"],
        viewer=viewer_of(request),
        now=request.at,
    )


def _propose(request: ViewedRequest, found: KeptRecord, form: Any) -> None:
    records_kept.propose(
        found=found,
        ground=form.chosen(),
        because=form.cleaned_data["because"],
        viewer=viewer_of(request),
        now=request.at,
    )


def _refuse(request: ViewedRequest, found: KeptRecord, form: Any) -> None:
    records_kept.refuse(found=found, viewer=viewer_of(request), now=request.at, **form.cleaned_data)


def _ask_off(request: ViewedRequest, found: KeptRecord, form: Any) -> None:
    records_kept.ask_for_lifting(found=found, viewer=viewer_of(request), now=request.at, **form.cleaned_data)


def _lift(request: ViewedRequest, found: KeptRecord, form: Any) -> None:
    records_kept.lift(found=found, viewer=viewer_of(request), now=request.at)


def _erase(request: ViewedRequest, found: KeptRecord, form: Any) -> None:
    records_kept.erase(found=found, viewer=viewer_of(request), now=request.at)


ACTS: Mapping[str, Callable[[ViewedRequest, KeptRecord, Any], None]] = {
    "KEEP": _keep,
    "HOLD": _hold,
    "PROPOSE": _propose,
    "REFUSE": _refuse,
    "ASK_OFF": _ask_off,
    "LIFT": _lift,
    "ERASE": _erase,
}
