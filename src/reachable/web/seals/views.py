"""Sealed records: the list, sealing, one seal with who looked, asking for it to be taken off, taking it off.

In:  a request.
Out: a page. A seal that is not for the reader and one that does not exist are answered alike.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.access.domain.seals import CannotSeal, CannotUnseal
from reachable.access.domain.viewer import Actor, Role
from reachable.access.operations.seals import SealNotFound
from reachable.journeys.record_sealed import ask_for_seal_off, seal_child, take_seal_off
from reachable.journeys.seals_read import find_seal, find_users_by_address, list_my_seals, list_seal_looks, list_systems
from reachable.web.child.refused import answer_nothing
from reachable.web.seals.forms import SealForm, UnsealForm
from reachable.web.shared.fresh_proof import needs_fresh_proof
from reachable.web.shared.viewing import ViewedRequest, viewer_of


@require_safe
def show_seals(request: ViewedRequest) -> HttpResponse:
    """Show the seals of the reader's agency to its sealing authority; to a reader, those that name them."""
    viewer = viewer_of(request)
    if not (_may_seal(request) or viewer.role.may_read):
        return answer_nothing(request)
    return render(request, "seals/list.jinja", {"seals": list_my_seals(viewer=viewer), "may_seal": _may_seal(request)})


@require_http_methods(["GET", "POST"])
@needs_fresh_proof(gettext_lazy("seal a record"))
def seal_new(request: ViewedRequest) -> HttpResponse:
    """Show the form that seals a record, and take it."""
    if not _may_seal(request):
        return answer_nothing(request)
    systems = list_systems(agency_id=viewer_of(request).agency_id)
    form = SealForm(request.POST if request.method == "POST" else None, systems=systems)
    if form.is_bound and form.is_valid():
        act_id = _seal(request, form)
        if act_id is not None:
            messages.success(request, _("The record is sealed. What falls due of it goes to the people named alone."))
            return HttpResponseRedirect(reverse("seal", args=[act_id]))
    return render(request, "seals/new.jinja", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def show_seal(request: ViewedRequest, act_id: UUID) -> HttpResponse:
    """Show one seal: why, who may open the record, who looked, and whether it is to be taken off."""
    return _show(request, act_id, UnsealForm(), status=200)


@require_POST
@needs_fresh_proof(gettext_lazy("ask for a seal to be taken off"))
def ask_off(request: ViewedRequest, act_id: UUID) -> HttpResponse:
    """Keep that somebody asks for a seal to be taken off."""
    if not _may_seal(request):
        return answer_nothing(request)
    form = UnsealForm(request.POST)
    if not form.is_valid():
        return _show(request, act_id, form, status=422)
    viewer = viewer_of(request)
    try:
        ask_for_seal_off(
            act_id=act_id,
            agency_id=viewer.agency_id,
            because=form.cleaned_data["because"],
            by=Actor.from_viewer(viewer),
            now=request.at,
        )
    except SealNotFound:
        return answer_nothing(request)
    messages.success(request, _("You have asked. The seal stays until another person who may unseal confirms."))
    return HttpResponseRedirect(reverse("seal", args=[act_id]))


@require_POST
@needs_fresh_proof(gettext_lazy("take a seal off"))
def take_off(request: ViewedRequest, act_id: UUID) -> HttpResponse:
    """Take a seal off that another person asked to take off."""
    if not _may_seal(request):
        return answer_nothing(request)
    viewer = viewer_of(request)
    try:
        take_seal_off(act_id=act_id, agency_id=viewer.agency_id, by=Actor.from_viewer(viewer), now=request.at)
    except SealNotFound:
        return answer_nothing(request)
    except CannotUnseal as refusal:
        messages.info(request, _(str(refusal)))
    else:
        messages.success(request, _("The seal is off. The record is open to whoever works with the child."))
    return HttpResponseRedirect(reverse("seal", args=[act_id]))


def _seal(request: ViewedRequest, form: SealForm) -> UUID | None:
    """Seal what the form says, or say what is wrong on it."""
    viewer = viewer_of(request)
    known = find_users_by_address(addresses=form.addresses())
    if form.say_unknown(known):
        return None
    try:
        return seal_child(
            agency_id=viewer.agency_id,
            system=form.cleaned_data["system"],
            local_id=form.cleaned_data["local_id"].strip(),
            wanted=form.wanted(known),
            by=Actor.from_viewer(viewer),
            now=request.at,
        )
    except CannotSeal as refusal:
        form.add_error(None, _(str(refusal)))
        return None


def _show(request: ViewedRequest, act_id: UUID, form: UnsealForm, *, status: int) -> HttpResponse:
    viewer = viewer_of(request)
    seal = find_seal(viewer=viewer, act_id=act_id)
    if seal is None:
        return answer_nothing(request)
    may_seal = _may_seal(request)
    return render(
        request,
        "seals/seal.jinja",
        {
            "seal": seal,
            "form": form,
            "may_seal": may_seal,
            "asked_by_reader": seal.asked_by_id == viewer.user_id,
            "looks": list_seal_looks(viewer=viewer, seal=seal) if may_seal else (),
        },
        status=status,
    )


def _may_seal(request: ViewedRequest) -> bool:
    return viewer_of(request).role is Role.SEALING_AUTHORITY
