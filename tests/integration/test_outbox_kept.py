"""The outbox is written in an act alone, is never read in somebody's read, and what has left does not stay for ever."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from reachable.access.context import reading, running
from reachable.alerts.models import OutboxMessage
from reachable.alerts.operations import leave_message
from reachable.journeys.messages_sent import purge_sent, send_messages
from reachable.keeping.domain.messages_kept import SENT_MESSAGES
from tests.factories.partnership import MACHINE, NOW, make_partnership

KEPT = SENT_MESSAGES[0].length
WORKER = "northshire-social-worker"


@pytest.fixture
def made(database):
    return make_partnership()


def leave(key, at=NOW):
    with running(job="test", now=at):
        leave_message(
            key=f"locks:{key}",
            to_name="A worker",
            to_address="a@example.org",
            text=f"Reference {key}.",
            by=MACHINE,
            now=at,
        )


def keys():
    with running(job="test", now=NOW):
        return {key.removeprefix("locks:") for key in OutboxMessage.objects.values_list("key", flat=True)}


def test_what_left_goes_after_its_days_and_what_waits_stays_however_old(made, database, privileged):
    leave("old")
    assert send_messages(now=NOW, send=lambda *_: None) == 1
    leave("waits")
    leave("new", NOW + timedelta(days=1))

    def send(_name, _address, text):
        if "waits" in text:
            raise OSError("nobody takes it")

    assert send_messages(now=NOW + timedelta(days=1), send=send) == 1
    assert purge_sent(now=NOW + KEPT) == 0
    assert purge_sent(now=NOW + KEPT + timedelta(minutes=1)) == 1
    assert keys() == {"waits", "new"}
    with privileged.connect(database) as admin:
        noted = admin.execute("SELECT what, at FROM audit.entry WHERE what LIKE 'messages: %' ORDER BY id").fetchall()
    assert noted[0] == ("messages: sent: Reference old.", NOW)
    assert {what for what, _ in noted[1:]} == {"messages: not sent: Reference waits.", "messages: sent: Reference new."}


def test_nobodys_read_sees_a_message_and_none_is_written_but_in_an_act(made):
    leave("one")
    with reading(made.viewer(WORKER)):
        assert not OutboxMessage.objects.exists()
    assert keys() == {"one"}
    with pytest.raises(DatabaseError, match="no signed context is open"), transaction.atomic():
        OutboxMessage.objects.update(text="something else")


def test_only_a_run_takes_messages_out(made):
    leave("one")
    for statement in ("DELETE FROM alerts_outboxmessage", "SELECT resolver.purge_sent(now())"):
        refused = pytest.raises(DatabaseError, match=r"permission denied|taken out by a run")
        with refused, reading(made.viewer(WORKER)), connection.cursor() as cursor:
            cursor.execute(statement)
    assert keys() == {"one"}
