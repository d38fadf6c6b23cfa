"""Asks a running site for pages while workers and database are killed and statements time out: each read is noted.

In:  a size. It runs in a process of its own, on a database server of its own, which may be killed.
Out: checks: how many reads were delivered, whole or in part, and that each of them has a committed entry.
"""

import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import override_settings

from reachable.access.operations import chain_waiting_entries
from reachable.access.queries import first_broken_entry, list_sign_in_choices
from reachable.adapters.clock import read_clock
from reachable.adapters.embedded_database import DatabaseDidNotStart, start_server
from reachable.config.database import embedded_server
from reachable.config.measures.check import Check
from reachable.config.measures.fired_requests import SEED, Seen, Shot, Target, fire, get
from reachable.config.measures.made_up_children import let_look, make_children
from reachable.config.measures.throwaway import as_superuser, throwaway_database
from reachable.demo.seeding import register_partnership
from reachable.demo.world import build_world
from reachable.web.account.views import SIGN_IN_BACKEND
from reachable.web.shared.viewing import MEMBERSHIP, PURPOSE

SERVER = "prove"
REQUESTS = {"small": 200, "full": 100_000}
CLIENTS = 6
BETWEEN_FAULTS = {"small": (1.0, 2.5), "full": (2.0, 6.0)}
"""Seconds."""

FAULTS = ("worker", "timeouts", "worker", "worker", "database")
"""What is done, in turn."""

SHORT_TIMES = (1, 2, 5, 1)
"""Milliseconds a statement has while statements time out."""

TIMEOUTS_LAST = 1.5
TIMED_OUT = b"canceling statement due to statement timeout"


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Make a partnership, serve it, shoot at it, and return what was found."""
    if embedded_server().name != SERVER:
        return _run_elsewhere(size)
    with throwaway_database() as name:
        call_command("collectstatic", verbosity=0, interactive=False)
        targets, cookie = _prepare()
        port, seen, log = _free_port(), Seen(), embedded_server().data_folder / "server.log"
        timed_out = log.read_bytes().count(TIMED_OUT)
        with as_superuser(name) as admin:
            # The server keeps failures out of its log, for what they repeat. Here everybody is made up.
            admin.execute(f'ALTER DATABASE "{name}" SET log_min_messages = error'.encode())
        progress(f"Sending {REQUESTS[size]} requests while workers and the database are killed …")
        with _served(name, port) as master:
            _shoot(size, port, cookie, targets, seen, _Faults(name, master), progress)
        _bring_database_up()
        with as_superuser(name) as admin:
            timed_out = log.read_bytes().count(TIMED_OUT) - timed_out
            rows = admin.execute("SELECT request_id, about_id FROM audit.entry WHERE grants").fetchall()
        while chain_waiting_entries():
            pass
        broken = first_broken_entry()
    noted = {(str(request), str(about)) for request, about in rows}
    missing = [each for each in seen.delivered if each not in noted]
    return [
        Check("requests sent under fire", seen.sent, f"at least {REQUESTS[size]}", seen.sent >= REQUESTS[size]),
        *(
            Check(f"times it was struck meanwhile: {what}", seen.faults[what], "at least 1", seen.faults[what] >= 1)
            for what in sorted(set(FAULTS))
        ),
        Check("statements that ran out of time", timed_out, "at least 1", timed_out >= 1),
        Check("requests or answers cut off by the client", seen.cut, "at least 1", seen.cut >= 1),
        Check("requests that failed, as they may", seen.failed, None, True),
        Check("answers by status, 0 for none waited for", dict(sorted(seen.statuses.items())), None, True),
        Check("reads delivered, whole or in part", len(seen.delivered), "at least 1", bool(seen.delivered)),
        Check("reads delivered without a committed entry", len(missing), 0, not missing),
        Check("children named to somebody who may not read", seen.named_to_strangers, 0, not seen.named_to_strangers),
        Check("first entry that does not fit afterwards", broken, None, broken is None),
    ]


def _run_elsewhere(size: str) -> list[Check]:
    """Run on a server of its own: what is killed here must be nobody else's database."""
    environment = {**os.environ, "REACHABLE_SERVER": SERVER, "REACHABLE_DEMO": "1", "REACHABLE_HTTPS": "0"}
    environment.pop("REACHABLE_DATABASE", None)
    command = [sys.executable, "-m", "reachable.config.command_line"]
    try:
        words = [*command, "prove", "reads", "--size", size, "--json"]
        done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603
    finally:
        subprocess.run([*command, "stop"], env=environment, capture_output=True, check=False)  # noqa: S603
    return [
        Check(each["what"], each["value"], each["target"], each["holds"]) for each in json.loads(done.stdout)["checks"]
    ]


