"""Reads from the embedded server's log who signed in to it past the application, and what they asked.

In:  the server's log, in which each sign-in, each statement and each end of a session is a line.
Out: what was not seen before. Statements are struck out of the log once they were read: they repeat values of rows.

A session must show that what is asked in it is written down: a trigger says so before the server says that the session
is ready. Whoever is signed in can write lines of theirs, but none before that, and none outside of a transaction.

A log that has grown long is begun anew.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

LONGEST = 20_000_000
ENTRY_BEGINS = re.compile(r"(?m)^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")
"""Further lines of a statement begin with a tab, so nobody can write an entry into another."""

SAYS_ASKED = (
    r"LOG:  (?:[0-9A-Z]{5}: )?"
    r"(?:statement: |(?P<execute>execute )|fastpath function call: |received replication command: )"
)
NAMED_PLAINLY = re.compile(r"(?:<unnamed>|\w+)(?:/\w+)?: ")
"""How most statements that are sent in parts are named. Where other signs stand in a name, nobody knows its end."""

BEGINS = r"(?P<at>\S+ \S+ \S+) \[(?P<process>\d{1,10})\] (?:\((?P<within>[\d/]*)\) )?"
"""When, the session's process, and which transaction the line was written in: none ends with /0."""

ASKED = re.compile(BEGINS + SAYS_ASKED + r"(?P<statement>.*)", re.DOTALL)
STATEMENT = re.compile(
    rb"(?m)^\d[^\n]{10,40}\[\d{1,10}\] (?:\([\d/]*\) )?"
    + SAYS_ASKED.encode()
    + rb"(?P<statement>[^\n]*(?:\n\t[^\n]*)*)"
)
ENDED = re.compile(BEGINS + r"LOG:  disconnection: ")
SIGNED_IN = re.compile(
    BEGINS + r"LOG:  (?:replication )?connection authorized: user=(?P<user>\S+)(?: database=(?P<database>\S+))?"
)
ENTRY = re.compile(BEGINS)
OUTSIDE = re.compile(r"/0\Z")
SAYS_HOW = re.compile(BEGINS + r"LOG:  session begins: (?P<how>[^\n]*)")
READY = re.compile(BEGINS + r"LOG:  connection ready: ")
NOT_LET_IN = re.compile(
    BEGINS + r"FATAL:  (?:database \"|permission denied for database |too many connections |sorry, |remaining conn)"
)
WRITTEN_DOWN = re.compile(r"log_statement=all lc_messages=(?:C|POSIX|C\.UTF-8|en_\w+(?:\.UTF-8)?)?\s*")
"""In another language the server's lines are other lines, and none of them would be known for a statement."""

LOOKS_TO_BEGIN = 2
"""A look may come between two lines of a session that begins. When the second comes, it has begun."""


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


@dataclass(frozen=True, slots=True)
class Unshown:
    """A session that did not show that what is asked in it is written down."""

    user: str


@dataclass(slots=True)
class Session:
    """Whose session it is, if any statement of it was written down, and what it said of how it begins.

    It is settled once it showed that it is written down, or was told of because it did not.
    """

    user: str
    has_asked: bool = False
    how: str = ""
    is_settled: bool = True
    looks: int = 0


Seen = SignIn | Asked | Silent | Unshown


