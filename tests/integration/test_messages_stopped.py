"""No message leaves for somebody who must not be told of the child it is about, whatever it hangs on."""

from uuid import uuid4

import pytest

from reachable.access.context import acting, running
from reachable.access.models import User
from reachable.alerts.domain.message_keys import NotTied
from reachable.alerts.models import OutboxMessage
from reachable.alerts.operations import leave_message
from reachable.alerts.queries import WaitingMessage
from reachable.journeys.handed_over import hand_over
from reachable.journeys.holders_told import tell_case_holders
from reachable.journeys.messages_sent import MUST_NOT, find_stopped, send_messages
from reachable.kernel.ids import AboutId
from reachable.people.domain.telling import WouldBeTold
from reachable.people.operations.telling import record_must_not_be_told
from tests.factories.children import let_look, make_child
from tests.factories.partnership import MACHINE, NOW, make_partnership
from tests.integration.test_cases_access import allocate, known_at_home, records_and_judges

HOLDER = "northshire-social-worker"


@pytest.fixture
def made(database):
    return make_partnership()


def addresses_of(made, *codes):
    with running(job="test", now=NOW):
        return [User.objects.get(pk=made.users[code]).email for code in codes]


def must_not(made, child, *emails):
    with acting(by=MACHINE, what="test", now=NOW):
        for email in emails:
            record_must_not_be_told(
                subject_id=child,
                controller_id=made.agencies["northshire-social-care"],
                who=WouldBeTold(name="Somebody", email=email),
                because="He is the father's brother",
                said_by="The child",
                by=MACHINE,
                now=NOW,
            )


def sent(now):
    found = []
    send_messages(now=now, send=lambda _name, address, _text: found.append(address))
    return found


def stopped():
    with running(job="test", now=NOW):
        return set(OutboxMessage.objects.filter(last_problem=MUST_NOT).values_list("to_address", flat=True))


def test_whoever_holds_a_case_and_must_not_be_told_is_not_written_to_that_somebody_looks(made):
    home = known_at_home(made)
    allocate(made, home, HOLDER, "northshire-supervisor")
    holder, other = addresses_of(made, HOLDER, "northshire-supervisor")
    must_not(made, home, holder)
    records_and_judges(made, home, "eastham-sergeant")
    assert other in sent(NOW)
    assert stopped() == {holder}


def test_that_somebody_looks_is_still_said_once_a_day(made):
    home = known_at_home(made)
    allocate(made, home, HOLDER)
    for _ in range(2):
        assert tell_case_holders(subject_id=home, viewer=made.viewer("eastham-sergeant"), now=NOW) == 1
    assert sent(NOW) == addresses_of(made, HOLDER)


def test_a_handover_note_about_a_child_calls_nobody_who_must_not_be_told_of_them(made):
    child = make_child(made, "Ayaan Khan")
    let_look(made, "northshire-triage", child)
    viewer = made.viewer("northshire-coordinator")
    note_id = hand_over(words="Read on.", lines={child: "His aunt rings."}, viewer=viewer, now=NOW)
    one, other = addresses_of(made, HOLDER, "northshire-supervisor")
    must_not(made, child, one)
    waiting = [
        WaitingMessage(id=uuid4(), to_name="A", to_address=each, text="x", attempts=0, about_id=AboutId(note_id))
        for each in (one, other)
    ]
    assert find_stopped(waiting, now=NOW) == {waiting[0].id}


@pytest.mark.parametrize("key", ["looks:1", "", "one", "x0116999d-dbcd-476d-b76d-ed8e321e530e:due"])
def test_a_message_that_does_not_say_what_it_is_about_is_not_left(made, key):
    with pytest.raises(NotTied, match="what it is about"), running(job="test", now=NOW):
        leave_message(key=key, to_name="A", to_address="a@example.org", text="An alert.", by=MACHINE, now=NOW)
