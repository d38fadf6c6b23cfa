"""Times what noting a look before it is shown adds to a page, against a bare commit in the same run.

In:  how many times, in a throwaway database.
Out: checks.

With noting a page decides who may open the record, writes that down and commits, and only then begins to read. Without
it would decide in the transaction in which it reads. Both are timed in one run: what lies between is what noting adds.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import uuid4

from django.db import connection

from reachable.access.context import reading
from reachable.access.domain.viewer import Shown, Viewer
from reachable.access.queries import get_viewer, list_sign_in_choices
from reachable.adapters.clock import read_clock
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_children import let_look, make_children
from reachable.config.measures.throwaway import as_superuser
from reachable.config.measures.timing import at_share, time_each
from reachable.demo.seeding import register_partnership
from reachable.demo.world import build_world
from reachable.kernel.ids import AboutId, RequestId, SubjectId
from reachable.people.queries import open_records

MOST_COMMITS = 3
DECIDES_AND_NOTES = "resolver.open_records(uuid[], text, text)"
NOTES = "PERFORM audit.note_decision("
ONLY_DECIDES = "resolver.decide_alone"


def time_noting(name: str, *, times: int) -> list[Check]:
    """Return what noting adds to the opening of one child's record, in bare commits of one small row."""
    now = read_clock()
    made = register_partnership(build_world(now))
    (child,) = make_children(made, count=1, events=1, now=now)
    reader = next(each.assignment for each in list_sign_in_choices(at=now) if each.assignment.role.may_read)
    let_look(made, reader.team_id, (child,), now)
    _prepare(name)
    first = get_viewer(
        user_id=reader.user_id, membership_id=reader.membership_id, purpose=None, request_id=RequestId(uuid4()), at=now
    )
    with_noting, without = _ways(first, child)

    def commit(_: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare VALUES (%s)", [uuid4()])

    return _say(*time_each((with_noting, without, commit), times=times, warm=10))


def _prepare(name: str) -> None:
    """Make a table to commit to, and a function that decides as the real one does and writes nothing down.

    :raises LookupError: when the real one no longer notes where this looks for it: then nothing would be measured.
    """
    with as_superuser(name) as admin:
        admin.execute("CREATE TABLE bare (id uuid)")
        admin.execute("GRANT INSERT ON bare TO reachable_app")
        row = admin.execute("SELECT pg_get_functiondef(%s::regprocedure)", [DECIDES_AND_NOTES]).fetchone()
        words = "" if row is None else str(row[0])
        if words.count(NOTES) != 1:
            raise LookupError(f"{DECIDES_AND_NOTES} does not say once, and only once, {NOTES}")
        line = next(each for each in words.splitlines() if NOTES in each)
        alone = words.replace(line, "").replace("resolver.open_records(", f"{ONLY_DECIDES}(", 1)
        admin.execute(alone.encode())
        admin.execute(f"ALTER FUNCTION {ONLY_DECIDES}(uuid[], text, text) OWNER TO reachable_resolver".encode())
        admin.execute(f"GRANT EXECUTE ON FUNCTION {ONLY_DECIDES}(uuid[], text, text) TO reachable_app".encode())


def _ways(first: Viewer, child: SubjectId) -> tuple[Callable[[int], None], Callable[[int], None]]:
    """Return a page that notes before it reads, and one that only decides; each reads one row of nothing."""

    def with_noting(_: int) -> None:
        viewer = replace(first, request_id=RequestId(uuid4()))
        open_records(viewer=viewer, about_ids=[AboutId(child)], shown=Shown.OPENED, what="measure")
        with reading(viewer), connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    def without(_: int) -> None:
        viewer = replace(first, request_id=RequestId(uuid4()))
        with reading(viewer), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT wanted_id, granted, records FROM {ONLY_DECIDES}(%s::uuid[], %s, %s)",  # noqa: S608
                [[child], Shown.OPENED.value, "measure"],
            )
            cursor.execute("SELECT 1")

    return with_noting, without


def _say(noted: Sequence[float], bare: Sequence[float], commits: Sequence[float]) -> list[Check]:
    whole, decided, commit = (at_share(each, 0.5) for each in (noted, bare, commits))
    added = round((whole - decided) / commit, 1)
    return [
        Check("bare commits that noting a look before it is shown adds", added, MOST_COMMITS, added <= MOST_COMMITS),
        Check("milliseconds of a bare commit, in the middle", round(commit, 2), None, True),
        Check("milliseconds to decide, note, commit and begin to read", round(whole, 2), None, True),
        Check("milliseconds to decide and read in one, nothing noted", round(decided, 2), None, True),
    ]
