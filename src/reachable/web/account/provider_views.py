"""Signing in with one's agency, and showing there that it is still oneself.

In:  the name of an identity provider; what a browser brings back from it. By SAML it comes back to saml_views.py.
Out: a session of somebody the agency registered; or a page that says that nobody was signed in.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reachable.access.domain.outside_sign_in import Asked, ClaimRefused, OutsideProof, Provider, judge_claims
from reachable.access.domain.saml_sign_in import SamlProvider
from reachable.access.domain.viewer import Actor
from reachable.access.operations.sessions import note_failed_sign_in
from reachable.access.queries.identities import find_identified
from reachable.adapters.identity_provider import ProviderAway, fetch_claims, find_addresses, write_request
from reachable.adapters.saml_provider import OurSide, write_saml_request
from reachable.kernel.ids import UserId
from reachable.web.account.views import SIGN_IN_BACKEND, where_next
from reachable.web.shared.fresh_proof import keep_outside_proof
from reachable.web.shared.outside import PROVIDER, STRONG_THERE
from reachable.web.shared.viewing import ViewedRequest

UNDER_WAY = "with_provider"
LONGEST_AWAY = timedelta(minutes=10)
REFUSED, AWAY = 403, 503


@login_not_required
@require_safe
def go_to_provider(request: ViewedRequest, name: str) -> HttpResponse:
    """Send somebody to their agency to sign in; somebody signed in, to show there that it is still them."""
    provider = find_provider(name)
    again = request.user.is_authenticated
    kept = {
        "name": name,
        "state": secrets.token_urlsafe(32),
        "began_at": request.at.isoformat(),
        "next": where_next(request),
        "again": str(request.user.pk) if again else "",
    }
    if isinstance(provider, SamlProvider):
        ours = our_side(request, provider)
        kept["id"], address = write_saml_request(provider, ours, state=kept["state"])
        request.session[UNDER_WAY] = {**kept, "ours": ours.entity_id, "back": ours.answers_at}
        return HttpResponseRedirect(address)
    kept["nonce"], kept["verifier"] = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    kept["back"] = request.build_absolute_uri(reverse("account_back", args=[name]))
    try:
        address = write_request(
            provider,
            find_addresses(provider),
            back=kept["back"],
            state=kept["state"],
            nonce=kept["nonce"],
            verifier=kept["verifier"],
            anew=True,  # A session there is no sign that whoever sits here now is the one who began it.
        )
    except (ProviderAway, ClaimRefused):
        return say_not_signed_in(request, provider, "away", AWAY)
    request.session[UNDER_WAY] = kept
    return HttpResponseRedirect(address)


@login_not_required
@require_safe
def come_back(request: ViewedRequest, name: str) -> HttpResponse:
    """Take what a browser brings back. Whatever is wrong with it, the answer is the same: nobody was signed in."""
    provider = find_provider(name)
    if isinstance(provider, SamlProvider):
        raise Http404
    # Taken out before it is looked at: what comes back a second time meets nothing.
    kept = request.session.pop(UNDER_WAY, None)
    if kept is None:
        return say_not_signed_in(
            request, provider, "refused", REFUSED
        )  # Anybody can send this: it is not worth an entry.
    try:
        proof = _prove(request, provider, kept)
    except ProviderAway:
        return say_not_signed_in(request, provider, "away", AWAY)
    except ClaimRefused as refusal:
        return refuse(request, provider, refusal)
    return take_proof(request, provider, proof, kept)


def take_proof(
    request: ViewedRequest, provider: Provider | SamlProvider, proof: OutsideProof, kept: dict[str, str]
) -> HttpResponse:
    """Sign in whom a provider's word is of, or keep that it is still them. Stranger and leaver are answered alike."""
    found = find_identified(issuer=proof.issuer, subject=proof.subject)
    if found is None or not found.may_sign_in:
        _note("the identity provider named nobody who may sign in", None if found is None else found.user_id, request)
        return say_not_signed_in(request, provider, "refused", REFUSED)
    if kept["again"]:
        return _go_on(request, provider, proof, found.user_id, kept)
    return _sign_in(request, provider, proof, found.user_id, kept)


def refuse(request: ViewedRequest, provider: Provider | SamlProvider, refusal: ClaimRefused) -> HttpResponse:
    """Note why a provider's word was not believed, and answer as always."""
    _note(f"what the identity provider said was refused: {refusal}", None, request)
    return say_not_signed_in(request, provider, "refused", REFUSED)


