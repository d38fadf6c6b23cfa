"""What a session keeps of an identity provider: which one it was, and whether a second factor was used there.

In:  a session.
Out: the provider's name, or None; whether a second factor there counts.
"""

from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.conf import settings
from django.http import HttpRequest

from reachable.access.domain.outside_sign_in import Provider
from reachable.access.domain.saml_sign_in import SamlProvider

PROVIDER, STRONG_THERE = "provider", "strong_there"


def provider_of(request: HttpRequest) -> Provider | SamlProvider | None:
    """Return the provider that signed somebody in with a second factor, or None. One no longer set counts no more."""
    if not request.session.get(STRONG_THERE):
        return None
    name = request.session.get(PROVIDER)
    return next((each for each in settings.IDENTITY_PROVIDERS if each.name == name), None)


def has_second_factor(request: HttpRequest) -> bool:
    """Test if somebody signed in has a second factor: one of their own, or one their provider asked for."""
    return provider_of(request) is not None or bool(get_mfa_adapter().is_mfa_enabled(request.user))


def list_ways_in() -> tuple[Provider | SamlProvider, ...]:
    """Return the providers by which people may sign in."""
    providers: tuple[Provider | SamlProvider, ...] = settings.IDENTITY_PROVIDERS
    return providers
