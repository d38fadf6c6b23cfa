"""Throws away backups whose time is over, once a newer one was read back: whoever was erased is in them.

In:  a backup that was just made; now.
Out: the older ones beside it that are past their time, and, when that is asked for, those gone.

Only a folder that holds a manifest of the same database is a backup here. Everything else beside it is left alone.
"""

import json
import shutil
from datetime import datetime
from pathlib import Path

from reachable.config.backups.making import FORM, MANIFEST
from reachable.keeping.domain.kept_backups import list_past_their_time
from reachable.kernel.london import london_date


def find_past_their_time(newest: Path, *, now: datetime) -> tuple[Path, ...]:
    """Return the folders beside a backup that hold backups of its database whose time is over, oldest first."""
    beside = {
        folder.name: made
        for folder in newest.absolute().parent.iterdir()
        if folder.is_dir() and not folder.is_symlink() and (made := _find_made_at(folder, of=_database(newest)))
    }
    return tuple(newest.absolute().parent / name for name in list_past_their_time(beside, on=london_date(now)))


def throw_away(backups: tuple[Path, ...]) -> None:
    """Remove backups. The manifest goes last: what was cut short half-way is still known and goes the next time.

    :raises OSError: when one cannot be removed.
    """
    for folder in backups:
        for each in sorted(folder.iterdir(), key=lambda path: path.name == MANIFEST):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        folder.rmdir()


def _database(folder: Path) -> str:
    return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["database"])


def _find_made_at(folder: Path, *, of: str) -> datetime | None:
    """Return when a backup of a database was made; None when a folder is no such backup."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made_at = datetime.fromisoformat(manifest["made_at"])
        is_one = manifest["form"] == FORM and manifest["database"] == of and made_at.tzinfo is not None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return made_at if is_one else None
