"""Messages that wait in the outbox leave. None of them says anything about anybody.

In:  a way to send.
Out: each message marked as sent, or why it could not be yet.
"""

from collections.abc import Callable
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Run
from reachable.alerts.operations import mark_message
from reachable.alerts.queries import list_waiting_messages

MACHINE = Actor(user_id=None, agency_id=None, name="messages")
AT_ONCE = 100


def send_messages(*, now: datetime, send: Callable[[str, str, str], None]) -> int:
    """Send what waits and return how many left. A message that fails is tried again at the next round.

    A message may leave twice when the machine stops between sending and marking; it can never be lost.
    """
    left = 0
    for message in list_waiting_messages(viewer=Run("messages"), at_most=AT_ONCE):
        problem = ""
        try:
            send(message.to_name, message.to_address, message.text)
        except Exception as reason:
            problem = f"{type(reason).__name__}: {reason}"
        with running(job="messages", now=now):
            mark_message(message_id=message.id, problem=problem, by=MACHINE, now=now)
        left += not problem
    return left
