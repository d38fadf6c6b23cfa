"""Compares the locked libraries with known weaknesses, and says which have stood longer than is allowed.

In:  advisories of PyPI as OSV publishes them: a file of them, or its archive all.zip, fetched by somebody online.
Out: each weakness; an exit status of 1 when one has stood too long. Nothing is fetched by this command.
"""

import argparse
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reachable.config.commands.terminal import say, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the advisories and the lock are."""
    parser.add_argument("advisories", help="a JSON file of advisories, or OSV's archive all.zip of PyPI")
    parser.add_argument("--lock", help="the lock (default requirements/runtime.txt)")


def run(arguments: argparse.Namespace) -> int:
    """Compare."""
    from reachable.adapters.clock import read_clock
    from reachable.config.database import project_folder
    from reachable.config.weaknesses import find_weaknesses, read_lock
    from reachable.kernel.london import london_date

    lock = Path(arguments.lock) if arguments.lock else project_folder() / "requirements" / "runtime.txt"
    try:
        locked = read_lock(lock.read_text(encoding="utf-8"))
        found = find_weaknesses(locked, _read(Path(arguments.advisories)), london_date(read_clock()))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as problem:
        say(f"Nothing was compared: {type(problem).__name__}. Name a file of advisories as OSV writes them.")
        return 2
    for each in found:
        show(each.say())
    late = sum(each.is_late for each in found)
    show(f"{len(locked)} libraries are locked; {len(found)} known weaknesses, {late} of them for too long.")
    return 1 if late else 0


def _read(path: Path) -> Iterator[Any]:
    """Yield the advisories of a file: one, a list, or an archive of one each."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield json.loads(archive.read(name))
        return
    held = json.loads(path.read_text(encoding="utf-8"))
    yield from held if isinstance(held, list) else [held]
