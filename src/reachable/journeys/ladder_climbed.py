"""An alert waits for an answer; when none comes in time, the next person is told.

In:  alerts whose ladder must be asked again.
Out: people told, each with a message or a number to ring, until somebody answers.
"""

from collections.abc import Sequence
from datetime import datetime, time

from django.conf import settings

from reachable.access.context import running
from reachable.access.domain.duty_turns import DutyTurn
from reachable.access.domain.partnership import TeamCard
from reachable.access.domain.viewer import Actor, Run
from reachable.access.queries import list_teams, list_turns
from reachable.alerts.domain.ladder import (
    Acknowledgement,
    ClosingTime,
    Ladder,
    Minutes,
    Step,
    Steps,
    Told,
    Urgency,
    Waiting,
    answer_by,
    find_next_step,
)
from reachable.alerts.domain.rota import Desk, OfficeHours, RotaEntry
from reachable.alerts.domain.states import AlertState
from reachable.alerts.operations import AlertNotFound, hold_alert, take_step
from reachable.alerts.queries import AlertRecord, ToldPerson, find_alert, list_to_look_at_again
from reachable.journeys.failures_logged import log_failure
from reachable.journeys.sealed_told import find_ladder_of_matter, find_ladders_of_sealed
from reachable.kernel.ids import AlertId, AreaId, TeamId
from reachable.kernel.period import Period

MACHINE = Actor(user_id=None, agency_id=None, name="ladder")
RUN = Run("ladder")
OPENS, CLOSES = time(9), time(17)
STEPS: dict[Urgency, Minutes | ClosingTime] = {
    Urgency.IMMEDIATE: Minutes(15),
    Urgency.SAME_DAY: Minutes(120),
    Urgency.NEXT_WORKING_DAY: ClosingTime(1),
    Urgency.THIS_WEEK: ClosingTime(5),
}
"""How long somebody who is told has to answer. Local settings with a default: nothing in law sets them."""
AGAIN: Steps = STEPS | {Urgency.IMMEDIATE: Minutes(120), Urgency.SAME_DAY: Minutes(240)}
"""How long the duty managers at the top are left at most before they are told again. Local settings with a default.

They are told again after the usual time, then after twice as long each time, up to this. A message every quarter of an
hour is turned off by whoever is already ringing round; one every two hours still reaches each who comes on duty.
"""
STANDS_BEHIND = ("DUTY", "TRIAGE")
STANDS_ALONE = "ALLEGATIONS"
"""The duty of a team whose alerts nobody else is told of: they concern people who work with children."""
REQUEST = "REQUEST"
"""The cause of an alert to a holder who is asked for what it holds."""
ABOUT_THEMSELVES = frozenset({"CONCERN", REQUEST})
"""The causes of alerts about something that stands apart from the child's record."""


def office_hours() -> OfficeHours:
    """Return when offices answer: a local setting with a default, on the working days of the calendar in use."""
    return OfficeHours(OPENS, CLOSES, settings.CALENDAR)


def climb_ladders(*, now: datetime) -> int:
    """Take the next step of every alert that waits for one, each in a transaction of its own, and return how many."""
    with running(job="find alerts nobody has answered", now=now):
        waiting = list_to_look_at_again(viewer=RUN, now=now)
    teams = list_teams()
    climbed = 0
    for alert_id in waiting:
        try:
            with running(job="ladder", now=now):
                climb(alert_id=alert_id, partnership_teams=teams, by=MACHINE, now=now)
            climbed += 1
        except Exception as problem:
            log_failure("The ladder of an alert could not be climbed and waits", problem)
    return climbed


def climb(*, alert_id: AlertId, partnership_teams: Sequence[TeamCard], by: Actor, now: datetime) -> Step | None:
    """Take the next step of one alert inside an open run, and return it, or None when there is no such alert."""
    try:
        # Held before it is read: somebody may be answering it, or another may be climbing.
        hold_alert(alert_id=alert_id, by=by, now=now)
    except AlertNotFound:
        return None
    alert = find_alert(viewer=RUN, alert_id=alert_id)
    if alert is None:
        return None
    step = find_next_step(
        _waiting(alert),
        build_ladder(alert, partnership_teams, now),
        steps=STEPS,
        again=AGAIN,
        hours=office_hours(),
        now=now,
    )
    take_step(alert_id=alert_id, step=step, by=by, now=now)
    return step


def find_first_step(
    *,
    ladder: Ladder,
    urgency: Urgency,
    now: datetime,
) -> Step:
    """Return the first step of a ladder for an alert that is about to be raised."""
    waiting = Waiting(state=AlertState.OPEN, urgency=urgency)
    return find_next_step(waiting, ladder, steps=STEPS, again=AGAIN, hours=office_hours(), now=now)


def find_ladder(*, team_id: TeamId, area_id: AreaId, teams: Sequence[TeamCard], turns: Sequence[DutyTurn]) -> Ladder:
    """Return the ladder of whatever a team is told of in an area. `turns` are those on duty now."""
    own, behind = _chosen(team_id, area_id, teams)
    return _ladder(own, behind, turns)


