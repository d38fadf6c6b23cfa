"""Every file with anything of anybody leaves through here, to somebody who has proved who they are, and registered.

In:  a request, the file, and what it is.
Out: the answer that gives it; or the page that asks who they are, with nothing on the register.

Minutes-old proof is enough, so that a second file of the same hour of the night costs nothing more.
"""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from reachable.journeys.file_left import note_file_left
from reachable.kernel.ids import AboutId
from reachable.web.shared.fresh_proof import ask_for_proof
from reachable.web.shared.viewing import ViewedRequest, viewer_of


def ask_before_leaving(request: ViewedRequest) -> HttpResponse | None:
    """Return the page that asks who somebody is before a file leaves, or None when they have proved it.

    `answer_file` asks itself: this is for a view that would work for nothing, or wraps the file in rules of its own.
    The address must take what is sent too, as the proof is.
    """
    return ask_for_proof(request, _("take a file out"))


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
    """Answer with a file, put on the register first, once whoever asks has proved who they are.

    `is_shown` lets a browser show it; else it is to be saved.
    """
    asked = ask_before_leaving(request)
    if asked is not None:
        return asked
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
