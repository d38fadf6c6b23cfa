"""What is answered where there is nothing the reader can see: refused, absent and sealed alike, byte for byte.

In:  a request.
Out: a page with whom to ring in the reader's own area, status 404. Nothing of what was asked for is in it.
"""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from reachable.access.domain.pace import Paced
from reachable.access.domain.partnership import RingNumber
from reachable.access.queries import list_ring_numbers
from reachable.journeys.pace_kept import keep_pace
from reachable.web.shared.slow_down import answer_slow_down
from reachable.web.shared.viewing import ViewedRequest, viewer_of

ANSWERS_FOR_CHILDREN = ("DUTY", "TRIAGE")


def answer_nothing(request: ViewedRequest) -> HttpResponse:
    """Return the page "Nothing you can see here"; to somebody who asked for too many such in an hour, "Slow down"."""
    pause = keep_pace(
        kind=Paced.REFUSAL, at_most=settings.REFUSALS_AN_HOUR + 1, viewer=viewer_of(request), now=request.at
    )
    if pause is not None:
        return answer_slow_down(request, pause, desk_to_ring(request))
    return render(request, "child/nothing.jinja", {"ring": desk_to_ring(request)}, status=404)


def desk_to_ring(request: ViewedRequest) -> dict[str, str]:
    """Return the desk that answers for children in the reader's own area now: {name, number}."""
    numbers = list_ring_numbers(area_id=viewer_of(request).area_id, at=request.at)
    return say_desk(choose_desk(numbers))


def choose_desk(numbers: tuple[RingNumber, ...]) -> RingNumber | None:
    """Return the first desk that takes turns for children, or None when no such number is kept."""
    for duty in ANSWERS_FOR_CHILDREN:
        for number in numbers:
            if duty in number.duties:
                return number
    return None


def say_desk(number: RingNumber | None) -> dict[str, str]:
    """Return a desk as components take it; the emergency number where none is kept."""
    if number is None:
        return {"name": _("the emergency services, when a child is in danger"), "number": "999"}
    name = f"{number.who}, {number.team_name}, {number.agency_name}" if number.who else number.agency_name
    return {"name": name, "number": number.phone}
