"""Migrations run in one line, leave nothing out, and take no lock that stops a running site."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
WITH_MIGRATIONS = sorted(
    Path(config.path) / "migrations"
    for config in apps.get_app_configs()
    if config.name.startswith("reachable.") and (Path(config.path) / "migrations").is_dir()
)


@pytest.mark.parametrize("folder", WITH_MIGRATIONS, ids=lambda folder: folder.parent.name)
def test_migrations_of_a_stage_follow_one_another(folder):
    numbered = sorted(path.stem for path in folder.glob("0*.py"))
    assert [int(name[:4]) for name in numbered] == list(range(1, len(numbered) + 1))
    assert (folder / "max_migration.txt").read_text(encoding="utf-8").strip() == numbered[-1]


def test_no_change_of_a_table_is_left_without_a_migration(database):
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_no_migration_takes_a_lock_that_stops_a_running_site(database, tmp_path):
    loader = MigrationLoader(connections["owner"], replace_migrations=False)
    files = []
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if type(migration).__module__.startswith("reachable."):
            file = tmp_path / f"{app}_{name}.sql"
            statements = loader.collect_sql([(migration, False)])
            begin, commit = ("BEGIN;", "COMMIT;") if migration.atomic else ("", "")
            file.write_text("\n".join([begin, *statements, commit]) + "\n", encoding="utf-8")
            files.append(file)
    program = Path(sys.executable).with_name("squawk")
    done = subprocess.run(
        [program, "--config", ROOT / ".squawk.toml", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
