"""Times a child's page against a page that shows nothing, both behind the same middleware and asked for in turn.

In:  a size.
Out: checks.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from reachable.access.queries import list_sign_in_choices
from reachable.adapters.clock import read_clock
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_children import let_look, make_children
from reachable.config.measures.throwaway import throwaway_database
from reachable.config.measures.timing import at_share, time_in_turn
from reachable.demo.seeding import register_partnership
from reachable.demo.world import build_world
from reachable.web.account.views import SIGN_IN_BACKEND
from reachable.web.shared.viewing import MEMBERSHIP, PURPOSE

TIMES = {"small": 40, "full": 400}
EVENTS = 60
HIGHEST_RATIO = 20
"""What the page may cost against an empty one: the look noted, fourteen reads under row protection, the picture drawn.
About 8 when this was set."""

LONGEST_MS = 1000
MOST_STATEMENTS = 45


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Measure, and return what was found against the targets."""
    progress("Making a database of its own …")
    # Pages name their style sheet by its contents, and on a fresh clone nothing has been collected yet.
    call_command("collectstatic", verbosity=0, interactive=False)
    with throwaway_database():
        now = read_clock()
        made = register_partnership(build_world(now))
        subjects = make_children(made, count=5, events=EVENTS, now=now)
        reader = next(
            each.assignment for each in list_sign_in_choices(at=now) if each.assignment.role.code == "COORDINATOR"
        )
        let_look(made, reader.team_id, subjects, now)
        # Whoever signs in to a demo needs no one-time code, and the pages are the same.
        with override_settings(DEMO=True, SECURE_SSL_REDIRECT=False):
            client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
            client.force_login(get_user_model()._default_manager.get(pk=reader.user_id), backend=SIGN_IN_BACKEND)
            session = client.session
            session[MEMBERSHIP], session[PURPOSE] = str(reader.membership_id), None
            session.save()
            progress(f"Opening a child with {EVENTS} events {TIMES[size]} times …")
            shown: set[int] = set()
            timed = time_in_turn(
                lambda number: shown.add(client.get(f"/child/{subjects[number % 5]}/").status_code),
                lambda _: client.get("/alive"),
                times=TIMES[size],
            )
            statements = _count_statements(lambda: client.get(f"/child/{subjects[0]}/"))
    middle = at_share(timed.own, 0.5)
    return [
        Check("every page was shown", sorted(shown), [200], shown == {200}),
        Check("child's page, half the time within, ms", round(middle, 1), LONGEST_MS, middle <= LONGEST_MS),
        Check("empty page, half the time within, ms", round(at_share(timed.against, 0.5), 2), None, True),
        Check(
            "times as long, half the time", round(timed.ratio(0.5), 1), HIGHEST_RATIO, timed.ratio(0.5) <= HIGHEST_RATIO
        ),
        Check("statements to the database for the page", statements, MOST_STATEMENTS, statements <= MOST_STATEMENTS),
    ]


def _count_statements(do: Callable[[], object]) -> int:

    sent: list[str] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        do()
    return len(sent)