@dataclass(slots=True)
class ServerLog:
    """A log that is read on from where it was read to. `ordinary` are the roles whose sign-ins are nothing to tell.

    It goes on from what is kept in the file of the `place`. Without one it begins at the end: what happened while
    nobody watched stays in the log itself.

    Where sessions can show how they begin (`shows`), each has to. Where none can, every session is told of whose role
    is not among `powerless`, which may not change what is written down.
    """

    path: Path
    ordinary: set[str]
    offset: int = field(default=-1)
    sessions: dict[str, Session] = field(default_factory=dict)
    place: Path | None = None
    powerless: frozenset[str] = frozenset()
    shows: bool = False

    def read_new(self) -> tuple[Seen, ...]:
        """Return what others did since the last look, and strike their statements out of the log."""
        if not self.path.exists():
            return ()
        size = self.path.stat().st_size
        if self.offset < 0:
            self._go_on(size)
        if size < self.offset:
            self.offset = 0
        with self.path.open("rb") as file:
            file.seek(self.offset)
            text = file.read(size - self.offset)
        whole = text[: text.rfind(b"\n") + 1]
        self._strike_out(whole)
        self.offset += len(whole)
        # What was written since is not read yet: then the log is begun anew at a later look.
        if self.offset > LONGEST and self.path.stat().st_size == self.offset:
            with self.path.open("r+b") as file:
                file.truncate(0)
            self.offset = 0
        entries = ENTRY_BEGINS.split(whole.decode("utf-8", "replace"))
        seen = [each for entry in entries for each in self._see(entry)] + self._see_waiting()
        self._keep_place()
        return tuple(each for each in seen if each.user not in self.ordinary)

    def _see(self, entry: str) -> list[Seen]:
        signed_in = SIGNED_IN.match(entry)
        if signed_in:
            return self._see_sign_in(signed_in)
        began = self._see_beginning(entry)
        asked = ASKED.match(entry)
        if asked:
            session = self.sessions.setdefault(asked["process"], Session(""))
            session.has_asked = True
            statement = asked["statement"].replace("\n\t", "\n")
            name = NAMED_PLAINLY.match(statement) if asked["execute"] else None
            readable = bool(name or not asked["execute"])
            return [*began, Asked(session.user, statement[name.end() if name else 0 :].strip(), readable)]
        ended = ENDED.match(entry)
        session = self.sessions.pop(ended["process"], Session("", has_asked=True)) if ended else Session("", True)
        return began if session.has_asked else [*began, Silent(session.user)]

    def _see_sign_in(self, line: re.Match[str]) -> list[Seen]:
        """Take in a sign-in. Who had the process before is gone, and its end was not written down."""
        before = self.sessions.get(line["process"])
        unshown: list[Seen] = [Unshown(before.user)] if before is not None and not before.is_settled else []
        user = line["user"]
        is_told_now = not self.shows and user not in self.powerless
        self.sessions[line["process"]] = Session(user, is_settled=not self.shows or user in self.ordinary)
        signed_in = SignIn(line["at"], user, line["database"] or "")
        return [*unshown, signed_in, *([Unshown(user)] if is_told_now else [])]

    def _see_beginning(self, entry: str) -> list[Seen]:
        """Settle a session that has begun, and return that it did not show how when it did not."""
        found = ENTRY.match(entry)
        process = found["process"] if found else ""
        session = self.sessions.get(process)
        if session is None or session.is_settled:
            return []
        if NOT_LET_IN.match(entry):
            del self.sessions[process]
            return []
        how, ready = SAYS_HOW.match(entry), READY.match(entry)
        if how and not session.how:
            session.how = how["how"]
            return []
        session.is_settled = True
        is_shown = ready is not None and OUTSIDE.search(ready["within"] or "") and WRITTEN_DOWN.fullmatch(session.how)
        return [] if is_shown else [Unshown(session.user)]

    def _see_waiting(self) -> list[Seen]:
        """Return whose sessions had the time to show how they begin, and did not."""
        unshown: list[Seen] = []
        for session in self.sessions.values():
            session.looks += not session.is_settled
            if session.looks >= LOOKS_TO_BEGIN and not session.is_settled:
                session.is_settled = True
                unshown.append(Unshown(session.user))
        return unshown

    def _go_on(self, size: int) -> None:
        """Go on from where an earlier watch stopped; from the end when there was none."""
        self.offset = size
        if self.place is None or not self.place.exists():
            return
        try:
            kept = json.loads(self.place.read_text(encoding="utf-8"))
            self.sessions = {process: Session(**given) for process, given in kept["sessions"].items()}
            self.offset = int(kept["offset"])
        except (ValueError, KeyError, TypeError):
            self.offset = 0  # What was kept cannot be read: everything that is in the log is told again.

    def _keep_place(self) -> None:
        if self.place is not None:
            kept = {"offset": self.offset, "sessions": {each: asdict(of) for each, of in self.sessions.items()}}
            beside = self.place.with_suffix(".new")
            beside.write_text(json.dumps(kept), encoding="utf-8")
            beside.replace(self.place)

    def _strike_out(self, whole: bytes) -> None:
        """Write over every statement that stands in what was just read. The server only adds at the end."""
        with self.path.open("r+b") as file:
            for found in STATEMENT.finditer(whole):
                file.seek(self.offset + found.start("statement"))
                file.write(re.sub(rb"[^\n\t]", b"-", found["statement"]))


def say_sign_in(one: SignIn) -> str:
    """Return a sign-in in words."""
    return f"{one.user} signed in to database {one.database or 'none'} at {one.at}, past the application"
