"""What the jobs watch beside the clock: the locks of the database, and who signs in to its server past the application.

In:  settings.
Out: a function that looks, to be called in each round.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from reachable.access.domain.locks import Locks, LockWatch
from reachable.access.domain.secret_ages import find_ages
from reachable.adapters.embedded_database import APP
from reachable.adapters.server_log import ServerLog, say_sign_in
from reachable.adapters.watch_files import keep_made_locks, read_made_locks, watch_files
from reachable.config.backups.whole_database import alike_everywhere, list_locks
from reachable.config.database import embedded_server, is_embedded, locks_file
from reachable.config.secret_dates import find_dates
from reachable.journeys.failures_logged import log_failure
from reachable.journeys.locks_watched import watch_locks
from reachable.kernel.london import london_date

LOG = logging.getLogger("reachable")


def read_locks(name: str | None = None) -> Locks:
    """Return the locks of the database as the application may see them, over a connection of its own."""
    where = connections["default"].settings_dict
    given: dict[str, Any] = {
        "host": where["HOST"],
        "port": where.get("PORT") or None,
        "user": where["USER"],
        "password": where["PASSWORD"],
        "dbname": name or where["NAME"],
        **where.get("OPTIONS", {}),
    }
    with psycopg.connect(**given, autocommit=True) as bare:
        alike_everywhere(bare)
        return list_locks(bare)


def keep_locks() -> None:
    """Write down how the locks are made. For after migrations and a restore, and for nothing else."""
    keep_made_locks(locks_file(connections["default"].settings_dict["NAME"]), read_locks())


def say_old_secrets(now: datetime) -> None:
    """Write into the log which secrets are older than planned, by their names alone."""
    for each in find_ages(find_dates(), london_date(now)):
        if each.is_old:
            LOG.warning("A secret is to be changed. %s", each.say())


def make_watch() -> Callable[[datetime], None]:
    """Return what looks at the locks and at sign-ins. A look that fails is said and the next one comes."""
    watch, tell = LockWatch(), watch_files(settings.WATCH_FILES)
    path = locks_file(connections["default"].settings_dict["NAME"])
    log = ServerLog(embedded_server().data_folder / "server.log", {APP}) if is_embedded() else None

    def look(now: datetime) -> None:
        try:
            watch_locks(watch=watch, made=read_made_locks(path), read=read_locks, tell=tell, now=now)
            for each in log.read_new() if log is not None else ():
                LOG.warning("%s", say_sign_in(each))
                for outside in tell:
                    outside(say_sign_in(each), now)
        except Exception as problem:
            log_failure("A look at the locks of the database failed", problem)

    return look
