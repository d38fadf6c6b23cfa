"""Reads from the embedded server's log who signed in to it past the application, and what they asked.

In:  the server's log, in which each sign-in, each statement and each end of a session is a line.
Out: what was not seen before. Statements are struck out of the log once they were read: they repeat values of rows.

A log that has grown long is begun anew.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

LONGEST = 20_000_000
LINE_PREFIX = "%m [%p] "
ENTRY_BEGINS = re.compile(r"(?m)^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")
"""Further lines of a statement begin with a tab, so nobody can write an entry into another."""

SAYS_ASKED = r"LOG:  (?:statement: |(?P<execute>execute )|fastpath function call: |received replication command: )"
NAMED_PLAINLY = re.compile(r"(?:<unnamed>|\w+)(?:/\w+)?: ")
"""How most statements that are sent in parts are named. Where other signs stand in a name, nobody knows its end."""

ASKED = re.compile(r"\S+ \S+ \S+ \[(?P<process>\d{1,10})\] " + SAYS_ASKED + r"(?P<statement>.*)", re.DOTALL)
STATEMENT = re.compile(
    rb"(?m)^\d[^\n]{10,40}\[\d{1,10}\] " + SAYS_ASKED.encode() + rb"(?P<statement>[^\n]*(?:\n\t[^\n]*)*)"
)
ENDED = re.compile(r"\S+ \S+ \S+ \[(?P<process>\d{1,10})\] LOG:  disconnection: ")
SIGNED_IN = re.compile(
    r"(?P<at>\S+ \S+ \S+) \[(?P<process>\d{1,10})\] LOG:  (?:replication )?connection authorized: user=(?P<user>\S+)"
    r"(?: database=(?P<database>\S+))?"
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in to the server. `at` is as the server wrote it, in UTC."""

    at: str
    user: str
    database: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement, as the server wrote it: with its values. `user` is "" for whoever was there before the watch.

    `is_readable` is False where it begins with a name of somebody's own, in which a quote may stand.
    """

    user: str
    statement: str
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Silent:
    """A session that ended with nothing of it written down, though its role's statements are."""

    user: str


@dataclass(slots=True)
class Session:
    """Whose session it is, and if any statement of it was written down."""

    user: str
    has_asked: bool = False


Seen = SignIn | Asked | Silent


@dataclass(slots=True)
class ServerLog:
    """A log that is read on from where it was read to. `ordinary` are the roles whose sign-ins are nothing to tell.

    It begins at the end: what happened while nobody watched stays in the log itself.
    """

    path: Path
    ordinary: set[str]
    offset: int = field(default=-1)
    sessions: dict[str, Session] = field(default_factory=dict)

    def read_new(self) -> tuple[Seen, ...]:
        """Return what others did since the last look, and strike their statements out of the log."""
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
        self._strike_out(whole)
        self.offset += len(whole)
        if self.offset > LONGEST:
            with self.path.open("r+b") as file:
                file.truncate(0)
            self.offset = 0
        entries = ENTRY_BEGINS.split(whole.decode("utf-8", "replace"))
        return tuple(each for entry in entries if (each := self._see(entry)) and each.user not in self.ordinary)

    def _see(self, entry: str) -> Seen | None:
        signed_in = SIGNED_IN.match(entry)
        if signed_in:
            self.sessions[signed_in["process"]] = Session(signed_in["user"])
            return SignIn(signed_in["at"], signed_in["user"], signed_in["database"] or "")
        asked = ASKED.match(entry)
        if asked:
            session = self.sessions.setdefault(asked["process"], Session(""))
            session.has_asked = True
            statement = asked["statement"].replace("\n\t", "\n")
            name = NAMED_PLAINLY.match(statement) if asked["execute"] else None
            return Asked(
                session.user, statement[name.end() if name else 0 :].strip(), bool(name or not asked["execute"])
            )
        ended = ENDED.match(entry)
        session = self.sessions.pop(ended["process"], Session("", has_asked=True)) if ended else Session("", True)
        return None if session.has_asked else Silent(session.user)

    def _strike_out(self, whole: bytes) -> None:
        """Write over every statement that stands in what was just read. The server only adds at the end."""
        with self.path.open("r+b") as file:
            for found in STATEMENT.finditer(whole):
                file.seek(self.offset + found.start("statement"))
                file.write(re.sub(rb"[^\n\t]", b"-", found["statement"]))


def say_sign_in(one: SignIn) -> str:
    """Return a sign-in in words."""
    return f"{one.user} signed in to database {one.database or 'none'} at {one.at}, past the application"
