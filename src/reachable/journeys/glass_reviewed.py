"""Broken glass is reviewed by somebody else: what was done, how it has gone before, and the answer.

In:  a reviewer.
Out: what waits for them, one to read, and their answer kept under their name.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from reachable.access.context import acting, reading, running
from reachable.access.domain.viewer import Actor, Run, Shown, Viewer
from reachable.access.operations.alarms import note_alarm
from reachable.alerts.domain.states import ANSWERED, Act, AlertState
from reachable.alerts.operations import answer_alert
from reachable.alerts.queries import list_alerts
from reachable.kernel.ids import AboutId
from reachable.oversight.domain.broken_glass import GlassAnswer, approve_each_other, find_glass_patterns
from reachable.oversight.operations.glass import keep_review
from reachable.oversight.queries.glass import GlassRecord, list_glass, list_glass_before, list_glass_ids
from reachable.people.queries import list_claims, list_same_person, open_records

RUN = Run("review of broken glass")
SHOWN_FOR = timedelta(days=28)
LOOKS_BACK = timedelta(days=90)
EACH_OTHER = (
    "You and they have each answered that it was right when the other broke the glass. Your answers are raised."
)


class NotYoursToReview(PermissionError):
    """It is not open to the viewer, or there is none, or it is their own."""


class ReviewedAlready(ValueError):
    """Somebody has reviewed it in the meantime. The first answer stands."""


class SayWhy(ValueError):
    """An answer has a reason."""


@dataclass(frozen=True, slots=True)
class GlassToReview:
    """Broken glass as a reviewer reads it: the record's number in their own agency, and patterns in sentences.

    `times` is how often they broke it in the days looked back at, up to this one.
    """

    glass: GlassRecord
    own_reference: str
    patterns: tuple[str, ...]
    times: int
    may_review: bool


def list_to_review(*, viewer: Viewer, now: datetime) -> tuple[GlassRecord, ...]:
    """Return the broken glass that is open to a reviewer, what waits first."""
    with running(job="find broken glass to review", now=now):
        ids = list_glass_ids(viewer=RUN, since=now - SHOWN_FOR)
    with running(job="find broken glass to review", now=now):
        mine = {each.id for each in list_glass(viewer=RUN, glass_ids=ids) if each.broken_by == viewer.user_id}
    wanted = [AboutId(each) for each in ids if each not in mine]
    opened = open_records(viewer=viewer, about_ids=wanted, shown=Shown.LISTED, what="broken glass to review")
    with reading(viewer):
        return list_glass(viewer=viewer, glass_ids=opened.granted)


def open_glass(*, glass_id: UUID, viewer: Viewer, now: datetime) -> GlassToReview | None:
    """Open one breaking of the glass and note it; None for whom it is not, and where there is none."""
    about = AboutId(glass_id)
    opened = open_records(viewer=viewer, about_ids=[about], shown=Shown.OPENED, what="broken glass")
    if about not in opened.granted:
        return None
    with reading(viewer):
        glass = next(iter(list_glass(viewer=viewer, glass_ids=[glass_id])), None)
    if glass is None or glass.broken_by == viewer.user_id:
        return None
    with running(job="find how glass was broken before", now=now):
        before = list_glass_before(viewer=RUN, since=now - LOOKS_BACK)
        patterns = list(find_glass_patterns(before, breaker=glass.broken_by, now=now))
        reference = _own_reference(glass, viewer)
    if approve_each_other(before, viewer.user_id, glass.broken_by):
        patterns.append(EACH_OTHER)
    times = sum(1 for each in before if each.broken_by == glass.broken_by and each.at <= glass.starts_at)
    return GlassToReview(glass, reference, tuple(patterns), times, glass.reviewed_at is None)


def review_glass(*, glass_id: UUID, answer: GlassAnswer, words: str, viewer: Viewer, now: datetime) -> None:
    """Keep a reviewer's answer and its reason; the ladder then tells nobody else.

    Two who answer for each other are raised to the reviewers of their agency.

    :raises NotYoursToReview: when it is not open to the viewer, or is their own.
    :raises SayWhy: when no reason is given; nothing is kept.
    :raises ReviewedAlready: when somebody has in the meantime.
    """
    found = open_glass(glass_id=glass_id, viewer=viewer, now=now)
    if found is None:
        raise NotYoursToReview
    if not words.strip():
        raise SayWhy("Write what you looked at and why you answer so")
    by = Actor.from_viewer(viewer)
    with acting(by=by, what=f"reviewed broken glass: {answer.label.lower()}", now=now):
        if not keep_review(glass_id=glass_id, answer=answer, words=words.strip(), by=by, now=now):
            raise ReviewedAlready("Somebody has reviewed it")
        before = list_glass_before(viewer=RUN, since=now - LOOKS_BACK)
        if approve_each_other(before, viewer.user_id, found.glass.broken_by):
            note_alarm(what="two who answer for each other’s broken glass", by=by, now=now)
        for alert in list_alerts(viewer=RUN, about_ids=[AboutId(glass_id)]):
            if AlertState[alert.state] not in ANSWERED:
                answer_alert(alert_id=alert.id, act=Act.ACT_ON, reason=answer.label, by=by, now=now)


def _own_reference(glass: GlassRecord, viewer: Viewer) -> str:
    """Return the number of the record in the reviewer's own agency, or nothing: no other agency's number is shown."""
    if glass.subject_id is None:
        return ""
    same = list_same_person(viewer=RUN, subject_ids=[glass.subject_id])[glass.subject_id]
    records = list_claims(viewer=RUN, subject_ids=same)
    return next((each.local_id for each in records.values() if each.agency_id == viewer.agency_id), "")
