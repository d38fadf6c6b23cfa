"""Somebody signs in by SAML in a browser: to another site and back, whose answer comes without a cookie of ours."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from reachable.access.context import acting
from reachable.access.domain.viewer import Actor
from reachable.access.models import User
from reachable.access.operations.identities import bind_identity
from reachable.kernel.ids import UserId
from tests.factories.saml_provider import TinySamlProvider, pages_of_a_saml_provider
from tests.journeys.live_site import Site
from tests.journeys.pictures import look_at_both_widths
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
EMAIL = "hugh.tremlett@example.org"
BY = Actor(user_id=None, agency_id=None, name="identities")


@pytest.fixture
def site(fresh_site: Site) -> Site:
    """Return the site under a name, so that the provider, under a number, is another site to a browser."""
    return replace(fresh_site, address=fresh_site.address.replace("127.0.0.1", "localhost"))


@pytest.fixture
def provider(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[TinySamlProvider]:
    """Return a provider at another site, to which somebody is bound. Its clock is the site's."""
    monkeypatch.setattr("onelogin.saml2.utils.OneLogin_Saml2_Utils.now", lambda: int(site.clock.read().timestamp()))
    with pages_of_a_saml_provider() as it:
        it.now = site.clock.read
        user_id = UserId(User.objects.get(email=EMAIL).id)
        now = site.clock.read()
        with acting(by=BY, what="bound", now=now):
            bind_identity(user_id=user_id, issuer=it.issuer, subject=it.subject, by=BY, now=now)
        with override_settings(DEMO=False, IDENTITY_PROVIDERS=(it.provider(),)):
            yield it


@pytest.mark.parametrize(
    "way", [Way.WITH_THE_KEYBOARD_ALONE, Way.WITHOUT_SCRIPTS, Way.ON_A_PHONE], ids=lambda way: way.name
)
def test_somebody_goes_to_their_agency_and_is_signed_in_when_they_come_back(
    way: Way, site: Site, provider: TinySamlProvider, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    hugh = open_visitor(site, way)
    hugh.goes_to("/accounts/login/?next=/ring/")
    hugh.follows("Sign in with Northshire Council")
    expect(hugh.page).to_have_title("Council")
    hugh.page.get_by_role("button", name="I am subject one").click()
    expect(hugh.main.get_by_role("heading", level=1)).to_have_text("Northshire Council has answered")
    if way is Way.WITH_THE_KEYBOARD_ALONE:
        look_at_both_widths(hugh, "saml_answered")
    hugh.presses("Continue")
    expect(hugh.page).to_have_url(site.at("/ring/"))
    cookies = {each["name"]: each for each in hugh.page.context.cookies(site.address)}
    assert cookies["sessionid"]["sameSite"] == "Lax", "no cookie was loosened for it"
