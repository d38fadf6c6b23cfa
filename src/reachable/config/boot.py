"""What must be true of an installation before it answers anybody, so that a slip in its settings is found at the start.

In:  settings.
Out: nothing; or a refusal to start that says what to set.
"""

import gc
import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import DatabaseError, OperationalError
from django.utils.module_loading import import_string
from psycopg.errors import InvalidSchemaName, UndefinedFunction, UndefinedTable

from reachable.access.domain.key_rules import KeyRule
from reachable.adapters.problems import CannotGoOn

LOG = logging.getLogger("reachable")
SHORTEST_KEY = 32
NOT_MADE_YET = (InvalidSchemaName, UndefinedFunction, UndefinedTable)
NO_DATABASE = re.compile('database "[^"]*" does not exist')
ASKED_AGAIN = 2.0
"""After how many seconds a database that is away is asked again."""

ANOTHER_KEY = (
    "Reachable does not start like this. The key file {file} is not the one that the safe places of {count} children"
    " were kept under: none of them would open, and none would be found in what people write."
    " Nothing was changed: the places are kept as they were. {remedy}"
)
PUT_BACK = (
    "Put the key file of the installation that kept them back, then start again. docs/backup.md says which file it is;"
    " a key of before stands beside the file as {name}.before-… where one was changed."
)
GO_ON = (
    "The key was being changed and that was cut off: {name}.next is there. Run `reachable keys places` again, which"
    " goes on where it was, then start again."
)


class UnsafeToStart(CannotGoOn):
    """Settings would let somebody in or show the inside of the site. The message says which, and what to set."""


def refuse_unsafe_settings(settings: Any) -> None:
    """Let the site start only with settings that are safe.

    :raises UnsafeToStart: naming every setting that is not.
    """
    wrong = [said for is_wrong, said in _checks(settings) if is_wrong]
    if wrong:
        raise UnsafeToStart("Reachable does not start like this. " + " ".join(wrong))


def refuse_unknown_agencies(rules: Iterable[KeyRule]) -> None:
    """Let nothing start with a rule for an agency that is not here: it would hold for nobody, and nobody would notice.

    :raises UnsafeToStart: naming each such agency, and the setting.
    """
    named = {each.agency for each in rules if each.agency is not None}
    if not named:
        return
    list_agencies = import_string("reachable.access.queries.list_agencies")  # Once Django knows the tables.
    unknown = named - {each.id for each in list_agencies()}
    if unknown:
        raise UnsafeToStart(
            f"Reachable does not start like this. REACHABLE_KEY_RULES names {', '.join(sorted(map(str, unknown)))},"
            " and no agency here has that id: put the id right, or take the rule out."
        )


def refuse_keys_of_others(*, key_file: Path, wait: Callable[[float], None] | None = None) -> None:
    """Let nothing start that takes in, screens or shows places while the key here is not the one they are kept under.

    `wait` is for what runs on: it waits and asks again while the database is away. Where no table, or no database, is
    made yet, nothing is kept.

    :raises UnsafeToStart: saying of how many children, which key file it is, what was kept and what to do.
    """
    count = _count_keys_of_others(wait)
    if count:
        is_half_way = key_file.with_name(f"{key_file.name}.next").exists()
        remedy = (GO_ON if is_half_way else PUT_BACK).format(name=key_file.name)
        raise UnsafeToStart(ANOTHER_KEY.format(file=key_file, count=count, remedy=remedy))


def _count_keys_of_others(wait: Callable[[float], None] | None) -> int:
    running, run_of = (import_string(f"reachable.access.{each}") for each in ("context.running", "domain.viewer.Run"))
    count_keys_of_others = import_string("reachable.places.queries.count_keys_of_others")
    read_clock = import_string("reachable.adapters.clock.read_clock")
    while True:
        try:
            with running(job="whether the places key fits, before anything starts", now=read_clock()):
                return int(count_keys_of_others(viewer=run_of("boot")))
        except OperationalError as problem:
            if NO_DATABASE.search(str(problem)):
                return 0
            if wait is None:
                raise
            LOG.error("The database is away: whether the places key fits is asked again before anything starts.")
            wait(ASKED_AGAIN)
        except DatabaseError as problem:
            if isinstance(problem.__cause__, NOT_MADE_YET):
                return 0
            raise


def settle_memory() -> None:
    """Let what is loaded at the start be passed over when memory is tidied, as it stays for as long as the process.

    Going through all of it again takes longer than evaluating a child, and happens in the middle of one.
    """
    gc.collect()
    gc.freeze()


def _checks(settings: Any) -> list[tuple[bool, str]]:
    """Return what is looked at, and what is said when it is wrong. A demo is let off what only real data needs."""
    everywhere = [
        (settings.DEBUG, "DEBUG shows the inside of the site to whoever meets an error: switch it off."),
        ("*" in settings.ALLOWED_HOSTS, "REACHABLE_HOSTS must name the site's own names and no asterisk."),
        (len(settings.SECRET_KEY) < SHORTEST_KEY, "REACHABLE_SECRET_KEY is too short to sign sessions with."),
        (len(settings.CONTEXT_KEY) < SHORTEST_KEY, "REACHABLE_CONTEXT_KEY is too short to sign a context with."),
    ]
    for_real = [
        (not settings.HTTPS, "REACHABLE_HTTPS is off: a session could be read on its way. Switch it on."),
        (
            any(backend.endswith("filebased.EmailBackend") for backend in [settings.EMAIL_BACKEND]),
            "Messages would be written to a folder instead of sent: set REACHABLE_MAIL_HOST.",
        ),
    ]
    return everywhere if settings.DEMO else [*everywhere, *for_real]