def check_asked(
    request: ViewedRequest, provider: Provider | SamlProvider, kept: dict[str, str], state: str
) -> datetime:
    """Return when this browser asked the provider.

    :raises ClaimRefused: when it did not ask for this, asked too long ago, or somebody else is signed in by now.
    """
    if kept["name"] != provider.name:
        raise ClaimRefused("another provider was asked")
    if not hmac.compare_digest(kept["state"].encode(), state.encode()):
        raise ClaimRefused("another state")
    began_at = datetime.fromisoformat(kept["began_at"])
    if not timedelta(0) <= request.at - began_at < LONGEST_AWAY:
        raise ClaimRefused("away too long")
    if kept["again"] != (str(request.user.pk) if request.user.is_authenticated else ""):
        raise ClaimRefused("somebody else is signed in here")
    return began_at


def our_side(request: HttpRequest, provider: SamlProvider) -> OurSide:
    """Return what we are to a SAML provider: where its answers come to, and by what name it knows us."""
    known_as = provider.audience or request.build_absolute_uri(reverse("account_saml_metadata", args=[provider.name]))
    answers_at = request.build_absolute_uri(reverse("account_saml", args=[provider.name]))
    return OurSide(entity_id=known_as, answers_at=answers_at)


def _prove(request: ViewedRequest, provider: Provider, kept: dict[str, str]) -> OutsideProof:
    """Return who the provider says somebody is.

    :raises ClaimRefused: when this browser did not ask for it, or it is not to be believed.
    :raises ProviderAway: when the provider does not answer.
    """
    began_at = check_asked(request, provider, kept, request.GET.get("state", ""))
    addresses = find_addresses(provider)
    if request.GET.get("iss", provider.issuer if not addresses.says_issuer else "") != provider.issuer:
        raise ClaimRefused("another issuer answered")
    code = request.GET.get("code", "")
    if "error" in request.GET or not code:
        raise ClaimRefused("the provider signed nobody in")
    claims = fetch_claims(provider, addresses, code=code, verifier=kept["verifier"], back=kept["back"])
    asked = Asked(
        issuer=provider.issuer,
        client_id=provider.client_id,
        nonce=kept["nonce"],
        began_at=began_at,
        anew=True,
    )
    return judge_claims(claims, asked, provider, now=request.at)


def _sign_in(
    request: ViewedRequest,
    provider: Provider | SamlProvider,
    proof: OutsideProof,
    user_id: UserId,
    kept: dict[str, str],
) -> HttpResponse:
    """Sign somebody in. Without a second factor there, their own is asked for here, as after a password."""
    user: Any = get_user_model()._default_manager.get(pk=user_id)
    user.backend = SIGN_IN_BACKEND
    if not proof.second_factor:
        return cast("HttpResponse", perform_login(request, Login(user=user, redirect_url=kept["next"])))
    adapter = get_adapter(request)
    adapter.login(request, user)
    # Only once they are in: what is kept before could count for whoever signs in next.
    request.session[PROVIDER], request.session[STRONG_THERE] = provider.name, True
    return cast("HttpResponse", adapter.post_login(request, user, **_as_the_library_says(kept["next"])))


def _go_on(
    request: ViewedRequest,
    provider: Provider | SamlProvider,
    proof: OutsideProof,
    user_id: UserId,
    kept: dict[str, str],
) -> HttpResponse:
    """Keep that somebody showed that it is still them, when it is them and they used a second factor."""
    if UUID(kept["again"]) != user_id or not proof.second_factor:
        _note("somebody else, or without a second factor, showed who they are", UserId(UUID(kept["again"])), request)
        return say_not_signed_in(request, provider, "not_again", REFUSED)
    if not keep_outside_proof(request):
        return say_not_signed_in(request, provider, "key_instead", REFUSED)
    return render(request, "account/shown_again.jinja", {"provider": provider.label})


def _as_the_library_says(next_page: str) -> dict[str, Any]:
    return {
        "email_verification": None,
        "redirect_url": next_page,
        "signal_kwargs": None,
        "signup": False,
        "email": None,
    }


def find_provider(name: str) -> Provider | SamlProvider:
    """Return the provider of this name.

    :raises Http404: when none is set.
    """
    named: tuple[Provider | SamlProvider, ...] = settings.IDENTITY_PROVIDERS
    found = next((each for each in named if each.name == name), None)
    if found is None:
        raise Http404
    return found


def _note(what: str, user_id: UserId | None, request: ViewedRequest) -> None:
    note_failed_sign_in(what=what, by=Actor(user_id=user_id, agency_id=None, name="", role_code="NONE"), now=request.at)


def say_not_signed_in(request: HttpRequest, provider: Provider | SamlProvider, what: str, status: int) -> HttpResponse:
    """Answer that nobody was signed in."""
    return render(request, "account/not_signed_in.jinja", {"provider": provider.label, "what": what}, status=status)
