"""What agencies agreed stops a letter only where it is about everything; of single kinds its writer answers."""

import pytest

from reachable.access.context import acting
from reachable.sharing.domain.agreements import ANY, AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.written_agreements import AgreedLine
from reachable.sharing.models import Letter
from reachable.sharing.operations.agreements import end_agreement
from tests.factories.agreements import agree, written
from tests.factories.letters import WRITER, invitation, letter
from tests.factories.partnership import NOW
from tests.integration import test_letters as letters
from tests.integration.test_letters import made_letter, new, refused, said

made, child, adults = letters.made, letters.child, letters.adults
DENY, REVIEW, PERMIT = AgreementAnswer.DENY, AgreementAnswer.REVIEW, AgreementAnswer.PERMIT
TO_POLICE = ("PROFESSIONAL", "northshire-sergeant@example.org", "")
VOICE = "You may always tell by voice if a child is in danger now"
ASKS = "answer “If an agreement speaks of it”"
ANSWERED = {"agreed_because": "Nothing of an arrest stands in it: it calls them to Thursday's meeting"}


def agreed(made, *lines):
    version = written(
        *(AgreedLine(kind, SharePurpose.SAFEGUARDING, answer) for kind, answer in lines),
        reviewer=made.users["northshire-supervisor"],
    )
    return agree(made, version, holder=WRITER, recipient="northshire-sergeant")[0]


def test_a_line_about_one_kind_asks_the_writer_and_a_meeting_is_called_all_the_same(made, child, adults):
    agreed(made, ("ARREST", DENY), ("STOP_SEARCH", REVIEW))
    page = refused(made, child, letter(TO_POLICE))
    assert "does not simply let these go to Northshire Sergeant: “Arrested”, “Stopped and searched”" in page
    assert (ASKS in page, VOICE in page) == (True, True)
    assert ASKS in refused(made, child, invitation(TO_POLICE))
    address = made_letter(made, child, invitation(TO_POLICE, **ANSWERED))
    assert ANSWERED["agreed_because"] in said(made.client(WRITER).get(address))
    assert made.client(WRITER).get(f"{address}meeting.ics").status_code == 200


def test_a_line_about_one_kind_that_permits_asks_nothing(made, child, adults):
    agreed(made, ("ARREST", PERMIT), ("SEIZURE", PERMIT))
    made_letter(made, child, letter(TO_POLICE))


def test_a_line_about_everything_that_denies_stops_it_whatever_is_answered_and_says_what_is_always_open(
    made, child, adults
):
    agreed(made, (ANY, DENY), ("ARREST", PERMIT))
    for wanted in (letter(TO_POLICE, **ANSWERED), invitation(TO_POLICE, **ANSWERED)):
        page = refused(made, child, wanted)
        assert "The agreement says no" in page
        assert VOICE in page


def test_where_somebody_looks_first_at_everything_a_letter_is_shared_and_a_meeting_is_called_once_they_are_asked(
    made, child, adults
):
    agreed(made, (ANY, REVIEW))
    page = refused(made, child, letter(TO_POLICE, **ANSWERED))
    assert "By the agreement Northshire Supervisor looks first" in page
    assert ("Decide to share it" in page, VOICE in page) == (True, True)
    assert "Ask Northshire Supervisor, then" in refused(made, child, invitation(TO_POLICE))
    made_letter(made, child, invitation(TO_POLICE, agreed_because="They agreed by telephone at nine"))


@pytest.mark.parametrize("kind", [ANY, "ARREST"])
def test_an_agreement_that_has_ended_asks_and_stops_nothing(made, child, adults, kind):
    agreement_id = agreed(made, (kind, PERMIT))
    by = made.actor(WRITER, at=NOW)
    with acting(by=by, what="test", now=NOW):
        end_agreement(agreement_id=agreement_id, because="A new one is written", by=by, now=NOW)
    page = refused(made, child, letter(TO_POLICE))
    assert ("ended" in page, ASKS in page, VOICE in page) == (True, True, True)
    made_letter(made, child, letter(TO_POLICE, **ANSWERED))


def test_a_place_that_is_kept_apart_stands_in_no_answer_about_an_agreement(made, child, adults):
    agreed(made, ("ARREST", DENY))
    letters.protect(made, child)
    answer = new(made, child, letter(TO_POLICE, agreed_because="He is at 12 Larchcanary Rise"))
    assert "How it keeps to what agencies agreed: " in said(answer)
    assert not letters.count(Letter)
