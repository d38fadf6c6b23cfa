"""Only so many at a time, over all processes of this machine, do what needs much memory.

In:  a folder of the installation; how many at a time; how long to wait for a turn.
Out: a turn, held until it is given back, or until the process that holds it ends.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOKED_EVERY = 0.1


class NoTurn(TimeoutError):
    """Others held every turn for as long as was waited."""


@contextmanager
def hold_turn(*, folder: Path, name: str, at_once: int, wait: float) -> Iterator[None]:
    """Hold one of the turns of this name.

    :raises NoTurn: when none came free in so many seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    while (handle := _take_one(folder, name, at_once)) is None:
        if time.monotonic() >= until:
            raise NoTurn(name)
        time.sleep(LOOKED_EVERY)
    try:
        yield
    finally:
        os.close(handle)


def _take_one(folder: Path, name: str, at_once: int) -> int | None:
    """Return a lock on the first file that nobody holds, or None. The system gives it back when a process dies."""
    for number in range(at_once):
        handle = os.open(folder / f".{name}-{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
        else:
            return handle
    return None
