"""Puts the made-up partnership into an empty database through the same doors as real agencies would, day by day.

In:  a World.
Out: a database in which everything came in through the journeys. Nothing is written past them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reachable.access import operations as access
from reachable.access.context import acting
from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.viewer import Actor
from reachable.adapters.bank_holidays import england_and_wales
from reachable.demo import addresses
from reachable.demo.addresses import Town
from reachable.demo.extracts import as_csv, extract_rows
from reachable.demo.ledger import Ledger
from reachable.demo.senders import SENDERS, Sender, sender_of
from reachable.demo.truth import Truth
from reachable.demo.world import World
from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract
from reachable.kernel.ids import AgencyId, AreaId, TeamId, UserId

SEEDER = Actor(user_id=None, agency_id=None, name="demo")
TOWNS = tuple(town for town in vars(addresses).values() if isinstance(town, Town))
JOINED_BEFORE = timedelta(days=400)
Progress = Callable[[str], None]


@dataclass(slots=True)
class Partnership:
    """The ids that the made-up codes were given."""

    areas: dict[str, AreaId] = field(default_factory=dict)
    agencies: dict[str, AgencyId] = field(default_factory=dict)
    teams: dict[str, TeamId] = field(default_factory=dict)
    users: dict[str, UserId] = field(default_factory=dict)
    agency_of_user: dict[str, AgencyId] = field(default_factory=dict)

    def actor(self, staff: str, name: str) -> Actor:
        """Return somebody who acts, by their made-up code."""
        return Actor(user_id=self.users[staff], agency_id=self.agency_of_user[staff], name=name)


@dataclass(frozen=True, slots=True)
class Living:
    """Everything the demo's days are lived with."""

    world: World
    truth: Truth
    made: Partnership
    ledger: Ledger


@dataclass(frozen=True, slots=True, order=True)
class Sending:
    """One extract on its way in. `since` is when the one before it was made, None for the first, which is whole."""

    at: datetime
    feed: str
    agency: str
    since: datetime | None = field(default=None, compare=False)


def register_partnership(world: World) -> Partnership:
    """Register areas, agencies, teams, staff and rotas, and return their ids."""
    made = Partnership()
    joined = world.now - JOINED_BEFORE
    with acting(by=SEEDER, what="registered the demo partnership", now=joined):
        for area in world.areas:
            codes = [town.outward for town in TOWNS if town.area == area.code]
            made.areas[area.code] = access.register_area(
                code=area.code,
                name=area.name,
                police_force=area.police_force,
                outward_codes=codes,
                by=SEEDER,
                now=joined,
            )
        for agency in world.agencies:
            made.agencies[agency.code] = access.register_agency(
                code=agency.code,
                name=agency.name,
                kind=agency.kind,
                area_id=None if agency.area is None else made.areas[agency.area],
                switchboard=agency.switchboard,
                out_of_hours_phone=agency.out_of_hours_phone,
                has_users=agency.has_users,
                by=SEEDER,
                now=joined,
            )
        for team in world.teams:
            made.teams[team.code] = access.register_team(
                code=team.code,
                name=team.name,
                agency_id=made.agencies[team.agency],
                area_id=made.areas[team.area],
                phone=team.phone,
                duties=team.duties,
                by=SEEDER,
                now=joined,
            )
        _register_staff(world, made, joined)
    return made


def sendings(world: World) -> tuple[Sending, ...]:
    """Return every extract that was sent, oldest first: one long ago, then closer and closer, then this morning's."""
    return tuple(sorted(sending for sender in SENDERS for sending in _sendings(sender, world)))


def bring_in(world: World, made: Partnership, ledger: Ledger, sending: Sending) -> None:
    """Bring in one extract as it was sent, at the time it was sent; not one in which nothing is new.

    :raises RuntimeError: when it is refused, with the reasons: the demo's own files must be right.
    """
    rows = extract_rows(world, sending.feed, sending.agency, sending.at, since=sending.since, ledger=ledger)
    if not rows and sending.at == sender_of(sending.feed, sending.agency).made_at(world.moments):
        # The latest is sent even when nothing is new, and then whole: it shows that the agency still sends.
        rows = extract_rows(world, sending.feed, sending.agency, sending.at, ledger=ledger)
    if not rows:
        # An agency that has written nothing down yet, or nothing new, sends no file.
        return
    by = Actor(user_id=None, agency_id=made.agencies[sending.agency], name="extract")
    calendar = england_and_wales()
    sent = SentExtract(
        feed=sending.feed,
        agency_id=made.agencies[sending.agency],
        file_name=f"{sending.feed}_{sending.agency}.csv",
        content=as_csv(sending.feed, rows),
        fewer_rows_confirmed=True,
    )
    staged = stage_extract(sent=sent, calendar=calendar, by=by, now=sending.at)
    if staged.reading.problems:
        raise RuntimeError("\n".join(problem.say() for problem in staged.reading.problems))
    bring_in_extract(extract_id=staged.extract_id, calendar=calendar, staged=staged, by=by, now=sending.at)


def _sendings(sender: Sender, world: World) -> Iterator[Sending]:
    """Yield the first extract, which is whole, and each later one, of what is new or changed since the one before."""
    moments = (*sender.earlier(world.moments), sender.made_at(world.moments))
    sent = [moment for moment in moments if moment <= world.now]
    for before, moment in zip([None, *sent], sent, strict=False):
        yield Sending(moment, sender.feed, sender.agency, before)


def _register_staff(world: World, made: Partnership, joined: datetime) -> None:
    agency_of_team: Mapping[str, AgencyId] = {team.code: made.agencies[team.agency] for team in world.teams}
    for member in world.staff:
        user_id = access.register_user(
            email=member.email,
            name=member.name,
            phone=member.phone,
            what_they_do=member.what_they_do,
            by=SEEDER,
            now=joined,
        )
        made.users[member.code] = user_id
        made.agency_of_user[member.code] = agency_of_team[member.memberships[0].team]
        for membership in member.memberships:
            access.register_membership(
                user_id=user_id,
                team_id=made.teams[membership.team],
                role=membership.role,
                starts_at=joined,
                by=SEEDER,
                now=joined,
            )
    access.register_rota_entries(
        turns=[
            DutyTurn(
                team_id=made.teams[shift.team],
                step=shift.step,
                user_id=None if shift.staff is None else made.users[shift.staff],
                name=shift.name,
                phone=shift.phone,
                starts_at=shift.period.start,
                ends_at=shift.period.end or shift.period.start + timedelta(days=1),
            )
            for shift in world.shifts
        ],
        by=SEEDER,
        now=joined,
    )
