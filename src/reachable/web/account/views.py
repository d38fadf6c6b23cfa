"""Pages on which somebody says who they are and in which assignment they look.

In:  a choice.
Out: a session; a redirect to where they were going.
"""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from reachable.access.domain.partnership import Assignment
from reachable.access.domain.viewer import PURPOSES_OF_ROLE, Purpose
from reachable.access.queries import list_assignments, list_sign_in_choices
from reachable.web.account.adapter import note_signed_in
from reachable.web.shared.desk import end_own_session, forget_session
from reachable.web.shared.fresh_proof import keep_proof
from reachable.web.shared.hardening import leave_nothing
from reachable.web.shared.viewing import ViewedRequest, keep_choice, signed_in_user

SIGN_IN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
def choose_assignment(request: ViewedRequest) -> HttpResponse:
    """Show the assignments somebody holds, each with its purposes, and keep the one they choose."""
    held = list_assignments(user_id=signed_in_user(request), at=request.at)
    if request.method == "POST":
        assignment = _chosen(held, request.POST.get("membership_id", ""))
        purpose = _purpose(assignment, request.POST.get("purpose", "")) if assignment is not None else None
        if assignment is not None and purpose is not None:
            keep_choice(request, assignment.membership_id, purpose)
            return HttpResponseRedirect(where_next(request))
    choices = [(assignment, PURPOSES_OF_ROLE[assignment.role]) for assignment in held]
    return render(
        request,
        "account/choose_assignment.jinja",
        {"choices": choices, "next": where_next(request), "nothing_chosen": request.method == "POST"},
        status=422 if request.method == "POST" else 200,
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def demo_sign_in(request: ViewedRequest) -> HttpResponse:
    """Show the made-up people by what they do and sign in as the one chosen. There is no such page outside a demo."""
    if not settings.DEMO:
        raise Http404
    choices = list_sign_in_choices(at=request.at)
    if request.method == "POST":
        assignment = _chosen([choice.assignment for choice in choices], request.POST.get("membership_id", ""))
        if assignment is not None:
            user = get_user_model()._default_manager.get(pk=assignment.user_id)
            login(request, user, backend=SIGN_IN_BACKEND)
            forget_session(request)
            keep_choice(request, assignment.membership_id, None)
            keep_proof(request, request.at)
            note_signed_in(user)
            return HttpResponseRedirect(where_next(request))
    agencies = [
        (name, list(people)) for name, people in groupby(choices, key=lambda choice: choice.assignment.agency_name)
    ]
    return render(request, "account/demo_sign_in.jinja", {"agencies": agencies, "next": where_next(request)})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end_own_session(request, "signed out")
    logout(request)
    return leave_nothing(HttpResponseRedirect("/"))


def not_here(request: HttpRequest, **_named: str) -> HttpResponse:
    """Answer that there is no such page: the library has one, and Reachable does not offer it.

    :raises Http404: always.
    """
    raise Http404


def _chosen(held: Sequence[Assignment], membership_id: str) -> Assignment | None:
    try:
        wanted = UUID(membership_id)
    except ValueError:
        return None
    return next((each for each in held if each.membership_id == wanted), None)


def _purpose(assignment: Assignment, code: str) -> Purpose | None:
    return next((each for each in PURPOSES_OF_ROLE[assignment.role] if each.code == code), None)


def where_next(request: HttpRequest) -> str:
    """Return where somebody was going, if that is a page of this site, otherwise the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"
