"""Somebody with a password and a phone signs in, sets up one-time codes, and manages them; each page is looked at."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from reachable.access.models import User
from tests.factories.one_time_codes import code_now
from tests.journeys.live_site import Site
from tests.journeys.pictures import look_at_both_widths
from tests.journeys.visitor import Visitor
from tests.journeys.ways import BROWSER_TEST, Way

pytestmark = BROWSER_TEST
PASSWORD = "seven herons under the old bridge"
EMAIL = "joanna.pryce@example.org"


@pytest.fixture
def joanna(site: Site, open_visitor: Callable[[Site, Way], Visitor]) -> Visitor:
    """Return somebody who was given a password."""
    user = User.objects.get(email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    return open_visitor(site, Way.AT_A_DESK)


def _sees(visitor: Visitor, heading: str, name: str) -> None:
    expect(visitor.main.get_by_role("heading", level=1)).to_have_text(heading)
    look_at_both_widths(visitor, name)


def _signs_in(visitor: Visitor) -> None:
    visitor.goes_to("/accounts/login/")
    visitor.writes("Email address", EMAIL)
    visitor.hands.write(visitor.main.locator("input[type=password]"), PASSWORD)
    visitor.presses("Sign in")
    expect(visitor.page).not_to_have_url(visitor.site.at("/accounts/login/"))


def _shows_that_it_is_still_her(visitor: Visitor, name: str) -> None:
    _sees(visitor, "Show that it is still you", name)
    visitor.hands.write(visitor.main.locator("input[type=password]"), PASSWORD)
    visitor.presses("Continue")


def test_one_time_codes_are_set_up_used_and_switched_off(joanna: Visitor) -> None:
    joanna.goes_to("/accounts/login/")
    _sees(joanna, "Sign in", "account_login")
    _signs_in(joanna)

    joanna.goes_to("/accounts/2fa/")
    _sees(joanna, "Signing in safely", "mfa_index")
    joanna.presses("Set it up")
    _shows_that_it_is_still_her(joanna, "account_reauthenticate")
    _sees(joanna, "Set up your authenticator app", "mfa_activate_totp")
    joanna.writes(
        "Six digits from the app", code_now(joanna.main.locator(".reach-code").inner_text(), still_good_for=12)
    )
    joanna.presses("Switch it on")
    _sees(joanna, "Recovery codes", "mfa_view_recovery_codes")
    recovery_code = joanna.main.locator("code").first.inner_text()

    joanna.page.context.clear_cookies()
    _signs_in(joanna)
    _sees(joanna, "Enter your one-time code", "mfa_authenticate")
    joanna.writes("Code", recovery_code)
    joanna.presses("Sign in")

    joanna.goes_to("/accounts/2fa/reauthenticate/")
    _sees(joanna, "Show that it is still you", "mfa_reauthenticate")
    joanna.goes_to("/accounts/2fa/recovery-codes/new/")
    _shows_that_it_is_still_her(joanna, "account_reauthenticate")
    _sees(joanna, "Make new recovery codes?", "mfa_generate_recovery_codes")
    joanna.goes_to("/accounts/2fa/totp/deactivate/")
    _sees(joanna, "Switch off the authenticator app?", "mfa_deactivate_totp")
    joanna.presses("Switch it off")
    joanna.goes_to("/accounts/2fa/")
    joanna.reads("Not set up yet")


def test_a_password_is_changed(joanna: Visitor) -> None:
    _signs_in(joanna)
    joanna.goes_to("/accounts/password/change/")
    _sees(joanna, "Change your password", "account_change_password")
