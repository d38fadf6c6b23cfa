"""What the database answers to the application, table by table and function by function, with the right answers.

In:  a throwaway database with a child open to the reader and one who is not, linked records, and a sealed one.
Out: Probe values: a statement, in which context, and the one right answer, written down here by hand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.conf import settings

from reachable.access.domain.context_token import ContextToken, sign
from reachable.access.domain.viewer import Purpose, Role
from reachable.config.measures.may_be_called import MAY_BE_CALLED

APP, OWNER = "reachable_app", "reachable_owner"
NO_CONTEXT, REFUSED, ONLY_ADDED_TO, IN_AN_ACT, ONLY_A_RUN = "RC001", "42501", "RC004", "RC008", "RC007"
PERSON, RUN, ACTING = "PERSON", "RUN", "ACTING"
OPEN_ROW, OWN_ROW, KEPT_ROW, OTHER_ROW, LATER_ROW = ROWS = tuple(UUID(int=number) for number in (1, 2, 3, 4, 5))
"""Of each table: the open child's shared row, the reader's own agency's, one another agency keeps, another child's,
and one of a child whose record was opened and then sealed."""

WHO_WORKS_WHERE = (
    "access_area",
    "access_agency",
    "access_team",
    "access_membership",
    "access_rotaentry",
    "access_user",
    "sharing_dataprotectionofficer",
)
OF_NOBODY = ("intake_extract", "alerts_outboxmessage")
"""Tables of ours that hold no record of a child: the application reads, adds and changes, and never deletes."""

NEVER_WRITTEN_OVER = "RC020"
STAYS_AS_SENT = {
    "sharedcopy": ("frozen", "item_id"),
    "shareditem": ("version",),
    "lefthere": ("to_whom", "version"),
    "sharedecision": ("because", "grounds", "different_because"),
    "sharerecipient": ("grounds",),
    "pack": ("frozen", "kind", "made_of", "different_because", "release_different_because", "released_at"),
    "letter": ("kind", "words"),
}
"""Tables of what was sent, each with columns that are never written over."""

SAYS_WHERE = ("people_residence", "people_schooling", "people_sourcerecord")
PLACES = ("places_childkey", "places_keptplace", "places_placetoken")
SHUT_UNDER_GLASS = (*SAYS_WHERE, *PLACES, "people_contact", "places_protectionlook", "sharing_sharedcopy")
"""Tables that broken glass does not open: they say where a child is, or are for whom they were sent to."""

NOTE = "SELECT audit.note('WROTE', '{}', 'probe')"
CHAIN = "SELECT audit.chain_waiting(100)"


@dataclass(frozen=True, slots=True)
class Scene:
    """Who reads, for which request, and the records there are. `open_twin` is linked to `open_child`.

    `sealed_later` was opened in the request and sealed since. The reader is named for `named_child`, sealed as well,
    and is called as `conflicted_child` is and `cleared_child`, which a reviewer let pass. `neighbour_child` lives where
    the reader declared to. `breaker` only broke the glass for `open_child`, in a request of their own.
    """

    breaker: UUID
    breakers_agency: UUID
    breakers_request: UUID
    reader: UUID
    agency: UUID
    other_agency: UUID
    request: UUID
    open_child: UUID
    open_twin: UUID
    closed_child: UUID
    sealed_child: UUID
    sealed_later: UUID
    named_child: UUID
    conflicted_child: UUID
    cleared_child: UUID
    neighbour_child: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Probe:
    """A statement and its right answer: the values seen, how many rows it touched, or the code it is refused with.

    `about` is the table or schema it is about; `context` is PERSON, RUN, ACTING or none; `first` is done before, in it.
    """

    name: str
    about: str
    statement: str
    context: str | None
    right: Any
    role: str = APP
    first: tuple[str, ...] = ()
    fresh_request: bool = False
    may_read: bool = True
    role_code: str = Role.PRACTITIONER.code
    purpose_code: str = Purpose.SAFEGUARDING.code
    by_breaker: bool = False


def ask(admin: "psycopg.Connection[Any]", probe: Probe, scene: Scene) -> Any:
    """Ask one probe inside an open transaction, undo it, and return what was answered."""
    try:
        with admin.transaction(force_rollback=True):
            admin.execute(f"SET LOCAL ROLE {probe.role}".encode())
            if probe.context is not None:
                _open_context(admin, probe, scene)
            for statement in probe.first:
                admin.execute(statement.encode())
            cursor = admin.execute(probe.statement.encode())
            if cursor.description is None:
                return cursor.rowcount
            return sorted(str(value) for (value,) in cursor.fetchall())
    except psycopg.Error as refusal:
        return refusal.sqlstate


def list_probes(
    scene: Scene, columns_of: dict[str, list[str]], functions: Iterable[tuple[str, int]]
) -> Iterator[Probe]:
    """Yield every probe, from each personal table's columns and the name and id of each of our functions."""
    for table, columns in columns_of.items():
        yield from _of_personal_table(table, columns)
    for table in OF_NOBODY:
        yield Probe("read", table, f"SELECT id FROM {table} WHERE false", RUN, [])  # noqa: S608
        yield Probe("add", table, f"INSERT INTO {table} SELECT * FROM {table} WHERE false", RUN, 0)  # noqa: S608
        yield Probe("change", table, f"UPDATE {table} SET id = id WHERE false", RUN, 0)  # noqa: S608
        yield Probe("delete", table, f"DELETE FROM {table}", RUN, REFUSED)  # noqa: S608
        yield Probe("empty", table, f"TRUNCATE {table} CASCADE", RUN, REFUSED)
    yield from _of_who_works_where(scene)
    yield from _of_resolver(scene)
    yield from _of_sharing(scene)
    yield from _of_audit()
    yield from _of_places(scene)
    for name, oid in functions:
        asked = f"SELECT has_function_privilege('{APP}', {oid}::oid, 'EXECUTE')"
        yield Probe(f"may {name} be called", name, asked, None, [str(name in MAY_BE_CALLED)])


