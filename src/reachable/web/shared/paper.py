"""A page as PDF: marked with whom it was made for and when, and answered so that no cache keeps it.

In:  a request, a template and what it prints.
Out: a PDF; or, on a machine that cannot make one, a page that says so and offers print.
"""

import html
import re
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reachable.access.domain.viewer import Actor, Viewer
from reachable.adapters.clock import read_clock
from reachable.adapters.pdf import can_make_pdf, make_pdf
from reachable.journeys.rights_kept import keeps_rights
from reachable.journeys.words_screened import PlaceWouldLeave, require_no_place
from reachable.web.shared.display import moment
from reachable.web.shared.leaving import answer_file, ask_before_leaving
from reachable.web.shared.viewing import ViewedRequest, viewer_of

WEB = Path(__file__).resolve().parents[1]
FONTS = WEB / "static" / "reachable" / "fonts"
NOT_READ = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]+>", re.DOTALL)
FILES = {
    "style": WEB / "jinja2" / "paper" / "paper.css",
    **{subset: FONTS / f"atkinson-hyperlegible-next-{subset}-wght-normal.woff2" for subset in ("latin", "latin-ext")},
}


def text_of(page: str) -> str:
    """Return what can be read on a page."""
    return html.unescape(" ".join(NOT_READ.sub(" ", page).split()))


def say_marking(viewer: Viewer, request: ViewedRequest) -> str:
    """Return the band of every page: for whom it was made, when, and that it goes no further."""
    return _("Made for %(name)s, %(role)s, %(agency)s, on %(when)s. Not to be passed on.") % {
        "name": viewer.name,
        "role": _(viewer.role.label).lower(),
        "agency": viewer.agency_name,
        "when": moment(request.at, year=True),
    }


def answer_pdf(
    request: ViewedRequest,
    template: str,
    values: dict[str, Any],
    *,
    name: str,
    what: str,
    back: str,
    of_letter: bool = False,
) -> HttpResponse:
    """Answer with a PDF; where a protected place would stand in it, with a page that says so, and the way back.

    What was read for it is asked for again before it leaves: when a right was taken away meanwhile, nothing does.

    `values` may hold a `marking` of their own: a letter says whom it is for. `name` is what the file is called when it
    is saved: never anything of a child. `what` is what the register of what left calls it.
    """
    asked = ask_before_leaving(request)
    if asked is not None:
        return asked
    began = read_clock()
    marked = {"marking": say_marking(viewer_of(request), request), **values}
    page = render_to_string(template, marked)
    try:
        require_no_place(texts=[text_of(page)], by=Actor.from_viewer(viewer_of(request)), now=request.at)
    except PlaceWouldLeave as stopped:
        return render(request, "paper/stopped.jinja", {"found": stopped.labels, "back": back}, status=409)
    made = make_pdf(page, files=FILES)
    if not keeps_rights(viewer=viewer_of(request), now=request.at + (read_clock() - began)):
        return render(request, "paper/taken_away.jinja", {"back": back}, status=409)
    return answer_file(
        request,
        made,
        media_type="application/pdf",
        name=f"{name}.pdf",
        what=f"{what} as PDF",
        is_shown=True,
        of_letter=of_letter,
    )


def answer_left_out(request: HttpRequest, *, back: str) -> HttpResponse | None:
    """Return the page that says PDF is left out on this machine, with the way back to print; None when it is not."""
    if can_make_pdf():
        return None
    return render(request, "paper/left_out.jinja", {"back": back}, status=501)
