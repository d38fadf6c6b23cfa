"""Times what noting a look before it is shown adds to a page, against a bare commit in the same run.

In:  how many times, in a throwaway database.
Out: checks.
"""

from dataclasses import replace
from uuid import uuid4

from django.db import connection

from reachable.access.domain.viewer import Shown
from reachable.access.queries import get_viewer, list_sign_in_choices
from reachable.adapters.clock import read_clock
from reachable.config.measures.check import Check
from reachable.config.measures.made_up_children import let_look, make_children
from reachable.config.measures.throwaway import as_superuser
from reachable.config.measures.timing import time_in_turn
from reachable.demo.seeding import register_partnership
from reachable.demo.world import build_world
from reachable.kernel.ids import AboutId, RequestId
from reachable.people.queries import open_records

MOST_COMMITS = 3


def time_noting(name: str, *, times: int) -> list[Check]:
    """Return what opening one child's record costs, in bare commits of one small row."""
    now = read_clock()
    made = register_partnership(build_world(now))
    (child,) = make_children(made, count=1, events=1, now=now)
    reader = next(each.assignment for each in list_sign_in_choices(at=now) if each.assignment.role.may_read)
    let_look(made, reader.team_id, (child,), now)
    with as_superuser(name) as admin:
        admin.execute("CREATE TABLE bare (id uuid)")
        admin.execute("GRANT INSERT ON bare TO reachable_app")

    first = get_viewer(
        user_id=reader.user_id, membership_id=reader.membership_id, purpose=None, request_id=RequestId(uuid4()), at=now
    )

    def note(_: int) -> None:
        viewer = replace(first, request_id=RequestId(uuid4()))
        open_records(viewer=viewer, about_ids=[AboutId(child)], shown=Shown.OPENED, what="measure")

    def commit(_: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare VALUES (%s)", [uuid4()])

    timed = time_in_turn(note, commit, times=times, warm=10)
    return [
        Check(
            "bare commits that noting a look before it is shown takes",
            round(timed.ratio(0.5), 1),
            MOST_COMMITS,
            timed.ratio(0.5) <= MOST_COMMITS,
        )
    ]
