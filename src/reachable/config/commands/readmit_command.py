"""Lets somebody back in who lost their password or second factor. A supervisor agrees to it by a one-time code.

In:  the address somebody signs in with; who agrees; whether the second factor is lost as well.
Out: no password and no sessions; the person is told and sets a new one by the link of the sign-in page.
"""

import argparse
import getpass

from reachable.config.commands.terminal import say, show


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare whom to let back, and who agrees."""
    parser.add_argument("email", help="the address somebody signs in with")
    parser.add_argument("--agreed-by", required=True, help="the address of a supervisor; their code is asked for")
    parser.add_argument("--lost-factor", action="store_true", help="take their app, keys and recovery codes away too")


def run(arguments: argparse.Namespace) -> int:
    """Let them back."""
    import django

    django.setup()
    from reachable.adapters.clock import read_clock
    from reachable.config.commands.approval import has_code, is_approved
    from reachable.journeys.let_back import NotLetBack, find_approver, let_back

    now = read_clock()
    try:
        approver = find_approver(email=arguments.agreed_by, of=arguments.email, now=now)
        if not has_code(approver):
            say("Whoever agrees has set no one-time codes up, so none can be asked for. Ask another supervisor.")
            return 1
        if not is_approved(approver):
            say("That code is not theirs, or was used, or too many were wrong. Nothing was changed.")
            return 1
        let_back(
            email=arguments.email,
            approver=approver,
            typed_by=getpass.getuser(),
            lost_factor=arguments.lost_factor,
            now=now,
        )
    except NotLetBack as reason:
        say(f"{reason} Nothing was changed.")
        return 1
    show(f"{arguments.email}: signed out everywhere, without a password. They were told, and set a new one themselves")
    show("by “Forgotten your password?” on the page for signing in. Nobody else learns it.")
    return 0
