"""Packs of everything held of one person: those that were made, preparing one, reading, releasing, and as PDF.

In:  a request.
Out: a page, or a PDF. A pack that is not the reader's to see and one that does not exist are answered alike.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.adapters.pdf import can_make_pdf
from reachable.journeys.pack_made import (
    list_child_packs,
    list_words_to_read,
    open_pack,
    prepare_pack,
    release_pack,
)
from reachable.journeys.pack_stands import CHANGED, has_changed, require_stands
from reachable.journeys.share_awaited import MAY_RELEASE
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.journeys.sharing_told import say_reference
from reachable.kernel.ids import PackId, SubjectId
from reachable.kernel.london import london_date
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.domain.pack_catalogue import Why
from reachable.sharing.operations.packs import AlreadyReleased
from reachable.sharing.queries.packs import PackRecord
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.fresh_proof import ask_for_proof, needs_fresh_proof
from reachable.web.shared.paper import answer_left_out, answer_pdf
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.sharing.pack_forms import PackForm, ReleaseForm, list_text_choices

WHY = {each.code: each for each in Why}


@require_safe
def show_packs(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the packs the reader's agency made of a record, and by when each is owed."""
    try:
        packs = list_child_packs(viewer=viewer_of(request), subject_id=SubjectId(subject_id))
    except NotYoursToShare:
        return answer_nothing(request)
    today = london_date(request.at)
    lines = [
        {"pack": pack, "reference": say_reference(pack.id), "late": pack.released_at is None and pack.due_on < today}
        for pack in packs
    ]
    return render(request, "sharing/packs.jinja", {"lines": lines, "subject_id": subject_id})


@require_http_methods(["GET", "POST"])
def prepare(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the form, with the words that somebody has to read first, and freeze the pack."""
    viewer = viewer_of(request)
    try:
        texts = list_words_to_read(viewer=viewer, subject_id=SubjectId(subject_id), now=request.at)
    except NotYoursToShare:
        return answer_nothing(request)
    form = PackForm(request.POST if request.method == "POST" else None, texts=list_text_choices(texts))
    if form.is_bound and form.is_valid():
        try:
            pack_id = prepare_pack(
                viewer=viewer,
                subject_id=SubjectId(subject_id),
                wanted=form.wanted(),
                chosen=form.cleaned_data["read"],
                calendar=settings.CALENDAR,
                now=request.at,
            )
        except CannotShare as refusal:
            for problem in refusal.problems:
                form.add_error(None, _(problem))
        else:
            messages.success(
                request, _("The pack is prepared. Nothing has left: another person reads and releases it.")
            )
            return HttpResponseRedirect(reverse("pack", args=[pack_id]))
    values = {"form": form, "subject_id": subject_id}
    return render(request, "sharing/new_pack.jinja", values, status=422 if form.is_bound else 200)


@require_safe
def show_pack(request: ViewedRequest, pack_id: UUID) -> HttpResponse:
    """Show a pack as it was frozen."""
    pack = _open(request, pack_id)
    return answer_nothing(request) if pack is None else _show(request, pack, ReleaseForm())


@require_POST
@needs_fresh_proof(gettext_lazy("release a pack"))
def release(request: ViewedRequest, pack_id: UUID) -> HttpResponse:
    """Keep that a second person has read and released a pack."""
    pack, form = _open(request, pack_id), ReleaseForm(request.POST)
    if pack is None:
        return answer_nothing(request)
    if form.is_valid():
        try:
            release_pack(
                pack=pack,
                to_whom=form.cleaned_data["to_whom"],
                because=form.cleaned_data["because"],
                different_because=form.cleaned_data["different_because"],
                asker_different_because=form.cleaned_data["asker_different_because"],
                viewer=viewer_of(request),
                now=request.at,
            )
        except CannotShare as refusal:
            for problem in refusal.problems:
                form.add_error(None, _(problem))
        except AlreadyReleased:
            messages.info(request, _("Somebody has released it in the meantime."))
            return HttpResponseRedirect(reverse("pack", args=[pack_id]))
        else:
            messages.success(request, _("It is released, and on the register of what left."))
            return HttpResponseRedirect(reverse("pack", args=[pack_id]))
    return _show(request, pack, form)


@require_http_methods(["GET", "POST"])
def show_as_pdf(request: ViewedRequest, pack_id: UUID) -> HttpResponse:
    """Answer with a released pack as PDF, once whoever asks has shown again that it is them."""
    pack = _open(request, pack_id)
    if pack is None or pack.released_at is None:
        return answer_nothing(request)
    asked = ask_for_proof(request, _("make a file of a pack"))
    if asked is not None:
        return asked
    back = reverse("pack", args=[pack_id])
    left_out = answer_left_out(request, back=back)
    if left_out is not None:
        return left_out
    try:
        require_stands(pack=pack, viewer=viewer_of(request), now=request.at)
    except CannotShare as refusal:
        return _show(request, pack, ReleaseForm(), stopped=refusal.problems)
    return answer_pdf(request, "sharing/pack_paper.jinja", _values(pack), name="pack", what="a pack", back=back)


def _open(request: ViewedRequest, pack_id: UUID) -> PackRecord | None:
    try:
        return open_pack(viewer=viewer_of(request), pack_id=PackId(pack_id), now=request.at)
    except NotYoursToShare:
        return None


def _show(request: ViewedRequest, pack: PackRecord, form: ReleaseForm, *, stopped: Sequence[str] = ()) -> HttpResponse:
    """Show a pack, or only why it may not be read any more: whoever works with one child may not read of another."""
    viewer = viewer_of(request)
    if not stopped and has_changed(pack=pack, viewer=viewer, now=request.at):
        stopped = [CHANGED]
    if stopped:
        said = {"pack": pack, "reference": say_reference(pack.id), "stopped": [_(each) for each in stopped]}
        return render(request, "sharing/pack_stopped.jinja", said, status=409)
    values = {
        **_values(pack),
        "form": form,
        "may_release": viewer.role is MAY_RELEASE and viewer.user_id != pack.prepared_by_id,
        "has_pdf": can_make_pdf(),
    }
    return render(request, "sharing/pack.jinja", values, status=422 if form.is_bound else 200)


def _values(pack: PackRecord) -> dict[str, Any]:
    return {
        "pack": pack,
        "reference": say_reference(pack.id),
        "parts": pack.frozen["parts"],
        "looks": pack.frozen["looks"],
        # A pack of before this was asked says who looked.
        "no_looks_because": pack.frozen.get("no_looks_because", ""),
        "why": WHY,
    }
