"""A page tells that much of it was copied; it is noted for each child that was shown on it.

In:  which look it was.
Out: nothing but that it was heard.
"""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from reachable.journeys.file_left import note_copied
from reachable.kernel.ids import RequestId
from reachable.web.shared.viewing import ViewedRequest, viewer_of

HEARD, MOST_KEPT = "copied_looks", 100


@require_POST
def take_copied(request: ViewedRequest) -> HttpResponse:
    """Note that what a look of the reader's own showed was copied, once for each look."""
    try:
        look = RequestId(UUID(request.POST.get("look", "")))
    except ValueError:
        return HttpResponse(status=204)
    heard = request.session.get(HEARD, [])
    if str(look) not in heard and note_copied(viewer=viewer_of(request), look=look, now=request.at):
        request.session[HEARD] = [*heard, str(look)][-MOST_KEPT:]
    return HttpResponse(status=204)
