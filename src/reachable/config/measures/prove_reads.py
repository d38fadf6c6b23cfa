"""Asks a running site for pages while its workers and its database are killed, and sees that each read is noted.

In:  a size. It runs in a process of its own, on a database server of its own, which may be killed.
Out: checks: how many reads were delivered, whole or in part, and that each of them has a committed entry.
"""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from reachable.config.measures.made_up_children import let_look, make_children
from reachable.config.measures.throwaway import as_superuser, throwaway_database
from reachable.demo.seeding import register_partnership
from reachable.demo.world import build_world
from reachable.web.account.views import SIGN_IN_BACKEND
from reachable.web.shared.viewing import MEMBERSHIP, PURPOSE

SERVER = "prove"
REQUESTS = {"small": 200, "full": 100_000}
CLIENTS = 6
SEED = 7
BETWEEN_KILLS = (1.5, 4.0)
"""Seconds."""

DATABASE_KILLED_EVERY = 5
"""Of so many kills one is of the database, the others of a worker."""

PAGES = ("", "records/", "people/", "looked/")
NEVER_READ = ("/", "/alerts/", "/nothing/here", "/child/not-an-id/", "/today/?on=2026-02-31", "/look-up/")
TIMEOUT = 8.0
SERVER_ERROR = 500
WAIT_AFTER_AN_ERROR = 0.3
"""Seconds, so that a dead database does not use up all requests."""


@dataclass(slots=True)
class Seen:
    """What clients received. A read is delivered once any part of a page that names the child has arrived."""

    delivered: list[tuple[str, str]] = field(default_factory=list)
    named_to_strangers: int = 0
    sent: int = 0
    failed: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    kills: dict[str, int] = field(default_factory=lambda: {"workers": 0, "databases": 0})
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Target:
    """A child's record, the name only its page shows, and whether the reader works with it."""

    subject_id: str
    name: str
    is_open: bool


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Make a partnership, serve it, shoot at it, and return what was found."""
    if embedded_server().name != SERVER:
        return _run_elsewhere(size)
    with throwaway_database() as name:
        call_command("collectstatic", verbosity=0, interactive=False)
        targets, cookie = _prepare()
        port, seen = _free_port(), Seen()
        progress(f"Sending {REQUESTS[size]} requests while workers and the database are killed …")
        with _served(name, port) as master:
            _shoot(REQUESTS[size], port, cookie, targets, seen, master, progress)
        _bring_database_up()
        with as_superuser(name) as admin:
            rows = admin.execute("SELECT request_id, about_id FROM audit.entry WHERE grants").fetchall()
        while chain_waiting_entries():
            pass
        broken = first_broken_entry()
    noted = {(str(request), str(about)) for request, about in rows}
    missing = [each for each in seen.delivered if each not in noted]
    return [
        Check("requests sent under fire", seen.sent, f"at least {REQUESTS[size]}", seen.sent >= REQUESTS[size]),
        Check("workers killed meanwhile", seen.kills["workers"], "at least 1", seen.kills["workers"] >= 1),
        Check("times the database was killed", seen.kills["databases"], "at least 1", seen.kills["databases"] >= 1),
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
    return targets, f"sessionid={session.session_key}"


@contextmanager
def _served(database: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    words = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "3", "--threads", "2", "--timeout", "20"]
    environment = {**os.environ, "REACHABLE_DATABASE": database, "REACHABLE_DEMO": "1", "REACHABLE_HTTPS": "0"}
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
        _wait_for(lambda: _get(port, "/alive", "")[0] == 200)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _shoot(
    requests: int,
    port: int,
    cookie: str,
    targets: tuple[Target, ...],
    seen: Seen,
    master: "subprocess.Popen[bytes]",
    progress: Callable[[str], None],
) -> None:
    stop = threading.Event()
    killer = threading.Thread(target=_kill_now_and_then, args=(master, seen, stop))
    clients = [
        threading.Thread(target=_ask, args=(requests // CLIENTS + 1, port, cookie, targets, seen, number))
        for number in range(CLIENTS)
    ]
    for thread in (killer, *clients):
        thread.start()
    for thread in clients:
        while thread.is_alive():
            thread.join(20)
            progress(f"  {seen.sent} requests, {len(seen.delivered)} reads delivered, {seen.kills}")
    stop.set()
    killer.join()


def _ask(count: int, port: int, cookie: str, targets: tuple[Target, ...], seen: Seen, number: int) -> None:
    """Ask for pages as people, impatient people and scanners do."""
    chance = random.Random(SEED + number)  # noqa: S311
    for _ in range(count):
        target = chance.choice(targets)
        if chance.random() < 0.15:
            path = chance.choice(NEVER_READ)
        else:
            path = f"/child/{target.subject_id}/{chance.choice(PAGES)}"
            if chance.random() < 0.2:
                path += "?" + chance.choice(("on=x", "page=-1", "around=" + "a" * 300, "%00", "zoom=all&zoom=none"))
        way = chance.random()
        read = None if way < 0.7 else chance.choice((0, 1, 700, 3000, 9000))
        timeout = 0.02 if way > 0.95 else TIMEOUT
        try:
            status, request_id, body = _get(port, path, cookie, read=read, timeout=timeout)
        except (OSError, http.client.HTTPException):
            with seen.lock:
                seen.sent += 1
                seen.failed += 1
            continue
        if status >= SERVER_ERROR:
            time.sleep(WAIT_AFTER_AN_ERROR)
        with seen.lock:
            seen.sent += 1
            seen.statuses[status] += 1
            for each in targets:
                if each.name in body:
                    seen.delivered.append((request_id, each.subject_id))
                    seen.named_to_strangers += not each.is_open


def _get(
    port: int, path: str, cookie: str, *, read: int | None = None, timeout: float = TIMEOUT
) -> tuple[int, str, str]:
    """Return the status, the request's own id and as much of the page as was read before the line was cut."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
        if read == 0:
            return 0, "", ""
        answer = connection.getresponse()
        body = b""
        with suppress(http.client.IncompleteRead, OSError):
            body = answer.read() if read is None else answer.read(read)
        return answer.status, answer.headers.get("X-Request-Id", ""), body.decode("utf-8", "replace")
    finally:
        connection.close()


def _kill_now_and_then(master: "subprocess.Popen[bytes]", seen: Seen, stop: threading.Event) -> None:
    chance = random.Random(SEED)  # noqa: S311
    turn = 0
    while not stop.wait(chance.uniform(*BETWEEN_KILLS)):
        turn += 1
        if turn % DATABASE_KILLED_EVERY == 0:
            _kill_database()
            seen.kills["databases"] += 1
            _bring_database_up()
            continue
        workers = _children_of(master.pid)
        if workers:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
                seen.kills["workers"] += 1


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
        with suppress(OSError, http.client.HTTPException):
            if is_so():
                return
        time.sleep(0.1)
    raise TimeoutError("what was waited for did not come within a minute")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: Any = trial.getsockname()[1]
        return int(port)
