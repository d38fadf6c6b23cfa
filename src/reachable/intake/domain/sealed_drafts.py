"""What somebody has typed and not yet sent, sealed as it is kept.

In:  the key of drafts; answers as the form posts them; whose they are, and of which route.
Out: what is kept, which says nothing; the answers again, or None where they do not open.

A draft is compared with no protected place: one that was kept or answered otherwise would say that a place is. So that
none can be read where drafts are kept, all of it is sealed with a key that is in no database.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reachable.intake.domain.concern import Route
from reachable.kernel.ids import UserId
from reachable.places.domain.sealing import KeptAt, open_or_none, seal

SEALED = "sealed"


def seal_answers(key: bytes, answers: Mapping[str, Sequence[str]], *, user_id: UserId, route: Route) -> dict[str, str]:
    """Return answers as they are kept, bound to their author and route."""
    said = json.dumps({name: list(given) for name, given in answers.items()})
    return {SEALED: seal(key, said, _kept_at(user_id, route))}


def open_answers(
    key: bytes, kept: Mapping[str, Any], *, user_id: UserId, route: Route
) -> Mapping[str, Sequence[str]] | None:
    """Return answers; None for what was sealed under another key or for somebody else.

    What was kept before drafts were sealed is read as it is: it was looked through for places as it was kept.
    """
    if SEALED not in kept:
        return kept
    opened = open_or_none(key, kept[SEALED], _kept_at(user_id, route))
    return None if opened is None else json.loads(opened)


def seal_anew(
    old: bytes, new: bytes, kept: Mapping[str, Any], *, user_id: UserId, route: Route
) -> dict[str, str] | None:
    """Return answers sealed by another key; None where nothing is sealed, or the key of before does not open it."""
    answers = open_answers(old, kept, user_id=user_id, route=route) if SEALED in kept else None
    return None if answers is None else seal_answers(new, answers, user_id=user_id, route=route)


def _kept_at(user_id: UserId, route: Route) -> KeptAt:
    return KeptAt("intake_concerndraft", f"answers|{route.code}", user_id, user_id)
