"""Named people are told what has changed about a child: the team whose turn it is, and whoever stands behind it.

In:  what an evaluation changed, inside its run.
Out: alerts raised with the first step of their ladders taken, withdrawn, standing again or made certain; who may look.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from reachable.access.domain.partnership import TeamCard
from reachable.access.domain.relationships import WantedRelationship
from reachable.access.domain.viewer import Actor, RelationshipReason, Run
from reachable.access.operations import begin_relationships, end_relationships
from reachable.access.operations.running import RunningRelationships
from reachable.alerts.domain.ladder import Ladder, Step, Urgency
from reachable.alerts.operations import NewAlert, make_certain, raise_alerts, restore_alerts, withdraw_alerts
from reachable.alerts.queries import list_alerted
from reachable.journeys.child_areas import ChildAreas, find_child_areas
from reachable.journeys.ladder_climbed import climb, find_first_step, find_ladder, office_hours
from reachable.journeys.partnership_known import Partnership
from reachable.journeys.whose_turn import ChildPlace, choose_team
from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import AboutId, AgencyId, AreaId, SubjectId, TeamId
from reachable.people.domain.claims import SubjectClaims
from reachable.rules.domain.catalogue import RULES_BY_ID
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.firings import Fired
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.turns import Pace
from reachable.rules.operations import Changes, KeptFiring, LawClock
from reachable.timeline.domain.facts import Fact, facts_known_at

MACHINE = Actor(user_id=None, agency_id=None, name="rules")
RUN = Run("rules")
NEWS_FOR = timedelta(days=3)
"""A moment that could have been known this long before there was anything to ask is kept, but nobody is woken for it.

It is counted back from when word was left, or a clock ran out, and not from when the rules are asked: whatever waited
while the jobs were down is told when they are up again.
"""
ALERTED_FOR = timedelta(days=14)
CLOCK_WATCHED_FOR = timedelta(days=3)
"""How long after a time set by law is over its watchers may still look. Soon after, an alert lets them look anyway."""
URGENCY_OF_PACE = {
    Pace.STRAIGHT_AWAY: Urgency.IMMEDIATE,
    Pace.BEFORE_RELEASE: Urgency.IMMEDIATE,
    Pace.IN_HOSPITAL: Urgency.IMMEDIATE,
    Pace.SAME_DAY: Urgency.SAME_DAY,
    Pace.BY_THE_LIMIT: Urgency.SAME_DAY,
}
DONE_ALREADY = "What it asked for has been recorded"
Sealed = Callable[[], Mapping[AboutId, Ladder]]
NO_LONGER = "What it stood on was corrected, withdrawn, or is of another child"


class NobodyToTell(LookupError):
    """Somebody must be told and nobody can be: the partnership has no team that takes turns. Nothing is kept."""


@dataclass(frozen=True, slots=True)
class Child:
    """One person's records, facts and birth date, as the machine reads them."""

    subject_ids: tuple[SubjectId, ...]
    claims: tuple[SubjectClaims, ...]
    facts: tuple[Fact, ...]


def tell_of_changes(
    changes: Changes, *, child: Child, sealed: Sealed, partnership: Partnership, since: datetime, now: datetime
) -> None:
    """Raise an alert for each firing that is news, withdraw those that no longer stand, and let clocks be watched.

    `sealed` gives whom alone to tell of records that are sealed.

    `since` is when the first thing that waited was asked. News is what could not have been known for long by then, what
    has become surer, and what was done and is open again. What is only possible asks a question. What cannot be said
    for want of a detail is shown and asks nobody.

    :raises NobodyToTell: when there is nobody who could be told.
    """
    withdraw_alerts(firing_ids=changes.withdrawn, because=NO_LONGER, by=MACHINE, now=now)
    withdraw_alerts(firing_ids=changes.done, because=DONE_ALREADY, even_answered=False, by=MACHINE, now=now)
    restore_alerts(firing_ids=changes.standing_again, by=MACHINE, now=now)
    new = [each for each in changes.new if each.fired.done_by is None and since - each.fired.known_at <= NEWS_FOR]
    alerted = list_alerted(viewer=RUN, firing_ids=[each.id for each in (*changes.surer, *changes.open_again)])
    news = [
        firing
        for firing in dict.fromkeys((*new, *changes.surer, *changes.open_again))
        if firing.fired.certainty is not Certainty.CANNOT_SAY
    ]
    _raise_all([firing for firing in news if firing.id not in alerted], child, sealed, partnership, now)
    for firing in news:
        if firing.id in alerted and firing.fired.certainty is Certainty.CERTAINLY:
            _make_certain(firing, partnership, now)
    _watch_clocks(changes, child, partnership, now)


def _make_certain(firing: KeptFiring, partnership: Partnership, now: datetime) -> None:
    """Tell people that what was asked as a question is so. An answer to the question is none to this."""
    rule = RULES_BY_ID[firing.fired.key.rule_id]
    urgency = _urgency(firing.fired, rule)
    for alert_id in make_certain(firing_id=firing.id, urgency=urgency, due_at=firing.fired.due_at, by=MACHINE, now=now):
        climb(alert_id=alert_id, partnership_teams=partnership.teams, by=MACHINE, now=now)


