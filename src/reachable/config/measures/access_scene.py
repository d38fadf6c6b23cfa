"""A made-up partnership in which every way of being tied to a child, or kept from one, stands once.

In:  an empty throwaway database.
Out: AccessScene: people in every role of three agencies, and children with what is true of each towards all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from reachable.access.context import acting, running
from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Shown
from reachable.access.operations import (
    begin_relationships,
    end_relationships,
    register_agency,
    register_area,
    register_membership,
    register_team,
    register_user,
)
from reachable.access.operations.conflicts import clear_conflict, declare_conflict
from reachable.access.operations.seals import seal_records
from reachable.access.queries import get_viewer
from reachable.alerts.domain.ladder import Urgency
from reachable.alerts.operations import NewAlert, raise_alert
from reachable.config.measures.made_up_children import STORY, make_event_of
from reachable.kernel.ids import AboutId, AgencyId, AreaId, RequestId, SubjectId, TeamId, UserId
from reachable.people.domain.claims import (
    AroundChildClaim,
    BirthDateClaim,
    NameClaim,
    ResidenceClaim,
    TakenRecord,
)
from reachable.people.operations import mark_sealed, point_adults_at_children, take_in_records
from reachable.people.queries import open_records
from reachable.timeline.operations import add_events

BY = Actor(user_id=None, agency_id=None, name="measure")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SYSTEM = "measure"
HOLDER, PARTNER, OTHER_AREA = AGENCIES = ("HOLDER", "PARTNER", "OTHER_AREA")
OWN_NAME, KIN = ("Robin", "Ashdown"), ("Kim", "Vale")
HOME, NEAR_HOME, ELSEWHERE = "ZZ7 7AA", "ZZ7 8BB", "ZZ1 1AA"
SPANS = {"LIVE": (-DAY, DAY), "ENDED": (-2 * DAY, -DAY), "NOT_BEGUN": (DAY, 2 * DAY)}
SPANS_OF_BROKEN_GLASS = {
    "LIVE": (-HOUR / 2, HOUR / 2),
    "ENDED": (-2 * HOUR, -HOUR),
    "NOT_BEGUN": (DAY, DAY + HOUR),
}
"""Broken glass is one person's, and lasts an hour at most."""
NO_TIE = ("NONE", "NONE", "NONE")
BY_TEAM = ("ALLOCATED", "LIVE", "TEAM")
TEAM_ENDED = ("ALLOCATED", "ENDED", "TEAM")
NAMED_LIVE, NAMED_ENDED = (("NAMED_FOR_SEALED", state, "PERSON") for state in ("LIVE", "ENDED"))
CONFLICTS = ("OWN_NAME", "KIN", "HOME", "PART_OF_TOWN", "CLEARED")


@dataclass(frozen=True, slots=True)
class MadeUpChild:
    """What is true of one child towards everybody: what ties them, whether it is sealed from them, any conflict."""

    number: int
    reason: str
    state: str
    by: str
    seal: str = "NONE"
    conflict: str = "NONE"


@dataclass(frozen=True, slots=True)
class AccessScene:
    """Everybody and every child. `versions` tells of which child a source record is."""

    children: Mapping[SubjectId, MadeUpChild]
    users: Mapping[tuple[str, Role], UserId]
    agencies: Mapping[str, AgencyId]
    areas: Mapping[str, AreaId]
    teams: Mapping[str, TeamId]
    earlier_reader: UserId
    at: datetime


def list_children() -> Iterator[MadeUpChild]:
    """Yield every child of the scene."""
    wanted: list[tuple[tuple[str, str, str], str, str]] = [(NO_TIE, "NONE", "NONE")]
    wanted += [
        ((reason.code, state, by), "NONE", "NONE")
        for reason in RelationshipReason
        for state in SPANS
        for by in ("PERSON", "TEAM")
        if (reason, by) != (RelationshipReason.BROKEN_GLASS, "TEAM")
    ]
    wanted += [(NAMED_LIVE, "NAMED", "NONE"), (NAMED_ENDED, "NAMED", "NONE"), (NAMED_ENDED, "NAMING_OVER", "NONE")]
    wanted += [(tie, seal, "NONE") for seal in ("NOT_NAMED", "INTO_THEM") for tie in (BY_TEAM, NO_TIE)]
    wanted += [(BY_TEAM, "NAMING_OVER", "NONE"), (BY_TEAM, "NOT_NAMED", "OWN_NAME"), (NAMED_LIVE, "NAMED", "KIN")]
    wanted += [(tie, "NONE", conflict) for conflict in CONFLICTS for tie in (BY_TEAM, NO_TIE, TEAM_ENDED)]
    for number, ((reason, state, by), seal, conflict) in enumerate(wanted):
        yield MadeUpChild(number, reason, state, by, seal, conflict)


