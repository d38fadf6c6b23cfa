"""Times the pages people open most against a page that asks one thing, and again among many more children.

In:  a size.
Out: checks. Everything is timed in turn within one run, so that what slows the machine slows both sides.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from reachable.access.context import running
from reachable.access.domain.partnership import Assignment
from reachable.access.queries import list_sign_in_choices
from reachable.adapters.clock import read_clock
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_children import BY, QUIET_STORY, let_look, make_children, make_event
from reachable.config.measures.many_children import Many, add_quiet_children, add_waiting_pairs, look_over
from reachable.config.measures.measured_pages import PLAIN_PAGE
from reachable.config.measures.throwaway import as_superuser, throwaway_database
from reachable.config.measures.timing import Timed, time_in_turn
from reachable.demo.seeding import Partnership, register_partnership
from reachable.demo.world import build_world
from reachable.journeys.briefing_lines import FOLDED_AFTER
from reachable.journeys.child_evaluated import evaluate_now
from reachable.kernel.ids import SubjectId
from reachable.rules.operations import ask_to_evaluate
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.operations import add_events
from reachable.web.account.views import SIGN_IN_BACKEND
from reachable.web.shared.viewing import MEMBERSHIP, PURPOSE

CHILDREN = {"small": (500, 5_000), "full": (1_000, 100_000)}
TIMES = {"small": 12, "full": 60}
DESK = "northshire-triage"
SHORT, LONG = 60, 500
OPEN_CHILDREN, OPEN_EVENTS = 24, 14
"""How many children of the area something is open for this morning, and how much is known of each."""

OVERNIGHT = (EventKind.ARREST, EventKind.MISSING_REPORTED, EventKind.HOSPITAL_ATTENDANCE)
PAIRS = 40
HIGHEST = {"child, 60 events": 10.0, "child, 500 events": 40.0, "briefing": 15.0, "pairs to judge": 15.0}
"""How many times as long as the plain page each may take, half the time."""

HIGHEST_GROWTH = 1.5
"""How many times as long each may take among the larger number of children."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Somebody signed in, and the addresses that are opened."""

    client: Client
    addresses: Mapping[str, str]


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Measure, and return what was found against the targets."""
    few, many = CHILDREN[size]
    progress("Making a database of its own …")
    # Pages name their style sheet by its contents, and on a fresh clone nothing has been collected yet.
    call_command("collectstatic", verbosity=0, interactive=False)
    with throwaway_database() as name:
        now = read_clock()
        made = register_partnership(build_world(now))
        reader = _reader(made, now)
        with_them = Many(made, made.teams[DESK], reader.user_id, now)
        progress(f"Filling it with {few} quiet children, and {OPEN_CHILDREN} for whom something is open …")
        with as_superuser(name) as admin:
            add_quiet_children(admin, with_them, first=0, last=few)
            add_waiting_pairs(admin, with_them, count=PAIRS)
        addresses = _make_open_children(made, now)
        with _signed_in(reader) as client:
            pages = Pages(client, addresses)
            first = _measure(pages, name, TIMES[size], progress, f"among {few} children")
            progress(f"Adding {many - few} more …")
            with as_superuser(name) as admin:
                add_quiet_children(admin, with_them, first=few, last=many)
            second = _measure(pages, name, TIMES[size], progress, f"among {many} children")
    return _judge(first, second, few, many)


@dataclass(frozen=True, slots=True)
class Measured:
    """What opening each page took, how many statements it sent, how long its answer was, and what was answered."""

    timed: Mapping[str, Timed]
    statements: Mapping[str, int]
    length: Mapping[str, int]
    answered: frozenset[int]


def _measure(pages: Pages, name: str, times: int, progress: Callable[[str], None], words: str) -> Measured:
    with as_superuser(name) as admin:
        look_over(admin)
    timed, statements, length, answered = {}, {}, {}, set()
    for page, address in pages.addresses.items():
        progress(f"Opening {page} {times} times {words} …")
        response = pages.client.get(address)
        answered.add(response.status_code)
        length[page] = len(response.content)
        timed[page] = time_in_turn(
            partial(_get, pages.client, address),
            partial(_get, pages.client, PLAIN_PAGE),
            times=times,
        )
        statements[page] = count_statements(partial(pages.client.get, address))
    return Measured(timed, statements, length, frozenset(answered))


def _get(client: Client, address: str, _number: int) -> object:
    return client.get(address)


def _judge(first: Measured, second: Measured, few: int, many: int) -> list[Check]:
    checks = [Check("every page was shown", sorted(first.answered | second.answered), [200], first.answered == {200})]
    for page, highest in HIGHEST.items():
        ratio = first.timed[page].ratio(0.5)
        growth = second.timed[page].ratio(0.5) / ratio
        same = first.statements[page] == second.statements[page]
        checks += [
            Check(f"{page}: times the plain page", round(ratio, 1), highest, ratio <= highest),
            Check(
                f"{page}: milliseconds", round(first.timed[page].own[len(first.timed[page].own) // 2], 1), None, True
            ),
            Check(
                f"{page}: times as long among {many} as {few}",
                round(growth, 2),
                HIGHEST_GROWTH,
                growth <= HIGHEST_GROWTH,
            ),
            Check(f"{page}: statements among {many}", second.statements[page], first.statements[page], same),
        ]
    short, long = (first.statements[f"child, {events} events"] for events in (SHORT, LONG))
    return [*checks, Check(f"statements with {LONG} events", long, short, long == short)]


def count_statements(do: Callable[[], object]) -> int:
    """Return how many statements something sends to the database."""
    sent: list[str] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        do()
    return len(sent)


def _reader(made: Partnership, now: datetime) -> Assignment:
    """Return somebody of the desk who reads the briefing and judges pairs."""
    return next(
        each.assignment
        for each in list_sign_in_choices(at=now)
        if each.assignment.team_id == made.teams[DESK] and each.assignment.role.code == "COORDINATOR"
    )


@contextmanager
def _signed_in(reader: Assignment) -> Iterator[Client]:
    # Whoever signs in to a demo needs no one-time code, and the pages are the same.
    with override_settings(
        DEMO=True, SECURE_SSL_REDIRECT=False, ROOT_URLCONF="reachable.config.measures.measured_pages"
    ):
        client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
        client.force_login(get_user_model()._default_manager.get(pk=reader.user_id), backend=SIGN_IN_BACKEND)
        session = client.session
        session[MEMBERSHIP], session[PURPOSE] = str(reader.membership_id), None
        session.save()
        yield client


def _make_open_children(made: Partnership, now: datetime) -> dict[str, str]:
    """Make children with much on record and a morning's open children, and return the addresses to open.

    Of those with much on record nothing is new this morning, so that the briefing does not speak of them.
    """
    desk, then = made.teams[DESK], now - FOLDED_AFTER - timedelta(days=10)
    short, long = (
        make_children(made, count=1, events=events, now=then, called=f"E{events}-") for events in (SHORT, LONG)
    )
    open_today = make_children(made, count=OPEN_CHILDREN, events=OPEN_EVENTS, now=now, called="O", story=QUIET_STORY)
    everybody = (*short, *long, *open_today)
    let_look(made, desk, everybody, now)
    with running(job="measure", now=now):
        add_events(
            events=[
                make_event(made, subject_id, OVERNIGHT[number % len(OVERNIGHT)], now - timedelta(hours=2 + number % 9))
                for number, subject_id in enumerate(open_today)
            ],
            by=BY,
            now=now - timedelta(hours=1),
        )
        ask_to_evaluate(subject_ids=everybody, because="measure", by=BY, now=now)
    evaluate_now(subject_ids=everybody, now=now)
    return {
        "child, 60 events": _child(short[0]),
        "child, 500 events": _child(long[0]),
        "briefing": "/",
        "pairs to judge": "/matches/",
    }


def _child(subject_id: SubjectId) -> str:
    return f"/child/{subject_id}/"
