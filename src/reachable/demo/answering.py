"""How the demo's people answer their alerts: most within the hour, some as not relevant, last night's not yet.

In:  the demo's world, a moment.
Out: answers given as those people would give them.
"""

import zlib
from datetime import datetime, timedelta

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Run
from reachable.alerts.domain.states import Act
from reachable.alerts.operations import answer_alert
from reachable.alerts.queries import AlertRecord, list_alert_targets, list_alerts
from reachable.demo.seeding import Living
from reachable.journeys.just_happened import OWN_PAGE
from reachable.kernel.ids import AboutId, AgencyId, SubjectId, UserId
from reachable.people.queries import list_births_and_homes

ANSWERED_WITHIN = timedelta(minutes=40)
LEFT_FOR_THIS_MORNING = timedelta(hours=11)
RUN = Run("demo")
WHAT_WAS_DONE = (
    "Spoke to the social worker and to his mother. Both know what to look for tonight.",
    "Rang the home area. Their duty worker has it and will visit today.",
    "Asked about debt and threats with the appropriate adult there. Recorded on the safety plan.",
    "Strategy discussion arranged for this afternoon with police and health.",
)
NOT_RELEVANT = "The school confirms a family holiday; the aunt he was staying with has been seen."


def answer_what_waits(living: Living, now: datetime) -> None:
    """Answer the alerts that have waited long enough, except those kept for this morning."""
    kept_from = living.world.now - LEFT_FOR_THIS_MORNING
    with running(job="demo", now=now):
        areas = living.made.areas.values()
        targets = [each for area in areas for each in list_alert_targets(viewer=RUN, area_id=area, since=now)]
        alerts = list_alerts(viewer=RUN, about_ids={about for _, about in targets})
        subjects = list_births_and_homes(viewer=RUN, subject_ids=[SubjectId(each.about_id) for each in alerts])
    # A record that somebody typed in has a number drawn for it, another each time; an agency's own stays.
    record_of = {
        AboutId(each.subject_id): f"{each.agency_name}:{each.system}:{'' if each.system == OWN_PAGE else each.local_id}"
        for each in subjects
    }
    for alert in alerts:
        lot = draw_lot(record_of.get(alert.about_id, ""), alert.rule_id, alert.team_name)
        waits = alert.is_waiting and now - alert.raised_at >= ANSWERED_WITHIN and alert.raised_at < kept_from
        if waits and not _kept_open(alert, lot):
            _answer(living, alert, lot, now)


def draw_lot(*known: str) -> int:
    """Return a number that looks drawn and follows from what is known of an alert, the same at every seeding."""
    return zlib.crc32("|".join(known).encode())


def _kept_open(alert: AlertRecord, lot: int) -> bool:
    """A concern is answered by a decision; one other in nine is left unanswered, so that the ladder is seen at work."""
    return alert.cause == "CONCERN" or lot % 9 == 0


def _answer(living: Living, alert: AlertRecord, lot: int, now: datetime) -> None:
    told = next((each for each in alert.told if each.user_id is not None), None)
    if told is None or told.user_id is None:
        return
    by = _actor(living, told.user_id)
    with acting(by=by, what="answered an alert", now=now):
        if lot % 7 == 0:
            answer_alert(alert_id=alert.id, act=Act.CALL_NOT_RELEVANT, reason=NOT_RELEVANT, by=by, now=now)
        elif lot % 7 == 1:
            answer_alert(
                alert_id=alert.id,
                act=Act.ACKNOWLEDGE,
                reason="",
                act_by=living.world.now + timedelta(hours=4),
                by=by,
                now=now,
            )
        else:
            done = WHAT_WAS_DONE[lot % len(WHAT_WAS_DONE)]
            answer_alert(alert_id=alert.id, act=Act.ACT_ON, reason=done, by=by, now=now)


def _actor(living: Living, user_id: UserId) -> Actor:
    staff = next(code for code, held in living.made.users.items() if held == user_id)
    member = next(each for each in living.world.staff if each.code == staff)
    agency_id: AgencyId = living.made.agency_of_user[staff]
    return Actor(user_id=user_id, agency_id=agency_id, name=member.name)