def _prepare() -> tuple[tuple[Target, ...], str]:
    """Make children, half of them open to a reader, and return them with the reader's session."""

    now = read_clock()
    made = register_partnership(build_world(now))
    subjects = make_children(made, count=8, events=12, now=now)
    reader = next(
        each.assignment for each in list_sign_in_choices(at=now) if each.assignment.role.code == "PRACTITIONER"
    )
    let_look(made, reader.team_id, subjects[:4], now)
    with override_settings(SECURE_SSL_REDIRECT=False):
        client = Client()
        client.force_login(get_user_model()._default_manager.get(pk=reader.user_id), backend=SIGN_IN_BACKEND)
        session = client.session
        session[MEMBERSHIP], session[PURPOSE] = str(reader.membership_id), None
        session.save()
    targets = tuple(
        Target(str(subject_id), f"Child{number} Measured", number < 4) for number, subject_id in enumerate(subjects)
    )
    return targets, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@contextmanager
def _served(database: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    words = f"-m gunicorn --bind 127.0.0.1:{port} --workers 3 --threads 2 --timeout 20 --preload".split()
    environment = {**os.environ, "REACHABLE_DATABASE": database, "REACHABLE_DEMO": "1", "REACHABLE_HTTPS": "0"}
    # Half of what is asked for is refused, on purpose.
    environment["REACHABLE_REFUSALS_AN_HOUR"] = "1000000000"
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *words, "reachable.config.wsgi:application"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    try:
        _wait_for(lambda: get(port, Shot("/alive"), "")[0] == 200)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@dataclass(frozen=True, slots=True)
class _Faults:
    """What can be struck: the workers of a site, and its database."""

    database: str
    master: "subprocess.Popen[bytes]"

    def strike(self, what: str, chance: random.Random) -> None:
        """Kill a worker or the database, or let statements run out of time for a moment."""
        if what == "worker":
            with suppress(ProcessLookupError, IndexError):
                os.kill(chance.choice(_children_of(self.master.pid)), signal.SIGKILL)
        elif what == "database":
            _kill_database()
            _bring_database_up()
        else:
            self._give_statements(f"SET statement_timeout = {chance.choice(SHORT_TIMES)}")
            time.sleep(TIMEOUTS_LAST)
            self._give_statements("RESET statement_timeout")

    def _give_statements(self, words: str) -> None:
        """Change how long a statement may take, and end the connections that do not know it yet."""
        with as_superuser(self.database) as admin:
            admin.execute(f'ALTER ROLE reachable_app IN DATABASE "{self.database}" {words}'.encode())
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reachable_app'")


def _shoot(
    size: str,
    port: int,
    cookie: str,
    targets: tuple[Target, ...],
    seen: Seen,
    faults: _Faults,
    progress: Callable[[str], None],
) -> None:
    stop = threading.Event()
    killer = threading.Thread(target=_strike_now_and_then, args=(size, faults, seen, stop))

    def is_enough() -> bool:
        """Test if everything was struck while requests came, however soon they are answered here."""
        return all(seen.faults[what] for what in FAULTS) or not killer.is_alive()

    count = REQUESTS[size] // CLIENTS + 1
    clients = [
        threading.Thread(target=fire, args=(count, port, cookie, targets, seen, number, is_enough))
        for number in range(CLIENTS)
    ]
    for thread in (killer, *clients):
        thread.start()
    for thread in clients:
        while thread.is_alive():
            thread.join(20)
            progress(f"  {seen.sent} requests, {len(seen.delivered)} reads delivered, {dict(seen.faults)}")
    stop.set()
    killer.join()


def _strike_now_and_then(size: str, faults: _Faults, seen: Seen, stop: threading.Event) -> None:
    chance = random.Random(SEED)  # noqa: S311
    for what in itertools.cycle(FAULTS):
        if stop.wait(chance.uniform(*BETWEEN_FAULTS[size])):
            return
        faults.strike(what, chance)
        seen.faults[what] += 1


def _children_of(pid: int) -> list[int]:
    found = (
        Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii") if Path(f"/proc/{pid}").exists() else ""
    )
    return [int(each) for each in found.split()]


def _kill_database() -> None:
    """Kill the database server and everything it started, as a power cut would."""

    postmaster = int((embedded_server().data_folder / "postmaster.pid").read_text(encoding="ascii").split()[0])
    victims = [postmaster, *_children_of(postmaster)]
    for victim in victims:
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    _wait_for(lambda: not any(_is_alive(victim) for victim in victims))


def _is_alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return False


def _bring_database_up() -> None:

    def answers() -> bool:
        try:
            start_server(embedded_server())
            connection.close()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return True
        except (DatabaseDidNotStart, OperationalError):
            return False

    _wait_for(answers)


def _wait_for(is_so: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError):
            if is_so():
                return
        time.sleep(0.1)
    raise TimeoutError("what was waited for did not come within a minute")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: Any = trial.getsockname()[1]
        return int(port)
