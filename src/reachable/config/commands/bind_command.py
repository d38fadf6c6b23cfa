"""Binds people to what their agency's identity provider calls them, so that they can sign in there.

In:  a provider's name; an e-mail address and a subject, or a file with both a line, as a personnel system writes.
Out: how many were bound; an exit status of 1 when one was refused, after all others were bound.
"""

import argparse
import csv
from pathlib import Path

from reachable.config.commands.terminal import say, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare who is bound to what."""
    parser.add_argument("provider", help="the name of the provider in REACHABLE_IDENTITY_PROVIDERS")
    parser.add_argument("email", nargs="?", help="the address the agency registered")
    parser.add_argument(
        "subject", nargs="?", help="what the provider calls them, for good: the claim `sub`, or the persistent `NameID`"
    )
    parser.add_argument("--from", dest="file", help="a file with one address and subject a line, a comma between")


def run(arguments: argparse.Namespace) -> int:
    """Bind each of them."""
    import django

    django.setup()
    from django.conf import settings

    from reachable.adapters.clock import read_clock
    from reachable.journeys.identities_bound import bind_identities

    provider = next((each for each in settings.IDENTITY_PROVIDERS if each.name == arguments.provider), None)
    if provider is None:
        say("No identity provider of this name is set. See docs/settings.md.")
        return 1
    pairs = [(arguments.email, arguments.subject or "")] if arguments.email else []
    if arguments.file:
        with Path(arguments.file).open(encoding="utf-8", newline="") as file:
            pairs += [(row[0].strip(), row[1].strip() if len(row) > 1 else "") for row in csv.reader(file) if row]
    if not pairs:
        say("Say who: an e-mail address and a subject, or --from a file of them.")
        return 1
    done = bind_identities(pairs=pairs, issuer=provider.issuer, now=read_clock())
    show(f"Bound to {provider.label}: {done.bound}. Already bound: {done.stood}.")
    for email, why in done.refused.items():
        say(f"{email}: not bound, because {why}.")
    return 1 if done.refused else 0
