"""What `bench` and `prove` share: a name, a size, progress, and one way of reporting.

In:  the names there are; parsed words.
Out: an exit status: 0 when every target holds, 1 when one is missed, 2 when the name is not known.
"""

import argparse
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from reachable.config.commands.terminal import report_checks, say
from reachable.config.measures import SIZES


def add_measure_arguments(parser: argparse.ArgumentParser, known: Mapping[str, str]) -> None:
    """Declare which, how much, and in what form."""
    listed = "; ".join(f"{name}: {what}" for name, what in known.items())
    parser.add_argument("name", metavar="NAME", help=listed)
    parser.add_argument("--size", choices=SIZES, default="small", help="small takes less than a minute")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run_measure(verb: str, known: Mapping[str, str], arguments: argparse.Namespace) -> int:
    """Measure or prove one thing on a database of its own and report it."""
    if arguments.name not in known:
        say(f"There is nothing to {verb} called {arguments.name}. There is:")
        for name, what in known.items():
            say(f"  {name:<10} {what}")
        return 2
    import django

    from reachable.adapters.compiled_code import keep_compiled_code

    keep_compiled_code()
    django.setup()
    from reachable.config.measures.throwaway import NotOnEmbeddedServer

    try:
        checks = find_measure(verb, arguments.name).run(arguments.size, say)
    except NotOnEmbeddedServer as problem:
        say(f"Nothing was done: {problem}.")
        return 2
    return report_checks(arguments.name, arguments.size, checks, as_json=arguments.json)


def find_measure(verb: str, name: str) -> ModuleType:
    """Return the module that measures or proves something. Django must be set up."""
    return import_module(f"reachable.config.measures.{verb}_{name}")
