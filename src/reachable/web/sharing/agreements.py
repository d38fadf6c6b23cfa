"""Agreements between agencies: the list, one in plain words, writing, signing and ending one, and who is the officer.

In:  a request.
Out: a page. An agreement of other agencies and one that does not exist are answered alike.
"""

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
from reachable.journeys import agreements_made
from reachable.journeys.agreements_made import may_speak, open_agreement
from reachable.kernel.ids import AgreementId, AgreementVersionId
from reachable.kernel.london import london_date
from reachable.sharing.domain.written_agreements import CannotAgree
from reachable.sharing.operations.agreements import AgreementNotFound
from reachable.sharing.queries.agreements import AgreementRecord
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.fresh_proof import needs_fresh_proof
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.sharing.agreement_forms import EndForm, OfficerForm, VersionForm
from reachable.web.sharing.agreement_rows import group_agreements, lay_out, say_signers, say_standing, say_version
from reachable.web.sharing.rows import say_grounds


@require_safe
def show_agreements(request: ViewedRequest) -> HttpResponse:
    """Show the agreements the reader's agency has part in, by what is to be done."""
    return _list(request, OfficerForm(), status=200)


@require_POST
@needs_fresh_proof(gettext_lazy("name a data-protection officer"))
def name_officer(request: ViewedRequest) -> HttpResponse:
    """Keep who is the data-protection officer of the reader's agency."""
    viewer = viewer_of(request)
    if viewer.role is not Role.SUPERVISOR:
        return answer_nothing(request)
    form = OfficerForm(request.POST)
    if form.is_valid():
        try:
            agreements_made.name_officer(address=form.cleaned_data["address"], viewer=viewer, now=request.at)
        except CannotAgree as refusal:
            _say_problems(form, refusal)
    if form.errors:
        return _list(request, form, status=422)
    messages.success(request, _("Your data-protection officer is named, from now on."))
    return HttpResponseRedirect(reverse("agreements"))


@require_safe
def show_agreement(request: ViewedRequest, agreement_id: UUID) -> HttpResponse:
    """Show one agreement in plain words, what waits, and every version before."""
    return _show(request, agreement_id, EndForm(), status=200)


@require_http_methods(["GET", "POST"])
def write_agreement(request: ViewedRequest) -> HttpResponse:
    """Show the form for a new agreement, and take it."""
    if not may_speak(viewer=viewer_of(request)):
        return answer_nothing(request)
    return _write(request, None)


@require_http_methods(["GET", "POST"])
def write_version(request: ViewedRequest, agreement_id: UUID) -> HttpResponse:
    """Show the form for the next version of an agreement, and take it."""
    viewer = viewer_of(request)
    found = open_agreement(viewer=viewer, agreement_id=AgreementId(agreement_id))
    if found is None or found.is_ended or not may_speak(viewer=viewer):
        return answer_nothing(request)
    return _write(request, found)


@require_POST
@needs_fresh_proof(gettext_lazy("sign an agreement"))
def sign_version(request: ViewedRequest, agreement_id: UUID, version_id: UUID) -> HttpResponse:
    """Keep that the reader signs a version for their agency."""
    viewer = viewer_of(request)
    if not may_speak(viewer=viewer):
        return answer_nothing(request)
    try:
        by_both = agreements_made.sign_agreement(
            version_id=AgreementVersionId(version_id), viewer=viewer, now=request.at
        )
    except AgreementNotFound:
        return answer_nothing(request)
    except CannotAgree as refusal:
        messages.info(request, ". ".join(_(each) for each in refusal.problems))
    else:
        if by_both:
            messages.success(request, _("You have signed. Both agencies have now signed this version."))
        else:
            messages.success(request, _("You have signed. It does not hold before the other agency signs too."))
    return HttpResponseRedirect(reverse("agreement", args=[agreement_id]))


@require_POST
@needs_fresh_proof(gettext_lazy("end an agreement"))
def end_agreement(request: ViewedRequest, agreement_id: UUID) -> HttpResponse:
    """End an agreement for the reader's agency, at once."""
    viewer, form = viewer_of(request), EndForm(request.POST)
    if not may_speak(viewer=viewer):
        return answer_nothing(request)
    if not form.is_valid():
        return _show(request, agreement_id, form, status=422)
    try:
        has_held = agreements_made.end_at_once(
            agreement_id=AgreementId(agreement_id),
            because=form.cleaned_data["because"],
            viewer=viewer,
            now=request.at,
        )
    except AgreementNotFound:
        return answer_nothing(request)
    except CannotAgree as refusal:
        messages.info(request, " ".join(_(each) for each in refusal.problems))
    else:
        if has_held:
            done = _("The agreement has ended. From now on a named person looks first at what it spoke of.")
        else:
            done = _("The agreement has ended. It was never in force, so nothing was agreed by it.")
        messages.success(request, done)
    return HttpResponseRedirect(reverse("agreement", args=[agreement_id]))


