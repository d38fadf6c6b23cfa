"""Reads a secret from where it is kept: handed over by a vault's command or systemd, in a file, in the environment.

In:  the name of a setting. NAME_COMMAND, NAME_FILE, a file NAME in CREDENTIALS_DIRECTORY, or NAME itself; one alone.
Out: the secret; or SettingMissing, which names the setting and never says what was read.
"""

import os
import shlex
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

from reachable.config.environment import SettingMissing

SECONDS_TO_ANSWER = 20


def has_secret(name: str) -> bool:
    """Test if a secret is given in any way."""
    return bool(_ways(name))


def read_secret(name: str, default: str | None = None, *, why: str = "") -> str:
    """Return a secret, without the line's end that editors add.

    :raises SettingMissing: when it is absent and has no default, is given twice, or cannot be read.
    """
    ways = _ways(name)
    if len(ways) > 1:
        raise SettingMissing(f"{name} is given in {len(ways)} ways: {', '.join(ways)}. Leave one of them.")
    for read in ways.values():
        return read()
    if default is None:
        raise SettingMissing(f"Set {name} in the environment, or {name}_FILE or {name}_COMMAND. {why}".strip())
    return default


def _ways(name: str) -> dict[str, Callable[[], str]]:
    """Return every way in which a secret is given, by what the way is called."""
    ways: dict[str, Callable[[], str]] = {}
    if name in os.environ:
        ways[name] = lambda: os.environ[name]
    if f"{name}_FILE" in os.environ:
        ways[f"{name}_FILE"] = lambda: _from_file(name, Path(os.environ[f"{name}_FILE"]), ours=True)
    if f"{name}_COMMAND" in os.environ:
        ways[f"{name}_COMMAND"] = lambda: _from_command(name, os.environ[f"{name}_COMMAND"])
    handed_over = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nowhere")) / name
    if handed_over.is_file():
        ways["a credential of systemd"] = lambda: _from_file(name, handed_over, ours=False)
    return ways


def _from_file(name: str, path: Path, *, ours: bool) -> str:
    """Return what a file holds. systemd sees to who reads its credentials; a file of ours is its owner's."""
    try:
        open_to_others = stat.S_IMODE(path.stat().st_mode) & 0o077
        text = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingMissing(f"The file of {name} cannot be read: {type(problem).__name__}.") from None
    if ours and open_to_others:
        raise SettingMissing(f"The file of {name} can be read by others. Run: chmod 600 on it.")
    return _not_empty(name, text)


def _from_command(name: str, command: str) -> str:
    """Return what a command prints. No shell reads its words, and what it says to others is thrown away."""
    try:
        done = subprocess.run(  # noqa: S603
            shlex.split(command), capture_output=True, text=True, check=True, timeout=SECONDS_TO_ANSWER
        )
    except (OSError, ValueError, subprocess.SubprocessError) as problem:
        raise SettingMissing(f"The command that hands over {name} failed: {type(problem).__name__}.") from None
    return _not_empty(name, done.stdout.rstrip("\r\n"))


def _not_empty(name: str, text: str) -> str:
    if not text:
        raise SettingMissing(f"{name} is empty.")
    return text
