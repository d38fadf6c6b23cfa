"""Recording a concern, with a draft kept on the server, and hearing what came of it.

In:  a request.
Out: a page; after sending, a redirect to the reference.
"""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reachable.access.domain.viewer import Viewer
from reachable.access.queries import list_ring_numbers
from reachable.intake.domain.concern import Route, check_concern
from reachable.intake.domain.concern_reference import read_reference
from reachable.intake.domain.files import FileRefused, PlaceInFile
from reachable.intake.domain.indicators import GROUPS, HOW_KNOWN
from reachable.intake.domain.wording import Suggestion, notice_wording
from reachable.journeys.concern_received import (
    NobodyDecides,
    find_own_draft,
    give_up_draft,
    keep_draft,
    list_concerns_of,
    receive_concern,
)
from reachable.web.child.refused import answer_nothing
from reachable.web.report.forms import ConcernForm, answers_typed, blank_form, form_from_draft, is_worth_keeping
from reachable.web.report.refused_files import count_refused
from reachable.web.report.sent_files import refuse_file, take_files
from reachable.web.shared.key_needed import find_missing_key
from reachable.web.shared.viewing import ViewedRequest, viewer_of

PAGE_OF = {Route.SAFEGUARDING: "new_concern", Route.ALLEGATION: "new_worker_concern"}
DRAFT_OF = {Route.SAFEGUARDING: "concern_draft", Route.ALLEGATION: "worker_concern_draft"}
NOT_SENT = 422
SENT_WITHOUT_KEY = "sent_without_key"
"""What was sent in a session in which the key of the role was not shown: its page shows that it came, and no more."""


@require_http_methods(["GET", "POST"])
def new_concern(request: ViewedRequest, route: Route) -> HttpResponse:
    """Show the form, with what was typed before, and send it. Whatever is not sent is kept.

    Whoever has not shown the key their role needs only sends: no draft of before is shown, kept or thrown away.
    """
    viewer = viewer_of(request)
    if find_missing_key(request, viewer) is not None:
        is_sent = request.method == "POST"
        return _send(request, route, viewer) if is_sent else _page(request, blank_form(), route, kept_at=None)
    if request.method != "POST":
        draft = find_own_draft(route=route, viewer=viewer, now=request.at)
        form = blank_form() if draft is None else form_from_draft(draft.answers)
        return _page(request, form, route, kept_at=None if draft is None else draft.saved_at)
    if "start_again" in request.POST:
        give_up_draft(route=route, viewer=viewer, now=request.at)
        return HttpResponseRedirect(reverse(PAGE_OF[route]))
    if "later" in request.POST:
        _keep(request, route, viewer)
        return HttpResponseRedirect(reverse("own_concerns"))
    return _send(request, route, viewer)


@login_not_required
@require_http_methods(["GET", "POST"])
def concern_draft(request: ViewedRequest, route: Route) -> HttpResponse:
    """Keep what is being typed and answer with a line that says so, and with better phrases where wording blames.

    Somebody whose session has ended is told in that line, so that the page, and what stands on it, stays where it is.
    A GET is made after signing in again in another window: it brings the token with which the form can be sent.
    """
    kept_at = None
    if request.viewer is not None and request.method == "POST" and _keep(request, route, request.viewer):
        kept_at = request.at
    values = {
        "signed_out": request.viewer is None,
        "kept_at": kept_at,
        "draft_href": reverse(DRAFT_OF[route]),
        "fresh_token": request.method == "GET" and request.viewer is not None,
        "suggestions": notice_wording(request.POST.get("what_i_saw", "")),
    }
    return render(request, "report/draft.jinja", values)


@require_safe
def concern_sent(request: ViewedRequest, reference: str) -> HttpResponse:
    """Show the reference, what happens next, and by when a decision is due."""
    viewer = viewer_of(request)
    missing = find_missing_key(request, viewer)
    if missing is not None and reference not in request.session.get(SENT_WITHOUT_KEY, ()):
        return HttpResponseRedirect(f"{reverse(missing)}?{urlencode({'next': request.path})}")
    read = read_reference(reference)
    mine = list_concerns_of(viewer=viewer, now=request.at, reference=read) if read else ()
    if not mine:
        return answer_nothing(request)
    numbers = list_ring_numbers(area_id=viewer.area_id, at=request.at)
    to_ring = [each for each in numbers if "DUTY" in each.duties]
    return render(request, "report/sent.jinja", {"concern": mine[0], "numbers": to_ring})


