"""A pack that was prepared is asked again, before it is read or leaves, whether it may still say what it says.

In:  a pack; who reads, releases or prints it.
Out: the sentences that say why not: records of another person, sealed since, a place protected since.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reachable.access.context import running
from reachable.access.domain.viewer import Run, Viewer
from reachable.access.queries.seals import has_sealed_since
from reachable.journeys.sealed_told import find_sealed_from
from reachable.journeys.words_screened import PlaceWouldLeave, screen_held
from reachable.kernel.ids import AboutId
from reachable.people.queries import list_same_person
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.queries.packs import PackRecord

RUN = Run("packs")
CHANGED = (
    "Since this pack was prepared, something has changed in whose records these are or in who may read them. The pack"
    " is kept, closed, and nothing leaves by it. Prepare a pack anew from what is held today"
)
"""One sentence for each of them: which it was would tell that a record was sealed."""


def has_changed(*, pack: PackRecord, viewer: Viewer, now: datetime) -> bool:
    """Test if a record a pack was made of is no longer the same person's, or was sealed since.

    One that does not say of which records it was made counts as changed.
    """
    about = [AboutId(each) for each in pack.made_of]
    with running(job="whether a pack may still be read", now=now):
        same = list_same_person(viewer=RUN, subject_ids=[pack.child_id])[pack.child_id]
        return (
            not about
            or not set(pack.made_of) <= set(same)
            or has_sealed_since(viewer=RUN, about_ids=about, since=pack.prepared_at)
            or bool(find_sealed_from(user_id=viewer.user_id, about_ids=about, now=now))
        )


def require_stands(*, pack: PackRecord, viewer: Viewer, now: datetime) -> None:
    """Let a pack leave only when it may still say what it says.

    :raises CannotShare: when it has changed, or a place in it has been protected since.
    """
    if has_changed(pack=pack, viewer=viewer, now=now):
        raise CannotShare([CHANGED])
    words = {str(number): said for number, said in enumerate(list_words(pack.frozen))}
    found = screen_held(words=words, about=pack.made_of, viewer=viewer, now=now)
    if found.places:
        raise CannotShare([f"{PlaceWouldLeave(found.labels)}: it stands in the pack. Prepare it again"])


def list_words(frozen: Mapping[str, Any]) -> list[str]:
    """Return every word a pack says."""
    said = [words for part in frozen["parts"] for line in part["lines"] for _, words in line["said"]]
    return [*said, *(look["who"] for look in frozen["looks"])]
