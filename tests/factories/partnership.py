"""A made-up partnership of two areas for tests: agencies, teams with duties, people in every role, and who is on duty.

In:  an empty database of the test's own; the instant around which the rotas run.
Out: Partnership, with the ids by short codes and viewers ready to look.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.test import Client

from reachable.access import operations, queries
from reachable.access.context import running
from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.viewer import Actor, Purpose, Role, Viewer
from reachable.kernel.ids import AgencyId, AreaId, RequestId, TeamId, UserId

NOW = datetime(2026, 5, 14, 13, 20, tzinfo=UTC)
"""Thursday 14 May 2026, 14:20 in London: a working day."""

DAY = timedelta(days=1)
MACHINE = Actor(user_id=None, agency_id=None, name="test")
AREAS = {
    "northshire": ("Northshire", "Northshire Police", ("ZZ1", "ZZ2")),
    "eastham": ("Eastham", "Thames Reach Police", ("ZZ8", "ZZ9")),
}
AGENCIES = {
    "hub": ("safeguarding hub", AgencyKind.MULTI_AGENCY_HUB),
    "social-care": ("children's social care", AgencyKind.CHILDRENS_SOCIAL_CARE),
    "edt": ("emergency duty team", AgencyKind.EMERGENCY_DUTY_TEAM),
    "police": ("police", AgencyKind.HOME_POLICE_FORCE),
    "school": ("High School", AgencyKind.SCHOOL),
    "hospital": ("General Hospital", AgencyKind.EMERGENCY_DEPARTMENT),
}
TEAMS = {
    "triage": ("hub", "Triage team", ("TRIAGE", "MATCHING")),
    "allegations": ("hub", "Allegations team", ("ALLEGATIONS",)),
    "duty": ("social-care", "Duty team", ("DUTY",)),
    "workers": ("social-care", "Children in need team", ()),
    "night": ("edt", "Night desk", ("DUTY",)),
    "custody": ("police", "Custody suite", ("CUSTODY",)),
    "missing": ("police", "Missing team", ("MISSING",)),
    "records": ("police", "Records office", ()),
    "safeguarding": ("school", "Safeguarding team", ("SCHOOL_SAFEGUARDING",)),
    "staff": ("school", "Teaching staff", ()),
    "ward": ("hospital", "A&E", ("HEALTH",)),
}
PEOPLE = {
    "coordinator": ("triage", Role.COORDINATOR),
    "second-coordinator": ("triage", Role.COORDINATOR),
    "allegations-officer": ("allegations", Role.ALLEGATIONS_OFFICER),
    "duty-worker": ("duty", Role.DUTY_WORKER),
    "duty-manager": ("duty", Role.DUTY_WORKER),
    "social-worker": ("workers", Role.PRACTITIONER),
    "supervisor": ("workers", Role.SUPERVISOR),
    "sergeant": ("custody", Role.CUSTODY_SERGEANT),
    "missing-officer": ("missing", Role.PRACTITIONER),
    "extract-officer": ("records", Role.EXTRACT_OFFICER),
    "sealing-authority": ("workers", Role.SEALING_AUTHORITY),
    "second-authority": ("workers", Role.SEALING_AUTHORITY),
    "analyst": ("workers", Role.ANALYST),
    "safeguarding-lead": ("safeguarding", Role.SAFEGUARDING_LEAD),
    "teacher": ("staff", Role.RECORDER),
    "nurse": ("ward", Role.RECORDER),
}
ON_DUTY = {
    "triage": ("coordinator", "second-coordinator"),
    "allegations": ("allegations-officer",),
    "duty": ("duty-worker", "duty-manager"),
    "night": ("",),
    "custody": ("sergeant",),
    "missing": ("missing-officer",),
    "safeguarding": ("safeguarding-lead",),
}
"""Who is on duty at each step of a team's ladder. "" is somebody without a sign-in, who can only be rung."""


