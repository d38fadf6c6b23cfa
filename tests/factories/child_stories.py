"""Events in more detail than most tests need: words, other people, corrections, what one agency keeps to itself.

In:  a made-up partnership and a subject.
Out: rows, kept through the same operations as extracts use.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from reachable.access.context import running
from reachable.kernel.ids import SubjectId
from reachable.kernel.when import When
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.domain.taken_event import OtherPerson, TakenEvent
from reachable.timeline.operations import add_events
from tests.factories.partnership import MACHINE, Partnership


def tell(
    made: Partnership,
    subject_id: SubjectId,
    kind: EventKind,
    at: datetime | When,
    *,
    agency: str = "northshire-police",
    key: str = "",
    version: str = "0",
    recorded_at: datetime | None = None,
    received_at: datetime | None = None,
    words: str = "",
    shared: bool = True,
    others: Sequence[OtherPerson] = (),
    **details: str | int | float | bool,
) -> None:
    """Put one event on a child's timeline. The same key with another version corrects it."""
    happened = at if isinstance(at, When) else When.at(at)
    recorded = recorded_at or happened.latest
    received = received_at or recorded
    event = TakenEvent(
        subject_id=subject_id,
        agency_id=made.agencies[agency],
        system="test",
        natural_key=key or str(uuid4()),
        version_hash=version * 64,
        kind=kind,
        happened=happened,
        recorded_at=recorded,
        words=words,
        details=details,
        shared=shared,
        others=tuple(others),
    )
    with running(job="test", now=received):
        add_events(events=[event], by=MACHINE, now=received)


def tell_absences(made: Partnership, subject_id: SubjectId, count: int, *, until: datetime) -> None:
    """Put many events on a timeline at once, an hour apart."""
    events = [
        TakenEvent(
            subject_id=subject_id,
            agency_id=made.agencies["northshire-school"],
            system="test",
            natural_key=str(uuid4()),
            version_hash="0" * 64,
            kind=EventKind.ABSENCE,
            happened=When.at(until - timedelta(hours=number)),
            recorded_at=until,
            details={"sessions": 1},
        )
        for number in range(1, count + 1)
    ]
    with running(job="test", now=until):
        add_events(events=events, by=MACHINE, now=until)


def without_tokens(page: bytes) -> bytes:
    """Return a page without the tokens against forged requests, which are new each time a page is printed."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)
