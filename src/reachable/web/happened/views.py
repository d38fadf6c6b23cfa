"""Choosing what just happened, recording it, and what must happen now.

In:  a request.
Out: a page; after sending, a redirect to what must happen now.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reachable.intake.domain.just_happened import Happening
from reachable.journeys.just_happened import NotComplete, list_to_record, record_what_happened
from reachable.journeys.what_now import get_area_to_ring, open_what_now
from reachable.kernel.ids import SubjectId
from reachable.web.child.refused import answer_nothing
from reachable.web.happened.forms import MORE_OF_THE_CHILD, SAID, WHAT, HappenedForm
from reachable.web.shared.display import moment
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.triage.views import list_cards, note_judgement

HAPPENING_OF = {each.code.lower().replace("_", "-"): each for each in Happening}
NOT_KEPT, NOT_YOURS = 422, 403
BY_THE_POLICE = gettext_noop("the police and the youth justice team, who know of it themselves")
RECORDED_BY = {
    Happening.ARRESTED: BY_THE_POLICE,
    Happening.RELEASED: BY_THE_POLICE,
    Happening.FOUND: gettext_noop("the police, those who answer for the child, and the home the child comes back to"),
    Happening.AT_HOSPITAL: gettext_noop("the hospital that the child is at"),
    Happening.EXCLUDED: gettext_noop("the school that excluded the child"),
}
"""Who records it instead, in words."""
HELD_BACK = gettext_lazy(
    "It is recorded. Other agencies’ records that may be of this child are not shown to you: within an hour you came to"
    " %(number)d look-ups, and your reviewer has been told. From %(when)s look the child up, or ring the numbers here."
)


@require_safe
def choose_happening(request: ViewedRequest) -> HttpResponse:
    """Show what may be recorded."""
    mine = list_to_record(viewer=viewer_of(request))
    happenings = [(code, each) for code, each in HAPPENING_OF.items() if each in mine]
    return render(request, "happened/choose.jinja", {"happenings": happenings})


@require_http_methods(["GET", "POST"])
def record_happening(request: ViewedRequest, code: str) -> HttpResponse:
    """Show the short form of one happening, and record it."""
    happening = HAPPENING_OF.get(code)
    if happening is None:
        raise Http404
    viewer = viewer_of(request)
    if happening not in list_to_record(viewer=viewer):
        area = get_area_to_ring(area_id=viewer.area_id, now=request.at)
        values = {"happening": happening, "recorded_by": RECORDED_BY[happening], "area": area}
        return render(request, "happened/not_yours.jinja", values, status=NOT_YOURS)
    if request.method != "POST":
        return _page(request, HappenedForm(happening=happening, now=request.at))
    form = HappenedForm(request.POST, happening=happening, now=request.at)
    if form.is_valid():
        try:
            made = record_what_happened(what=form.to_happening(), viewer=viewer, now=request.at)
        except NotComplete as incomplete:
            form.show_problems(incomplete.problems)
        else:
            if made.pause is not None:
                messages.info(request, HELD_BACK % {"number": made.pause.at_most, "when": moment(made.pause.until)})
            if viewer.role.may_read:
                return HttpResponseRedirect(reverse("what_now", args=[made.subject_id]))
            return HttpResponseRedirect(reverse("happened_recorded"))
    return _page(request, form, status=NOT_KEPT)


@require_safe
def recorded(request: ViewedRequest) -> HttpResponse:
    """Show somebody who only records that it is kept, and whom to ring."""
    area = get_area_to_ring(area_id=viewer_of(request).area_id, now=request.at)
    return render(request, "happened/recorded.jinja", {"area": area})


@require_safe
def what_now(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show what must happen now, who the child may be, and whom to ring in both areas."""
    page = open_what_now(subject_id=SubjectId(subject_id), viewer=viewer_of(request), now=request.at)
    if page is None:
        return answer_nothing(request)
    possible = list_cards(page.possible)
    return render(request, "happened/now.jinja", {"child": page, "possible": possible, "now": request.at})


@require_POST
def judge_record(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Take the answer about one record that may be of this child."""
    note_judgement(request)
    return HttpResponseRedirect(reverse("what_now", args=[subject_id]))


def _page(request: ViewedRequest, form: HappenedForm, *, status: int = 200) -> HttpResponse:
    values = {
        "form": form,
        "more": [name for name in MORE_OF_THE_CHILD[form.happening] if name not in WHAT[form.happening]],
        "what": WHAT[form.happening],
        "said": SAID,
    }
    return render(request, "happened/record.jinja", values, status=status)
