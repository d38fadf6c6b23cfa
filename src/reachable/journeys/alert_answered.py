"""Somebody answers an alert: takes it, says what was done, says why it is not relevant, or hands it back.

In:  an alert whose record is open to whoever answers.
Out: the answer kept under their name; the ladder stopped, or taken up again at once.
"""

from datetime import datetime

from reachable.access.context import acting, running
from reachable.access.domain.viewer import Actor, Shown, Viewer
from reachable.access.queries import list_teams
from reachable.alerts.domain.states import Act, AlertState
from reachable.alerts.operations import answer_alert
from reachable.alerts.queries import AlertRecord
from reachable.journeys.alerts_opened import find_alert_for_machine
from reachable.journeys.ladder_climbed import MACHINE, climb
from reachable.kernel.ids import AlertId
from reachable.people.queries import open_records

ACTS_OF_PEOPLE = (Act.ACKNOWLEDGE, Act.ACT_ON, Act.CALL_NOT_RELEVANT, Act.HAND_BACK, Act.REOPEN)
"""Withdrawing is left to the machine: it follows from what an alert stood on."""
TAKEN_UP_AGAIN = (Act.HAND_BACK, Act.REOPEN)
ANSWERED_ELSEWHERE = ("HANDOVER", "GLASS", "REQUEST")
ENDS_IT = (Act.ACT_ON, Act.CALL_NOT_RELEVANT)


class NotYoursToAnswer(PermissionError):
    """The record must be open to whoever answers. An absent alert and a closed one give the same answer."""


class DecideFirst(ValueError):
    """A concern is ended by the decision on it, a handover by taking it over, and neither by anything else."""


class ActByMissing(ValueError):
    """Whoever takes it says by when they will act; until then nobody else is told."""


def list_acts(alert: AlertRecord) -> tuple[Act, ...]:
    """Return what a person may do to an alert, if its state allows: of a concern, not what would end it undecided.

    A handover is taken over on its note and nowhere else: there a name is put to the whole shift. Broken glass and
    what an agency is asked for are answered on pages of their own too.
    """
    if alert.cause in ANSWERED_ELSEWHERE:
        return ()
    return tuple(act for act in ACTS_OF_PEOPLE if alert.concern_id is None or act not in ENDS_IT)


def give_answer(
    *, alert_id: AlertId, act: Act, reason: str, act_by: datetime | None, viewer: Viewer, now: datetime
) -> AlertState:
    """Keep an answer and return the state the alert is then in. Handed back or opened again, the next is told at once.

    :raises NotYoursToAnswer: when there is no such alert, its record is not open to the viewer, or the act is none
        of a person's.
    :raises DecideFirst: when it is about a concern and the act would end it, or about a handover.
    :raises ActByMissing: when it is taken without a time in the future by which to act.
    :raises reachable.alerts.domain.states.CannotDoThat: when the alert is in a state that does not allow it.
    :raises reachable.alerts.domain.states.ReasonMissing: when it needs a reason and there is none.
    """
    alert = find_alert_for_machine(alert_id=alert_id, now=now)
    if alert is None or act not in ACTS_OF_PEOPLE:
        raise NotYoursToAnswer
    opened = open_records(viewer=viewer, about_ids=[alert.about_id], shown=Shown.OPENED, what="answering an alert")
    if alert.about_id not in opened.granted:
        raise NotYoursToAnswer
    if act not in list_acts(alert):
        raise DecideFirst("Decide on the concern: that answers its alert")
    if act is Act.ACKNOWLEDGE and (act_by is None or act_by <= now):
        raise ActByMissing("Say by when you will act")
    by = Actor.from_viewer(viewer)
    with acting(by=by, what=f"answered an alert: {act.value.lower()}", now=now, about=[alert.about_id]):
        after = answer_alert(alert_id=alert_id, act=act, reason=reason.strip(), act_by=act_by, by=by, now=now)
    if act in TAKEN_UP_AGAIN:
        teams = list_teams()
        with running(job="ladder", now=now):
            climb(alert_id=alert_id, partnership_teams=teams, by=MACHINE, now=now)
    return after
