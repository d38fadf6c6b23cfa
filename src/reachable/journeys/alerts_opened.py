"""Alerts are read: a reader's list, and one alert with its reasons and everybody who was told.

In:  who looks.
Out: alerts whose records are open to the reader; for others only what whoever was told must know to go on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reachable.access.context import reading, running
from reachable.access.domain.viewer import Role, Run, Shown, Viewer
from reachable.access.queries.seals import list_named_for
from reachable.alerts.domain.ordering import in_order
from reachable.alerts.queries import FINISHED, AlertRecord, find_alert, list_alert_targets, list_alerts
from reachable.journeys.child_evaluated import find_birth
from reachable.journeys.open_matters import Matter, matter_of_firing
from reachable.journeys.reasons_worded import HUB
from reachable.journeys.sealed_told import find_matters_sealed_from, list_matters_about
from reachable.kernel.ids import AboutId, AlertId, EventId, FiringId, SubjectId
from reachable.kernel.when import When
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.usual_name import find_usual_name
from reachable.people.queries import list_claims, open_records
from reachable.rules.queries import DutyRecord, FiringRecord, list_duties, list_firings
from reachable.timeline.domain.facts import Fact
from reachable.timeline.queries import list_facts

SEES_WHOLE_AREA = frozenset({Role.COORDINATOR, Role.SUPERVISOR})
STILL_SHOWN_FOR = timedelta(hours=24)
"""An answered alert stays on the list for a day, so that whoever comes on shift sees what was done."""
RUN = Run("alerts")


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An alert whose record is open to the reader. `matter` is None where it is not about a rule, as a concern."""

    alert: AlertRecord
    subject_id: SubjectId
    name: str
    born: When
    matter: Matter | None

    @property
    def alert_id(self) -> AlertId:
        """Return its id."""
        return self.alert.id

    @property
    def legal_due_at(self) -> datetime | None:
        """Return when the law wants it done, or None when no law says."""
        return self.alert.due_at if self.alert.by_law else None

    @property
    def raised_at(self) -> datetime:
        """Return when it was raised."""
        return self.alert.raised_at


@dataclass(frozen=True, slots=True)
class ToldOnly:
    """An alert somebody was told of whose record is not open to them: a reference, a time, and nothing of the child."""

    alert_id: AlertId
    reference: str
    answer_by: datetime
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class AlertList:
    """A reader's list: by legal deadline, then by time. `done` was answered or withdrawn in the last day."""

    waiting: tuple[OpenAlert, ...]
    taken: tuple[OpenAlert, ...]
    done: tuple[OpenAlert, ...]
    told_only: tuple[ToldOnly, ...]


def list_my_alerts(*, viewer: Viewer, now: datetime) -> AlertList:
    """Return the alerts of a reader's teams; of the whole area for whoever coordinates it."""
    with running(job="find alerts of a team", now=now):
        named = list_named_for(viewer=RUN, user_id=viewer.user_id, at=now)
        targets = list_alert_targets(
            viewer=RUN,
            area_id=viewer.area_id if viewer.role in SEES_WHOLE_AREA else None,
            team_ids=viewer.team_ids,
            about_ids=named | list_matters_about(about_ids=named),
            since=now - STILL_SHOWN_FOR,
        )
    wanted = {about_id for _, about_id in targets}
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="alerts")
    told_only = _told_only(opened.refused, viewer, now)
    ids = {alert_id for alert_id, _ in targets}
    with reading(viewer):
        alerts = [each for each in list_alerts(viewer=viewer, about_ids=opened.granted) if each.id in ids]
        shown = _open_all(alerts, opened.records_of, viewer, now)
    ordered = in_order(shown)
    return AlertList(
        waiting=tuple(each for each in ordered if each.alert.is_waiting),
        taken=tuple(each for each in ordered if each.alert.state == "ACKNOWLEDGED"),
        done=tuple(each for each in ordered if each.alert.state in FINISHED),
        told_only=told_only,
    )