def make_scene(now: datetime) -> AccessScene:
    """Make the partnership and the children, and let somebody of the holder have looked at each before any seal."""
    areas, agencies, teams = _make_partnership(now)
    users = {
        (agency, role): _make_user(f"{agency}-{role.code}", OWN_NAME, teams[agency], role, now)
        for agency in AGENCIES
        for role in Role
    }
    earlier = _make_user("earlier", ("Earlier", "Reader"), teams[HOLDER], Role.PRACTITIONER, now)
    reviewer = _make_user("reviewer", ("Some", "Reviewer"), teams[HOLDER], Role.SUPERVISOR, now)
    children = _make_children(agencies[HOLDER], now)
    scene = AccessScene(children, users, agencies, areas, teams, earlier, now)
    _let_earlier_reader_look(scene)
    with acting(by=BY, what="measure", now=now):
        _tie(scene)
        _raise_alerts(scene)
        _seal(scene)
        _let_have_conflicts(scene, reviewer)
    return scene


def _make_partnership(now: datetime) -> tuple[dict[str, AreaId], dict[str, AgencyId], dict[str, TeamId]]:
    areas, agencies, teams = {}, {}, {}
    kinds = (AgencyKind.HOME_POLICE_FORCE, AgencyKind.CHILDRENS_SOCIAL_CARE, AgencyKind.CHILDRENS_SOCIAL_CARE)
    with running(job="measure", now=now):
        here = register_area(code="here", name="Here", police_force="Here Police", by=BY, now=now)
        there = register_area(code="there", name="There", police_force="There Police", by=BY, now=now)
        for code, kind, area in zip(AGENCIES, kinds, (here, here, there), strict=True):
            areas[code] = area
            agencies[code] = register_agency(
                code=code.lower(),
                name=code.title(),
                kind=kind,
                area_id=area,
                switchboard="01632 960001",
                by=BY,
                now=now,
            )
            teams[code] = register_team(
                code=code.lower(),
                name=code.title(),
                agency_id=agencies[code],
                area_id=area,
                duties=("DUTY",),
                by=BY,
                now=now,
            )
    return areas, agencies, teams


def _make_user(code: str, called: tuple[str, str], team: TeamId, role: Role, now: datetime) -> UserId:
    with running(job="measure", now=now):
        user = register_user(email=f"{code.lower()}@example.org", name=" ".join(called), by=BY, now=now)
        register_membership(user_id=user, team_id=team, role=role, starts_at=now - 30 * DAY, by=BY, now=now)
    return user


def _make_children(holder: AgencyId, now: datetime) -> dict[SubjectId, MadeUpChild]:
    made = list(list_children())
    records = [_record(child, now) for child in made]
    around = [_adult_around(child, now) for child in made]
    with running(job="measure", now=now):
        taken = take_in_records(
            agency_id=holder, system=SYSTEM, records=[*records, *around], batch_id=None, by=BY, now=now
        )
        point_adults_at_children(agency_id=holder, by=BY, now=now)
        subjects = {each.subject_id: child for each, child in zip(taken, made, strict=False)}
        add_events(
            events=[
                make_event_of(holder, subject_id, kind, now - DAY, shared=shared)
                for subject_id in subjects
                for kind, shared in zip(STORY, (True, False), strict=False)
            ],
            by=BY,
            now=now,
        )
    return subjects


def _record(child: MadeUpChild, now: datetime) -> TakenRecord:
    given, family = f"Child{child.number}", "Measured"
    home = ELSEWHERE
    if child.conflict in ("OWN_NAME", "CLEARED"):
        given, family = OWN_NAME
    elif child.conflict == "KIN":
        given, family = KIN
    elif child.conflict == "HOME":
        home = HOME
    elif child.conflict == "PART_OF_TOWN":
        family, home = OWN_NAME[1], NEAR_HOME
    born = (now - timedelta(days=365 * 14 + child.number)).date()
    return TakenRecord(
        local_id=f"M{child.number}",
        reference=f"M{child.number}",
        version_hash="0" * 64,
        payload={"number": child.number},
        recorded_at=now,
        names=(NameClaim(kind="GIVEN", given=given, family=family),),
        birth_date=BirthDateClaim(born, born),
        residence=ResidenceClaim(f"{child.number} Larch Close", home),
    )


def _adult_around(child: MadeUpChild, now: datetime) -> TakenRecord:
    return TakenRecord(
        local_id=f"A{child.number}",
        reference=f"A{child.number}",
        version_hash="0" * 64,
        payload={"number": child.number},
        recorded_at=now,
        is_child=False,
        around_child=AroundChildClaim(child_number=f"M{child.number}", relation="PARENT", must_not_be_told=False),
    )


