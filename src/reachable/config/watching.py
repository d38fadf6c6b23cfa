"""What the jobs watch beside the clock: the locks of the database, and who signs in to its server past the application.

In:  settings.
Out: a function that looks, to be called in each round.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connections

from reachable.access.domain.asked_past import LEFT_OUT, is_switching_off, without_values
from reachable.access.domain.locks import Locks, LockWatch
from reachable.access.domain.plain_questions import is_plain
from reachable.access.domain.saml_sign_in import SamlProvider
from reachable.access.domain.secret_ages import find_ages
from reachable.adapters.embedded_database import APP, BACKUP, OWNER
from reachable.adapters.server_log import Asked, Seen, ServerLog, Silent, Unshown, say_sign_in
from reachable.adapters.watch_files import Tell, keep_made_locks, read_made_locks, watch_files
from reachable.config.backups.whole_database import alike_everywhere, list_locks
from reachable.config.database import embedded_server, is_embedded, locks_file
from reachable.config.secret_dates import find_dates
from reachable.journeys.failures_logged import log_failure
from reachable.journeys.locks_watched import tell_not_written_down, watch_locks
from reachable.kernel.london import london_date

LOG = logging.getLogger("reachable")
BLIND = (
    "The locks of the database cannot be looked at, or nothing says how they were made. Whoever changes one now is not"
    " seen. Look at the log of the jobs; then run: reachable migrate."
)
BLIND_FOR = timedelta(minutes=3)
"""How long nothing could be looked at before it is told outside: longer than a database takes to start again."""

POWERLESS = frozenset({APP, OWNER, BACKUP})
"""Roles that may not change what is written down. That they are none that may is one of the watched locks."""

SESSIONS_SHOW = (
    "SELECT current_setting('server_version_num')::int >= 180000 AND current_setting('log_connections') = 'all'"
    " AND position('(%v)' in current_setting('log_line_prefix')) > 0"
)


def read_locks(name: str | None = None) -> Locks:
    """Return the locks of the database as the application may see them, over a connection of its own."""
    with _connect(name) as bare:
        alike_everywhere(bare)
        return list_locks(bare)


def can_sessions_show() -> bool:
    """Test if the server writes what a session shows by that what is asked in it is written down."""
    with _connect() as bare:
        return bare.execute(SESSIONS_SHOW).fetchone() == (True,)


def _connect(name: str | None = None) -> "psycopg.Connection[tuple[Any, ...]]":
    where = connections["default"].settings_dict
    given: dict[str, Any] = {
        "host": where["HOST"],
        "port": where.get("PORT") or None,
        "user": where["USER"],
        "password": where["PASSWORD"],
        "dbname": name or where["NAME"],
        **where.get("OPTIONS", {}),
    }
    return psycopg.connect(**given, autocommit=True)


def keep_locks() -> None:
    """Write down how the locks are made. For after migrations and a restore, and for nothing else."""
    keep_made_locks(locks_file(connections["default"].settings_dict["NAME"]), read_locks())


def say_old_secrets(now: datetime) -> None:
    """Write into the log which secrets are older than planned, by their names alone."""
    for each in find_ages(find_dates(), london_date(now)):
        if each.is_old:
            LOG.warning("A secret is to be changed. %s", each.say())
    for ending in say_endings(now):
        LOG.warning("A certificate is to be asked for. %s", ending)


def say_endings(now: datetime) -> tuple[str, ...]:
    """Return in words at which providers nobody gets in soon, for want of a certificate."""
    saml = (each for each in settings.IDENTITY_PROVIDERS if isinstance(each, SamlProvider))
    return tuple(said for each in saml if (said := each.say_ending(now=now)) is not None)


def make_watch() -> Callable[[datetime], None]:
    """Return what looks at the locks and at sign-ins. A look that fails is said and the next one comes."""
    watch, tell, blind = LockWatch(), watch_files(settings.WATCH_FILES), Blindness()
    path = locks_file(connections["default"].settings_dict["NAME"])
    log = _watched_log() if is_embedded() else None

    def look(now: datetime) -> None:
        try:
            made = read_made_locks(path)
            watch_locks(watch=watch, made=made, read=read_locks, tell=tell, now=now)
            is_blind = made is None
        except Exception as problem:
            log_failure("A look at the locks of the database failed", problem)
            is_blind = True
        if blind.see(is_blind=is_blind, now=now):
            LOG.critical("%s", BLIND)
            _say_outside(BLIND, tell, now)
        try:
            found = _read_log(log) if log is not None else ()
        except Exception as problem:
            log_failure("A look at who signed in to the database failed", problem)
            found = ()
        tell_what_was_asked(found, tell, now)

    return look


def _watched_log() -> ServerLog:
    """Return the embedded server's log, to be read on from where the last watch stopped."""
    server = embedded_server()
    place = server.home / f"{server.name}-log-was-read.json"
    return ServerLog(server.data_folder / "server.log", {APP}, place=place, powerless=POWERLESS)