def build_ladder(alert: AlertRecord, teams: Sequence[TeamCard], now: datetime) -> Ladder:
    """Return the desks that answer for an alert: each step of its team's rota, then the desks that stand behind it.

    At the top are the duty managers: the last step of the duty and triage desks of the area. A team that stands alone
    has nobody behind it. Of a sealed record those who are named are told, and nobody else.
    """
    sealed = find_ladders_of_sealed(about_ids=[alert.about_id], now=now)
    if sealed:
        return sealed[alert.about_id]
    matter = find_ladder_of_matter(about_id=alert.about_id, now=now) if alert.cause in ABOUT_THEMSELVES else None
    if matter is not None:
        return matter
    if alert.cause == REQUEST:
        turns = list_turns(team_ids=[team.id for team in teams], at=now)
        return find_holders_ladder(team_id=alert.team_id, teams=teams, turns=turns)
    own, behind = _chosen(alert.team_id, alert.area_id, teams)
    return _ladder(own, behind, list_turns(team_ids=[team.id for team in (*own, *behind)], at=now))


def list_holders_behind(team_id: TeamId, teams: Sequence[TeamCard]) -> tuple[TeamCard, ...]:
    """Return the other teams of one team's agency that take turns.

    They stand behind it for what is asked of their agency: nobody else can answer it, or read what it is about.
    """
    agency_id = next((team.agency_id for team in teams if team.id == team_id), None)
    return tuple(team for team in teams if team.agency_id == agency_id and team.duties and team.id != team_id)


def find_holders_ladder(*, team_id: TeamId, teams: Sequence[TeamCard], turns: Sequence[DutyTurn]) -> Ladder:
    """Return the ladder of what an agency is asked for: its team, then its other teams. `turns` are those on now."""
    own = [team for team in teams if team.id == team_id]
    return _ladder(own, list_holders_behind(team_id, teams), turns)


def _chosen(team_id: TeamId, area_id: AreaId, teams: Sequence[TeamCard]) -> tuple[list[TeamCard], tuple[TeamCard, ...]]:
    """Return a team, and those that stand behind it in an area."""
    own = [team for team in teams if team.id == team_id]
    alone = any(STANDS_ALONE in team.duties for team in own)
    behind = [
        team
        for duty in (() if alone else STANDS_BEHIND)
        for team in teams
        if duty in team.duties and team.area_id == area_id and team.id != team_id
    ]
    return own, tuple(dict.fromkeys(behind))


def _ladder(own: Sequence[TeamCard], behind: Sequence[TeamCard], turns: Sequence[DutyTurn]) -> Ladder:
    turns_of: dict[TeamId, list[DutyTurn]] = {}
    for turn in turns:
        turns_of.setdefault(turn.team_id, []).append(turn)
    own_desks = [_desks(team, turns_of.get(team.id, [])) for team in own]
    behind_desks = [_desks(team, turns_of.get(team.id, [])) for team in behind]
    rungs = [desk for desks in own_desks for desk in desks] + [desks[0] for desks in behind_desks]
    return Ladder(desks=tuple(rungs), duty_managers=tuple(desks[-1] for desks in behind_desks or own_desks))


def _desks(team: TeamCard, mine: Sequence[DutyTurn]) -> list[Desk]:
    """Return a desk for each step of a team's rota, and one with only its numbers when nobody is on it."""
    steps = sorted({turn.step for turn in mine}) or [1]
    return [
        Desk(
            name=f"{team.name}, {team.agency_name}",
            switchboard=team.phone or team.switchboard,
            team_id=TeamId(team.id),
            rota=tuple(
                RotaEntry(
                    period=Period(turn.starts_at, turn.ends_at),
                    person=turn.name,
                    phone=turn.phone,
                    user_id=turn.user_id,
                )
                for turn in mine
                if turn.step == step
            ),
            out_of_hours_name=f"{team.agency_name}, out of hours" if team.out_of_hours_phone else "",
            out_of_hours_phone=team.out_of_hours_phone,
            has_users=team.has_users,
        )
        for step in steps
    ]


def _waiting(alert: AlertRecord) -> Waiting:
    taken = (
        None
        if alert.acknowledged_at is None
        else Acknowledgement(by=alert.acknowledged_by, at=alert.acknowledged_at, act_by=alert.act_by)
    )
    return Waiting(
        state=AlertState[alert.state],
        urgency=Urgency[alert.urgency],
        told=tuple(_told(each, Urgency[alert.urgency]) for each in alert.told),
        acknowledgement=taken,
    )


def _told(person: ToldPerson, urgency: Urgency) -> Told:
    """Return who was told, and until when they are waited for.

    Somebody who has answered is waited for no longer, even when they handed it back; and nobody for longer than the
    alert now allows: it may have been a question when they were told.
    """
    until = min(person.answer_by, answer_by(STEPS[urgency], office_hours(), person.told_at))
    until = until if person.answered_at is None else min(until, person.answered_at)
    return Told(desk=person.desk, name=person.name, told_at=person.told_at, answer_by=until)