def _of_personal_table(table: str, columns: list[str]) -> Iterator[Probe]:
    ids = ", ".join(f"'{each}'" for each in ROWS)
    listed = f"SELECT id FROM {table} WHERE id IN ({ids})"  # noqa: S608
    copied = ", ".join("gen_random_uuid()" if column == "id" else column for column in columns)
    added = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {copied} FROM {table} WHERE id = '{OPEN_ROW}'"  # noqa: S608
    changed = f"UPDATE {table} SET purpose = purpose WHERE id IN ({ids})"  # noqa: S608
    yield Probe("read without a context", table, listed, None, NO_CONTEXT)
    yield Probe("read what was opened", table, listed, PERSON, [str(OPEN_ROW), str(OWN_ROW)])
    yield Probe("read in another request", table, listed, PERSON, [], fresh_request=True)
    yield Probe("read under broken glass", table, listed, PERSON, _under_glass(table), by_breaker=True)
    yield Probe("read in a run", table, listed, RUN, [str(each) for each in ROWS])
    yield Probe("add without a context", table, added, None, NO_CONTEXT)
    yield Probe("add as a reader", table, added, PERSON, REFUSED)
    yield Probe("add in a run", table, added, RUN, 1)
    yield Probe("change without a context", table, changed, None, NO_CONTEXT)
    yield Probe("change as a reader", table, changed, PERSON, 0)
    yield Probe("change in a run", table, changed, RUN, len(ROWS))
    yield Probe("delete in a run", table, f"DELETE FROM {table}", RUN, REFUSED)  # noqa: S608
    yield Probe("empty in a run", table, f"TRUNCATE {table} CASCADE", RUN, REFUSED)
    yield Probe("read as the owner of the tables", table, listed, None, [], role=OWNER)


def _under_glass(table: str) -> list[str]:
    """Return what somebody reads who only broke the glass: nothing that says where."""
    return [] if table in SHUT_UNDER_GLASS else [str(OPEN_ROW)]


