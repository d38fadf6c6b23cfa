"""That an adult must not be told of a child, as somebody who works with the child writes it, and fills in the form.

In:  a made-up partnership; a child open to its social worker.
Out: an entry; the form.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from reachable.access.context import running
from reachable.access.domain.viewer import Run
from reachable.journeys.not_told_recorded import write_not_told
from reachable.kernel.ids import SubjectId
from reachable.people.domain.not_told import NotToldWish
from reachable.people.domain.telling import WouldBeTold
from reachable.people.queries.telling import list_not_told
from tests.factories.partnership import NOW, Partnership

WRITER = "northshire-social-worker"
WHY = "He rang the men when the boy was found."


def say_who_must_not_be_told(
    made: Partnership, child: SubjectId, who: WouldBeTold | None = None, code: str = WRITER
) -> UUID:
    """Keep that somebody must not be told of a child, and return which entry it is."""
    wish = NotToldWish(
        who=who or WouldBeTold(name="Rex Unlikely"),
        of_what="Anything about this child",
        because=WHY,
        said_by="The child",
        review_on=(NOW + timedelta(days=60)).date(),
    )
    write_not_told(viewer=made.viewer(code), subject_id=child, wish=wish, now=NOW)
    with running(job="test", now=NOW):
        return list_not_told(viewer=Run("test"), subject_ids=[child])[0].id


def filled_in(who: Any = "OTHER", **changed: Any) -> dict[str, Any]:
    """Return the form as somebody fills it in."""
    return {
        "who": str(who),
        "name": "Rex Unlikely" if who == "OTHER" else "",
        "relation": "",
        "email": "",
        "phone": "",
        "of_what": "Anything about this child",
        "because": WHY,
        "said_by": "The child",
        "review_on_day": "3",
        "review_on_month": "8",
        "review_on_year": "2026",
        **changed,
    }
