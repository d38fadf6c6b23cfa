"""Closes the accounts of people who left: what they may open ends in the same transaction as their sessions.

In:  their e-mail addresses, or a file with one a line, as a personnel system writes.
Out: what ended of each; an exit status of 1 when an address is nobody's, after all others were closed.
"""

import argparse
from pathlib import Path

from reachable.config.commands.terminal import say, show, show_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare who left."""
    parser.add_argument("email", nargs="*", help="the address somebody signs in with")
    parser.add_argument("--from", dest="file", help="a file with one address a line")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Close each account."""
    import django

    django.setup()
    from dataclasses import asdict

    from reachable.adapters.clock import read_clock
    from reachable.journeys.accounts_closed import close_accounts

    listed = Path(arguments.file).read_text(encoding="utf-8").splitlines() if arguments.file else []
    emails = [email.strip() for email in (*arguments.email, *listed) if email.strip()]
    if not emails:
        say("Say who left: an e-mail address, or --from a file of them.")
        return 1
    closed, unknown = close_accounts(emails=emails, now=read_clock())
    if arguments.json:
        show_json({"closed": {email: asdict(each) for email, each in closed.items()}, "unknown": list(unknown)})
        return 1 if unknown else 0
    for email, each in closed.items():
        show(
            f"{email}: closed. Ended: {each.sessions} sessions, {each.assignments} assignments, "
            f"{each.relationships} working relationships, {each.seals} names on seals. "
            f"{each.turns_given} turns on duty went to the team."
        )
        if each.turns_left:
            show(f"  {each.turns_left} turns on duty have no number but theirs: give them to somebody else now.")
    for email in unknown:
        say(f"{email}: nobody signs in with this address. Nothing was done for it.")
    return 1 if unknown else 0