def _of_who_works_where(scene: Scene) -> Iterator[Probe]:
    for table in WHO_WORKS_WHERE:
        one = f"(SELECT id FROM {table} ORDER BY id LIMIT 1)"  # noqa: S608
        is_user = table == "access_user"
        changed = f"UPDATE {table} SET {'name = name || 1' if is_user else 'id = id'} WHERE id = {one}"  # noqa: S608
        added = f"INSERT INTO {table} SELECT * FROM {table} WHERE id = {one}"  # noqa: S608
        yield Probe("change as a reader", table, changed, PERSON, IN_AN_ACT if is_user else 0)
        yield Probe("change without a context", table, changed, None, NO_CONTEXT)
        yield Probe("change in a run", table, changed, RUN, 1)
        yield Probe("read as the owner of the tables", table, f"SELECT 1 FROM {table}", None, [], role=OWNER)  # noqa: S608
        yield Probe("add as a reader", table, added, PERSON, REFUSED)
        yield Probe("add in a run", table, added, RUN, "23505")
        yield Probe("read without a context", table, f"SELECT 'there' FROM {table} WHERE id = {one}", None, ["there"])  # noqa: S608
        yield Probe("delete in a run", table, f"DELETE FROM {table}", RUN, REFUSED)  # noqa: S608
        yield Probe("empty in a run", table, f"TRUNCATE {table} CASCADE", RUN, REFUSED)
    signed_in = f"UPDATE access_user SET last_login = now() WHERE id = '{scene.reader}'"  # noqa: S608
    yield Probe("note when somebody signed in", "access_user", signed_in, None, 1)


def _of_resolver(scene: Scene) -> Iterator[Probe]:
    def opens(child: UUID, what: str = "granted::text") -> str:
        return f"SELECT {what} FROM resolver.open_records(ARRAY['{child}']::uuid[], 'OPENED', 'probe')"  # noqa: S608

    both = sorted(str(each) for each in (scene.open_child, scene.open_twin))
    yes, no = ["true"], ["false"]
    yield Probe("open whom they work with", "resolver", opens(scene.open_child), PERSON, yes)
    yield Probe("open all of one person", "resolver", opens(scene.open_child, "unnest(records)"), PERSON, both)
    yield Probe("open another child", "resolver", opens(scene.closed_child), PERSON, no)
    yield Probe("open a sealed record", "resolver", opens(scene.sealed_child), PERSON, no)
    yield Probe("open a sealed record they are named for", "resolver", opens(scene.named_child), PERSON, yes)
    yield Probe("open a record sealed since", "resolver", opens(scene.sealed_later), PERSON, no)
    open_now = "SELECT unnest(resolver.open_to_me())::text"
    yield Probe("what is open and not sealed since", "resolver", open_now, PERSON, both)
    yield Probe("what is open in another request", "resolver", open_now, PERSON, [], fresh_request=True)
    seals = "SELECT about_id::text FROM resolver.list_seals() WHERE unsealed_at IS NULL"
    authority = Role.SEALING_AUTHORITY.code
    named, later = str(scene.named_child), str(scene.sealed_later)
    yield Probe("the seals that name them", "resolver", seals, PERSON, [named])
    yield Probe("the seals of their agency", "resolver", seals, PERSON, sorted([named, later]), role_code=authority)
    yield Probe("seals in a run", "resolver", seals, RUN, [])
    for child, role, right in (
        (scene.sealed_later, Role.PRACTITIONER.code, "0"),
        (scene.sealed_later, Role.SUPERVISOR.code, "0"),
        (scene.sealed_later, authority, "1"),
        (scene.open_child, Role.PRACTITIONER.code, "1"),
    ):
        looked = f"SELECT count(*)::text FROM audit.looked_at(ARRAY['{child}']::uuid[])"  # noqa: S608
        asked = f"{looked} WHERE kind = 'OPENED' AND what = 'measure'"
        name = f"who has looked at one {'sealed' if child != scene.open_child else 'open'}, as {role}"
        yield Probe(name, "resolver", asked, PERSON, [right], role_code=role)
    yield Probe("open a child of their own name", "resolver", opens(scene.conflicted_child), PERSON, no)
    yield Probe("open what a reviewer let pass", "resolver", opens(scene.cleared_child), PERSON, yes)
    yield Probe("open a child of the home they declared", "resolver", opens(scene.neighbour_child), PERSON, no)
    for purpose, answer in ((Purpose.SUPERVISION, no), (Purpose.RETURN_FROM_MISSING, yes)):
        name = f"open for {purpose.code.lower()}"
        yield Probe(name, "resolver", opens(scene.open_child), PERSON, answer, purpose_code=purpose.code)
    alarms = "SELECT what FROM audit.alarms('-infinity')"
    stopped = "a conflict of interest: their own name"
    supervisor = Role.SUPERVISOR.code
    yield Probe("what reviewers are told, in a run", "resolver", alarms, RUN, [stopped, "measure"])
    yield Probe("what reviewers are told, as one", "resolver", alarms, PERSON, ["measure"], role_code=supervisor)
    yield Probe("what reviewers are told, as another", "resolver", alarms, PERSON, [])
    yield Probe("open in a role that only records", "resolver", opens(scene.open_child), PERSON, no, may_read=False)
    yield Probe("open in a run", "resolver", opens(scene.open_child), RUN, no)
    yield Probe("open without a context", "resolver", opens(scene.open_child), None, NO_CONTEXT)
    glass = "SELECT unnest(resolver.under_glass())"
    yield Probe("opened by broken glass alone", "resolver", glass, PERSON, both, by_breaker=True)
    yield Probe("opened by working together", "resolver", glass, PERSON, [])
    yield Probe("opened by broken glass, in a run", "resolver", glass, RUN, [])
    yield Probe("opened by broken glass, without a context", "resolver", glass, None, NO_CONTEXT)
    for child, answer in ((scene.open_child, ["true"]), (scene.sealed_child, no), (scene.conflicted_child, no)):
        yield Probe(
            "would the glass open it", "resolver", f"SELECT resolver.glass_opens('{child}')::text", ACTING, answer
        )
    until = "SELECT (resolver.glass_until() > now())::text"
    yield Probe("until when the glass is open", "resolver", until, PERSON, yes, by_breaker=True)
    yield Probe("until when, of a record opened otherwise", "resolver", until, PERSON, ["None"])
    would_open = f"SELECT resolver.glass_opens('{scene.open_child}')"
    yield Probe("would the glass open it, asked outside an act", "resolver", would_open, PERSON, "RC009")
    yield Probe("would the glass open it, without a context", "resolver", would_open, None, NO_CONTEXT)
    latest = "SELECT count(*)::text FROM resolver.latest_versions(ARRAY['{}']::uuid[])"
    yield Probe("latest versions of what was opened", "resolver", latest.format(scene.open_child), PERSON, ["4"])
    yield Probe("latest versions of another child", "resolver", latest.format(scene.closed_child), PERSON, ["0"])
    held = "SELECT coalesce(sum(held), 0)::text FROM resolver.count_held()"
    yield Probe("count what others hold", "resolver", held, PERSON, ["1"])
    yield Probe("count what others hold of nothing", "resolver", held, PERSON, ["0"], fresh_request=True)
    yield Probe("count what others hold without a context", "resolver", held, None, NO_CONTEXT)