@dataclass(slots=True)
class Partnership:
    """The ids by code: an area's own code, or the area's and the thing's: "northshire-triage", "eastham-sergeant"."""

    areas: dict[str, AreaId] = field(default_factory=dict)
    agencies: dict[str, AgencyId] = field(default_factory=dict)
    teams: dict[str, TeamId] = field(default_factory=dict)
    users: dict[str, UserId] = field(default_factory=dict)
    memberships: dict[str, UUID] = field(default_factory=dict)

    def viewer(self, code: str, *, at: datetime = NOW, purpose: Purpose | None = None) -> Viewer:
        """Return somebody in their assignment, in a request of its own."""
        return queries.get_viewer(
            user_id=self.users[code],
            membership_id=self.memberships[code],
            purpose=purpose,
            request_id=RequestId(uuid4()),
            at=at,
        )

    def actor(self, code: str, *, at: datetime = NOW) -> Actor:
        """Return somebody as they act."""
        return Actor.from_viewer(self.viewer(code, at=at))

    def client(self, code: str) -> Client:
        """Return a browser in which somebody has signed in through the demo's page."""
        client = Client()
        client.post("/demo/sign-in/", {"membership_id": str(self.memberships[code])})
        return client


def make_partnership(*, now: datetime = NOW) -> Partnership:
    """Make both areas alike. Rotas run from a day before `now` until two days after. Nobody works with any child."""
    made = Partnership()
    with running(job="test", now=now):
        for number, code in enumerate(AREAS, start=1):
            _make_area(made, code, number, now)
    return made


def _make_area(made: Partnership, area: str, number: int, now: datetime) -> None:
    name, force, outward_codes = AREAS[area]
    made.areas[area] = operations.register_area(
        code=area, name=name, police_force=force, outward_codes=outward_codes, by=MACHINE, now=now
    )
    for place, (code, (agency_name, kind)) in enumerate(AGENCIES.items()):
        made.agencies[f"{area}-{code}"] = operations.register_agency(
            code=f"{area}-{code}",
            name=f"{name} {agency_name}",
            kind=kind,
            area_id=made.areas[area],
            switchboard=f"01632 960{number}{place}0",
            out_of_hours_phone=f"01632 960{number}{place}1",
            by=MACHINE,
            now=now,
        )
    for place, (code, (agency, team_name, duties)) in enumerate(TEAMS.items()):
        made.teams[f"{area}-{code}"] = operations.register_team(
            code=f"{area}-{code}",
            name=team_name,
            agency_id=made.agencies[f"{area}-{agency}"],
            area_id=made.areas[area],
            phone=f"01632 960{number + 4}{place:02}",
            duties=duties,
            by=MACHINE,
            now=now,
        )
    for place, (code, (team, role)) in enumerate(PEOPLE.items()):
        whole = f"{area}-{code}"
        made.users[whole] = operations.register_user(
            email=f"{whole}@example.org",
            name=whole.replace("-", " ").title(),
            phone=f"07700 900{number}{place:02}",
            what_they_do=role.label,
            by=MACHINE,
            now=now,
        )
        made.memberships[whole] = operations.register_membership(
            user_id=made.users[whole],
            team_id=made.teams[f"{area}-{team}"],
            role=role,
            starts_at=now - 30 * DAY,
            by=MACHINE,
            now=now,
        )
    _make_rotas(made, area, number, now)


def _make_rotas(made: Partnership, area: str, number: int, now: datetime) -> None:
    operations.register_rota_entries(
        turns=[
            DutyTurn(
                team_id=made.teams[f"{area}-{team}"],
                step=step,
                user_id=made.users[f"{area}-{person}"] if person else None,
                name=f"{area}-{person or team}".replace("-", " ").title(),
                phone=f"07700 900{number + 4}{place}{step}",
                starts_at=now - DAY,
                ends_at=now + 2 * DAY,
            )
            for place, (team, people) in enumerate(ON_DUTY.items())
            for step, person in enumerate(people, start=1)
        ],
        by=MACHINE,
        now=now,
    )
