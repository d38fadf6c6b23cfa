"""Somebody is let back in by two people, and neither of them learns or chooses how."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.db import connection
from django.test import Client, override_settings

from reachable.access import operations
from reachable.access.context import running
from reachable.access.domain.viewer import Role
from reachable.access.models import User
from reachable.alerts.models import OutboxMessage
from reachable.config.command import main
from reachable.config.commands import approval
from reachable.web.shared.refused import count_refusal, count_refusals
from tests.factories.one_time_codes import code_now
from tests.integration.made_up import DAY, MACHINE, NOW, make_corner, make_user

PASSWORD = "seven herons under the old bridge"
NEW_PASSWORD = "nine otters beside the green lock"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ASHA, BEN = "asha@example.org", "ben@example.org"


@pytest.fixture
def corner(database, monkeypatch):
    with override_settings(DEMO=False):
        made = make_corner()
        with running(job="test", now=NOW):
            ben = make_user("ben")
            operations.register_membership(
                user_id=ben, team_id=made.workers, role=Role.SUPERVISOR, starts_at=NOW - 30 * DAY, by=MACHINE, now=NOW
            )
        User.objects.filter(id=made.asha).update(password=make_password(PASSWORD))
        for each in User.objects.filter(email__in=[ASHA, BEN]):
            TOTP.activate(each, TOTP_SECRET)
        monkeypatch.setattr(approval, "getpass", lambda _ask: code_now(TOTP_SECRET))
        yield made


def has_password() -> bool:
    return User.objects.get(email=ASHA).has_usable_password()


def test_a_supervisor_agrees_by_a_code_and_the_person_is_told_and_sets_a_password_themselves(corner, capsys):
    assert main(["readmit", ASHA, "--agreed-by", BEN, "--lost-factor"]) == 0
    assert "Nobody else learns it" in capsys.readouterr().out
    assert not has_password()
    assert not Authenticator.objects.filter(user__email=ASHA).exists()
    (message,) = OutboxMessage.objects.filter(to_address=ASHA)
    assert "your way in was taken away" in message.text
    client = Client()
    asked = client.post("/accounts/password/reset/", {"email": ASHA})
    assert asked.status_code == 302, asked.content
    (letter,) = mail.outbox
    assert letter.to == [ASHA]
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    place = form.redirect_chain[-1][0]
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(place, new).status_code == 302
    assert User.objects.get(email=ASHA).check_password(NEW_PASSWORD)
    assert b'name="password1"' not in Client().get(link, follow=True).content, "the link works once"
    assert "_auth_user_id" not in client.session, "and signs nobody in"


def test_a_factor_that_was_not_lost_stays(corner):
    assert main(["readmit", ASHA, "--agreed-by", BEN]) == 0
    assert Authenticator.objects.filter(user__email=ASHA).exists()


@pytest.mark.parametrize("agreed_by", [ASHA, "nobody@example.org"])
def test_nobody_agrees_for_themselves_and_nobody_without_the_role(corner, agreed_by, capsys):
    assert main(["readmit", ASHA, "--agreed-by", agreed_by]) == 1
    assert main(["readmit", BEN, "--agreed-by", BEN]) == 1
    assert "Nothing was changed" in capsys.readouterr().err
    assert has_password()


def test_a_wrong_code_changes_nothing_and_after_five_the_right_one_waits_too(corner, monkeypatch):
    monkeypatch.setattr(approval, "getpass", lambda _ask: "no code")
    for _each in range(5):
        assert main(["readmit", ASHA, "--agreed-by", BEN]) == 1
    monkeypatch.setattr(approval, "getpass", lambda _ask: code_now(TOTP_SECRET))
    assert main(["readmit", ASHA, "--agreed-by", BEN]) == 1
    assert has_password()


def test_who_typed_it_is_noted_and_what_was_taken_away_is_told_in_the_same_write(
    corner, privileged, database, monkeypatch
):
    monkeypatch.setattr("reachable.config.commands.readmit_command.getpass.getuser", lambda: "night-operator")
    assert main(["readmit", ASHA, "--agreed-by", BEN]) == 0
    with privileged.connect(database) as admin:
        (what,) = (row[0] for row in admin.execute("SELECT what FROM audit.entry WHERE what LIKE 'agreed that%'"))
        told = admin.execute("SELECT count(*) FROM audit.entry WHERE what LIKE 'told somebody of their account%'")
        assert told.fetchone() == (0,)
    assert what.endswith("typed by night-operator of the machine")
    assert OutboxMessage.objects.filter(to_address=ASHA).count() == 1


def test_a_supervisor_without_codes_is_said_to_have_none_and_failed_sign_ins_as_them_keep_nobody_out(corner, capsys):
    for _ in range(6):
        count_refusal(User.objects.get(email=BEN).id)
    assert main(["readmit", ASHA, "--agreed-by", BEN]) == 0
    Authenticator.objects.filter(user__email=BEN).delete()
    assert main(["readmit", ASHA, "--agreed-by", BEN]) == 1
    assert "has set no one-time codes up" in capsys.readouterr().err


def test_a_failed_attempt_is_counted_for_an_hour_and_not_for_five_minutes(corner):
    count_refusal(corner.asha)
    count_refusal(corner.asha)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(expires) - now() > interval '50 minutes' FROM django_cache WHERE cache_key LIKE '%refused%'"
        )
        assert cursor.fetchone() == (True,)
    assert count_refusals(corner.asha) == 2
