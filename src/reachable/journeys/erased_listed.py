"""What was erased is written down outside the database as well, so that a restored backup does not bring it back.

In:  where to write it; now.
Out: how many lines were written. What could not be is tried again at the next round.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from reachable.access.context import running
from reachable.access.queries.audit import get_installation
from reachable.keeping.domain.erased_list import ErasedLine, ListDoesNotFit
from reachable.keeping.queries import list_erased

LOG = logging.getLogger(__name__)
Keep = Callable[[Sequence[ErasedLine]], int]


def keep_erased_lists(*, lists: Iterable[Keep], now: datetime) -> int:
    """Let every list take what it does not hold yet, and return how many lines were written in all."""
    wanted = tuple(lists)
    if not wanted:
        return 0
    with running(job="list what was erased", now=now):
        lines = _lines()
    written = 0
    for keep in wanted if lines else ():
        try:
            written += keep(lines)
        except OSError as problem:
            LOG.warning("A list of what was erased is away and is tried again: %s", problem)
        except ListDoesNotFit as problem:
            LOG.critical("THE LIST OF WHAT WAS ERASED WAS CHANGED: %s", problem)
    return written


def _lines() -> tuple[ErasedLine, ...]:
    erased = list_erased()
    installation = str(get_installation()) if erased else ""
    return tuple(
        ErasedLine(
            installation=installation,
            number=each.number,
            act_id=str(each.act_id),
            agency_id=str(each.agency_id),
            record_ids=tuple(str(one) for one in each.record_ids),
            counts=dict(each.counts),
            ground=each.ground,
            rule_key=each.rule_key,
            proposed_by=str(each.proposed_by),
            decided_by=str(each.decided_by),
            erased_at=each.erased_at.isoformat(),
        )
        for each in erased
    )
