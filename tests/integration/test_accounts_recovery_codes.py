"""A recovery code signs somebody in once; what is kept of it cannot be read, nor shown again."""

import importlib
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings

from reachable.access.models import User
from reachable.web.shared.recovery import renew_codes
from tests.factories.one_time_codes import code_now
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import make_corner

PASSWORD = "seven herons under the old bridge"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = re.compile(r'<code class="reach-code">([0-9A-Z-]+)</code>')


@pytest.fixture
def asha(database, tmp_path):
    with override_settings(DEMO=False, SECURE_SSL_REDIRECT=False, STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        made = make_corner()
        User.objects.filter(id=made.asha).update(password=make_password(PASSWORD))
        yield User.objects.get(id=made.asha)


def signs_in(code=None) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": "asha@example.org", "password": PASSWORD})
    if code is not None:
        client.post("/accounts/2fa/authenticate/", {"code": code})
    return client


def shows_again(client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_codes_are_shown_once_when_the_app_is_set_up_and_each_signs_in_once(asha):
    client = signs_in()
    shows_again(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<strong class="reach-code">([A-Z2-7]+)</strong>', page)
    assert secret is not None
    shown = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret[1])})
    codes = CODE.findall(shown.content.decode())
    assert len(codes) == 10
    assert "no-store" in shown["Cache-Control"]

    stored = json.dumps([row.data for row in Authenticator.objects.filter(user=asha, type="recovery_codes")])
    assert not any(code.replace("-", "").lower() in stored.lower().replace("-", "") for code in codes)
    again = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert "10 codes are left" in again
    assert not CODE.findall(again)

    assert is_in(signs_in(codes[0].lower()))
    assert not is_in(signs_in(codes[0])), "it was used"
    assert is_in(signs_in(codes[1]))
    assert "8 codes are left" in client.get("/accounts/2fa/").content.decode()


def test_new_codes_take_the_place_of_old_ones(asha):
    TOTP.activate(asha, TOTP_SECRET)
    client = signs_in(renew_codes(asha)[0])
    shows_again(client)
    assert b"9 codes you have left" in client.get("/accounts/2fa/recovery-codes/new/").content
    first = CODE.findall(client.post("/accounts/2fa/recovery-codes/new/").content.decode())
    second = CODE.findall(client.post("/accounts/2fa/recovery-codes/new/").content.decode())
    assert len(first) == len(second) == 10
    assert not is_in(signs_in(first[0]))
    assert is_in(signs_in(second[0]))


def test_guessing_at_recovery_codes_is_slowed(asha):
    TOTP.activate(asha, TOTP_SECRET)
    codes = renew_codes(asha)
    caches["default"].clear()
    for _each in range(5):
        assert not is_in(signs_in("CFGH2-CFGH2"))
    assert not is_in(signs_in(codes[0])), "beyond five in five minutes the right one waits too"
    caches["default"].clear()
    assert is_in(signs_in(codes[0]))


def test_codes_kept_as_a_seed_before_go_on_working_once_they_are_hashed(asha):
    TOTP.activate(asha, TOTP_SECRET)
    migration = importlib.import_module("reachable.access.migrations.0018_recovery_codes_hashed")
    seed = "0123456789abcdef" * 5
    Authenticator.objects.create(user=asha, type="recovery_codes", data={"seed": seed, "used_mask": 0b1})
    with connection.schema_editor() as editor:
        migration.hash_codes(apps, editor)
    kept = Authenticator.objects.get(user=asha, type="recovery_codes").data
    assert "seed" not in kept
    as_the_library = RecoveryCodes(Authenticator(data={"seed": seed, "used_mask": 0})).generate_codes()
    assert migration.codes_of_seed(seed, 0) == as_the_library
    used, *others = as_the_library
    assert not is_in(signs_in(used))
    assert is_in(signs_in(others[0]))
    assert not is_in(signs_in(others[0]))