def _of_sharing(scene: Scene) -> Iterator[Probe]:
    shared = "SELECT resolver.is_shared_now('{}')::text"
    yield Probe("what was sent to the reader is shared", "resolver", shared.format(scene.open_child), PERSON, ["true"])
    yield Probe("nothing else is shared", "resolver", shared.format(scene.named_child), PERSON, ["false"])
    yield Probe("shared without a context", "resolver", shared.format(scene.open_child), None, NO_CONTEXT)
    for table, column in ((table, column) for table, columns in STAYS_AS_SENT.items() for column in columns):
        changed = f"UPDATE sharing_{table} SET {column} = {column}"  # noqa: S608
        yield Probe("write over what was sent, or why", f"sharing_{table}", changed, RUN, NEVER_WRITTEN_OVER)


def _of_places(scene: Scene) -> Iterator[Probe]:
    def shows(child: UUID, because: str = "measures what is shown") -> str:
        return f"SELECT resolver.show_places('{child}', '{because}')::text"

    def tokens(about: str = "") -> str:
        return f"SELECT resolver.protected_tokens(ARRAY['x'], ARRAY[{about}]::uuid[])"

    yield Probe("show where a child is", "resolver", shows(scene.open_child), PERSON, ["true"])
    yield Probe("show where another child is", "resolver", shows(scene.closed_child), PERSON, ["false"])
    yield Probe("show where a sealed child is", "resolver", shows(scene.sealed_child), PERSON, ["false"])
    yield Probe(
        "show in a role that only records", "resolver", shows(scene.open_child), PERSON, ["false"], may_read=False
    )
    yield Probe("show in a run", "resolver", shows(scene.open_child), RUN, ["false"])
    yield Probe("show without a reason", "resolver", shows(scene.open_child, "why"), PERSON, "RC020")
    yield Probe("show without a context", "resolver", shows(scene.open_child), None, NO_CONTEXT)
    yield Probe("a place of nobody's that is open", "resolver", tokens(), PERSON, [])
    yield Probe("a place of the child that is open", "resolver", tokens(f"'{scene.open_child}'"), PERSON, ["x"])
    yield Probe("a place of a child that is not", "resolver", tokens(f"'{scene.closed_child}'"), PERSON, [])
    yield Probe("a place of any child in a run", "resolver", tokens(f"'{scene.closed_child}'"), RUN, ["x"])
    yield Probe("a place without a context", "resolver", tokens(), None, NO_CONTEXT)
    table = "context.places_shown"
    yield Probe("read as the application", table, f"SELECT 1 FROM {table}", RUN, REFUSED)  # noqa: S608
    yield Probe("change as the application", table, f"DELETE FROM {table}", RUN, REFUSED)  # noqa: S608


