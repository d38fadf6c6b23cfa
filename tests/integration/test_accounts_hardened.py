"""The site starts only with safe settings, fails without showing its inside, and refuses known passwords."""

import hashlib
import json
import logging
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client, RequestFactory, override_settings

from reachable.access.models import User
from reachable.config.boot import UnsafeToStart, refuse_unsafe_settings
from reachable.web.account import passwords
from reachable.web.account.passwords import StolenPasswordValidator
from reachable.web.shared import errors
from tests.factories.plain_files import PLAIN_FILES

KEY = "0123456789abcdef" * 4
SAFE = {
    "DEMO": False,
    "DEBUG": False,
    "HTTPS": True,
    "ALLOWED_HOSTS": ["reachable.example.org"],
    "SECRET_KEY": KEY,
    "CONTEXT_KEY": KEY,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}
FOR_REAL = """
import json, django
django.setup()
from django.conf import settings as s
print(json.dumps({name: getattr(s, name) for name in (
    "DEBUG", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN")}))
"""


def settings_with(**changed):
    return SimpleNamespace(**{**SAFE, **changed})


def test_safe_settings_start():
    refuse_unsafe_settings(settings_with())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"ALLOWED_HOSTS": ["*"]}, "REACHABLE_HOSTS"),
        ({"SECRET_KEY": "short"}, "REACHABLE_SECRET_KEY"),
        ({"CONTEXT_KEY": "short"}, "REACHABLE_CONTEXT_KEY"),
        ({"HTTPS": False}, "REACHABLE_HTTPS"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}, "REACHABLE_MAIL_HOST"),
    ],
)
def test_one_unsafe_setting_stops_the_start_and_is_named(changed, said):
    with pytest.raises(UnsafeToStart, match=said):
        refuse_unsafe_settings(settings_with(**changed))


def test_a_demo_needs_no_https_and_still_shows_nothing_of_its_inside():
    refuse_unsafe_settings(settings_with(DEMO=True, HTTPS=False))
    with pytest.raises(UnsafeToStart, match="DEBUG"):
        refuse_unsafe_settings(settings_with(DEMO=True, DEBUG=True))


def test_outside_a_demo_cookies_are_bound_to_this_host_and_https_and_browsers_remember_it():
    world = {name: value for name, value in os.environ.items() if name != "REACHABLE_DEMO"}
    done = subprocess.run([sys.executable, "-c", FOR_REAL], env=world, capture_output=True, text=True, check=True)
    held = json.loads(done.stdout)
    assert held["DEBUG"] is False
    assert (held["SESSION_COOKIE_NAME"], held["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert held["SESSION_COOKIE_SECURE"]
    assert held["CSRF_COOKIE_SECURE"]
    assert held["SESSION_COOKIE_HTTPONLY"]
    assert held["CSRF_COOKIE_HTTPONLY"]
    assert (held["SESSION_COOKIE_PATH"], held["SESSION_COOKIE_DOMAIN"]) == ("/", None)
    assert held["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert held["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert held["SECURE_SSL_REDIRECT"]


def test_a_failure_shows_a_reference_that_stands_in_the_log_and_nothing_of_what_failed(caplog):
    request = RequestFactory().get("/child/00000000-0000-0000-0000-000000000001/")
    request.request_id = "5e0dad90-1111-2222-3333-444444444444"
    with override_settings(STORAGES=PLAIN_FILES), caplog.at_level(logging.ERROR):
        answer = errors.show_failure(request)
    words = answer.content.decode()
    assert answer.status_code == 500
    assert request.request_id in words
    assert "/child/" not in words
    assert "Traceback" not in words
    assert request.request_id in caplog.text
    assert "/child/" not in caplog.text


def test_where_even_the_page_for_a_failure_fails_a_sentence_and_a_reference_are_shown(monkeypatch, caplog):
    def fail(*_words, **_named):
        raise RuntimeError("secret words")

    monkeypatch.setattr(errors, "render", fail)
    answer = errors.show_failure(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Do not assume that this last step was saved" in answer.content
    assert b"secret words" not in answer.content


@pytest.mark.parametrize(
    "password",
    [
        "short one",
        "reachable-safeguarding-2026!",
        "Children123456789!",
        "Welcome to the council 2026",
        "aaaaaaaaaaaaaaaaaaaa",
        "123456789012345678",
        "joanna.pryce@example.org",
        "q1w2e3r4t5y6u7i8",
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(email="joanna.pryce@example.org", name="Joanna Pryce"))


@pytest.mark.parametrize(
    "password",
    ["seven herons under the old bridge", "lampen duvet kraken stilts", "ünïcödé wörds ärë fïne töö", "x7" * 64],
)
def test_any_signs_and_any_length_from_fifteen_will_do(password):
    varied = password if len(set(password)) > 5 else password + "heron lamp violet"
    validate_password(varied, User(email="joanna.pryce@example.org", name="Joanna Pryce"))


@pytest.fixture
def stolen(tmp_path):
    words = [f"stolen password number {number}" for number in range(500)]
    lines = sorted(hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper() + ":3" for word in words)
    path = tmp_path / "stolen.txt"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_every_password_of_the_list_of_stolen_ones_is_refused_and_no_other(stolen):
    validator = StolenPasswordValidator(str(stolen))
    for number in range(500):
        with pytest.raises(ValidationError, match="stolen"):
            validator.validate(f"stolen password number {number}")
    for number in range(500, 1000):
        validator.validate(f"stolen password number {number}")


def test_a_list_that_is_named_and_missing_is_said_so(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="no such file"):
        StolenPasswordValidator(str(tmp_path / "nothing"))


def test_the_words_that_are_refused_are_written_down():
    from pathlib import Path

    page = (Path(__file__).resolve().parents[2] / "docs/assurance/signing-in.md").read_text()
    for word in passwords.EXPECTED_WORDS:
        assert f"`{word}`" in page


def test_a_browsers_report_leaves_a_line_without_the_pages_address(caplog, database):
    report = {
        "csp-report": {
            "violated-directive": "script-src",
            "blocked-uri": "https://evil.example.org/x.js?child=1",
            "document-uri": "https://reachable.example.org/child/1/",
        }
    }
    with override_settings(STORAGES=PLAIN_FILES), caplog.at_level(logging.WARNING, "reachable.api.policy_report"):
        sent = Client().post("/policy-report/", json.dumps(report), content_type="application/csp-report")
    assert sent.status_code == 204
    assert "script-src by evil.example.org" in caplog.text
    assert "child" not in caplog.text


@pytest.mark.parametrize("body", ["", "[]", "{", '{"csp-report": 1}', "x" * 9000])
def test_a_report_that_is_none_is_refused(body, database):
    with override_settings(STORAGES=PLAIN_FILES):
        sent = Client().post("/policy-report/", body, content_type="application/csp-report")
    assert sent.status_code in (400, 413)
