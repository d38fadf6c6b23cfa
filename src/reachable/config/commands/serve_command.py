"""Runs the site and its jobs in the background until `reachable stop`.

In:  a port.
Out: the address of the site.
"""

import argparse

from reachable.config.commands.terminal import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the port."""
    parser.add_argument("--port", type=int, default=8765, help="the port to listen on (default 8765)")


def run(arguments: argparse.Namespace) -> int:
    """Start the site and the jobs and print where to look."""
    start_site(arguments.port)
    say(f"Reachable is at http://127.0.0.1:{arguments.port}/  (stop it with: reachable stop)")
    return 0


def site_words(port: int) -> list[str]:
    """Return the words by which the web server is started."""
    bound = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--access-logfile", "/dev/null"]
    return ["gunicorn", *bound, "reachable.config.wsgi:application"]


def start_site(port: int) -> None:
    """Collect the static files, start the web server and the jobs, and wait until a page answers."""
    import django

    django.setup()
    from django.core.management import call_command

    from reachable.adapters.processes import check_port_is_free, start_process, stop_processes, wait_for_page
    from reachable.config.boot import refuse_keys_of_others
    from reachable.config.database import embedded_server
    from reachable.config.key_of_places import places_key_file

    # Said here too, where somebody reads it, before anything is stopped.
    refuse_keys_of_others(key_file=places_key_file())
    call_command("collectstatic", verbosity=0, interactive=False)
    home = embedded_server().home
    stop_processes(home)
    check_port_is_free(port)
    start_process(home, "site", site_words(port))
    start_process(home, "jobs", ["reachable.config.command_line", "jobs", "--every", "2"])
    wait_for_page(f"http://127.0.0.1:{port}/alive")
