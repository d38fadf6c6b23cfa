"""Who has an account cannot be found out by how long an answer takes: the same work is done for an unknown address."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from reachable.access.models import User
from tests.factories.plain_files import PLAIN_FILES
from tests.integration.made_up import make_corner

PASSWORD = "seven herons under the old bridge"


@pytest.fixture
def made(database, tmp_path):
    with override_settings(DEMO=False, SECURE_SSL_REDIRECT=False, STORAGES=PLAIN_FILES, STATIC_ROOT=tmp_path):
        made = make_corner()
        User.objects.filter(id=made.asha).update(password=make_password(PASSWORD))
        yield made


def work_for(email, monkeypatch) -> tuple[int, int, bytes]:
    """Return how often Argon2 is reckoned, how many statements are sent, and what is answered but for the address."""
    hashed = []
    for name in ("encode", "verify"):
        method = getattr(Argon2PasswordHasher, name)

        def counted(self, *words, _method=method):
            hashed.append(1)
            return _method(self, *words)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    client = Client()
    client.get("/accounts/login/")
    with CaptureQueriesContext(connection) as sent:
        answer = client.post("/accounts/login/", {"login": email, "password": "another long one here"})
    monkeypatch.undo()
    statements = [each["sql"].split(" ")[0] for each in sent.captured_queries]
    return len(hashed), len(statements), answer.content.replace(email.encode(), b"")


def without_tokens(page: bytes) -> bytes:
    return b"".join(line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line)


def test_an_unknown_address_costs_as_many_hashes_and_is_answered_alike(made, monkeypatch):
    known, unknown = (work_for(f"{who}@example.org", monkeypatch) for who in ("asha", "nobody"))
    assert known[0] == unknown[0] == 1
    assert abs(known[1] - unknown[1]) <= 1
    assert without_tokens(known[2]) == without_tokens(unknown[2])