def _list(request: ViewedRequest, form: OfficerForm, *, status: int) -> HttpResponse:
    viewer, today = viewer_of(request), london_date(request.at)
    held = agreements_made.list_my_agreements(viewer=viewer)
    officers = agreements_made.list_officers(agency_ids=[viewer.agency_id], at=request.at)
    values = {
        "groups": group_agreements(held, agency_id=viewer.agency_id, today=today),
        "today": today,
        "agency": viewer.agency_name,
        "officer": officers[0] if officers else None,
        "may_speak": may_speak(viewer=viewer),
        "may_name": viewer.role is Role.SUPERVISOR,
        "form": form,
    }
    return render(request, "sharing/agreements.jinja", values, status=status)


def _show(request: ViewedRequest, agreement_id: UUID, form: EndForm, *, status: int) -> HttpResponse:
    viewer, today = viewer_of(request), london_date(request.at)
    found = open_agreement(viewer=viewer, agreement_id=AgreementId(agreement_id))
    if found is None:
        return answer_nothing(request)
    governs = found.governing(today)
    shown = [each for each in (found.newest, governs) if each is not None]
    officers = agreements_made.list_officers(agency_ids=found.parties, at=request.at)
    named = {each.agency_id: each.name for each in officers}
    speaks = may_speak(viewer=viewer) and not found.is_ended
    signable = not found.is_ended and not found.newest.is_signed
    in_the_way = agreements_made.list_in_the_way(agreement=found, now=request.at) if signable else ()
    values = {
        "agreement": found,
        "standing": say_standing(found, today),
        "shown": [
            {
                "version": each,
                "table": lay_out(each.written.lines),
                "grounds": say_grounds(each.written.grounds),
                "signers": say_signers(each, found),
                "standing": say_version(each, found, today),
                "may_sign": speaks
                and not in_the_way
                and each.id == found.newest.id
                and not each.is_signed_for(viewer.agency_id),
            }
            for each in dict.fromkeys(shown)
        ],
        "earlier": [(each, say_signers(each, found)) for each in found.versions if each not in shown],
        "officers": [
            (found.holder, named.get(found.holder_id, "")),
            (found.recipient, named.get(found.recipient_id, "")),
        ],
        "speaks": speaks,
        "has_held": found.has_held(today),
        "in_the_way": [_(each) for each in in_the_way],
        "form": form,
    }
    return render(request, "sharing/agreement.jinja", values, status=status)


def _write(request: ViewedRequest, found: AgreementRecord | None) -> HttpResponse:
    viewer = viewer_of(request)
    form = VersionForm(
        request.POST if request.method == "POST" else None,
        others=agreements_made.list_other_agencies(viewer=viewer),
        deciders=agreements_made.list_deciders(
            agency_id=viewer.agency_id if found is None else found.holder_id, at=request.at
        ),
        day=london_date(request.at),
        before=None if found is None else found.newest.written,
    )
    if form.is_bound and form.is_valid():
        try:
            agreement_id = _keep(request, form, found)
        except CannotAgree as refusal:
            _say_problems(form, refusal)
        else:
            messages.success(request, _("It is written. It holds once a named person of each agency has signed it."))
            return HttpResponseRedirect(reverse("agreement", args=[agreement_id]))
    values = {"form": form, "agreement": found}
    return render(request, "sharing/write_agreement.jinja", values, status=422 if form.is_bound else 200)


def _keep(request: ViewedRequest, form: VersionForm, found: AgreementRecord | None) -> AgreementId:
    viewer = viewer_of(request)
    if found is None:
        return agreements_made.write_agreement(
            recipient_id=form.recipient_id(), written=form.written(), viewer=viewer, now=request.at
        )
    agreements_made.write_next_version(agreement_id=found.id, written=form.written(), viewer=viewer, now=request.at)
    return found.id


def _say_problems(form: forms.Form, refusal: CannotAgree) -> None:
    for problem in refusal.problems:
        form.add_error(None, _(problem))
