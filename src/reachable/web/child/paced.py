"""A page of a child that waits when somebody has opened very many records beside their own work.

In:  a view that takes a subject's id.
Out: the view, or the page "Slow down", the same whatever was asked for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from reachable.journeys.opening_paced import keep_opening_pace
from reachable.kernel.ids import SubjectId
from reachable.web.child.refused import desk_to_ring
from reachable.web.shared.slow_down import answer_slow_down
from reachable.web.shared.viewing import ViewedRequest, viewer_of

View = Callable[..., HttpResponse]


def paced(view: View) -> View:
    """Let a view answer unless its reader must wait."""

    @wraps(view)
    def answer(request: ViewedRequest, subject_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        pause = keep_opening_pace(viewer=viewer_of(request), subject_id=SubjectId(subject_id), now=request.at)
        if pause is not None:
            return answer_slow_down(request, pause, desk_to_ring(request))
        return view(request, subject_id, *args, **kwargs)

    return answer
