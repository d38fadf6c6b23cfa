"""What the database answers to concerns and requests about a sealed child: open to who is named, and to nobody else.

In:  the scene of the probes, in which the reader is named for `named_child`, and `sealed_later` is sealed from them.
Out: Probe values.
"""

from collections.abc import Iterator
from uuid import UUID

import psycopg

from reachable.config.measures.nonsense_rows import fill_with_rows
from reachable.config.measures.policy_probes import PERSON, Probe, Scene

OF_NAMED, OF_SEALED = (UUID(int=51), UUID(int=52)), (UUID(int=53), UUID(int=54))
"""A concern and a request about a child the reader is named for, and about one who is sealed from them."""


def prepare_matters(admin: "psycopg.Connection[tuple[object, ...]]", scene: Scene) -> None:
    """Keep a concern and a request about each of two sealed children."""
    for (concern, request), child in ((OF_NAMED, scene.named_child), (OF_SEALED, scene.sealed_later)):
        kept = {"controller_id": scene.agency, "sharing": "PARTNERS", "subject_id": child}
        fill_with_rows(admin, "intake_concernchild", [{**kept, "about_id": concern, "concern_id": concern}])
        fill_with_rows(admin, "oversight_holderrequest", [{**kept, "id": request, "about_id": request}])


def list_matters_probes() -> Iterator[Probe]:
    """Yield every probe of what is about a child and stands apart from the child's record."""
    for matters, answer in ((OF_NAMED, "true"), (OF_SEALED, "false")):
        for matter, what in zip(matters, ("a concern", "a request"), strict=True):
            opens = f"SELECT granted::text FROM resolver.open_records(ARRAY['{matter}']::uuid[], 'OPENED', 'probe')"  # noqa: S608
            yield Probe(f"open {what} about a sealed child", "resolver", opens, PERSON, [answer])
