"""What the database answers about how people looked: all of it to a run, nothing of it to anybody else.

In:  nothing but the database.
Out: Probe values.
"""

from collections.abc import Iterator

from reachable.config.measures.policy_probes import ONLY_A_RUN, PERSON, RUN, Probe


def list_insider_probes() -> Iterator[Probe]:
    """Yield every probe of patterns in how people looked."""
    kin = "SELECT count(*)::text FROM resolver.declared_as_kin('{}')"
    yield Probe("whose kin a child is, in a run", "resolver", kin, RUN, ["0"])
    yield Probe("whose kin a child is, as a reader", "resolver", kin, PERSON, ONLY_A_RUN)
    looks = "SELECT count(*) > 0 FROM audit.looks_since('-infinity')"
    yield Probe("how people looked, in a run", "audit", looks, RUN, ["True"])
    yield Probe("how people looked, as a reader", "audit", looks, PERSON, ONLY_A_RUN)
