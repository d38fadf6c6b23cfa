"""Secrets come from where an installation keeps them, have an age, and libraries' weaknesses have a time."""

import json
import sys
from datetime import date

import pytest

from reachable.access.domain.secret_ages import PLANNED, find_ages
from reachable.config.command import main
from reachable.config.database import _from_address
from reachable.config.environment import SettingMissing
from reachable.config.given_secrets import has_secret, read_secret
from reachable.config.weaknesses import find_weaknesses, read_lock

NAME, SECRET = "A_SECRET_OF_A_TEST", "of a test alone"
TODAY = date(2026, 11, 29)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / NAME
    path.write_text(f"{SECRET}\n")
    path.chmod(0o600)
    return path


def test_a_secret_is_read_from_the_environment_a_file_a_credential_or_a_vaults_command(file, monkeypatch):
    printing = f"{sys.executable} -c 'print(\"{SECRET}\")'"
    ways = (NAME, SECRET), (f"{NAME}_FILE", str(file)), (f"{NAME}_COMMAND", printing)
    for name, value in (*ways, ("CREDENTIALS_DIRECTORY", str(file.parent))):
        assert not has_secret(NAME)
        monkeypatch.setenv(name, value)
        assert read_secret(NAME) == SECRET, name
        monkeypatch.delenv(name)
    assert read_secret(NAME, "without") == "without"


def refused(monkeypatch, **given):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingMissing) as refusal:
        read_secret(NAME)
    assert SECRET not in str(refusal.value)
    assert NAME in str(refusal.value)
    for name in given:
        monkeypatch.delenv(name)
    return str(refusal.value)


def test_a_secret_that_cannot_be_had_stops_the_start_and_is_not_said(file, monkeypatch):
    failing = f"{sys.executable} -c 'import sys; sys.exit(\"{SECRET}\")'"
    assert "failed" in refused(monkeypatch, **{f"{NAME}_COMMAND": failing})
    assert "empty" in refused(monkeypatch, **{f"{NAME}_COMMAND": f"{sys.executable} -c pass"})
    assert "in 2 ways" in refused(monkeypatch, **{NAME: SECRET, f"{NAME}_FILE": str(file)})
    assert "cannot be read" in refused(monkeypatch, **{f"{NAME}_FILE": str(file.parent / "none")})
    file.chmod(0o640)
    assert "chmod 600" in refused(monkeypatch, **{f"{NAME}_FILE": str(file)})
    assert "or A_SECRET_OF_A_TEST_FILE" in refused(monkeypatch)


@pytest.mark.parametrize("mode", ["", "?sslmode=require", "?sslmode=verify-ca", "?sslmode=disable"])
def test_a_database_on_another_machine_must_show_its_certificate(mode):
    with pytest.raises(SettingMissing, match="verify-full"):
        _from_address(f"postgresql://reachable_app:x@db.example.org/reachable{mode}", "reachable_app")


def test_a_certificate_is_checked_and_ours_is_shown_where_it_is_asked_for():
    files = "sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/our.pem&sslkey=/our.key"
    found = _from_address(f"postgresql://reachable_app@db.example.org/reachable?{files}", "reachable_app")
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert found["OPTIONS"]["sslcert"] == "/our.pem"
    for here in ("localhost", "127.0.0.1", "[::1]"):
        assert _from_address(f"postgresql://reachable_app@{here}/reachable", "reachable_app")


def test_a_secret_that_is_older_than_planned_or_of_no_known_age_is_said():
    changed = dict.fromkeys(PLANNED, TODAY) | {"context key": date(2025, 11, 28)}
    assert [each.name for each in find_ages(changed, TODAY) if each.is_old] == ["context key"]
    del changed["backup key"]
    ages = {each.name: each for each in find_ages(changed, TODAY)}
    assert "OLDER THAN PLANNED" in ages["context key"].say()
    assert "nobody wrote down" in ages["backup key"].say()
    assert ages["backup key"].is_old


def advisory(library="some-library", published="2026-11-01T00:00:00Z", severity="HIGH", **more):
    events = [{"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "3.0"}, {"last_affected": "3.4"}]
    affected = {"package": {"ecosystem": "PyPI", "name": library}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    graded = {"database_specific": {"severity": severity}}
    return {"id": "MADE-UP-1", "published": published, "affected": [affected], **graded, **more}


@pytest.mark.parametrize(
    ("version", "is_weak"),
    [("1.9", True), ("2.0", False), ("2.10", False), ("3.0", True), ("3.4", True), ("3.5", False)],
)
def test_a_weakness_of_a_locked_version_is_found_and_of_another_is_not(version, is_weak):
    lock = f"other==1.0 \\\n    --hash=sha256:00\nSome_Library=={version} ; python_version > '3' \\\n"
    found = find_weaknesses(read_lock(lock), [advisory(), advisory("another"), advisory(withdrawn="2026")], TODAY)
    assert bool(found) == is_weak


@pytest.mark.parametrize(
    ("severity", "published", "late"),
    [
        ("CRITICAL", "2026-11-26", True),
        ("CRITICAL", "2026-11-27", False),
        ("HIGH", "2026-11-14", True),
        ("HIGH", "2026-11-15", False),
        ("LOW", "2026-11-01", False),
        ("of no kind", "2026-11-01", True),
    ],
)
def test_how_long_a_weakness_may_stand_depends_on_its_grade(severity, published, late):
    (found,) = find_weaknesses({"some-library": "1.0"}, [advisory(published=published, severity=severity)], TODAY)
    assert found.is_late == late
    assert ("TOO LONG" in found.say()) == late


def test_the_command_compares_our_own_lock_with_a_made_up_weakness_and_fails(tmp_path, capsys):
    path = tmp_path / "advisories.json"
    path.write_text(json.dumps([{**advisory("Django"), "affected": [everything("Django")]}, advisory("another")]))
    assert main(["weaknesses", str(path)]) == 1
    assert "django" in capsys.readouterr().out
    path.write_text("[]")
    assert main(["weaknesses", str(path)]) == 0
    assert main(["weaknesses", str(tmp_path / "none")]) == 2


def everything(library):
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]
    return {"package": {"ecosystem": "PyPI", "name": library}, "ranges": ranges}
