"""Stops the site, its jobs and the embedded database.

In:  nothing.
Out: nothing running.
"""

import argparse

from reachable.adapters.embedded_database import stop_server
from reachable.adapters.processes import stop_processes
from reachable.config.commands.terminal import say
from reachable.config.database import embedded_server


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare that this part takes no words."""


def run(arguments: argparse.Namespace) -> int:
    """Stop what runs and say what that was."""
    server = embedded_server()
    for name in stop_processes(server.home):
        say(f"Stopped the {name}.")
    say("Stopped the database." if stop_server(server) else "The database was not running.")
    return 0