def _of_audit() -> Iterator[Probe]:
    for table, column in (
        ("entry", "what"),
        ("chain", "hash"),
        ("witnessed", "hash"),
        ("partner_head", "hash"),
        ("alarm", "what"),
        ("erased", "ground"),
    ):
        name = f"audit.{table}"
        for what, statement in (
            ("change", f"UPDATE {name} SET {column} = {column}"),  # noqa: S608
            ("delete", f"DELETE FROM {name}"),  # noqa: S608
            ("empty", f"TRUNCATE {name} CASCADE"),
        ):
            yield Probe(f"{what} as the owner", name, statement, None, ONLY_ADDED_TO, role=OWNER)
            yield Probe(f"{what} as the application", name, statement, RUN, REFUSED)
        yield Probe("read as the application", name, f"SELECT 1 FROM {name}", RUN, REFUSED)  # noqa: S608
        yield Probe("add as the application", name, f"INSERT INTO {name} DEFAULT VALUES", RUN, REFUSED)
    for table in ("audit.waiting", "audit.installation", "context.opened", "context.signing_key"):
        yield Probe("read as the application", table, f"SELECT 1 FROM {table}", RUN, REFUSED)  # noqa: S608
        yield Probe("change as the application", table, f"DELETE FROM {table}", RUN, REFUSED)  # noqa: S608
    broken = "SELECT coalesce(audit.first_broken(), 0)::text"
    yield Probe("one more entry fits the chain", "audit", broken, RUN, ["0"], first=(NOTE, CHAIN))
    yield Probe("one more entry waits to be chained", "audit", CHAIN, RUN, ["1"], first=(CHAIN, NOTE))
    yield Probe("write the record out as a reader", "audit", "SELECT audit.written_out(0, 1)", PERSON, ONLY_A_RUN)
    yield Probe("note without a context", "audit", NOTE, None, NO_CONTEXT)


def _open_context(admin: "psycopg.Connection[Any]", probe: Probe, scene: Scene) -> None:
    row = admin.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text").fetchone()
    if row is None:
        raise LookupError("the database did not say which connection this is")
    person = probe.context in (PERSON, ACTING)
    token = ContextToken(
        kind=probe.context or "",
        user_id=(scene.breaker if probe.by_breaker else scene.reader) if person else None,
        agency_id=(scene.breakers_agency if probe.by_breaker else scene.agency) if person else None,
        role_code=probe.role_code if person else "SYSTEM",
        may_read=probe.may_read and person,
        purpose_code=probe.purpose_code,
        request_id=_request(probe, scene),
        at=scene.at,
        backend=row[0],
        transaction=row[1],
    )
    text = token.text()
    admin.execute("SELECT context.open(%s, %s)", [text, sign(token, settings.CONTEXT_KEY)])


def _request(probe: Probe, scene: Scene) -> UUID:
    if probe.fresh_request:
        return uuid4()
    return scene.breakers_request if probe.by_breaker else scene.request
