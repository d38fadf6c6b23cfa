"""Signing in with one's agency by SAML: what its provider sends back, and the step from there into one's own session.

In:  an answer that the provider's page sends to us through somebody's browser.
Out: a session of somebody the agency registered; or a page that says that nobody was signed in.

The answer comes from another site, so that the browser sends no cookie of ours with it, and it must not: anybody's page
could send one. It is neither looked at nor kept. It goes into a page of ours with a button; what that sends comes from
this site, with the session that asked, and only the session that asked this very question is signed in by it.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from reachable.access.context import acting
from reachable.access.domain.outside_sign_in import ClaimRefused, OutsideProof
from reachable.access.domain.saml_sign_in import SamlAsked, SamlProvider, digest_of_assertion, judge_assertion
from reachable.access.domain.viewer import Actor
from reachable.access.operations.assertions import AssertionTaken, take_assertion
from reachable.adapters.saml_provider import LONGEST_ANSWER, OurSide, read_assertion, write_metadata
from reachable.web.account.provider_views import (
    REFUSED,
    UNDER_WAY,
    check_asked,
    find_provider,
    our_side,
    refuse,
    say_not_signed_in,
    take_proof,
)
from reachable.web.shared.viewing import ViewedRequest

ANSWER, STATE = "SAMLResponse", "RelayState"
LONGEST_STATE = 200


@csrf_exempt
@login_not_required
@require_POST
def take_answer(request: ViewedRequest, name: str) -> HttpResponse:
    """Hand what a provider's page sent on to the browser, to be sent from this site. Nothing is signed in by it."""
    provider = _saml_provider(name)
    answer, state = request.POST.get(ANSWER, ""), request.POST.get(STATE, "")
    if not 0 < len(answer) <= LONGEST_ANSWER or not 0 < len(state) <= LONGEST_STATE:
        return say_not_signed_in(request, provider, "refused", REFUSED)
    values = {"provider": provider.label, "name": name, "sent": {ANSWER: answer, STATE: state}}
    return render(request, "account/saml_answered.jinja", values)


# A page that another site led to can hold no token of a form. The state that the session keeps stands in its place.
@csrf_exempt
@login_not_required
@require_POST
def go_on(request: ViewedRequest, name: str) -> HttpResponse:
    """Sign in whom the answer is of, when this browser's session asked for it. Otherwise all are answered alike."""
    provider = _saml_provider(name)
    # Taken out before it is looked at: what comes back a second time meets nothing.
    kept = request.session.pop(UNDER_WAY, None)
    if kept is None or "id" not in kept:
        return say_not_signed_in(request, provider, "refused", REFUSED)
    try:
        proof = _prove(request, provider, kept)
    except ClaimRefused as refusal:
        return refuse(request, provider, refusal)
    return take_proof(request, provider, proof, kept)


@login_not_required
@require_safe
def show_metadata(request: ViewedRequest, name: str) -> HttpResponse:
    """Say to a provider who we are and where its answers come to. There is no secret in it."""
    provider = _saml_provider(name)
    return HttpResponse(
        write_metadata(provider, our_side(request, provider)), content_type="application/samlmetadata+xml"
    )


def _prove(request: ViewedRequest, provider: SamlProvider, kept: dict[str, str]) -> OutsideProof:
    """Return who the provider says somebody is.

    :raises ClaimRefused: when this browser did not ask for it, it is not to be believed, or it was taken before.
    """
    began_at = check_asked(request, provider, kept, request.POST.get(STATE, ""))
    ours = OurSide(entity_id=kept["ours"], answers_at=kept["back"])
    said = read_assertion(request.POST.get(ANSWER, ""), provider, ours, request_id=kept["id"], now=request.at)
    asked = SamlAsked(
        issuer=provider.issuer,
        request_id=kept["id"],
        audience=ours.entity_id,
        answers_at=ours.answers_at,
        began_at=began_at,
    )
    proof = judge_assertion(said, asked, provider, now=request.at)
    by = Actor(user_id=None, agency_id=None, name="", role_code="NONE")
    digest = digest_of_assertion(issuer=said.issuer, assertion_id=said.assertion_id)
    try:
        with acting(by=by, what="an identity provider's assertion was taken", now=request.at, noted_as="SIGNED_IN"):
            take_assertion(digest=digest, by=by, now=request.at)
    except AssertionTaken as taken:
        raise ClaimRefused(str(taken)) from None
    return proof


def _saml_provider(name: str) -> SamlProvider:
    """Return the SAML provider of this name.

    :raises Http404: when none is set.
    """
    provider = find_provider(name)
    if not isinstance(provider, SamlProvider):
        raise Http404
    return provider
