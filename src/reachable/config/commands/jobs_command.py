"""Does what is due: evaluates children, climbs ladders, sends messages, chains the audit record.

In:  how often; once when not said.
Out: rounds, until stopped.
"""

import argparse
import time
from datetime import timedelta
from functools import partial

from reachable.config.commands.terminal import say

HOURLY = timedelta(hours=1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how often."""
    parser.add_argument("--every", type=float, default=None, metavar="SECONDS", help="keep doing rounds this often")


def run(arguments: argparse.Namespace) -> int:
    """Do one round, or rounds until stopped."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import close_old_connections

    from reachable.adapters.clock import read_clock
    from reachable.adapters.email import send_email
    from reachable.adapters.erased_files import erased_files
    from reachable.adapters.witnesses import find_witnesses
    from reachable.config.boot import refuse_keys_of_others, refuse_unknown_agencies, settle_memory
    from reachable.config.key_of_places import places_key_file
    from reachable.config.watching import make_watch, say_old_secrets
    from reachable.jobs.rounds import Daily, do_apart, do_daily_round, do_hourly_round, do_round
    from reachable.journeys.failures_logged import log_failure
    from reachable.kernel.london import london_date

    witnesses = find_witnesses(files=settings.WITNESS_FILES, partners=settings.WITNESS_PARTNERS)
    lists = erased_files(settings.ERASED_FILES)
    last_day, last_hour, daily = None, None, Daily()
    look = make_watch()
    refuse_unknown_agencies(settings.KEY_RULES)
    refuse_keys_of_others(key_file=places_key_file(), wait=None if arguments.every is None else time.sleep)
    settle_memory()
    while True:
        now = read_clock()
        look(now)
        # Children come first, and what else is due holds nothing of theirs up, whatever becomes of it.
        try:
            done = do_round(now=now, send=send_email, witnesses=witnesses, erased_lists=lists)
        except Exception as problem:
            if arguments.every is None:
                raise
            # A database that is away for a minute must not end the watch over every clock.
            log_failure("A round was not finished and is tried again", problem)
        else:
            if last_hour is None or now - last_hour >= HOURLY:
                last_hour = now
                do_apart("An hourly round", partial(do_hourly_round, now=now))
                rules = () if settings.DEMO else settings.KEY_RULES  # Nobody needs a key in a demonstration.
                if london_date(now) != last_day and do_daily_round(now=now, daily=daily, key_rules=rules):
                    last_day = london_date(now)
                    do_apart("Saying which secrets are old", partial(say_old_secrets, now))
            if arguments.every is None:
                say(f"Evaluated {done.evaluated}, climbed {done.climbed}, sent {done.sent}, chained {done.chained}.")
                return 0
        close_old_connections()
        time.sleep(arguments.every)
