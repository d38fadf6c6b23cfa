"""Deciding what of a child's record is shared, and that something is not; what was decided and where copies went.

In:  a request.
Out: a page. A record that is not open to the reader and one that does not exist are answered alike.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reachable.journeys.shared_by_decision import decide_not_to_share, decide_to_share
from reachable.journeys.sharing_checked import NotYoursToShare, Shareable, check_share, open_shareable, open_subject
from reachable.journeys.sharing_shown import list_recipients, open_child_shares, say_person, say_recipients
from reachable.journeys.sharing_told import say_reference
from reachable.kernel.ids import ShareId, SubjectId
from reachable.kernel.london import london_date
from reachable.sharing.domain.deciding import CannotShare, Wish
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.sharing.forms import RefusalForm, ShareForm
from reachable.web.sharing.rows import list_item_choices, say_agreed, say_grounds, say_item, say_state

DECIDE, CHANGE = "decide", "change"
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "step"})


@require_safe
def show_child_shares(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show what the reader's agency decided about sharing a child's record, and where copies went."""
    try:
        shares = open_child_shares(viewer=viewer_of(request), subject_id=SubjectId(subject_id), now=request.at)
    except NotYoursToShare:
        return answer_nothing(request)
    lines = [
        {"share": share, "state": say_state(share, request.at), "reference": say_reference(share.id)}
        for share in shares.decisions
    ]
    values = {"subject_id": subject_id, "lines": lines, "register": shares.register}
    return render(request, "sharing/child.jinja", values)


@require_http_methods(["GET", "POST"])
def share_something(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the form, then what each recipient would see, then keep the decision."""
    viewer = viewer_of(request)
    try:
        shareable = open_shareable(viewer=viewer, subject_id=SubjectId(subject_id), now=request.at)
    except NotYoursToShare:
        return answer_nothing(request)
    form = ShareForm(
        request.POST if request.method == "POST" else None,
        items=list_item_choices(shareable.facts),
        agencies=list_recipients(viewer=viewer),
        day=london_date(request.at),
    )
    step = request.POST.get("step", "")
    if form.is_bound and form.is_valid() and step != CHANGE:
        try:
            wish = form.wish(viewer=viewer, now=request.at)
            if step == DECIDE:
                return _decide(request, subject_id, wish)
            return _check(request, subject_id, shareable, wish)
        except CannotShare as refusal:
            for problem in refusal.problems:
                form.add_error(None, _(problem))
    values = {"form": form, "subject_id": subject_id, "has_items": bool(shareable.facts)}
    return render(request, "sharing/new.jinja", values, status=422 if form.is_bound and step != CHANGE else 200)


@require_http_methods(["GET", "POST"])
def refuse_to_share(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the form for a decision not to share, and take it."""
    viewer, form = viewer_of(request), RefusalForm(request.POST if request.method == "POST" else None)
    try:
        if not (form.is_bound and form.is_valid()):
            open_subject(viewer, SubjectId(subject_id))
            values = {"form": form, "subject_id": subject_id}
            return render(request, "sharing/refuse.jinja", values, status=422 if form.is_bound else 200)
        share_id = decide_not_to_share(
            viewer=viewer,
            subject_id=SubjectId(subject_id),
            purpose=form.purpose(),
            asked_by=form.cleaned_data["asked_by"],
            because=form.cleaned_data["because"],
            detriment=form.cleaned_data["detriment"],
            now=request.at,
        )
    except NotYoursToShare:
        return answer_nothing(request)
    messages.success(request, _("The decision not to share is kept, with its reason. Nobody is sent anything."))
    return HttpResponseRedirect(reverse("share", args=[share_id]))


def _check(request: ViewedRequest, subject_id: UUID, shareable: Shareable, wish: Wish) -> HttpResponse:
    """Show exactly what each recipient would see. Nothing is kept."""
    checked = check_share(shareable=shareable, wish=wish, viewer=viewer_of(request), now=request.at)
    values = {
        "subject_id": subject_id,
        "wish": wish,
        "recipients": say_recipients(recipients=wish.recipients, at=request.at),
        "items": [say_item(item.words) for item in checked.items],
        "grounds": say_grounds(wish.grounds),
        "agreed": say_agreed(checked.agreed, say_person(user_id=checked.waits_for)),
        "waits": checked.waits_for is not None,
        "carried": list_carried(request),
    }
    return render(request, "sharing/check.jinja", values)


def _decide(request: ViewedRequest, subject_id: UUID, wish: Wish) -> HttpResponse:
    share_id: ShareId = decide_to_share(
        viewer=viewer_of(request),
        subject_id=SubjectId(subject_id),
        wish=wish,
        now=request.at,
    )
    messages.success(request, _("The decision is kept. This page says who can read what, and until when."))
    return HttpResponseRedirect(reverse("share", args=[share_id]))


def list_carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was filled in, to be sent again with the decision."""
    return [(name, str(value)) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values]
