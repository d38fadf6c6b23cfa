"""What was sent about a child sealed since is as if it had never been sent, but for whomever the seal names.

In:  envelopes; who reads.
Out: which of them are hidden.
"""

from collections.abc import Iterable
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Run, Viewer
from reachable.journeys.keepers_asked import find_sealed_from
from reachable.kernel.ids import AboutId, EnvelopeId
from reachable.sharing.queries import list_children_of_envelopes

RUN = Run("sharing")


def is_sealed_sent(*, envelope_id: EnvelopeId, viewer: Viewer, at: datetime) -> bool:
    """Test if an envelope is about a child whose record is sealed from the viewer now."""
    with running(job="find what was sealed since it was sent", now=at):
        return envelope_id in find_sealed_sent(envelope_ids=[envelope_id], viewer=viewer, at=at)


def find_sealed_sent(*, envelope_ids: Iterable[EnvelopeId], viewer: Viewer, at: datetime) -> frozenset[EnvelopeId]:
    """Return which are about a child whose record is sealed from the viewer now, running or not; inside a run."""
    children = list_children_of_envelopes(viewer=RUN, envelope_ids=envelope_ids)
    sealed = find_sealed_from(about_ids=[AboutId(each) for each in set(children.values())], at=at) if children else {}
    hidden = {about_id for about_id, named in sealed.items() if viewer.user_id not in named}
    return frozenset(each for each, child in children.items() if AboutId(child) in hidden)
