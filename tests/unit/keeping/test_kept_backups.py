"""A backup is thrown away when its time is over, never the newest, and nothing else beside it is touched."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.config.backups import making
from reachable.config.backups.throwing_away import find_past_their_time, throw_away
from reachable.config.command import main
from reachable.keeping.domain.kept_backups import BACKUPS_KEPT_FOR, list_past_their_time

NOW = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)
KEPT_FOR = BACKUPS_KEPT_FOR[0].length


@pytest.fixture
def shelf(tmp_path):
    """Return a way to put something beside the other backups."""

    def put(name, *, ago, database="reachable", **changed):
        folder = tmp_path / name
        folder.mkdir()
        made = {"form": 1, "database": database, "made_at": (NOW - ago).isoformat()} | changed
        (folder / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
        (folder / "dump").write_bytes(b"rows")
        return folder

    return put


def test_one_is_kept_to_the_last_day_of_its_time_and_not_a_day_longer():
    made = {"last": NOW - KEPT_FOR, "over": NOW - KEPT_FOR - timedelta(days=1), "newest": NOW}
    assert list_past_their_time(made, on=NOW.date()) == ("over",)


def test_days_are_counted_in_london():
    made = {"summer": datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "newest": datetime(2026, 8, 6, tzinfo=UTC)}
    assert list_past_their_time(made, on=date(2026, 8, 5)) == ()
    assert list_past_their_time(made, on=date(2026, 8, 6)) == ("summer",)


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 3000)), st.integers(0, 3000))
def test_the_newest_is_never_thrown_away(ages, later):
    made = {name: NOW - timedelta(days=age) for name, age in ages.items()}
    gone = list_past_their_time(made, on=(NOW + timedelta(days=later)).date())
    left = set(made) - set(gone)
    assert not made or max(made.values()) in {made[name] for name in left}
    assert all(made[name] <= min(made[one] for one in left) for name in gone)


def test_only_backups_of_the_same_database_are_thrown_away_and_whatever_else_lies_there_is_left(shelf, tmp_path):
    long_ago = KEPT_FOR + timedelta(days=2)
    newest, old = shelf("tonight", ago=timedelta(0)), shelf("old", ago=long_ago)
    left = [
        shelf("lately", ago=timedelta(days=3)),
        shelf("anothers", ago=long_ago, database="anothers"),
        shelf("of-a-form-not-known", ago=long_ago, form=99),
        shelf("without-a-zone", ago=long_ago, made_at="2026-01-01T02:30:00"),
    ]
    (tmp_path / "notes").mkdir()
    (tmp_path / "pointer").symlink_to(old)
    found = find_past_their_time(newest, now=NOW)
    assert found == (old,)
    throw_away(found)
    assert not old.exists()
    assert all(folder.exists() for folder in (newest, *left, tmp_path / "notes"))


def test_one_that_was_thrown_away_half_way_is_found_again(shelf):
    newest, old = shelf("tonight", ago=timedelta(0)), shelf("old", ago=KEPT_FOR + timedelta(days=2))
    (old / "dump").unlink()
    assert find_past_their_time(newest, now=NOW) == (old,)


@pytest.mark.parametrize(("words", "is_left"), [([], True), (["--throw-away-old"], False)])
def test_the_command_says_what_is_past_its_time_and_throws_it_away_when_asked(
    shelf, tmp_path, monkeypatch, capsys, words, is_left
):
    def make(_where, folder, *, now, **_others):
        shelf(folder.name, ago=NOW - now)
        return {"tables": {"people": {"rows": 3}}, "audit_head": {"sequence": 7}}

    monkeypatch.setattr(making, "make_backup", make)
    old = shelf("2026-01-01", ago=timedelta(days=300))
    assert main(["backup", str(tmp_path / "2026-11-29"), *words]) == 0
    said = capsys.readouterr().err
    assert old.exists() is is_left
    assert "2026-01-01" in said
    assert ("whoever was erased since is still in them" in said) is is_left
