"""Somebody's own security keys: seen, added, taken away.

In:  a request of somebody who has shown a few minutes ago that it is them; what their browser says of a key.
Out: a page; a key kept or taken away, of which its owner is told.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reachable.web.account.second_factor import show_codes
from reachable.web.shared.key_needed import asks_for_own_key, find_need, needs_key
from reachable.web.shared.key_options import as_json
from reachable.web.shared.recovery import count_codes_left, renew_codes

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class OwnKey:
    """One security key, as its owner knows it."""

    number: int
    name: str
    added_at: datetime
    used_at: datetime | None


@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # the library ships no types
@asks_for_own_key
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
    return render(request, "mfa/webauthn/keys.jinja", values, status=422 if error else 200)


def _fits(form: AddWebAuthnForm) -> bool:
    """Test if a key fits. What no key would say is a key that does not fit, and no failure of the page."""
    try:
        return bool(form.is_valid())
    except (KeyError, ValueError):
        form.add_error("credential", _("This is no answer of a security key. Nothing was changed: try again."))
        return False


@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # as above
@asks_for_own_key
@require_POST
def remove_key(request: HttpRequest, number: int) -> HttpResponse:
    """Take a key of one's own away."""
    key = get_object_or_404(Authenticator, pk=number, user=request.user, type=Authenticator.Type.WEBAUTHN)
    flows.remove_authenticator(request, key)
    return HttpResponseRedirect(reverse("mfa_keys"))
