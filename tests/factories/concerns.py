"""Concerns for tests, as the form would send them.

In:  nothing.
Out: concerns of each kind, about made-up people only.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from reachable.intake.domain.concern import About, ChildDescribed, NewConcern, Route, SafeToContact
from reachable.intake.domain.files import FileKind, MadeAnew, NewFile
from reachable.intake.domain.indicators import Observed
from reachable.intake.domain.triage import NewTriageDecision, RiskAnswer, TriageAnswer
from reachable.journeys.concern_received import Received, receive_concern
from reachable.kernel.ids import ConcernId
from reachable.kernel.provenance import Confidence
from reachable.kernel.when import When
from tests.factories.partnership import NOW, Partnership

SAW = "New trainers and two phones. He looks at the door all the time."
SAID = "I can’t say no to them."
TOLD = "A social worker will ring you this afternoon."


def about_a_child(*children: ChildDescribed, now: datetime = NOW) -> NewConcern:
    """Return a concern about children; about Jaydon Marsh, 14, when none is given."""
    return NewConcern(
        children=children or (ChildDescribed("Jaydon Marsh", "14"),),
        what_i_saw=SAW,
        childs_words=SAID,
        observed=(Observed("IND_MULTI_PHONES", Confidence.SEEN), Observed("IND_FEAR_REPRISAL", Confidence.SUSPECTED)),
        where_seen="School gate",
        happened=When.at(now),
        immediate_danger=False,
        safe_to_contact_family=SafeToContact.NO,
        not_to_be_told_in_words="his mother’s partner",
    )


def about_something_else(about: About, described_as: str, *, now: datetime = NOW) -> NewConcern:
    """Return a concern about a place, a group or a telephone number."""
    return NewConcern(
        about=about,
        described_as=described_as,
        what_i_saw="Children from three schools go there after dark.",
        happened=When.at(now),
        immediate_danger=False,
        safe_to_contact_family=SafeToContact.NOT_KNOWN,
    )


def about_a_worker(*, now: datetime = NOW) -> NewConcern:
    """Return a concern about somebody who works with children."""
    return NewConcern(
        route=Route.ALLEGATION,
        children=(ChildDescribed("Jaydon Marsh", "14"),),
        works_with_children="The coach at the sports hall",
        what_i_saw="He gives one boy money and asks him to keep it between them.",
        happened=When.at(now),
        immediate_danger=False,
        safe_to_contact_family=SafeToContact.NOT_KNOWN,
    )


def a_file(
    words: str = "", *, kind: FileKind = FileKind.JPEG, no_place: bool = False, shows: str = "The car by the gate"
) -> NewFile:
    """Return a file as it is once it was made anew: a photograph, with words in it only when they are given."""
    return NewFile(MadeAnew(kind, b"pixels and nothing else", words), shows, no_place)


def raise_concern(
    made: Partnership,
    concern: NewConcern,
    *,
    by: str = "northshire-teacher",
    files: Sequence[NewFile] = (),
    now: datetime = NOW,
) -> Received:
    """Let somebody raise a concern."""
    viewer = made.viewer(by, at=now)
    return receive_concern(concern=concern, concern_id=ConcernId(uuid4()), files=files, viewer=viewer, now=now)


def a_decision(answer: TriageAnswer = TriageAnswer.ACCEPT_TO_SOCIAL_CARE) -> NewTriageDecision:
    """Return a decision that says all it must."""
    return NewTriageDecision(
        answer=answer,
        because="Two phones and fear: somebody outside the family holds him.",
        risk_outside_family=RiskAnswer.PRESENT,
        risk_in_family=RiskAnswer.NOT_SEEN,
        told_reporter=TOLD,
    )
