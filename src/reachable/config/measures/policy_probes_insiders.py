"""What the database answers about how people looked: all of it to a run, nothing of it to anybody else.

In:  nothing but the database.
Out: Probe values.
"""

from collections.abc import Iterator

from reachable.config.measures.policy_probes import ONLY_A_RUN, PERSON, RUN, Probe, Scene


def list_insider_probes(scene: Scene) -> Iterator[Probe]:
    """Yield every probe of patterns in how people looked."""
    kin = "SELECT count(*)::text FROM resolver.declared_as_kin('{}')"
    yield Probe("whose kin a child is, in a run", "resolver", kin, RUN, ["0"])
    yield Probe("whose kin a child is, as a reader", "resolver", kin, PERSON, ONLY_A_RUN)
    looks = "SELECT count(*) > 0 FROM audit.looks_since('-infinity')"
    yield Probe("how people looked, in a run", "audit", looks, RUN, ["True"])
    yield Probe("how people looked, as a reader", "audit", looks, PERSON, ONLY_A_RUN)
    listed = "SELECT count(*)::text FROM audit.listed_since('-infinity', 1000)"
    yield Probe("whom lists named, in a run", "audit", listed, RUN, ["0"])
    yield Probe("whom lists named, as a reader", "audit", listed, PERSON, ONLY_A_RUN)
    opened = f"SELECT count(*) > 0 FROM audit.opened_by('{scene.reader}', '-infinity')"  # noqa: S608
    yield Probe("what somebody opened, in a run", "audit", opened, RUN, ["True"])
    yield Probe("what somebody opened, as a reader", "audit", opened, PERSON, ONLY_A_RUN)
    own = "SELECT (audit.own_opened('-infinity') > 0)::text"
    yield Probe("how many one opened", "audit", own, PERSON, ["true"])
    yield Probe("how many a run opened", "audit", own, RUN, ["false"])