def _raise_all(
    firings: Sequence[KeptFiring], child: Child, find_sealed: Sealed, partnership: Partnership, now: datetime
) -> None:
    """Raise an alert for each firing, tell the first people, and let them look: all at once, as one child's news."""
    if not firings:
        return
    about_ids = [AboutId(each.subject_id) for each in firings]
    partnership.ask_who_acts(now)
    running = RunningRelationships(about_ids=about_ids, since=now)
    sealed = find_sealed()
    around = _around(child, partnership, now)
    out_of_hours = not office_hours().is_open(now)
    raised: list[tuple[NewAlert, Step]] = []
    may_look: list[WantedRelationship] = []
    ladders: dict[tuple[TeamId, AreaId], Ladder] = {}
    for firing in firings:
        place = _place(firing.controller_id, around, partnership)
        team = choose_team(firing.fired.whose_turn, place, partnership.teams, out_of_hours=out_of_hours)
        if team is None:
            raise NobodyToTell("no team in this partnership takes turns: register one with the duty TRIAGE or DUTY")
        alert = _new_alert(firing, team, place)
        ladder = sealed.get(alert.about_id)
        if ladder is None:
            desk = (team.id, place.home_area_id)
            if desk not in ladders:
                teams, turns = partnership.teams, partnership.turns_at(now)
                ladders[desk] = find_ladder(team_id=desk[0], area_id=desk[1], teams=teams, turns=turns)
            ladder = ladders[desk]
        step = find_first_step(ladder=ladder, urgency=alert.urgency, now=now)
        raised.append((alert, step))
        if alert.about_id not in sealed:
            may_look += _may_look(firing, team, place, partnership, now)
    raise_alerts(first_steps=raised, addresses=partnership.addresses_at(now), by=MACHINE, now=now)
    begin_relationships(wanted=may_look, running=running, by=MACHINE, now=now)


def _around(child: Child, partnership: Partnership, now: datetime) -> ChildAreas:
    standing = facts_known_at(child.facts, now)
    return find_child_areas(child.claims, standing, areas=partnership.areas, agencies=partnership.agencies)


def _new_alert(firing: KeptFiring, team: TeamCard, place: ChildPlace) -> NewAlert:
    rule = RULES_BY_ID[firing.fired.key.rule_id]
    return NewAlert(
        about_id=AboutId(firing.subject_id),
        controller_id=firing.controller_id,
        cause="RULE" if firing.fired.certainty is Certainty.CERTAINLY else "QUESTION",
        area_id=place.home_area_id,
        team_id=team.id,
        urgency=_urgency(firing.fired, rule),
        due_at=firing.fired.due_at,
        by_law=_is_by_law(rule),
        rule_id=rule.id,
        firing_id=firing.id,
    )


def _urgency(fired: Fired, rule: Rule) -> Urgency:
    """Return how soon an answer is wanted. A question never wakes anybody."""
    if fired.certainty is not Certainty.CERTAINLY:
        return Urgency.NEXT_WORKING_DAY
    return URGENCY_OF_PACE[rule.how_soon.pace]


@cache
def _is_by_law(rule: Rule) -> bool:
    if rule.clock is None:
        return False
    return any(each.name is rule.clock.within and each.authority.is_law for each in PARAMETERS.values)


def _place(controller_id: AgencyId, around: ChildAreas, partnership: Partnership) -> ChildPlace:
    """Return which area must act for the child and who told us; an unknown home counts as where it was recorded.

    An agency that belongs to no area, such as the railway's police, counts as being where its first team is.

    :raises NobodyToTell: when there is no area at all.
    """
    told_by = partnership.agencies[controller_id]
    told_in = told_by.area_id or next(
        (team.area_id for team in partnership.teams if team.agency_id == told_by.id), None
    )
    home: AreaId | None = around.responsible or told_in
    if home is None:
        home = next((area.id for area in partnership.areas), None)
    if home is None:
        raise NobodyToTell("no area is registered")
    return ChildPlace(home, told_by.id, told_in)


def _may_look(
    firing: KeptFiring, team: TeamCard, place: ChildPlace, partnership: Partnership, now: datetime
) -> list[WantedRelationship]:
    """Return who may open the record to see why: the team that is told, and the area's coordinators and duty teams."""
    coordinating = [
        each.id
        for each in partnership.teams
        if each.area_id == place.home_area_id and {"TRIAGE", "DUTY"} & set(each.duties)
    ]
    return [
        WantedRelationship(
            about_id=AboutId(firing.subject_id),
            controller_id=firing.controller_id,
            reason=RelationshipReason.ALERTED,
            starts_at=now,
            ends_at=now + ALERTED_FOR,
            team_id=team_id,
        )
        for team_id in dict.fromkeys([team.id, *coordinating])
    ]


def _watch_clocks(changes: Changes, child: Child, partnership: Partnership, now: datetime) -> None:
    """Let the home area's coordinators look while a time set by law runs: nobody is alerted until it is over."""
    if not (changes.clocks_begun or changes.clocks_over):
        return
    end_relationships(
        about_ids=[AboutId(each) for each in changes.clocks_over],
        reason=RelationshipReason.CLOCK_RUNS,
        by=MACHINE,
        now=now,
    )
    around = _around(child, partnership, now)
    wanted = [
        WantedRelationship(
            about_id=AboutId(clock.subject_id),
            controller_id=clock.controller_id,
            reason=RelationshipReason.CLOCK_RUNS,
            starts_at=now,
            ends_at=clock.over_at + CLOCK_WATCHED_FOR,
            team_id=team_id,
        )
        for clock in changes.clocks_begun
        if clock.over_at > now
        for team_id in _find_coordinators(clock, around, partnership)
    ]
    begin_relationships(wanted=wanted, by=MACHINE, now=now)


def _find_coordinators(clock: LawClock, around: ChildAreas, partnership: Partnership) -> tuple[TeamId, ...]:
    """Return the teams that coordinate in the area that answers for the child; its duty teams when none does."""
    home = _place(clock.controller_id, around, partnership).home_area_id
    here = [team for team in partnership.teams if team.area_id == home]
    coordinating = [team.id for team in here if "TRIAGE" in team.duties]
    return tuple(coordinating or [team.id for team in here if "DUTY" in team.duties])