def _let_earlier_reader_look(scene: AccessScene) -> None:
    """Let somebody of the holder look at every child a minute ahead, so that theirs are the latest looks there are."""
    about = [AboutId(each) for each in scene.children]
    with running(job="measure", now=scene.at):
        begin_relationships(
            wanted=[
                WantedRelationship(
                    about_id=each,
                    controller_id=scene.agencies[HOLDER],
                    reason=RelationshipReason.ALLOCATED,
                    starts_at=scene.at,
                    ends_at=scene.at + DAY,
                    user_id=scene.earlier_reader,
                )
                for each in about
            ],
            by=BY,
            now=scene.at,
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM access_membership WHERE user_id = %s", [scene.earlier_reader])
        membership = UUID(str(cursor.fetchone()[0]))
    viewer = get_viewer(
        user_id=scene.earlier_reader,
        membership_id=membership,
        purpose=None,
        request_id=RequestId(uuid4()),
        at=scene.at + timedelta(minutes=1),
    )
    open_records(viewer=viewer, about_ids=about, shown=Shown.OPENED, what="measure")


def _tie(scene: AccessScene) -> None:
    """Let everybody and every team be tied to each child as it says. Those who are named are tied by the seal."""
    wanted = []
    for subject_id, child in scene.children.items():
        if child.by == "NONE" or (child.seal in ("NAMED", "NAMING_OVER") and child.by == "PERSON"):
            continue
        spans = SPANS_OF_BROKEN_GLASS if child.reason == RelationshipReason.BROKEN_GLASS.code else SPANS
        starts, ends = (scene.at + span for span in spans[child.state])
        who: list[dict[str, UserId | TeamId]] = (
            [{"user_id": each} for each in scene.users.values()]
            if child.by == "PERSON"
            else [{"team_id": each} for each in scene.teams.values()]
        )
        wanted += [
            WantedRelationship(
                about_id=AboutId(subject_id),
                controller_id=scene.agencies[HOLDER],
                reason=RelationshipReason[child.reason],
                starts_at=starts,
                ends_at=ends,
                **each,  # type: ignore[arg-type]  # one of the two, as built above
            )
            for each in who
        ]
    begin_relationships(wanted=wanted, by=BY, now=scene.at)


def _raise_alerts(scene: AccessScene) -> None:
    for subject_id in scene.children:
        for agency, team in scene.teams.items():
            raise_alert(
                alert=NewAlert(
                    about_id=AboutId(subject_id),
                    controller_id=scene.agencies[HOLDER],
                    cause="QUESTION",
                    area_id=scene.areas[agency],
                    team_id=team,
                    urgency=Urgency.THIS_WEEK,
                ),
                by=BY,
                now=scene.at,
            )


def _seal(scene: AccessScene) -> None:
    everybody = tuple(scene.users.values())
    since = scene.at - 2 * HOUR
    for subject_id, child in scene.children.items():
        if child.seal == "NONE":
            continue
        mark_sealed(subject_ids=[subject_id], because="measure", by=BY, now=since)
        about = [AboutId(subject_id)]
        until = scene.at - HOUR if child.seal == "NAMING_OVER" else scene.at + DAY
        named = tuple(NamedPerson(each, until) for each in everybody)
        if child.seal == "INTO_THEM":
            for user in everybody:
                others = tuple(each for each in named if each.user_id != user)
                wanted = WantedSeal(kind=SealKind.INSIDER_INQUIRY, because="measure", named=others, into_user_id=user)
                seal_records(about_ids=about, agency_id=scene.agencies[HOLDER], wanted=wanted, by=BY, now=since)
            end_relationships(about_ids=about, reason=RelationshipReason.NAMED_FOR_SEALED, by=BY, now=scene.at)
            continue
        kind = SealKind.ADOPTION if child.seal == "NOT_NAMED" else SealKind.STAFF_CHILD
        wanted = WantedSeal(kind=kind, because="measure", named=() if child.seal == "NOT_NAMED" else named)
        seal_records(about_ids=about, agency_id=scene.agencies[HOLDER], wanted=wanted, by=BY, now=since)
        if child.state == "ENDED" and child.seal == "NAMED":
            end_relationships(about_ids=about, reason=RelationshipReason.NAMED_FOR_SEALED, by=BY, now=scene.at)


def _let_have_conflicts(scene: AccessScene, reviewer: UserId) -> None:
    """Let everybody declare the same kin and home, and a reviewer let pass what they are to let pass."""
    by = Actor(user_id=reviewer, agency_id=scene.agencies[HOLDER], name="measure")
    cleared = [subject_id for subject_id, child in scene.children.items() if child.conflict == "CLEARED"]
    for (agency, _), user in scene.users.items():
        declared = {"user_id": user, "agency_id": scene.agencies[agency], "by": BY, "now": scene.at}
        declare_conflict(name=" ".join(KIN), postcode=HOME, most_homes=1, **declared)  # type: ignore[arg-type]
        for subject_id in cleared:
            clear_conflict(
                about_id=AboutId(subject_id),
                user_id=user,
                agency_id=scene.agencies[agency],
                because="measure",
                until=scene.at + DAY,
                by=by,
                now=scene.at,
            )
