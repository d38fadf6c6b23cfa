"""Reads the installation's key from a file that only its owner can read, and makes one at set-up.

In:  the path of the file; whether this installation may make one.
Out: 32 bytes. The file is kept apart from the database and from its backups: with both, everything opens.
"""

import os
import secrets
import stat
from pathlib import Path

from reachable.adapters.problems import CannotGoOn

KEY_BYTES = 32


class KeyFileWrong(CannotGoOn):
    """The key file is missing, can be read by others, or holds no key. The message says what to do."""


def read_key_file(path: Path, *, make: bool) -> bytes:
    """Return the key, made first where it may be and there is none.

    :raises KeyFileWrong: when it is missing, can be read by others, or holds no key.
    """
    if make and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
    try:
        text = path.read_text(encoding="ascii").strip()
        others_may_read = stat.S_IMODE(path.stat().st_mode) & 0o077
    except (OSError, UnicodeDecodeError) as problem:
        raise KeyFileWrong(
            f"The key file {path.name} cannot be read. Put it back, or name it in REACHABLE_PLACES_KEY_FILE."
        ) from problem
    if others_may_read:
        raise KeyFileWrong(f"The key file {path.name} can be read by others. Run: chmod 600 on it.")
    if len(text) != KEY_BYTES * 2 or set(text) - set("0123456789abcdef"):
        raise KeyFileWrong(f"The key file {path.name} must hold 64 hexadecimal digits.")
    return bytes.fromhex(text)


def _make(path: Path) -> None:
    """Write a fresh key whole before anybody can read it. Of two who make one at a time, the first is kept."""
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Wait until a name in a folder is on the disk: what a key has wrapped may be there a moment later."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
