"""Somebody adds a security key, signs in with it, opens a locked desk with it, and proves with it who they are."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from reachable.access.domain.key_rules import KeyRule
from reachable.access.domain.sign_in_rules import read_dated_minutes
from reachable.access.domain.viewer import Role
from reachable.access.models import User
from reachable.kernel.london import london_date
from tests.journeys.live_site import Site
from tests.journeys.pictures import look_at_both_widths
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
PASSWORD = "seven herons under the old bridge"
EMAIL = "hugh.tremlett@example.org"
A_KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def by_name(fresh_site: Site) -> Iterator[Site]:
    """Return the site under a name: keys are bound to one, and no number is a name. Nothing of a demo counts here."""
    ten, fifteen = (read_dated_minutes({"2020-01-01": minutes}) for minutes in ("10", "15"))
    with override_settings(DEMO=False, IDLE_LOCK=ten, FRESH_PROOF=fifteen):
        yield replace(fresh_site, address=fresh_site.address.replace("127.0.0.1", "localhost"))


@pytest.fixture
def hugh(by_name: Site, open_visitor: Callable[[Site, Way], Visitor]) -> Visitor:
    """Return somebody with a password and a key in his machine."""
    user = User.objects.get(email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    visitor = open_visitor(by_name, Way.AT_A_DESK)
    machine = visitor.page.context.new_cdp_session(visitor.page)
    machine.send("WebAuthn.enable")
    machine.send("WebAuthn.addVirtualAuthenticator", {"options": A_KEY})
    return visitor


def sees(visitor: Visitor, heading: str, name: str = "") -> None:
    """Wait for a page, and look at it where it has a name. That it is answered as not done yet is no fault."""
    expect(visitor.main.get_by_role("heading", level=1)).to_have_text(heading)
    visitor.complaints = [
        each for each in visitor.complaints if "a status of 403" not in each and "a status of 423" not in each
    ]
    if name:
        look_at_both_widths(visitor, name)


def signs_in(visitor: Visitor) -> None:
    """Sign in with the password."""
    visitor.goes_to("/accounts/login/")
    visitor.writes("Email address", EMAIL)
    visitor.hands.write(visitor.main.locator("input[type=password]"), PASSWORD)
    visitor.presses("Sign in")
    expect(visitor.page).not_to_have_url(visitor.site.at("/accounts/login/"))


def test_a_key_is_added_signs_in_opens_the_desk_and_proves_who_it_is(hugh: Visitor, by_name: Site) -> None:
    signs_in(hugh)
    sees(hugh, "Show that it is still you")
    hugh.goes_to("/accounts/2fa/keys/")
    hugh.hands.write(hugh.main.locator("input[type=password]"), PASSWORD)
    hugh.presses("Continue")
    sees(hugh, "Security keys", "mfa_keys")
    hugh.writes("What you call it", "the blue one")
    hugh.presses("Add this key")
    sees(hugh, "Recovery codes", "recovery_codes_shown")
    hugh.goes_to("/accounts/2fa/keys/")
    hugh.reads("the blue one")
    look_at_both_widths(hugh, "mfa_keys-one")

    hugh.page.context.clear_cookies()
    signs_in(hugh)
    sees(hugh, "Use your security key, or enter a code", "mfa_authenticate-key")
    hugh.presses("Use your security key")
    expect(hugh.page).not_to_have_url(by_name.at("/accounts/2fa/authenticate/"), timeout=30_000)

    hugh.goes_to("/sessions/")
    sees(hugh, "Where you are signed in", "own_sessions-told")
    hugh.reads("a security key was added for you")
    by_name.clock.put_forward(timedelta(minutes=11))
    hugh.goes_to("/sessions/")
    sees(hugh, "This desk is locked", "locked-key")
    hugh.presses("Use your security key")
    sees(hugh, "Where you are signed in")

    for _half in range(2):
        by_name.clock.put_forward(timedelta(minutes=8))
        hugh.goes_to("/sessions/")
        sees(hugh, "Where you are signed in")
    hugh.presses("Sign out everywhere")
    sees(hugh, "Show that it is still you", "prove_again-key")
    hugh.presses("Use your security key")
    sees(hugh, "Sign in")
    hugh.complaints.clear()


def test_without_scripts_the_page_says_so_and_a_code_still_signs_in(
    hugh: Visitor, by_name: Site, open_visitor: Callable[[Site, Way], Visitor]
) -> None:
    signs_in(hugh)
    hugh.goes_to("/accounts/2fa/keys/")
    hugh.hands.write(hugh.main.locator("input[type=password]"), PASSWORD)
    hugh.presses("Continue")
    hugh.presses("Add this key")
    sees(hugh, "Recovery codes")
    code = hugh.main.locator("code").first.inner_text()
    other = open_visitor(by_name, Way.WITHOUT_SCRIPTS)
    signs_in(other)
    other.reads("A security key needs a browser that runs scripts")
    other.writes("Code", code)
    other.presses("Sign in")
    expect(other.page).not_to_have_url(by_name.at("/accounts/2fa/authenticate/"))


def test_whose_role_needs_a_key_adds_one_uses_it_and_goes_on(hugh: Visitor, by_name: Site) -> None:
    today = london_date(by_name.clock.read())
    rules = tuple(KeyRule(role=role, asked_from=today, grace_days=0, because="a test") for role in Role)
    with override_settings(KEY_RULES=rules):
        signs_in(hugh)
        hugh.goes_to("/accounts/2fa/keys/")
        hugh.hands.write(hugh.main.locator("input[type=password]"), PASSWORD)
        hugh.presses("Continue")
        sees(hugh, "Security keys", "mfa_keys-needed")
        hugh.reads("Your role needs a security key, and opens hardly any page until you have added one here")
        hugh.presses("Add this key")
        sees(hugh, "Recovery codes")
        hugh.goes_to("/sessions/")
        sees(hugh, "Show that it is still you", "key_needed-again")
        hugh.reads("Lost your key?")
        hugh.goes_to("/ring/")
        sees(hugh, "Who to ring")
        hugh.goes_to("/concerns/new/")
        sees(hugh, "Record a concern", "new_concern-without-key")
        hugh.goes_to("/sessions/")
        sees(hugh, "Show that it is still you")
        hugh.presses("Use your security key")
        expect(hugh.page).to_have_url(by_name.at("/sessions/"))
        by_name.clock.put_forward(timedelta(minutes=11))
        hugh.goes_to("/sessions/")
        sees(hugh, "This desk is locked", "locked-key-needed")
        hugh.reads("Your role needs a security key here")
        hugh.presses("Use your security key")
        expect(hugh.main.get_by_role("heading", level=1)).not_to_have_text("This desk is locked")
        hugh.complaints.clear()
