"""Shows how old the secrets of this installation are, and changes those that can be changed by a command.

In:  what to do: ages, places (stop the site first), passwords of the embedded server's roles, changed and a name.
Out: what was changed, or an exit status of 1 when a secret is older than planned.
"""

import argparse

from reachable.config.commands.terminal import say, show

ACTS = ("ages", "places", "passwords", "changed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to do."""
    parser.add_argument("act", choices=ACTS, help="show ages; change the places key or passwords; note a change")
    parser.add_argument("name", nargs="?", help="changed: which secret was changed today by somebody")


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    import django

    django.setup()
    match arguments.act:
        case "places":
            return _change_places_key()
        case "passwords":
            return _change_passwords()
        case "changed":
            return _note_change(arguments.name)
    return _show_ages()


def _show_ages() -> int:
    from reachable.access.domain.secret_ages import find_ages
    from reachable.adapters.clock import read_clock
    from reachable.config.secret_dates import find_dates
    from reachable.config.watching import say_endings
    from reachable.kernel.london import london_date

    now = read_clock()
    ages, endings = find_ages(find_dates(), london_date(now)), say_endings(now)
    for said in (*(each.say() for each in ages), *endings):
        show(said)
    return 1 if endings or any(each.is_old for each in ages) else 0


def _note_change(name: str | None) -> int:
    from reachable.access.domain.secret_ages import PLANNED
    from reachable.adapters.clock import read_clock
    from reachable.adapters.embedded_database import default_home
    from reachable.config.changing_keys import keep_date
    from reachable.kernel.london import london_date

    if name is None or name not in PLANNED:
        say(f"Say which was changed: {', '.join(PLANNED)}.")
        return 2
    keep_date(default_home(), name, london_date(read_clock()))
    say(f"Noted: {name} was changed today.")
    return 0


def _change_places_key() -> int:
    from reachable.adapters.clock import read_clock
    from reachable.adapters.embedded_database import default_home
    from reachable.adapters.processes import running_processes
    from reachable.config.changing_keys import change_places_key
    from reachable.config.key_of_places import places_key_file
    from reachable.places.operations.wrapping import CannotBeWrappedAnew

    if running_processes(default_home()):
        say("Stop the site and its jobs first: they would look for places by the key of before. Nothing was changed.")
        return 2
    path = places_key_file()
    try:
        changed = change_places_key(path, now=read_clock(), progress=say)
    except CannotBeWrappedAnew as problem:
        say(f"{problem} The key file {path.name} is in use as before. Ring whoever runs Reachable: nothing is lost.")
        return 1
    if changed.unopened:
        say(
            f"{changed.unopened} places do not open, by this key or the one of before, and stay as they are: nothing"
            " finds them in what people write. The daily round tells of them."
        )
    say(
        f"Wrapped anew: {changed.children}. The key of before stays beside {path.name}, for backups: take it elsewhere."
    )
    return 0


def _change_passwords() -> int:
    from reachable.adapters.clock import read_clock
    from reachable.config.changing_keys import change_passwords
    from reachable.config.database import embedded_server, is_embedded

    if not is_embedded():
        say("On another server: put new passwords into the addresses and run `reachable prepare`.")
        return 2
    done = change_passwords(embedded_server(), now=read_clock())
    say(f"{done} roles have another password. Start the site anew: reachable serve")
    return 0
