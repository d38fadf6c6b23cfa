"""The look-up: one box, then one card to print.

In:  a request.
Out: a page. What was typed never stands in an address, so that no log or history keeps a child's name.
"""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from reachable.access.domain.pace import Paced
from reachable.journeys.child_looked_up import NameTheCase, look_up_child
from reachable.journeys.child_opened import AskedToSee, open_child
from reachable.journeys.pace_kept import keep_pace
from reachable.journeys.what_now import get_area_to_ring
from reachable.kernel.ids import SubjectId
from reachable.web.child.head import describe_head
from reachable.web.child.matters import describe_open_now
from reachable.web.child.paced import paced
from reachable.web.child.refused import answer_nothing, desk_to_ring
from reachable.web.look_up.card import describe_card, find_desks
from reachable.web.look_up.results import describe_results
from reachable.web.shared.slow_down import answer_slow_down
from reachable.web.shared.viewing import ViewedRequest, viewer_of

LONGEST = 200
NAME_THE_CASE = _(
    "Enter the reference of the case or incident, with a number in it, or more of the child: name and age"
)


class LookUpForm(forms.Form):
    """One box."""

    words = forms.CharField(
        label=_("Whatever the child has told you"),
        help_text=_("A name or nickname, an age or date of birth, a town or postcode, a telephone or NHS number"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter at least a name, a number or a telephone")},
    )
    case = forms.CharField(
        label=_("Which case or incident is it for?"),
        help_text=_(
            "Its reference, such as a custody or incident number. Needed for a number, a place or one name alone"
        ),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "POST"])
def look_up(request: ViewedRequest) -> HttpResponse:
    """Show the box; search on being sent. The answer comes with the same request, and is kept nowhere."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "look_up/look_up.jinja", {"form": form}, status=422 if form.is_bound else 200)
    viewer = viewer_of(request)
    pause = keep_pace(kind=Paced.LOOK_UP, at_most=settings.LOOK_UPS_AN_HOUR, viewer=viewer, now=request.at)
    if pause is not None:
        return answer_slow_down(request, pause, desk_to_ring(request))
    words, case = form.cleaned_data["words"], form.cleaned_data["case"]
    try:
        looked_up = look_up_child(words=words, case=case, viewer=viewer, now=request.at)
    except NameTheCase:
        form.add_error("case", NAME_THE_CASE)
        return render(request, "look_up/look_up.jinja", {"form": form}, status=422)
    results = describe_results(looked_up, now=request.at)
    return render(request, "look_up/results.jinja", {"form": form, "results": results})


@require_safe
@paced
def show_card(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the one page to print: before release, whom to ring in both areas, what was taken, what not to say."""
    viewer = viewer_of(request)
    page = open_child(
        viewer=viewer,
        subject_id=SubjectId(subject_id),
        asked=AskedToSee(),
        now=request.at,
        what="card for custody",
    )
    if page is None:
        return answer_nothing(request)
    here = get_area_to_ring(area_id=viewer.area_id, now=request.at)
    home = None if page.home is None else get_area_to_ring(area_id=page.home.id, now=request.at)
    return render(
        request,
        "look_up/card.jinja",
        {
            "head": describe_head(page, now=request.at),
            "card": describe_card(page, describe_open_now(page.open_now, now=request.at), now=request.at),
            "home": None if home is None else find_desks(home),
            "here": None if home is not None and home.id == here.id else find_desks(here),
            "child": page,
            "at": request.at,
        },
    )
