"""Looks for canaries, planted wherever something says where a protected child is, in everything anybody can be shown.

In:  a size: how many answers are timed.
Out: checks: no byte of a canary anywhere; the same answer for a child who is not there, is sealed, or is another's.

A proof that finds nothing proves nothing: the same search must find canaries before the child is protected, and where
somebody with the right is shown them.
"""

import io
import logging
import random
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings
from django.urls import NoReverseMatch, get_resolver, reverse
from pypdf import PdfReader

from reachable.access.context import running
from reachable.access.domain.partnership import Assignment
from reachable.access.domain.viewer import Role
from reachable.access.queries import get_viewer, list_sign_in_choices
from reachable.adapters.clock import read_clock
from reachable.config.backups.making import DUMP, make_backup, read_dump
from reachable.config.database import backup_connection
from reachable.config.measures.canaries_in_files import IN_FILES, count_planted, make_files, send_files
from reachable.config.measures.canaries_planted import CANARIES, Planted, plant, protect_planted
from reachable.config.measures.canaries_used import list_ids, use
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_children import BY, make_children
from reachable.config.measures.throwaway import as_superuser, throwaway_database
from reachable.demo.agencies import N_POLICE
from reachable.demo.seeding import register_partnership
from reachable.demo.world import build_world
from reachable.journeys.messages_sent import send_messages
from reachable.kernel.ids import RequestId
from reachable.people.operations import seal_record
from reachable.web.account.views import SIGN_IN_BACKEND
from reachable.web.shared.fresh_proof import PROVED_AT
from reachable.web.shared.viewing import MEMBERSHIP, PURPOSE

DESK, OTHER_DESK = "northshire-triage", "eastham-triage"
TIMINGS = {"small": 60, "full": 2_000}
HIGHEST_AUC = 0.55
# Thousands of refusals on purpose: otherwise the answer would be to slow down, the same whatever was asked for.
FOR_THE_MEASURE = {"DEMO": True, "SECURE_SSL_REDIRECT": False, "REFUSALS_AN_HOUR": 1_000_000}
FEWEST_ANSWERS = 100
SEED = 11
WHY = "Drives the child home from court this afternoon."
CHANGES_EACH_TIME = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
OF_THE_LIBRARY = ("account_", "mfa_")
FORMS = {name: (canary.casefold(), canary.encode().hex()) for name, canary in CANARIES.items()}
"""How each would stand in a text, and in a column of bytes that is written out."""
CHILD_PAGES = (
    "",
    "records/",
    "people/",
    "looked/",
    "whereabouts/",
    "sharing/",
    "packs/",
    "packs/new/",
    "letters/",
    "not-told/",
)


@dataclass(slots=True)
class Found:
    """Where canaries were found, by surface; how many answers were looked through; which pages were not asked for."""

    where: list[str] = field(default_factory=list)
    answers: int = 0
    left_out: set[str] = field(default_factory=set)

    def look(self, surface: str, content: bytes) -> None:
        """Look through some bytes."""
        self.answers += 1
        text = content.decode("utf-8", "replace").casefold()
        self.where += [f"{surface}: {name}" for name, forms in FORMS.items() if any(form in text for form in forms)]


def run(size: str, progress: Callable[[str], None]) -> list[Check]:
    """Plant the canaries, protect the child, look everywhere, and return what was found."""
    progress("Making a database of its own, with a canary in every place …")
    call_command("collectstatic", verbosity=0, interactive=False)
    with throwaway_database() as name, override_settings(**FOR_THE_MEASURE), _logged() as log:
        now = read_clock()
        made = register_partnership(build_world(now))
        choices = [each.assignment for each in list_sign_in_choices(at=now)]
        worker = next(each for each in choices if each.team_id == made.teams[DESK] and each.role is Role.COORDINATOR)
        viewer = get_viewer(
            user_id=worker.user_id,
            membership_id=worker.membership_id,
            purpose=None,
            request_id=RequestId(uuid4()),
            at=now,
        )
        planted = plant(made, viewer=viewer, now=now)
        others = make_children(made, count=2, events=3, now=now)
        with running(job="measure", now=now):
            seal_record(agency_id=made.agencies[N_POLICE], system="measure", local_id="M1", because="x", by=BY, now=now)
        before, after = Found(), Found()
        sent_with = send_files(_client(worker))
        opened = _count_opened(_client(worker), sent_with)
        use(made, planted, choices, now)
        with as_superuser(name) as admin:
            made_of = list_ids(admin)
        _crawl(before, [worker], planted, {**made_of, "concern_id": (), "position": ()}, now)
        protect_planted(made, planted, viewer=viewer, now=read_clock())
        roles = _one_of_each(size, choices)
        progress(f"Asking for every page as each of {len(roles)} people …")
        _crawl(after, [worker, *roles], planted, {**made_of, "concern_id": sent_with, "position": (1,)}, now)
        _type_it_in(after, worker, planted)
        _send_messages(after, now)
        with as_superuser(name) as admin:
            _look_through_tables(after, admin)
        _look_through_backup(after, name, now)
        after.look("log", log.getvalue().encode())
        shown = Found()
        own = next(each for each in choices if each.membership_id == worker.membership_id)
        where = f"/child/{planted.child}/whereabouts/shown/"
        shown.look("shown with a reason", _client(own).post(where, {"because": WHY}).content)
        stranger = next(each for each in choices if each.team_id == made.teams[OTHER_DESK] and each.role.may_read)
        nobodys = [uuid4(), others[0], others[1]]
        same = _answers_alike(_client(stranger), nobodys)
        progress(f"Timing {TIMINGS[size]} answers in turn …")
        auc = _tell_apart(_client(stranger), nobodys, TIMINGS[size])
    return [*_judge_files(opened), *_judge(size, before, after, shown, same, auc)]


