"""Starts and stops processes in the background.

In:  a folder for their numbers and logs, and the words to run.
Out: running processes.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from reachable.adapters.problems import CannotGoOn

NAMES = ("site", "jobs")
STOP_SECONDS = 10
ANSWER_SECONDS = 30


class SiteDidNotAnswer(CannotGoOn):
    """The site was started and no page came back."""


class PortTaken(CannotGoOn):
    """Something else listens on the port."""


def start_process(home: Path, name: str, words: Sequence[str]) -> None:
    """Start a Python module in the background, stopping the one of this name that runs already."""
    _stop(home, name)
    with (home / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
        )
    (home / f"{name}.pid").write_text(str(process.pid), encoding="utf-8")


def stop_processes(home: Path) -> list[str]:
    """Stop every process this installation started and return their names."""
    return [name for name in NAMES if _stop(home, name)]


def running_processes(home: Path) -> list[str]:
    """Return the names of this installation's processes that run."""
    return [name for name in NAMES if _runs(home / f"{name}.pid")]


def check_port_is_free(port: int) -> None:
    """Check that nothing listens on a port of this machine.

    :raises PortTaken: when something does, with what to do.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken(
                f"Something else listens on port {port}. Stop it, or choose another with --port. Nothing was started."
            ) from None


def wait_for_page(address: str) -> None:
    """Wait until a page answers.

    :raises SiteDidNotAnswer: after 30 seconds, with where the log is.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  a fixed http address on this machine
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise SiteDidNotAnswer("The site did not answer within 30 seconds. Look at site.log in the data folder.")


def _runs(file: Path) -> bool:
    if not file.exists():
        return False
    try:
        os.killpg(int(file.read_text(encoding="utf-8")), 0)
    except ProcessLookupError:
        return False
    return True


def _stop(home: Path, name: str) -> bool:
    file = home / f"{name}.pid"
    if not file.exists():
        return False
    number = int(file.read_text(encoding="utf-8"))
    file.unlink()
    try:
        os.killpg(number, signal.SIGTERM)
    except ProcessLookupError:
        return False
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        try:
            os.killpg(number, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(number, signal.SIGKILL)
    return True