@require_safe
def own_concerns(request: ViewedRequest) -> HttpResponse:
    """Show what came of the concerns somebody raised, and what they have not sent yet."""
    viewer = viewer_of(request)
    drafts = [
        (PAGE_OF[route], draft)
        for route in Route
        if (draft := find_own_draft(route=route, viewer=viewer, now=request.at)) is not None
    ]
    concerns = list_concerns_of(viewer=viewer, now=request.at)
    return render(request, "report/mine.jinja", {"concerns": concerns, "drafts": drafts, "now": request.at})


def _send(request: ViewedRequest, route: Route, viewer: Viewer) -> HttpResponse:
    form = ConcernForm(request.POST, request.FILES)
    form.is_valid()
    without_key = find_missing_key(request, viewer) is not None
    if without_key and request.FILES:
        form.add_error("file", _("Without your key no file is sent: say that you have one, and bring it when asked"))
        return _not_sent(request, form, route, ())
    files = take_files(form, viewer=viewer, now=request.at)
    concern = form.to_concern(route=route, now=request.at)
    form.show_problems(check_concern(concern, now=request.at), concern.about)
    suggestions = notice_wording(concern.what_i_saw)
    if form.errors or (suggestions and "wording_offered" not in request.POST):
        return _not_sent(request, form, route, suggestions)
    try:
        received = receive_concern(
            concern=concern,
            concern_id=form.concern_id,
            files=files,
            viewer=viewer,
            now=request.at,
            clears_draft=not without_key,
        )
    except FileRefused as refused:
        if isinstance(refused, PlaceInFile):
            count_refused(viewer=viewer, now=request.at)
        refuse_file(form, refused)
        return _not_sent(request, form, route, suggestions)
    except NobodyDecides:
        form.add_error(None, _("No team in your area takes concerns here. Ring one of the numbers on this page."))
        return _not_sent(request, form, route, suggestions)
    if without_key:
        request.session[SENT_WITHOUT_KEY] = [*request.session.get(SENT_WITHOUT_KEY, ()), received.reference]
    return HttpResponseRedirect(reverse("concern_sent", args=[received.reference]))


def _not_sent(
    request: ViewedRequest, form: ConcernForm, route: Route, suggestions: tuple[Suggestion, ...]
) -> HttpResponse:
    viewer = viewer_of(request)
    kept = _keep(request, route, viewer)
    return _page(request, form, route, kept_at=request.at if kept else None, suggestions=suggestions, status=NOT_SENT)


def _keep(request: ViewedRequest, route: Route, viewer: Viewer) -> bool:
    """Keep what was typed, if there is anything, and return whether there was."""
    answers = answers_typed(request.POST)
    if find_missing_key(request, viewer) is None and is_worth_keeping(answers):
        keep_draft(route=route, answers=answers, viewer=viewer, now=request.at)
        return True
    return False


def _page(
    request: ViewedRequest,
    form: ConcernForm,
    route: Route,
    *,
    kept_at: datetime | None,
    suggestions: tuple[Suggestion, ...] = (),
    status: int = 200,
) -> HttpResponse:
    viewer = viewer_of(request)
    numbers = list_ring_numbers(area_id=viewer.area_id, at=request.at) if form.is_bound and form.errors else ()
    values = {
        "form": form,
        "about_worker": route is Route.ALLEGATION,
        "groups": () if route is Route.ALLEGATION else GROUPS,
        "how_known": HOW_KNOWN,
        "kept_at": kept_at,
        "suggestions": suggestions,
        "draft_href": reverse(DRAFT_OF[route]),
        "without_key": find_missing_key(request, viewer) is not None,
        "numbers": [each for each in numbers if "DUTY" in each.duties],
    }
    return render(request, "report/new.jinja", values, status=status)