def _judge_files(opened: int) -> list[Check]:
    planted, files = count_planted(), len(make_files())
    return [
        Check("canaries in files that were sent", planted, len(IN_FILES), planted == len(IN_FILES)),
        Check("of those files, kept and opened", opened, files, opened == files),
    ]


def _judge(size: str, before: Found, after: Found, shown: Found, same: int, auc: float) -> list[Check]:
    enough = after.answers >= FEWEST_ANSWERS
    return [
        Check("answers looked through", after.answers, f"at least {FEWEST_ANSWERS}", enough),
        Check("canaries found before the child was protected", len(before.where), "at least 1", bool(before.where)),
        Check(
            "canaries shown to somebody with the right and a reason", len(shown.where), "at least 1", bool(shown.where)
        ),
        Check("canaries found anywhere else", sorted(set(after.where))[:20] or 0, 0, not after.where),
        Check("pages that could not be asked for", sorted(after.left_out) or 0, 0, not after.left_out),
        Check("different answers for absent, sealed and another's", same, 1, same == 1),
        Check(
            f"how well {TIMINGS[size]} times tell them apart (0.5: not at all)",
            round(auc, 3),
            HIGHEST_AUC if size == "full" else None,
            size != "full" or auc <= HIGHEST_AUC,
        ),
    ]


def _one_of_each(size: str, choices: Iterable[Assignment]) -> list[Assignment]:
    """Return somebody in every role; in full, in every role of every agency that has one."""
    return list({(each.role, each.agency_id if size == "full" else None): each for each in choices}.values())


def _client(who: Assignment) -> Client:
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]}, raise_request_exception=False)
    client.force_login(get_user_model()._default_manager.get(pk=who.user_id), backend=SIGN_IN_BACKEND)
    session = client.session
    session[MEMBERSHIP], session[PURPOSE] = str(who.membership_id), None
    # Whoever asks has just proved who they are: else what may be in a file would never be looked through.
    session[PROVED_AT] = read_clock().isoformat()
    session.save()
    return client


def _count_opened(client: Client, sent_with: Iterable[UUID]) -> int:
    """Return how many files somebody with the right is given."""
    answers = [client.get(reverse("concern_file", args=[concern_id, 1])) for concern_id in sent_with]
    return sum(answer.status_code == 200 for answer in answers)


def _crawl(
    found: Found,
    people: Iterable[Assignment],
    planted: Planted,
    made_of: Mapping[str, tuple[Any, ...]],
    now: datetime,
) -> None:
    """Ask for every address of the site, of the child, the brother and all that was made of them, as each person."""
    words: Mapping[str, tuple[Any, ...]] = {
        **{name: ids for name, ids in made_of.items() if ids},
        "subject_id": (planted.child, planted.brother),
        "left": (planted.child,),
        "right": (planted.brother,),
        "record_id": (planted.child, planted.brother),
        "note_id": (planted.note,),
    }
    for person in people:
        client = _client(person)
        for name, address in _addresses(words, found):
            found.look(f"{person.role.code} {name}", _bytes_of(client.get(address)))


def _addresses(words: Mapping[str, tuple[Any, ...]], found: Found) -> Iterator[tuple[str, str]]:
    for name, needed in _named_pages():
        if not set(needed) <= words.keys():
            found.left_out.add(name)
            continue
        for number in range(max((len(words[word]) for word in needed), default=1)):
            given = {word: words[word][number % len(words[word])] for word in needed}
            try:
                yield name, reverse(name, kwargs=given)
            except NoReverseMatch:
                found.left_out.add(name)


def _named_pages() -> list[tuple[str, tuple[str, ...]]]:
    reversible: Any = get_resolver().reverse_dict
    names = [name for name in reversible if isinstance(name, str) and not name.startswith(OF_THE_LIBRARY)]
    return [(name, tuple(reversible[name][0][0][1])) for name in sorted(names)]


