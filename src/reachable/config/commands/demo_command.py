"""Makes the made-up partnership, brings in its extracts day by day, and opens the site.

In:  nothing; a second start uses what the first one made.
Out: the address of the site.
"""

import argparse
import os
import time

from reachable.adapters.embedded_database import default_home
from reachable.adapters.processes import check_port_is_free, stop_processes
from reachable.config.commands.terminal import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the port and a fresh start."""
    parser.add_argument("--port", type=int, default=8765, help="the port to listen on (default 8765)")
    parser.add_argument("--fresh", action="store_true", help="throw the demo away and make it anew as of today")


def run(arguments: argparse.Namespace) -> int:
    """Make what is missing, start the site and print where to look."""
    os.environ["REACHABLE_DEMO"] = "1"
    began = time.monotonic()
    stop_processes(default_home())
    check_port_is_free(arguments.port)
    import django

    django.setup()
    from reachable.adapters.clock import read_clock
    from reachable.config.build import build_database, drop_database, keep_finished, was_finished
    from reachable.config.commands.serve_command import start_site
    from reachable.config.database import DATABASE_NAME
    from reachable.config.watching import keep_locks

    if arguments.fresh or not was_finished(DATABASE_NAME):
        drop_database(DATABASE_NAME)
    if build_database(DATABASE_NAME):
        from reachable.demo.children import MANY
        from reachable.demo.history import seed

        seed(read_clock(), how_many=MANY, progress=say)
        keep_finished(DATABASE_NAME)
    keep_locks()
    start_site(arguments.port)
    say(f"\nReachable is up after {time.monotonic() - began:.0f} s, with made-up people only.\n")
    say(f"  Look at   http://127.0.0.1:{arguments.port}/   and choose who to be.")
    say("  Stop with make stop; make it anew as of today with .venv/bin/reachable demo --fresh\n")
    return 0