def open_alert(*, viewer: Viewer, alert_id: AlertId, now: datetime) -> OpenAlert | ToldOnly | None:
    """Open one alert and note it.

    Whoever was told but does not work with the child gets a reference and a way forward; anybody else gets None, as
    for an alert that does not exist.
    """
    alert = find_alert_for_machine(alert_id=alert_id, now=now)
    about = AboutId(alert_id) if alert is None else alert.about_id
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="an alert")
    if alert is None or about not in opened.granted:
        return None if alert is None else next(iter(_told_only([about], viewer, now, alert_id=alert_id)), None)
    with reading(viewer):
        shown = find_alert(viewer=viewer, alert_id=alert_id)
        return None if shown is None else _open_all([shown], opened.records_of, viewer, now)[0]


def find_alert_for_machine(*, alert_id: AlertId, now: datetime) -> AlertRecord | None:
    """Return an alert for deciding who may see it. Nothing of it may be shown before its record is opened."""
    with running(job="find what an alert is about", now=now):
        return find_alert(viewer=RUN, alert_id=alert_id)


def _told_only(
    refused: Iterable[AboutId], viewer: Viewer, now: datetime, *, alert_id: AlertId | None = None
) -> tuple[ToldOnly, ...]:
    """Return what somebody was told of records not open to them. One sealed from them since is as if it never was."""
    closed = list(refused)
    if not closed:
        return ()
    with running(job="find who was told", now=now):
        sealed = find_matters_sealed_from(user_id=viewer.user_id, about_ids=closed, now=now)
        alerts = list_alerts(viewer=RUN, about_ids=[each for each in closed if each not in sealed])
    wanted = [alert for alert in alerts if (alert.state not in FINISHED if alert_id is None else alert.id == alert_id)]
    found = (_as_told(alert, viewer) for alert in wanted)
    return tuple(each for each in found if each is not None)


def _as_told(alert: AlertRecord, viewer: Viewer) -> ToldOnly | None:
    mine = [told for told in alert.told if told.user_id == viewer.user_id]
    return ToldOnly(alert.id, alert.reference, mine[-1].answer_by, alert.is_waiting) if mine else None


def _open_all(
    alerts: Sequence[AlertRecord], records_of: Mapping[AboutId, tuple[SubjectId, ...]], viewer: Viewer, now: datetime
) -> list[OpenAlert]:
    """Return alerts with their reasons, in an open read, in as many statements for many as for one."""
    subject_ids = {subject for alert in alerts for subject in records_of[alert.about_id]}
    claims = list_claims(viewer=viewer, subject_ids=subject_ids)
    firings = {firing.id: firing for firing in list_firings(viewer=viewer, subject_ids=subject_ids)}
    duties = list_duties(viewer=viewer, subject_ids=subject_ids)
    facts = list_facts(viewer=viewer, subject_ids=subject_ids)
    return [
        _open_one(alert, records_of[alert.about_id], claims, firings=firings, duties=duties, facts=facts, now=now)
        for alert in alerts
    ]


def _open_one(
    alert: AlertRecord,
    records: tuple[SubjectId, ...],
    claims: Mapping[SubjectId, SubjectClaims],
    *,
    firings: Mapping[FiringId, FiringRecord],
    duties: Sequence[DutyRecord],
    facts: Sequence[Fact],
    now: datetime,
) -> OpenAlert:
    own = [claims[record] for record in records if record in claims]
    firing = firings.get(alert.firing_id) if alert.firing_id is not None else None
    matter = None
    if firing is not None:
        seen: dict[EventId, Fact] = {fact.id: fact for fact in facts if fact.subject_id in records}
        matter = matter_of_firing(firing, duty=_duty_of(firing, duties), alert=alert, facts=seen, now=now, ring=HUB)
    return OpenAlert(alert, SubjectId(alert.about_id), find_usual_name(own), find_birth(own), matter)


def _duty_of(firing: FiringRecord, duties: Iterable[DutyRecord]) -> DutyRecord | None:
    return next((duty for duty in duties if (duty.rule_id, duty.anchor_id) == (firing.rule_id, firing.anchor_id)), None)