def _bytes_of(response: Any) -> bytes:
    """Return what an answer says: its headers, and its page or the words of its PDF with what it says of itself."""
    content = b"".join(response) if response.streaming else response.content
    headers = str(response.headers).encode()
    if response.get("Content-Type", "").startswith("application/pdf"):
        reader = PdfReader(io.BytesIO(content))
        words = "\n".join(page.extract_text() for page in reader.pages)
        content += f"{words}\n{reader.metadata}".encode()
    return headers + content


def _type_it_in(found: Found, worker: Assignment, planted: Planted) -> None:
    """Type a place into a note and let it be kept apart; the page that warns is for whoever has just typed it."""
    client = _client(worker)
    words = f"He was at 12 Canaryhome Rise, {CANARIES['postcode of the home']} today."
    warned = client.post("/handover/new/", {"words": words})
    if warned.status_code != 422:
        found.where.append("typed words were kept without a warning")
    found.look("after typing", _bytes_of(client.post("/handover/new/", {"words": words, "keep_places_apart": "yes"})))
    found.look("an error", _bytes_of(client.get(f"/child/{planted.child}/nothing-here/")))
    found.look(
        "a form without its token", _bytes_of(Client(enforce_csrf_checks=True).post("/handover/new/", {"w": "x"}))
    )


def _send_messages(found: Found, now: datetime) -> None:
    def keep(name: str, address: str, text: str) -> None:
        found.look("message", f"{name} {address} {text}".encode())

    send_messages(now=now, send=keep)


def _look_through_tables(found: Found, admin: "psycopg.Connection[Any]") -> None:
    """Look through every row of every table, the audit record included."""
    tables = admin.execute(
        "SELECT relnamespace::regnamespace::text, relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace::regnamespace::text IN ('public', 'audit', 'context')"
    ).fetchall()
    for schema, table in tables:
        rows = admin.execute(f'SELECT one::text FROM "{schema}"."{table}" AS one'.encode()).fetchall()  # noqa: S608
        found.look(f"table {schema}.{table}", "\n".join(text for (text,) in rows).encode())


def _look_through_backup(found: Found, name: str, now: datetime) -> None:
    """Look through a whole backup that nobody sealed, as it is and with every row read out of it."""
    with tempfile.TemporaryDirectory(prefix="reachable-canaries-") as folder:
        place = Path(folder) / "backup"
        make_backup(backup_connection(name), place, key_file=None, now=now, progress=lambda _said: None)
        for file in sorted(place.iterdir()):
            found.look(f"file {file.name} of a backup", file.read_bytes())
        found.look("a backup", b"".join(read_dump(place / DUMP)))


@contextmanager
def _logged() -> Iterator[io.StringIO]:
    """Keep everything that is logged meanwhile, however unimportant."""
    # Of what Django says of requests nothing is shown meanwhile: there are thousands.
    kept = io.StringIO()
    handler, root = logging.StreamHandler(kept), logging.getLogger()
    before, root.handlers = root.handlers, [handler]
    try:
        yield kept
    finally:
        root.handlers = before


def _answers_alike(client: Client, subject_ids: Iterable[UUID]) -> int:
    """Return how many different answers there are to asking for a child not there, one sealed, and another's."""
    answers = set()
    for subject_id in subject_ids:
        pages = [client.get(f"/child/{subject_id}/{page}") for page in CHILD_PAGES]
        answers.add(
            tuple((each.status_code, CHANGES_EACH_TIME.sub(b"", each.content), _plain_headers(each)) for each in pages)
        )
    return len(answers)


def _plain_headers(response: Any) -> tuple[tuple[str, str], ...]:
    """Return the headers of an answer without those that name the request."""
    return tuple(
        (name, value)
        for name, value in response.items()
        if not name.startswith("X-") and "Sec" not in name and name != "Server-Timing"
    )


def _tell_apart(client: Client, subject_ids: list[UUID], times: int) -> float:
    """Return how well the time of an answer tells a child who is there from one who is not (area under the curve)."""
    chance = random.Random(SEED)  # noqa: S311 - the order of measuring, nothing secret
    taken: tuple[list[float], list[float]] = ([], [])
    absent = subject_ids[0]
    for _ in range(10):
        client.get(f"/child/{absent}/")
    order = [number % 2 for number in range(times)]
    chance.shuffle(order)
    for there in order:
        asked = chance.choice(subject_ids[1:]) if there else uuid4()
        began = perf_counter()
        client.get(f"/child/{asked}/")
        taken[there].append(perf_counter() - began)
    wins = sum((one > other) + (one == other) / 2 for one in taken[1] for other in taken[0])
    share = wins / (len(taken[0]) * len(taken[1]))
    return max(share, 1 - share)
