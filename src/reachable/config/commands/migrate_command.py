"""Makes the embedded database when it is missing and brings its tables up to date.

In:  nothing.
Out: a database ready for use.
"""

import argparse

from reachable.config.commands.terminal import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare that this part takes no words."""


def run(arguments: argparse.Namespace) -> int:
    """Build or migrate the database."""
    import django

    django.setup()
    from django.db import connections

    from reachable.adapters.clock import read_clock
    from reachable.config.build import build_database, migrate_database
    from reachable.config.database import is_embedded
    from reachable.config.watching import keep_locks
    from reachable.journeys.places_settled import settle_places

    name = connections["default"].settings_dict["NAME"]
    if is_embedded():
        is_new = build_database(name)
        say("The database is new and ready." if is_new else "The tables are up to date.")
    else:
        migrate_database(name)
        say("The tables are up to date.")
    settled = settle_places(now=read_clock(), progress=say)
    if settled.records:
        say(f"{settled.records} children's records are kept apart as they are today.")
    if settled.closed:
        say(
            f"The places of {settled.closed} records were kept under another places key and stay as they are. Put the"
            " right key file back, then run this again."
        )
    if settled.unopened:
        say(f"{settled.unopened} places kept apart do not open, though nobody erased them. The jobs tell of them.")
    keep_locks()
    say("How its locks are made is written down; the jobs compare them with it every minute.")
    return 1 if settled.closed else 0
