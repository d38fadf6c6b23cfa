"""What the database answers about agreements: read by all, added to in an act, a version never changed, an end final.

In:  a throwaway database with a partnership.
Out: Probe values, as in policy_probes.py; two agreements in the database, one of them ended.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Viewer
from reachable.config.measures.policy_probes import NEVER_WRITTEN_OVER, NO_CONTEXT, OWNER, PERSON, REFUSED, RUN, Probe
from reachable.kernel.ids import AgencyId, AgreementId
from reachable.sharing.domain.agreements import ANY, AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.written_agreements import AgreedLine, WrittenVersion
from reachable.sharing.operations.agreements import end_agreement, make_agreement, sign_version, write_version

AGREEMENT = "sharing_agreement"
WRITTEN_ONCE = ("sharing_agreementversion", "sharing_agreementline", "sharing_agreementsignature")
LIVE, OVER = "ended_at IS NULL", "ended_at IS NOT NULL"
SIGNED_AGAIN = (
    "INSERT INTO sharing_agreementsignature (id, version_id, agency_id, user_id, signed_at)"
    " SELECT gen_random_uuid(), version.id, {agency}, {user}, {at} FROM sharing_agreement AS agreement"
    " JOIN sharing_agreementversion AS version ON version.agreement_id = agreement.id WHERE agreement.{of}"
)
LINE_ADDED = (
    "INSERT INTO sharing_agreementline (id, version_id, item_kind, share_purpose, answer)"
    " SELECT gen_random_uuid(), version_id, 'ARREST', 'SAFEGUARDING', 'PERMIT' FROM sharing_agreementsignature LIMIT 1"
)


def prepare_agreements(*, viewer: Viewer, other: AgencyId, now: datetime) -> None:
    """Keep two agreements, each signed by the reader for their own agency alone, and end one."""
    by = Actor.from_viewer(viewer)
    with running(job="measure", now=now):
        for _number in range(2):
            made = make_agreement(holder_id=viewer.agency_id, recipient_id=other, by=by, now=now)
            sign_version(
                version_id=write_version(agreement_id=made, written=_written(viewer, now), by=by, now=now),
                by=by,
                now=now,
            )
        end_agreement(agreement_id=AgreementId(made), because="measure", by=by, now=now)


def list_agreement_probes() -> Iterator[Probe]:
    """Yield what is answered of each table of agreements."""
    for table in (AGREEMENT, *WRITTEN_ONCE):
        one = f"(SELECT id FROM {table} ORDER BY id LIMIT 1)"  # noqa: S608
        added = f"INSERT INTO {table} SELECT * FROM {table} WHERE id = {one}"  # noqa: S608
        read = f"SELECT 'there' FROM {table} WHERE id = {one}"  # noqa: S608
        yield Probe("read without a context", table, read, None, ["there"])
        yield Probe("add as a reader", table, added, PERSON, REFUSED)
        yield Probe("add without a context", table, added, None, NO_CONTEXT)
        yield Probe("add in a run", table, added, RUN, "23505")
        yield Probe("delete in a run", table, f"DELETE FROM {table}", RUN, REFUSED)  # noqa: S608
        yield Probe("empty in a run", table, f"TRUNCATE {table} CASCADE", RUN, REFUSED)
        yield Probe("read as the owner of the tables", table, f"SELECT 1 FROM {table}", None, [], role=OWNER)  # noqa: S608
        yield Probe("change in a run", table, f"UPDATE {table} SET id = id", RUN, REFUSED)  # noqa: S608
    ended = f"UPDATE {AGREEMENT} SET ended_because = ended_because WHERE "  # noqa: S608
    yield Probe("end as a reader", AGREEMENT, ended + LIVE, PERSON, 0)
    yield Probe("end without a context", AGREEMENT, ended + LIVE, None, NO_CONTEXT)
    yield Probe("end in a run", AGREEMENT, ended + LIVE, RUN, 1)
    yield Probe("begin again in a run", AGREEMENT, ended + OVER, RUN, NEVER_WRITTEN_OVER)
    for column in ("ended_at", "ended_by_id", "ended_for_id"):
        changed = f"UPDATE {AGREEMENT} SET {column} = {column} WHERE {LIVE}"  # noqa: S608
        yield Probe(f"write {column} in a run", AGREEMENT, changed, RUN, 1)
    yield Probe("add a line to what is signed", "sharing_agreementline", LINE_ADDED, RUN, NEVER_WRITTEN_OVER)
    table, at, there = "sharing_agreementsignature", "now()", "(SELECT agency_id FROM {0} LIMIT 1)"
    worker = (
        "(SELECT user_id FROM access_membership JOIN access_team AS team ON team.id = team_id"
        " WHERE team.agency_id = agreement.recipient_id ORDER BY user_id LIMIT 1)"
    )
    own = there.format(table)
    stranger = f"(SELECT user_id FROM {table} LIMIT 1)"  # noqa: S608
    for what, agency, user, of, right in (
        ("sign for the other agency", "recipient_id", worker, LIVE, 1),
        ("sign for the other agency as somebody else's", "recipient_id", stranger, LIVE, "23505"),
        ("sign for an agency one does not work in", "recipient_id", _outsider(), LIVE, NEVER_WRITTEN_OVER),
        ("sign for an agency with no part in it", _third(), _outsider(), LIVE, NEVER_WRITTEN_OVER),
        ("sign what has ended", "recipient_id", worker, OVER, NEVER_WRITTEN_OVER),
        ("sign twice for one agency", own, worker, LIVE, "23505"),
    ):
        yield Probe(what, table, SIGNED_AGAIN.format(agency=agency, user=user, at=at, of=of), RUN, right)


def _written(viewer: Viewer, now: datetime) -> WrittenVersion:
    return WrittenVersion(
        title="measure",
        grounds=("6-1-e", "9-2-g"),
        starts_on=now.date(),
        ends_on=None,
        review_on=now.date() + timedelta(days=365),
        reviewer=viewer.user_id,
        lines=(AgreedLine(ANY, SharePurpose.SAFEGUARDING, AgreementAnswer.PERMIT),),
    )


def _third() -> str:
    """Return an agency that has no part in either agreement, and has people."""
    return (
        "(SELECT team.agency_id FROM access_membership JOIN access_team AS team ON team.id = team_id"
        " WHERE team.agency_id NOT IN (agreement.holder_id, agreement.recipient_id)"
        " ORDER BY team.agency_id, user_id LIMIT 1)"
    )


def _outsider() -> str:
    """Return somebody who works in that agency, and not in the one that receives."""
    return (
        "(SELECT user_id FROM access_membership JOIN access_team AS team ON team.id = team_id"
        " WHERE team.agency_id NOT IN (agreement.holder_id, agreement.recipient_id)"
        " ORDER BY team.agency_id, user_id LIMIT 1)"
    )
