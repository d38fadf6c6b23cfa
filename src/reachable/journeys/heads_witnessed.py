"""The head of the audit record is shown to witnesses outside, so that nobody can rewrite it unseen.

In:  the witnesses; now.
Out: what each took, noted; a refusal said loudly. And heads that partners show us, kept.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from reachable.access.domain.audit_verifier import Head
from reachable.access.domain.viewer import Actor
from reachable.access.domain.witnessing import Witness, WitnessAway, Witnessed, WitnessRefuses
from reachable.access.operations import note_witnessed, take_partner_head
from reachable.access.queries.audit import find_head, list_witnessed

LOG = logging.getLogger("reachable")
MACHINE = Actor(user_id=None, agency_id=None, name="witnesses")
TAKEN = frozenset({"TAKEN", "KNOWN"})


def show_head(*, witnesses: Iterable[Witness], now: datetime) -> int:
    """Show the head to every witness that has not seen it for a while, and return how many took it.

    One that is away is shown it again at the next round. One that refuses knows another record: that is an emergency.
    """
    wanted, head = tuple(witnesses), find_head()
    if head is None or not wanted:
        return 0
    last = {each.witness: each for each in list_witnessed()}
    taken = 0
    for witness in wanted:
        seen = last.get(witness.name)
        if seen is not None and not seen.is_due(head, now):
            continue
        try:
            witness.take(head)
        except WitnessAway as problem:
            LOG.warning("A witness of the audit record is away and is asked again: %s", problem)
        except WitnessRefuses as problem:
            LOG.critical("THE AUDIT RECORD IS NOT THE ONE A WITNESS KNOWS: %s", problem)
        else:
            note_witnessed(seen=Witnessed(witness.name, head.sequence, head.hash, now), by=MACHINE, now=now)
            taken += 1
    return taken


def keep_partner_head(*, head: Head, now: datetime) -> bool:
    """Keep a head that a partner showed us, and return False when it does not fit what they showed before."""
    said = take_partner_head(head=head, by=MACHINE, now=now)
    if said not in TAKEN:
        LOG.critical("A partner, %s, shows another audit record than before: %s", UUID(head.installation), said)
    return said in TAKEN
