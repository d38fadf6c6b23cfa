"""Reads from the embedded server's log who signed in to it past the application: its owner, its superuser, backups.

In:  the server's log, in which each sign-in is a line.
Out: sign-ins that were not seen before. A log that has grown long is begun anew once it was read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LONGEST = 20_000_000
LINE_PREFIX = "%m [%p] "
SIGNED_IN = re.compile(
    r"(?P<at>\S+ \S+ \S+) \[(?P<process>\d{1,10})\] LOG:  connection authorized: user=(?P<user>\S+)"
    r"(?: database=(?P<database>\S+))?"
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in to the server. `at` is as the server wrote it, in UTC."""

    at: str
    user: str
    database: str


@dataclass(slots=True)
class ServerLog:
    """A log that is read on from where it was read to. `ordinary` are the roles whose sign-ins are nothing to tell.

    It begins at the end: what happened while nobody watched stays in the log itself.
    """

    path: Path
    ordinary: set[str]
    offset: int = field(default=-1)

    def read_new(self) -> tuple[SignIn, ...]:
        """Return the sign-ins of others since the last look."""
        if not self.path.exists():
            return ()
        size = self.path.stat().st_size
        if self.offset < 0:
            self.offset = size
        if size < self.offset:
            self.offset = 0
        with self.path.open("rb") as file:
            file.seek(self.offset)
            text = file.read(size - self.offset)
        whole = text[: text.rfind(b"\n") + 1]
        self.offset += len(whole)
        if self.offset > LONGEST:
            with self.path.open("r+b") as file:
                file.truncate(0)
            self.offset = 0
        return tuple(each for each in _find(whole.decode("utf-8", "replace")) if each.user not in self.ordinary)


def say_sign_in(one: SignIn) -> str:
    """Return a sign-in in words."""
    return f"{one.user} signed in to database {one.database or 'none'} at {one.at}, past the application"


def _find(text: str) -> Iterator[SignIn]:
    for line in text.splitlines():
        found = SIGNED_IN.match(line)
        if found:
            yield SignIn(found["at"], found["user"], found["database"] or "")
