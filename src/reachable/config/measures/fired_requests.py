"""Sends requests as people, impatient people and scanners do: answers are read whole, or cut off at any byte.

In:  a port, a session, the children whose pages are asked for.
Out: Seen: what arrived of each answer, in whole or in part.
"""

import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

PAGES = ("", "records/", "people/", "looked/")
NEVER_READ = ("/", "/alerts/", "/nothing/here", "/child/not-an-id/", "/today/?on=2026-02-31", "/look-up/", "/alive")
ODD_WORDS = ("on=x", "page=-1", "around=" + "a" * 300, "%00", "zoom=all&zoom=none")
SEED = 7
TIMEOUT = 8.0
LONGEST_PAGE = 60_000
SERVER_ERROR = 500
WAIT_AFTER_AN_ERROR = 0.3
"""Seconds, so that a dead database does not use up all requests."""

AT_ONCE = 65_536
NO_LINGERING = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """A child's record, the name only its page shows, and whether the reader works with it."""

    subject_id: str
    name: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Shot:
    """One request: its path, how many bytes of it are sent, how many of the answer are read, and how long it waits."""

    path: str
    sent: int | None = None
    read: int | None = None
    timeout: float = TIMEOUT

    @property
    def is_cut(self) -> bool:
        """Test if the client goes away before it has everything."""
        return self.sent is not None or self.read is not None or self.timeout < TIMEOUT


@dataclass(slots=True)
class Seen:
    """What clients received. A read is delivered once any part of a page that names the child has arrived."""

    delivered: list[tuple[str, str]] = field(default_factory=list)
    named_to_strangers: int = 0
    sent: int = 0
    failed: int = 0
    cut: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


def fire(
    count: int,
    port: int,
    cookie: str,
    targets: tuple[Target, ...],
    seen: Seen,
    number: int,
    is_enough: Callable[[], bool],
) -> None:
    """Send so many requests one after the other, and go on until it is enough. Note what arrived."""
    chance = random.Random(SEED + number)  # noqa: S311
    sent = 0
    while sent < count or not is_enough():
        sent += 1
        shot = _choose(chance, targets)
        try:
            status, request_id, body = get(port, shot, cookie)
        except OSError:
            with seen.lock:
                seen.sent += 1
                seen.failed += 1
                seen.cut += shot.is_cut
            continue
        if status >= SERVER_ERROR:
            time.sleep(WAIT_AFTER_AN_ERROR)
        with seen.lock:
            seen.sent += 1
            seen.cut += shot.is_cut
            seen.statuses[status] += 1
            for each in targets:
                if each.name in body:
                    seen.delivered.append((request_id, each.subject_id))
                    seen.named_to_strangers += not each.is_open


def get(port: int, shot: Shot, cookie: str) -> tuple[int, str, str]:
    """Return the status (0 for none), the request's own id and as much of the answer as came before the cut.

    :raises OSError: when nobody answers.
    """
    words = f"GET {shot.path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=shot.timeout) as line:
        if shot.is_cut:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGERING)
        line.sendall(words if shot.sent is None else words[: shot.sent])
        answer = b"" if shot.sent is not None else _receive(line, shot.read)
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *headers = head.decode("latin-1").split("\r\n")
    said = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in headers)}
    status = first.split(" ")[1] if first.startswith("HTTP/") and " " in first else "0"
    return int(status) if status.isdigit() else 0, said.get("x-request-id", ""), body.decode("utf-8", "replace")


def _choose(chance: random.Random, targets: tuple[Target, ...]) -> Shot:
    if chance.random() < 0.3:
        path = chance.choice(NEVER_READ)
    else:
        path = f"/child/{chance.choice(targets).subject_id}/{chance.choice(PAGES)}"
        if chance.random() < 0.2:
            path += "?" + chance.choice(ODD_WORDS)
    way = chance.random()
    if way < 0.6:
        return Shot(path)
    if way < 0.85:
        return Shot(path, read=chance.randrange(LONGEST_PAGE))
    if way < 0.95:
        return Shot(path, sent=chance.randrange(1, 200))
    return Shot(path, timeout=0.02)


def _receive(line: socket.socket, at_most: int | None) -> bytes:
    """Return what comes until the line ends, or until so many bytes have come. What came before a cut counts."""
    answer = bytearray()
    while at_most is None or len(answer) < at_most:
        wanted = AT_ONCE if at_most is None else min(AT_ONCE, at_most - len(answer))
        try:
            part = line.recv(wanted)
        except OSError:
            if not answer:
                raise
            break
        if not part:
            break
        answer += part
    return bytes(answer)