def _read_log(log: ServerLog) -> tuple[Seen, ...]:
    """Read it on. While the server cannot be asked if sessions show how they begin, each is told that may hide it."""
    if not log.shows:
        try:
            log.shows = can_sessions_show()
        except psycopg.Error as problem:
            log_failure("Nobody could say if sessions show how they begin", problem)
    return log.read_new()


def tell_what_was_asked(found: Iterable[Seen], tell: Sequence[Tell], now: datetime) -> None:
    """Say outside who signed in and what they asked, without any value; and to people when it is not written down.

    What was asked again and again is one line that says how often.
    """
    for said, times in Counter(say_seen(each) for each in found).items():
        line = f"{said} ({times} times)" if times > 1 else said
        LOG.warning("%s", line)
        _say_outside(line, tell, now)
    stopped = sorted({each.user for each in found if stops_being_told(each)})
    if stopped:
        tell_not_written_down(users=stopped, tell=tell, now=now)


def say_seen(seen: Seen) -> str:
    """Return one thing seen in the server's log in words, which hold no value of a row."""
    match seen:
        case Asked():
            said = without_values(seen.statement, _names_of_ours()) if seen.is_readable else LEFT_OUT
            return f"{seen.user or 'somebody'} asked past the application: {said}"
        case Unshown():
            return f"{seen.user} signed in, and nothing shows that what they ask is written down"
        case Silent():
            return f"{seen.user} signed off, and nothing they asked was written down"
        case _:
            return say_sign_in(seen)


@cache
def _names_of_ours() -> frozenset[str]:
    """Return the names of every table and column of ours."""
    kept = [model._meta for model in apps.get_models(include_auto_created=True)]
    return frozenset(
        {each.db_table for each in kept} | {str(field.column) for each in kept for field in each.local_fields}
    )


def stops_being_told(seen: Seen) -> bool:
    """Test if somebody touched what is written down of statements, or may have, or asked what nothing was written of.

    Whoever has the power to touch it may have with any statement that is not plainly a question.
    """
    if isinstance(seen, Asked):
        may_hide = seen.user not in POWERLESS and not (seen.is_readable and is_plain(seen.statement))
        return may_hide or is_switching_off(seen.statement)
    return isinstance(seen, Silent | Unshown)


def _say_outside(said: str, tell: Iterable[Callable[[str, datetime], None]], now: datetime) -> None:
    """Write a line to every file outside, whatever becomes of one of them."""
    for outside in tell:
        try:
            outside(said, now)
        except OSError as problem:
            log_failure("A file outside could not be told", problem)


@dataclass(slots=True)
class Blindness:
    """Since when the locks could not be looked at. Somebody who can stop the look could change a lock behind it."""

    since: datetime | None = None
    is_told: bool = False

    def see(self, *, is_blind: bool, now: datetime) -> bool:
        """Take in whether a look could be taken, and return whether it is to be told now that none can."""
        if not is_blind:
            self.since, self.is_told = None, False
            return False
        self.since = self.since or now
        if self.is_told or now - self.since < BLIND_FOR:
            return False
        self.is_told = True
        return True
