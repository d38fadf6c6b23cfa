"""A made-up corner of a partnership for tests of who may see what: two agencies, and one child known to both.

In:  an empty database of the test's own, in which everything really commits.
Out: Corner.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.conf import settings
from django.db import connection

from reachable.access import operations, queries
from reachable.access.context import running
from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.context_token import ContextToken, sign
from reachable.access.domain.viewer import Actor, Purpose, RelationshipReason, Role, Shown, Viewer
from reachable.kernel.ids import AboutId, AgencyId, AreaId, RequestId, SubjectId, TeamId, UserId
from reachable.people.models import ClusterMember, Subject
from reachable.people.queries import open_records
from reachable.timeline.models import Event

NOW = datetime(2026, 3, 3, 14, 20, tzinfo=UTC)
DAY = timedelta(days=1)
MACHINE = Actor(user_id=None, agency_id=None, name="test")


@dataclass(frozen=True, slots=True)
class Corner:
    """Two records of one child (council and police), and one of a child only the council knows."""

    area: AreaId
    council: AgencyId
    police: AgencyId
    workers: TeamId
    custody: TeamId
    asha: UserId
    asha_membership: UUID
    council_record: SubjectId
    police_record: SubjectId
    other_child: SubjectId


def make_corner() -> Corner:
    """Make the corner. Nobody works with anybody yet."""
    with running(job="test", now=NOW):
        area = operations.register_area(
            code="northshire", name="Northshire", police_force="Northshire Police", by=MACHINE, now=NOW
        )
        council = make_agency("council", AgencyKind.CHILDRENS_SOCIAL_CARE, area)
        police = make_agency("police", AgencyKind.HOME_POLICE_FORCE, area)
        workers = make_team("workers", council, area, "DUTY")
        custody = make_team("custody", police, area, "CUSTODY")
        asha = make_user("asha")
        membership = operations.register_membership(
            user_id=asha, team_id=workers, role=Role.PRACTITIONER, starts_at=NOW - 30 * DAY, by=MACHINE, now=NOW
        )
        cluster = uuid4()
        council_record = make_subject(council, "council", cluster)
        police_record = make_subject(police, "police", cluster)
        other_child = make_subject(council, "council", uuid4())
        make_event(council_record, council, "PARTNERS")
        make_event(police_record, police, "PARTNERS")
        make_event(police_record, police, "HOLDER")
        make_event(other_child, council, "PARTNERS")
    return Corner(area, council, police, workers, custody, asha, membership, council_record, police_record, other_child)


def make_agency(code: str, kind: AgencyKind, area: AreaId) -> AgencyId:
    """Make an agency with a switchboard and a night number."""
    return operations.register_agency(
        code=code,
        name=code.title(),
        kind=kind,
        area_id=area,
        switchboard="01632 960001",
        out_of_hours_phone="01632 960002",
        by=MACHINE,
        now=NOW,
    )


def make_team(code: str, agency: AgencyId, area: AreaId, *duties: str) -> TeamId:
    """Make a team."""
    return operations.register_team(
        code=code,
        name=code.title(),
        agency_id=agency,
        area_id=area,
        phone="01632 960003",
        duties=duties,
        by=MACHINE,
        now=NOW,
    )


def make_user(code: str) -> UserId:
    """Make somebody who signs in."""
    return operations.register_user(
        email=f"{code}@example.org", name=code.title(), what_they_do="Tests", by=MACHINE, now=NOW
    )


def make_subject(agency: AgencyId, system: str, cluster: UUID) -> SubjectId:
    """Make one agency's record of one person, in a cluster."""
    subject = SubjectId(uuid4())
    Subject.objects.create(
        id=subject,
        about_id=subject,
        controller_id=agency,
        agency_id=agency,
        system=system,
        local_id=str(subject),
        first_received_at=NOW,
    )
    ClusterMember.objects.create(
        about_id=subject, controller_id=agency, subject_id=subject, cluster_id=cluster, derived_at=NOW
    )
    return subject


def make_event(subject: SubjectId, agency: AgencyId, sharing: str) -> None:
    """Make one event of a subject."""
    Event.objects.create(
        about_id=subject,
        controller_id=agency,
        subject_id=subject,
        agency_id=agency,
        sharing=sharing,
        kind="ARREST",
        happened_earliest=NOW - DAY,
        happened_latest=NOW - DAY,
        happened_precision="MINUTE",
        recorded_at=NOW - DAY,
        received_at=NOW,
        system="test",
        natural_key=str(uuid4()),
        version_hash="0" * 64,
    )


def viewer_of(corner: Corner, *, at: datetime = NOW, purpose: Purpose | None = None) -> Viewer:
    """Return Asha in her assignment, in a request of its own."""
    return queries.get_viewer(
        user_id=corner.asha,
        membership_id=corner.asha_membership,
        purpose=purpose,
        request_id=RequestId(uuid4()),
        at=at,
    )


def in_role(viewer: Viewer, role: Role) -> Viewer:
    """Return the same person as if signed in for another role, in a request of its own."""
    return replace(viewer, role=role, request_id=RequestId(uuid4()))


def work_with(
    corner: Corner,
    subject: UUID,
    *,
    team: TeamId | None = None,
    user: UserId | None = None,
    starts_at: datetime = NOW - DAY,
    ends_at: datetime = NOW + DAY,
    reason: RelationshipReason = RelationshipReason.ALLOCATED,
) -> None:
    """Let a team (the council's workers when nobody is named) or a person work with a child."""
    with running(job="test", now=NOW):
        operations.begin_relationship(
            about_id=AboutId(subject),
            reason=reason,
            starts_at=starts_at,
            ends_at=ends_at,
            controller_id=corner.council,
            team_id=corner.workers if team is None and user is None else team,
            user_id=user,
            by=MACHINE,
            now=NOW,
        )


def is_opened(viewer: Viewer, subject: UUID) -> bool:
    """Ask to open one record and return whether it was."""
    about = AboutId(subject)
    return about in open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="test").granted


def as_app() -> psycopg.Connection[tuple[Any, ...]]:
    """Return a bare connection as the application role, without Django and so without its guard."""
    where = connection.settings_dict
    return psycopg.connect(
        host=where["HOST"], user=where["USER"], password=where["PASSWORD"], dbname=where["NAME"], autocommit=True
    )


def sign_in(open_connection: psycopg.Connection[tuple[Any, ...]], viewer: Viewer) -> None:
    """Open a viewer's context in the transaction under way on a bare connection."""
    open_connection.execute("SELECT context.open(%s, %s)", token_for(open_connection, viewer))


def token_for(open_connection: psycopg.Connection[tuple[Any, ...]], viewer: Viewer) -> tuple[str, bytes]:
    """Return a token, rightly signed, for the transaction under way on a connection."""
    row = open_connection.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text").fetchone()
    assert row is not None
    token = ContextToken(
        kind="PERSON",
        user_id=viewer.user_id,
        agency_id=viewer.agency_id,
        role_code=viewer.role.code,
        may_read=viewer.role.may_read,
        purpose_code=viewer.purpose.code,
        request_id=viewer.request_id,
        at=viewer.at,
        backend=row[0],
        transaction=row[1],
    )
    return token.text(), sign(token, settings.CONTEXT_KEY)
