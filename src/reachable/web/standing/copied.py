"""A page asks that it be noted, for each child that was shown on it, that much of it is copied; then it copies it.

In:  which look it was.
Out: 204 once it is noted, or when that look showed nothing; anything else says that it is not.
"""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from reachable.access.domain.pace import A_MINUTE, find_lately, find_pause
from reachable.journeys.file_left import note_copied
from reachable.kernel.ids import RequestId
from reachable.web.shared.viewing import ViewedRequest, viewer_of

HEARD, MOST_KEPT = "copied_looks", 100
TOLD_AT, AT_MOST = "copied_at", 100
"""How many looks a page may tell of in a minute: more than anybody opens, few enough that a program is held up."""


@require_POST
def take_copied(request: ViewedRequest) -> HttpResponse:
    """Note that what a look of the reader's own showed was copied, once for each look."""
    try:
        look = RequestId(UUID(request.POST.get("look", "")))
    except ValueError:
        return HttpResponse(status=400)
    heard = request.session.get(HEARD, [])
    if str(look) in heard:
        return HttpResponse(status=204)
    told = [datetime.fromisoformat(each) for each in request.session.get(TOLD_AT, [])]
    if find_pause(told, at_most=AT_MOST, now=request.at, within=A_MINUTE) is not None:
        return HttpResponse(status=429)
    lately = find_lately(told, now=request.at, within=A_MINUTE)
    request.session[TOLD_AT] = [each.isoformat() for each in (*lately, request.at)]
    if note_copied(viewer=viewer_of(request), look=look, now=request.at):
        request.session[HEARD] = [*heard, str(look)][-MOST_KEPT:]
    return HttpResponse(status=204)
