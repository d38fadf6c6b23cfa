"""Where in the demo somebody can ask for what an agency holds, and how they ask.

In:  the demo in use; a visitor on the form.
Out: the address of the form; a request, or the form again; who of the holder may answer it.
"""

from datetime import timedelta

from django.urls import reverse

from reachable.access.context import running
from reachable.access.domain.viewer import Actor, Role
from reachable.access.models import Agency, Membership
from reachable.kernel.ids import AgencyId, SubjectId
from reachable.kernel.when import When
from reachable.oversight.models import HolderRequest
from reachable.timeline.domain.kinds import EventKind
from reachable.timeline.domain.taken_event import TakenEvent
from reachable.timeline.operations import add_events
from tests.journeys.live_site import MORNING
from tests.journeys.page_rows import ALFIE, subject_of
from tests.journeys.visitor import Visitor

MACHINE = Actor(user_id=None, agency_id=None, name="test")
READERS = [role.code for role in Role if role.may_read]
WORDS = "Was the child hurt that night? We meet at noon and decide where the child can stay."


def can_be_asked(holder_code: str = "northshire-police") -> str:
    """Let an agency hold something of a child of the demo, and return the address at which it is asked for it."""
    subject_id = subject_of(*ALFIE)
    with running(job="test", now=MORNING):
        holder = Agency.objects.get(code=holder_code)
        event = TakenEvent(
            subject_id=SubjectId(subject_id),
            agency_id=AgencyId(holder.id),
            system="test",
            natural_key=f"HELD-{holder_code}",
            version_hash="0" * 64,
            kind=EventKind.STOP_SEARCH,
            happened=When.at(MORNING - timedelta(days=2)),
            recorded_at=MORNING - timedelta(days=2),
            shared=False,
        )
        add_events(events=[event], by=MACHINE, now=MORNING)
        return reverse("ask_holder", args=[subject_id, holder.id])


def asks(visitor: Visitor) -> None:
    """Fill the form in and send it."""
    visitor.answers("What do you need it for?", "For a strategy discussion or an enquiry")
    visitor.writes("What do you need to know, and what will you do with it?", WORDS)
    visitor.answers("By when do you need an answer?", "Today")
    visitor.presses("Ask for it")


def who_can_answer(name: str) -> str:
    """Return somebody of the team that was asked last who may read records."""
    with running(job="test", now=MORNING):
        team = HolderRequest.objects.latest("asked_at").holder_team_id
        found = Membership.objects.filter(team_id=team, role__in=READERS).exclude(user__name=name)
        return found.order_by("user__name").values_list("user__name", flat=True)[0]
