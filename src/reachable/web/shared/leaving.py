"""Every file with anything of anybody leaves through here, and is on the register of what left before it does.

In:  a request, the file, and what it is.
Out: the answer that gives it.
"""

from django.http import HttpResponse

from reachable.journeys.file_left import note_file_left
from reachable.kernel.ids import AboutId
from reachable.web.shared.viewing import ViewedRequest, viewer_of


def answer_file(
    request: ViewedRequest,
    content: bytes,
    *,
    media_type: str,
    name: str,
    what: str,
    is_shown: bool = False,
    of_concern: AboutId | None = None,
    of_letter: bool = False,
) -> HttpResponse:
    """Answer with a file, put on the register first. `is_shown` lets a browser show it; else it is to be saved."""
    note_file_left(
        viewer=viewer_of(request),
        what=what,
        content=content,
        now=request.at,
        of_concern=of_concern,
        of_letter=of_letter,
    )
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'{"inline" if is_shown else "attachment"}; filename="{name}"'
    return response
