"""Files outside the database in which watchers keep how it was made, and what they found.

In:  paths; locks; a sentence.
Out: a file of locks, replaced whole; files that are only added to, each line on the disk before it counts.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

Tell = Callable[[str, datetime], None]


def keep_made_locks(path: Path, locks: Mapping[str, Mapping[str, str]]) -> None:
    """Write how the locks were made, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(locks, file, sort_keys=True, indent=0)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read_made_locks(path: Path) -> Mapping[str, Mapping[str, str]] | None:
    """Return how the locks were made, or None when nobody wrote it down."""
    if not path.exists():
        return None
    locks: Mapping[str, Mapping[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return locks


def watch_files(paths: Sequence[str]) -> tuple[Tell, ...]:
    """Return, for each file, what adds a sentence to it."""
    return tuple(partial(add_line, Path(each)) for each in paths)


def add_line(path: Path, what: str, at: datetime) -> None:
    """Add a sentence with its time, and make sure that it is on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(json.dumps({"at": at.isoformat(), "what": what}, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
