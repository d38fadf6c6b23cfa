"""Sending a file, looking at what it would change, bringing it in, undoing it; how fresh every feed of the area is.

In:  a request of somebody whose role it is.
Out: a page. Nothing of what a file says about anybody is shown: only numbers, lines, columns and what to put right.
"""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.access.domain.viewer import Actor, Role
from reachable.intake.domain.problems import ProblemKind
from reachable.intake.operations import ExtractNotBroughtIn, ExtractNotWaiting, TooManyWaiting
from reachable.intake.queries import ExtractRecord
from reachable.journeys.extract_imported import ExtractNotFound, SentExtract, bring_in_extract, let_go, stage_extract
from reachable.journeys.extract_previewed import get_own_extract, list_own_extracts, list_sendable, preview_extract
from reachable.journeys.extract_undone import find_what_undoing_does, undo_extract
from reachable.journeys.feeds_checked import FeedChecked, check_feeds
from reachable.kernel.ids import ImportId
from reachable.web.extracts.forms import LONGEST_NAME, UndoForm, UploadForm
from reachable.web.shared.viewing import ViewedRequest, viewer_of

TONES = {"STAGED": "waiting", "BROUGHT_IN": "plain", "REFUSED": "danger", "UNDONE": "quiet"}
LISTED = 20
FRESHNESS = {"FRESH": "fresh", "LATE": "late", "NEVER": "missing"}


@require_http_methods(["GET", "POST"])
def show_extracts(request: ViewedRequest) -> HttpResponse:
    """Show the form, what was sent before and how fresh each feed is; take a file that is sent."""
    _check_role(request)
    form = _form(request)
    if form.is_bound and form.is_valid():
        try:
            return HttpResponseRedirect(reverse("extract", args=[_stage(request, form)]))
        except TooManyWaiting as waiting:
            form.add_error("file", _(str(waiting)))
    viewer = viewer_of(request)
    feeds = check_feeds(viewer=viewer, area_id=viewer.area_id, now=request.at)
    return render(
        request,
        "extracts/list.jinja",
        {
            "form": form,
            "extracts": list_own_extracts(viewer=viewer)[:LISTED],
            "tones": TONES,
            "feeds": [_feed_line(each) for each in feeds],
        },
        status=422 if form.is_bound else 200,
    )


@require_safe
def show_extract(request: ViewedRequest, extract_id: UUID) -> HttpResponse:
    """Show one extract: what it would change, what it did change, or why it was refused."""
    extract = _own(request, extract_id)
    preview = None
    if extract.state == "STAGED":
        preview = preview_extract(
            viewer=viewer_of(request), extract_id=extract.id, calendar=settings.CALENDAR, now=request.at
        )
    kinds = {problem["kind"] for problem in extract.problems}
    return render(
        request,
        "extracts/one.jinja",
        {
            "extract": extract,
            "preview": preview,
            "tones": TONES,
            "only_fewer_rows": kinds == {ProblemKind.FEWER_ROWS.value},
        },
    )


@require_POST
def bring_in(request: ViewedRequest, extract_id: UUID) -> HttpResponse:
    """Bring a staged extract in whole."""
    extract = _own(request, extract_id)
    try:
        bring_in_extract(
            extract_id=extract.id,
            calendar=settings.CALENDAR,
            by=Actor.from_viewer(viewer_of(request)),
            now=request.at,
        )
    except ExtractNotWaiting:
        messages.info(request, _("Somebody has answered for this extract already. This is how it stands."))
    return HttpResponseRedirect(reverse("extract", args=[extract.id]))


@require_POST
def let_extract_go(request: ViewedRequest, extract_id: UUID) -> HttpResponse:
    """Decide not to bring a staged extract in."""
    extract = _own(request, extract_id)
    try:
        let_go(extract_id=extract.id, by=Actor.from_viewer(viewer_of(request)), now=request.at)
    except ExtractNotWaiting:
        messages.info(request, _("Somebody has answered for this extract already. This is how it stands."))
    return HttpResponseRedirect(reverse("extract", args=[extract.id]))


@require_http_methods(["GET", "POST"])
def undo(request: ViewedRequest, extract_id: UUID) -> HttpResponse:
    """Say what undoing an extract will do and ask why; undo it once that is answered."""
    extract = _own(request, extract_id)
    by = Actor.from_viewer(viewer_of(request))
    form = UndoForm(request.POST) if request.method == "POST" else UndoForm()
    try:
        if form.is_bound and form.is_valid():
            undo_extract(extract_id=extract.id, because=form.cleaned_data["because"], by=by, now=request.at)
            return HttpResponseRedirect(reverse("extract", args=[extract.id]))
        will = find_what_undoing_does(extract_id=extract.id, by=by, now=request.at)
    except ExtractNotBroughtIn:
        messages.info(request, _("There is nothing to undo. This is how the extract stands."))
        return HttpResponseRedirect(reverse("extract", args=[extract.id]))
    return render(
        request,
        "extracts/undo.jinja",
        {"extract": extract, "will": will, "form": form},
        status=422 if form.is_bound else 200,
    )


def _form(request: ViewedRequest) -> UploadForm:
    sendable = list_sendable(viewer=viewer_of(request))
    if request.method == "POST":
        return UploadForm(request.POST, request.FILES, sendable=sendable)
    return UploadForm(sendable=sendable, initial={"extract": request.GET["again"]} if "again" in request.GET else None)


def _stage(request: ViewedRequest, form: UploadForm) -> ImportId:
    file = form.cleaned_data["file"]
    sent = SentExtract(
        feed=form.chosen.feed,
        agency_id=form.chosen.agency_id,
        file_name=(file.name or _("no name"))[-LONGEST_NAME:],
        content=file.read(),
        fewer_rows_confirmed=form.cleaned_data["fewer_rows"],
    )
    by = Actor.from_viewer(viewer_of(request))
    return stage_extract(sent=sent, calendar=settings.CALENDAR, by=by, now=request.at).extract_id


def _own(request: ViewedRequest, extract_id: UUID) -> ExtractRecord:
    _check_role(request)
    try:
        return get_own_extract(viewer=viewer_of(request), extract_id=ImportId(extract_id))
    except ExtractNotFound as absent:
        raise Http404 from absent


def _check_role(request: ViewedRequest) -> None:
    if viewer_of(request).role is not Role.EXTRACT_OFFICER:
        raise Http404


def _feed_line(feed: FeedChecked) -> dict[str, str]:
    return {
        "name": f"{_(feed.title)}, {feed.agency_name}",
        "said": feed.freshness.words,
        "state": FRESHNESS[feed.freshness.state.value],
    }
