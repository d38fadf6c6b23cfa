"""Pages of one's own second factor: what is set up, an app, recovery codes.

In:  a request of somebody signed in, who has shown a few minutes ago that it is them.
Out: the library's pages with ours in them; new recovery codes on one page, once.
"""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reachable.access.domain.account_words import AccountChange
from reachable.adapters.clock import read_clock
from reachable.journeys.account_told import tell_of_change
from reachable.web.shared.key_needed import asks_for_own_key
from reachable.web.shared.recovery import count_codes_left, renew_codes
from reachable.web.shared.viewing import signed_in_user


class SecondFactorView(IndexView):  # type: ignore[misc]  # the library ships no types
    """Shows what is set up."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Return what the page shows, with how many recovery codes are left."""
        found: dict[str, Any] = super().get_context_data(**named)
        return found | {"codes_left": count_codes_left(self.request.user)}


@method_decorator(asks_for_own_key, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class SetUpAppView(ActivateTOTPView):  # type: ignore[misc]  # as above
    """Sets up an authenticator app. Whoever has no recovery codes yet is shown theirs, once."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the app, and show the codes."""
        done: HttpResponse = super().form_valid(form)
        if count_codes_left(self.request.user) is not None:
            return done
        return show_codes(self.request, renew_codes(self.request.user))


@require_safe
def view_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show how many recovery codes are left. The codes themselves are kept nowhere."""
    if not _has_another_factor(request):
        return HttpResponseRedirect(reverse("mfa_index"))
    left = count_codes_left(request.user)
    return render(request, "mfa/recovery_codes/index.html", {"left": left or 0, "codes": ()})


@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # the library ships no types
@asks_for_own_key
@never_cache
@require_http_methods(["GET", "POST"])
def make_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ask if new codes are to be made; make them, and show them once."""
    if not _has_another_factor(request):
        return HttpResponseRedirect(reverse("mfa_index"))
    if request.method == "POST":
        codes = renew_codes(request.user)
        tell_of_change(user_id=signed_in_user(request), change=AccountChange.CODES_MADE, now=read_clock())
        return show_codes(request, codes)
    left = count_codes_left(request.user)
    return render(request, "mfa/recovery_codes/generate.html", {"unused_code_count": left or 0})


def show_codes(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    """Show new codes. They are in no address and in no message: leaving the page is losing sight of them."""
    return render(request, "mfa/recovery_codes/index.html", {"left": len(codes), "codes": codes})


def _has_another_factor(request: HttpRequest) -> bool:
    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(is_mfa_enabled(request.user, types))
