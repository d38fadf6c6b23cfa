"""Keeps the list of what was erased in a file outside the database, which is only ever added to.

In:  lines; the file's path.
Out: the file with them at its end, on the disk; the lines it holds.
"""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from reachable.keeping.domain.erased_list import ErasedLine, read_lines, write_lines


def erased_files(paths: Sequence[str]) -> tuple[Callable[[Sequence[ErasedLine]], int], ...]:
    """Return, for each file of a list, what adds lines to it."""
    return tuple(partial(add_to_erased_file, Path(each)) for each in paths)


def read_erased_file(path: Path) -> tuple[ErasedLine, ...]:
    """Return the lines of a list.

    :raises reachable.keeping.domain.erased_list.ListDoesNotFit: when one was changed or taken out.
    """
    return read_lines(path.read_text(encoding="utf-8").splitlines())[0]


def add_to_erased_file(path: Path, lines: Sequence[ErasedLine]) -> int:
    """Add those lines that the list does not hold yet, make sure they are on the disk, and return how many.

    :raises reachable.keeping.domain.erased_list.ListDoesNotFit: when the list was changed: nothing is added then.
    """
    held, last = read_lines(path.read_text(encoding="utf-8").splitlines() if path.exists() else ())
    known = {each.act_id for each in held}
    fresh = [each for each in lines if each.act_id not in known]
    if not fresh:
        return 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        for text in write_lines(fresh, after=last.get(fresh[0].installation, "")):
            file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(fresh)
