"""Somebody's own security keys: seen, added, taken away, and shown where a role needs one.

In:  a request of somebody who has shown a few minutes ago that it is them; what their browser says of a key.
Out: a page; a key kept or taken away, of which its owner is told.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reachable.access.queries import list_assignments
from reachable.adapters.clock import read_clock
from reachable.web.account.second_factor import show_codes
from reachable.web.shared.key_needed import asks_for_own_key, find_need, needs_key, needs_key_somewhere
from reachable.web.shared.key_options import as_json
from reachable.web.shared.recovery import count_codes_left, renew_codes
from reachable.web.shared.viewing import signed_in_user

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class OwnKey:
    """One security key, as its owner knows it."""

    number: int
    name: str
    added_at: datetime
    used_at: datetime | None


class ShowKeyView(ReauthenticateWebAuthnView):  # type: ignore[misc]  # the library ships no types
    """Asks for a key somebody has. Where a role of theirs needs it, no other way is offered: it would lead back."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Return what the page shows: if a key alone is enough, and if they have another role."""
        found: dict[str, Any] = super().get_context_data(**named)
        needed = needs_key_somewhere(self.request.user)
        return found | {"needed": needed, "other_roles": _has_other_roles(self.request)}


@asks_for_own_key
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # as above
@never_cache
@require_http_methods(["GET", "POST"])
def show_keys(request: HttpRequest) -> HttpResponse:
    """Show somebody's keys, and add one. Whoever has no recovery codes yet is shown theirs, once."""
    error = None
    if request.method == "POST":
        form = AddWebAuthnForm(user=request.user, data=request.POST)
        if _fits(form):
            name = form.cleaned_data["name"][:LONGEST_NAME]
            flows.add_authenticator(request, name=name, credential=form.cleaned_data["credential"])
            if count_codes_left(request.user) is None:
                return show_codes(request, renew_codes(request.user))
            return HttpResponseRedirect(reverse("mfa_keys"))
        error = " ".join(line for lines in form.errors.values() for line in lines)
    rows = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).order_by("created_at")
    keys = [OwnKey(each.pk, each.wrap().name, each.created_at, each.last_used_at) for each in rows]
    options = as_json(begin_registration(request.user, passwordless=False))
    need = find_need(getattr(request, "viewer", None))
    needed_now = needs_key(getattr(request, "viewer", None))
    values = {"keys": keys, "options": options, "error": error, "need": need, "needed_now": needed_now}
    values["other_roles"] = _has_other_roles(request)
    return render(request, "mfa/webauthn/keys.jinja", values, status=422 if error else 200)


def _fits(form: AddWebAuthnForm) -> bool:
    """Test if a key fits. What no key would say is a key that does not fit, and no failure of the page."""
    try:
        return bool(form.is_valid())
    except (KeyError, ValueError):
        form.add_error("credential", _("This is no answer of a security key. Nothing was changed: try again."))
        return False


@asks_for_own_key
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # as above
@require_POST
def remove_key(request: HttpRequest, number: int) -> HttpResponse:
    """Take a key of one's own away."""
    key = get_object_or_404(Authenticator, pk=number, user=request.user, type=Authenticator.Type.WEBAUTHN)
    flows.remove_authenticator(request, key)
    return HttpResponseRedirect(reverse("mfa_keys"))


def _has_other_roles(request: HttpRequest) -> bool:
    return len(list_assignments(user_id=signed_in_user(request), at=read_clock())) > 1
