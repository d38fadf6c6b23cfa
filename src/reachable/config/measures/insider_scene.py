"""A made-up partnership whose people look at children for weeks: ordinary work, and insiders planted in it.

In:  an empty throwaway database; how many of each kind of insider.
Out: InsiderScene: who works where, which children are whose work, and by whom which pattern will be shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from reachable.access.context import acting, running
from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Role, Viewer
from reachable.access.operations import (
    begin_relationships,
    register_agency,
    register_area,
    register_membership,
    register_team,
    register_user,
)
from reachable.access.operations.conflicts import declare_conflict
from reachable.access.queries import get_viewer
from reachable.kernel.ids import AboutId, AgencyId, AreaId, RequestId, TeamId, UserId
from reachable.oversight.domain.findings import Pattern
from reachable.people.domain.claims import BirthDateClaim, NameClaim, ResidenceClaim, TakenRecord
from reachable.people.operations import take_in_records

BY = Actor(user_id=None, agency_id=None, name="measure")
DAY = timedelta(days=1)
SOCIAL_CARE, POLICE, OTHER_AREA = "social-care", "police", "other-area"
KINDS = {
    SOCIAL_CARE: AgencyKind.CHILDRENS_SOCIAL_CARE,
    POLICE: AgencyKind.HOME_POLICE_FORCE,
    OTHER_AREA: AgencyKind.CHILDRENS_SOCIAL_CARE,
}
OWN_CHILDREN, HELD_CHILDREN, IN_CUSTODY = 15, 100, 120
"""Children of each worker's own; held by an agency and of nobody's work; who pass through custody."""

LOOKED_FOR = (
    Pattern.OWN_FAMILY,
    Pattern.NEIGHBOUR,
    Pattern.COLLEAGUE,
    Pattern.SLOW_TRAWL,
    Pattern.NIGHT_BULK,
    Pattern.DAY_BULK,
    Pattern.GLASS_OFTEN,
    Pattern.NUMBER_FISHING,
)
"""The eight patterns of insiders, each planted in some people."""


@dataclass(frozen=True, slots=True)
class Worker:
    """One person, the children of their own work, and what is planted in them, if anything."""

    viewer: Viewer
    own: tuple[AboutId, ...]
    agency: str
    planted: Pattern | None = None
    tied: tuple[AboutId, ...] = ()

    def at(self, moment: datetime) -> Viewer:
        """Return them in a request of its own."""
        return replace(self.viewer, request_id=RequestId(uuid4()), at=moment)


@dataclass(frozen=True, slots=True)
class InsiderScene:
    """Everybody. `held` are children of each agency who are nobody's own work; `custody` pass through the suite."""

    workers: tuple[Worker, ...]
    sergeants: tuple[Worker, ...]
    insiders: tuple[Worker, ...]
    reviewers: frozenset[UserId]
    held: Mapping[str, tuple[AboutId, ...]]
    custody: tuple[AboutId, ...]
    agencies: Mapping[str, AgencyId]


