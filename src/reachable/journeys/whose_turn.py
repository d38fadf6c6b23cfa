"""Finds the team whose turn it is: the right kind of team, in the right area, with somebody on duty now.

In:  who should act, where the child's home is, which agency told us.
Out: a team, or the agency to ring when it has no team here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reachable.access.domain.agency_kinds import AgencyKind
from reachable.access.domain.partnership import AreaCard, TeamCard
from reachable.kernel.ids import AgencyId, AreaId
from reachable.people.domain.claims import SubjectClaims
from reachable.rules.domain.turns import TurnTaker

DUTY_OF_TURN = {
    TurnTaker.CUSTODY_SERGEANT: "CUSTODY",
    TurnTaker.HOME_SOCIAL_CARE: "DUTY",
    TurnTaker.HOST_SOCIAL_CARE: "DUTY",
    TurnTaker.HOME_DUTY_TEAM: "DUTY",
    TurnTaker.REFERRAL_HUB: "TRIAGE",
    TurnTaker.YOUTH_JUSTICE: "YOUTH_JUSTICE",
    TurnTaker.YOUNG_OFFENDER_INSTITUTION: "YOUTH_JUSTICE",
    TurnTaker.SCHOOL: "SCHOOL_SAFEGUARDING",
    TurnTaker.MISSING_TEAM: "MISSING",
    TurnTaker.HEALTH: "HEALTH",
    TurnTaker.COORDINATOR: "TRIAGE",
}
WHERE_IT_HAPPENED = frozenset({TurnTaker.CUSTODY_SERGEANT, TurnTaker.HOST_SOCIAL_CARE})
WHOEVER_TOLD_US = frozenset({TurnTaker.CUSTODY_SERGEANT, TurnTaker.SCHOOL, TurnTaker.HEALTH})
NIGHT_AND_WEEKEND = AgencyKind.EMERGENCY_DUTY_TEAM
FALL_BACK_DUTY = "DUTY"
LAST_RESORT = frozenset({"DUTY", "TRIAGE"})


@dataclass(frozen=True, slots=True)
class ChildPlace:
    """The area a child's home is in, and the agency and area of whoever recorded what happened."""

    home_area_id: AreaId
    told_by: AgencyId
    told_in: AreaId | None


def find_home_area(claims: Sequence[SubjectClaims], areas: Sequence[AreaCard]) -> AreaId | None:
    """Return the area of the home most recently told of, or None when none is known or it lies in none of the areas."""
    by_outward = {code: area.id for area in areas for code in area.outward_codes}
    homes = [home for each in claims for home in each.residences if home.claim.postcode]
    homes.sort(
        key=lambda home: (home.claim.holds_from is not None, home.claim.holds_from, home.source.received_at),
        reverse=True,
    )
    return next((area for home in homes if (area := by_outward.get(_outward(home.claim.postcode)))), None)


def choose_team(
    turn: TurnTaker, place: ChildPlace, teams: Sequence[TeamCard], *, out_of_hours: bool
) -> TeamCard | None:
    """Return the team whose turn it is, or None when no team takes such turns.

    Whoever told us comes first where the turn is theirs; at night and at weekends an emergency duty team comes before
    the team that works in office hours; where an area has no team of the kind, its duty team takes the turn; and where
    it has none of those, a duty or triage team of another area does, so that somebody is always told.
    """
    area_id = place.told_in if turn in WHERE_IT_HAPPENED and place.told_in else place.home_area_id
    wanted = [team for team in teams if DUTY_OF_TURN[turn] in team.duties]
    if turn in WHOEVER_TOLD_US:
        theirs = [team for team in wanted if team.agency_id == place.told_by]
        if theirs:
            return theirs[0]
    in_area = [team for team in wanted if team.area_id == area_id]
    in_area = in_area or [team for team in teams if FALL_BACK_DUTY in team.duties and team.area_id == area_id]
    in_area = in_area or [team for team in teams if LAST_RESORT & set(team.duties)]
    in_area.sort(key=lambda team: ((team.agency_kind is NIGHT_AND_WEEKEND) is not out_of_hours, team.name))
    return in_area[0] if in_area else None


def _outward(postcode: str) -> str:
    return postcode.strip().rsplit(" ", 1)[0].upper()
