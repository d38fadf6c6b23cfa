"""A child whose whereabouts are protected, and somebody who looks at that again, for tests of what comes of it.

In:  a Partnership.
Out: the council's and the police's record of one child; ways to keep a protection on, to ask for its end, to end it.
"""

from datetime import datetime, timedelta

from reachable.access import operations as access
from reachable.access.context import running
from reachable.access.domain.viewer import Role
from reachable.journeys.protection_looked_at import ProtectionPage, ask_to_end, end_it, open_protection
from reachable.journeys.whereabouts_protected import protect_whereabouts
from reachable.kernel.ids import SubjectId, UserId
from reachable.places.domain.looking_again import SpokenWith
from tests.factories.partnership import MACHINE, NOW, Partnership
from tests.factories.sent_records import HOME, JAYDEN, custody_row, send, social_care_row, subjects

CHILD, ARREST = "LA1", "EC/26/000001"
PHONE = {"phone": "07700 900123"}
AT_HOME = {"address": HOME["home_address"], "postcode": HOME["home_postcode"], **PHONE}
BECAUSE = "The men he owes know where his family lives."
ENDS_BECAUSE = "The men are in prison now."
REVIEW_ON = (NOW + timedelta(days=90)).date()


def protect_linked_child(made: Partnership) -> tuple[SubjectId, SubjectId]:
    """Send the council's and the police's record of one child, and let a social worker protect the child."""
    send(made, "social_care", social_care_row(CHILD, **JAYDEN, **AT_HOME))
    send(made, "custody", custody_row(ARREST, **JAYDEN, **HOME, **PHONE))
    both = subjects()
    protect_whereabouts(
        subject_id=both[CHILD],
        because=BECAUSE,
        review_on=REVIEW_ON,
        viewer=made.viewer("northshire-social-worker"),
        now=NOW,
    )
    return both[CHILD], both[ARREST]


def add_supervisor(made: Partnership, code: str, team: str) -> None:
    """Let one more supervisor work in a team."""
    with running(job="test", now=NOW):
        name = code.replace("-", " ").title()
        user = access.register_user(email=f"{code}@example.org", name=name, by=MACHINE, now=NOW)
        made.memberships[code] = access.register_membership(
            user_id=user,
            team_id=made.teams[team],
            role=Role.SUPERVISOR,
            starts_at=NOW - timedelta(days=30),
            by=MACHINE,
            now=NOW,
        )
    made.users[code] = UserId(user)


def look_at(made: Partnership, subject_id: SubjectId, who: str, now: datetime) -> ProtectionPage:
    """Return the protection as somebody opens it to look at it again."""
    page = open_protection(subject_id=subject_id, viewer=made.viewer(who, at=now), now=now)
    assert page is not None, who
    return page


def end_by_two(made: Partnership, subject_id: SubjectId, first: str, second: str, *, now: datetime) -> None:
    """Let one person of an agency ask for its protection to end, and another end it."""
    ask_to_end(
        page=look_at(made, subject_id, first, now),
        because=ENDS_BECAUSE,
        spoken=SpokenWith(who="His social worker", on=now.date(), child_says="I want to see my friends again."),
        viewer=made.viewer(first, at=now),
        now=now,
    )
    later = now + timedelta(minutes=5)
    end_it(page=look_at(made, subject_id, second, later), viewer=made.viewer(second, at=later), now=later)
