"""Messages that wait in the outbox leave. None of them says anything about anybody.

In:  a way to send.
Out: each message marked as sent, or why it could not be yet, and noted in the audit record in its words; they say
     nothing of anybody, and the name and address it went to are kept for as long as the message is.
"""

from collections.abc import Callable, Iterable, Set
from datetime import datetime
from uuid import UUID

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Run
from reachable.alerts.operations import mark_message
from reachable.alerts.queries import WaitingMessage, list_about_of_alerts, list_waiting_messages
from reachable.casework.queries import list_children_of_handovers
from reachable.intake.queries import list_children_of_concerns
from reachable.journeys.words_screened import require_no_place
from reachable.keeping.domain.messages_kept import find_kept_for
from reachable.keeping.operations import purge_sent_messages
from reachable.kernel.ids import AboutId, HandoverId, SubjectId
from reachable.kernel.london import london_date
from reachable.oversight.queries.glass import list_children_of_glass
from reachable.oversight.queries.requests import list_children_of_requests
from reachable.people.domain.telling import Telling, WouldBeTold, may_be_told
from reachable.people.queries.telling import list_must_not_be_told

MACHINE = Actor(user_id=None, agency_id=None, name="messages")
RUN = Run("messages")
AT_ONCE = 100
LONGEST_NOTE = 200
MUST_NOT = "Not sent: whoever it is for must not be told of this child"


def send_messages(*, now: datetime, send: Callable[[str, str, str], None]) -> int:
    """Send what waits and return how many left. A message that fails is tried again at the next round.

    A message may leave twice when the machine stops between sending and marking; it can never be lost.
    """
    left = 0
    waiting = list_waiting_messages(viewer=RUN, at_most=AT_ONCE)
    stopped = find_stopped(waiting, now=now) if waiting else frozenset()
    for message in waiting:
        problem = MUST_NOT if message.id in stopped else ""
        try:
            if not problem:
                require_no_place(texts=[message.text], by=MACHINE, now=now)
                send(message.to_name, message.to_address, message.text)
        except Exception as reason:
            problem = f"{type(reason).__name__}: {reason}"
        with running(job=f"messages: {'not sent' if problem else 'sent'}: {message.text}"[:LONGEST_NOTE], now=now):
            mark_message(message_id=message.id, problem=problem, by=MACHINE, now=now)
        left += not problem
    return left


def purge_sent(*, now: datetime) -> int:
    """Take out of the outbox what left longer ago than it is kept, and return how many. What was sent stays noted."""
    with running(job="messages that left long ago", now=now):
        return purge_sent_messages(sent_before=now - find_kept_for(london_date(now)), by=MACHINE, now=now)


def find_stopped(waiting: Iterable[WaitingMessage], *, now: datetime) -> frozenset[UUID]:
    """Return which messages would go to an adult who must not be told of the child they are about.

    It is asked here, where everything leaves, so that no way of leaving a message goes round it. The same name alone
    stops nothing: a message says nothing of anybody, and the alert would reach nobody.
    """
    messages = [each for each in waiting if each.about_id is not None]
    with running(job="who must not be told", now=now):
        alerts = list_about_of_alerts(viewer=RUN, alert_ids={each.about_id for each in messages if each.about_id})
        about = {each.id: alerts.get(each.about_id, each.about_id) for each in messages if each.about_id}
        children = _list_children(set(about.values()))
        not_told = {
            each: list_must_not_be_told(viewer=RUN, subject_ids=subject_ids) for each, subject_ids in children.items()
        }
    return frozenset(
        each.id
        for each in messages
        if may_be_told(WouldBeTold(name=each.to_name, email=each.to_address), not_told[about[each.id]])
        is Telling.MUST_NOT
    )


def _list_children(about: Set[AboutId]) -> dict[AboutId, frozenset[SubjectId]]:
    """Return the children that each of these matters is about: a record is its child's own."""
    found = {each: frozenset({SubjectId(each)}) for each in about}
    requests = list_children_of_requests(viewer=RUN, request_ids=about)
    glass = list_children_of_glass(viewer=RUN, glass_ids=about)
    found |= {AboutId(each): frozenset({subject_id}) for each, subject_id in ({**requests, **glass}).items()}
    notes = list_children_of_handovers(viewer=RUN, note_ids=map(HandoverId, about))
    found |= {AboutId(each): subject_ids for each, subject_ids in notes.items()}
    return found | dict(list_children_of_concerns(viewer=RUN, concern_ids=about))