class _Maker:
    """Makes people and children, each with a name, an address and a number nobody else has."""

    def __init__(self, since: datetime, until: datetime) -> None:
        self.since, self.until = since, until
        self.numbers = count(1)
        self.areas: dict[str, AreaId] = {}
        self.agencies: dict[str, AgencyId] = {}
        self.teams: dict[tuple[str, str], TeamId] = {}

    def make_agencies(self) -> None:
        with running(job="measure", now=self.since):
            for code, kind in KINDS.items():
                self.areas[code] = register_area(
                    code=code, name=code.title(), police_force=f"{code.title()} Police", by=BY, now=self.since
                )
                self.agencies[code] = register_agency(
                    code=code,
                    name=code.title(),
                    kind=kind,
                    area_id=self.areas[code],
                    switchboard="01632 960001",
                    by=BY,
                    now=self.since,
                )
                for team, duties in (("workers", ()), ("records", ("DUTY",))):
                    self.teams[code, team] = register_team(
                        code=f"{code}-{team}",
                        name=f"{code.title()} {team}",
                        agency_id=self.agencies[code],
                        area_id=self.areas[code],
                        duties=duties,
                        by=BY,
                        now=self.since,
                    )

    def make_person(self, agency: str, role: Role, *, named: str = "", team: str = "records") -> Viewer:
        number = next(self.numbers)
        with running(job="measure", now=self.since):
            user = register_user(
                email=f"worker{number}@example.org", name=named or f"Worker{number} Measured", by=BY, now=self.since
            )
            membership: UUID = register_membership(
                user_id=user, team_id=self.teams[agency, team], role=role, starts_at=self.since, by=BY, now=self.since
            )
        return get_viewer(
            user_id=user,
            membership_id=membership,
            purpose=None,
            request_id=RequestId(uuid4()),
            at=self.since + timedelta(minutes=1),
        )

    def make_children(
        self, agency: str, many: int, *, named: tuple[str, str] | None = None, postcode: str = "ZZ1 1AA"
    ) -> tuple[AboutId, ...]:
        records = []
        for _ in range(many):
            number = next(self.numbers)
            given, family = named or (f"Child{number}", f"Family{number}")
            born = date(2010, 1, 1) + timedelta(days=number % 900)
            records.append(
                TakenRecord(
                    local_id=f"I{number}",
                    reference=f"I{number}",
                    version_hash="0" * 64,
                    payload={"number": number},
                    recorded_at=self.since,
                    names=(NameClaim(kind="GIVEN", given=given, family=family),),
                    birth_date=BirthDateClaim(born, born),
                    residence=ResidenceClaim(f"{number} Larch Close", postcode),
                )
            )
        with running(job="measure", now=self.since):
            taken = take_in_records(
                agency_id=self.agencies[agency], system="measure", records=records, batch_id=None, by=BY, now=self.since
            )
        about = tuple(AboutId(each.subject_id) for each in taken)
        self.tie(agency, about, RelationshipReason.HOLDS_RECORD, team=self.teams[agency, "records"])
        return about

    def tie(
        self,
        agency: str,
        about: Iterable[AboutId],
        reason: RelationshipReason,
        *,
        user: UserId | None = None,
        team: TeamId | None = None,
    ) -> None:
        with running(job="measure", now=self.since):
            begin_relationships(
                wanted=[
                    WantedRelationship(
                        about_id=each,
                        controller_id=self.agencies[agency],
                        reason=reason,
                        starts_at=self.since,
                        ends_at=self.until,
                        user_id=user,
                        team_id=team,
                    )
                    for each in about
                ],
                by=BY,
                now=self.since,
            )

    def make_worker(
        self,
        agency: str,
        *,
        role: Role = Role.PRACTITIONER,
        named: str = "",
        planted: Pattern | None = None,
        tied: tuple[AboutId, ...] = (),
    ) -> Worker:
        viewer, own = self.make_person(agency, role, named=named), self.make_children(agency, OWN_CHILDREN)
        self.tie(agency, own, RelationshipReason.ALLOCATED, user=viewer.user_id)
        return Worker(viewer, own, agency, planted, tied)

    def declare(self, worker: Worker, *, name: str = "", postcode: str = "") -> None:
        by = Actor.from_viewer(worker.viewer)
        with acting(by=by, what="measure", now=self.since):
            declare_conflict(
                user_id=worker.viewer.user_id,
                agency_id=worker.viewer.agency_id,
                name=name,
                postcode=postcode,
                most_homes=1,
                by=by,
                now=self.since,
            )


def make_insider_scene(*, since: datetime, until: datetime, ordinary: int, of_each: int) -> InsiderScene:
    """Make the partnership, `ordinary` people of each agency, and `of_each` insiders of every pattern."""
    maker = _Maker(since, until)
    maker.make_agencies()
    held = {code: maker.make_children(code, HELD_CHILDREN) for code in KINDS}
    custody = maker.make_children(POLICE, IN_CUSTODY)
    workers = [maker.make_worker(code) for code in KINDS for _ in range(ordinary)]
    sergeants = [maker.make_worker(POLICE, role=Role.CUSTODY_SERGEANT) for _ in range(max(2, ordinary // 2))]
    insiders = [_make_insider(maker, workers, pattern, number) for pattern in LOOKED_FOR for number in range(of_each)]
    reviewers = [maker.make_person(code, Role.SUPERVISOR) for code in KINDS]
    return InsiderScene(
        workers=tuple(workers),
        sergeants=tuple(sergeants),
        insiders=tuple(insiders),
        reviewers=frozenset(each.user_id for each in reviewers),
        held=held,
        custody=custody,
        agencies=maker.agencies,
    )


def _make_insider(maker: _Maker, workers: list[Worker], pattern: Pattern, number: int) -> Worker:
    """Make somebody with a tie to a child where the pattern is one of ties."""
    agency = (SOCIAL_CARE, POLICE, OTHER_AREA)[number % 3]
    family, postcode = f"{pattern.name.title().replace('_', '')}{number}", f"ZZ{number % 9 + 1} {number % 9}BB"
    if pattern is Pattern.OWN_FAMILY:
        tied = maker.make_children(agency, 1, named=("Robin", family))
        return maker.make_worker(agency, named=f"Robin {family}", planted=pattern, tied=tied)
    if pattern is Pattern.NEIGHBOUR:
        tied = maker.make_children(agency, 1, postcode=postcode)
        insider = maker.make_worker(agency, planted=pattern, tied=tied)
        maker.declare(insider, postcode=postcode)
        return insider
    if pattern is Pattern.COLLEAGUE:
        tied = maker.make_children(agency, 1, named=("Kim", family))
        maker.declare(next(each for each in workers if each.agency == agency), name=f"Kim {family}")
        return maker.make_worker(agency, planted=pattern, tied=tied)
    return maker.make_worker(agency, planted=pattern)
