"""Letters and invitations: those that were made, writing one, looking at it, and as PDF and calendar file.

In:  a request.
Out: a page or a file. A letter that is not the reader's to see and one that does not exist are answered alike.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reachable.adapters.pdf import can_make_pdf
from reachable.journeys.letter_checked import require_may_leave
from reachable.journeys.letter_made import (
    WritingPage,
    check_before_making,
    list_child_letters,
    make_letter,
    open_letter,
    open_writing,
    say_signed,
)
from reachable.journeys.sharing_checked import NotYoursToShare
from reachable.journeys.sharing_told import say_reference
from reachable.kernel.ids import LetterId, SubjectId
from reachable.kernel.london import london_date
from reachable.sharing.domain.calendar_file import write_calendar_file
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.domain.letters import LetterKind, WantedLetter
from reachable.sharing.queries.letters import LetterRecord
from reachable.web.child.refused import answer_nothing
from reachable.web.shared.display import moment
from reachable.web.shared.fresh_proof import ask_for_proof
from reachable.web.shared.leaving import answer_file
from reachable.web.shared.paper import answer_left_out, answer_pdf
from reachable.web.shared.viewing import ViewedRequest, viewer_of
from reachable.web.sharing.letter_forms import LetterForm
from reachable.web.sharing.rows import say_grounds
from reachable.web.sharing.views import CHANGE, list_carried

MAKE = "make"


@require_safe
def show_letters(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the letters the reader's agency made about a child."""
    try:
        letters = list_child_letters(viewer=viewer_of(request), subject_id=SubjectId(subject_id))
    except NotYoursToShare:
        return answer_nothing(request)
    lines = [{"letter": each, "reference": say_reference(each.id)} for each in letters]
    return render(request, "sharing/letters.jinja", {"lines": lines, "subject_id": subject_id})


@require_http_methods(["GET", "POST"])
def write(request: ViewedRequest, subject_id: UUID) -> HttpResponse:
    """Show the form, then each copy as it would leave, then make the letter."""
    try:
        page = open_writing(viewer=viewer_of(request), subject_id=SubjectId(subject_id))
    except NotYoursToShare:
        return answer_nothing(request)
    step = request.POST.get("step", "")
    if step == MAKE:
        asked = ask_for_proof(request, _("make a letter"))
        if asked is not None:
            return asked
    form = LetterForm(request.POST if request.method == "POST" else None, page=page, day=london_date(request.at))
    if form.is_bound and form.is_valid() and step != CHANGE:
        try:
            wanted = form.wanted(now=request.at)
            if step == MAKE:
                return _make(request, subject_id, wanted)
            return _check(request, subject_id, page, wanted)
        except CannotShare as refusal:
            for problem in refusal.problems:
                form.add_error(None, _(problem))
    values = {"form": form, "subject_id": subject_id, "writing": page}
    return render(request, "sharing/new_letter.jinja", values, status=422 if form.is_bound and step != CHANGE else 200)


@require_safe
def show_letter(request: ViewedRequest, letter_id: UUID) -> HttpResponse:
    """Show a letter as it was made, with its files."""
    letter = _open(request, letter_id)
    if letter is None:
        return answer_nothing(request)
    values = {
        "letter": letter,
        "reference": say_reference(letter.id),
        "grounds": say_grounds(letter.wanted.grounds),
        "is_invitation": letter.wanted.kind is LetterKind.INVITATION,
        "has_pdf": can_make_pdf(),
    }
    return render(request, "sharing/letter.jinja", values)


@require_http_methods(["GET", "POST"])
def show_as_pdf(request: ViewedRequest, letter_id: UUID, position: int) -> HttpResponse:
    """Answer with one reader's copy as PDF, looked through again before it leaves."""

    def give(letter: LetterRecord) -> HttpResponse:
        back = reverse("letter", args=[letter_id])
        reader = letter.wanted.readers[position - 1]
        left_out = answer_left_out(request, back=back)
        if left_out is not None:
            return left_out
        values = {
            "wanted": letter.wanted,
            "reader": reader,
            "signed": letter.signed,
            "made_at": letter.made_at,
            "marking": _("For %(name)s. Reference %(reference)s. Made on %(when)s.")
            % {
                "name": reader.name,
                "reference": say_reference(letter.id),
                "when": moment(letter.made_at, year=True),
            },
        }
        paper, what = "sharing/letter_paper.jinja", "a letter"
        return answer_pdf(request, paper, values, name="letter", what=what, back=back, of_letter=True)

    return _give(request, letter_id, lambda letter: 1 <= position <= len(letter.wanted.readers), give)


@require_http_methods(["GET", "POST"])
def give_calendar_file(request: ViewedRequest, letter_id: UUID) -> HttpResponse:
    """Answer with the meeting as a calendar file, which says when and nothing of anybody."""

    def give(letter: LetterRecord) -> HttpResponse:
        wanted = letter.wanted
        if wanted.starts_at is None or wanted.ends_at is None:
            return answer_nothing(request)
        made = write_calendar_file(
            number=letter.id,
            reference=say_reference(letter.id),
            starts_at=wanted.starts_at,
            ends_at=wanted.ends_at,
            made_at=letter.made_at,
        )
        return answer_file(
            request,
            made,
            media_type="text/calendar; charset=utf-8",
            name="meeting.ics",
            what="a meeting as a calendar file",
            of_letter=True,
        )

    return _give(request, letter_id, lambda letter: letter.wanted.kind is LetterKind.INVITATION, give)


def _check(request: ViewedRequest, subject_id: UUID, page: WritingPage, wanted: WantedLetter) -> HttpResponse:
    """Show each copy as it would leave. Nothing is kept."""
    viewer = viewer_of(request)
    check_before_making(viewer=viewer, subject_id=SubjectId(subject_id), page=page, wanted=wanted, now=request.at)
    values = {
        "subject_id": subject_id,
        "wanted": wanted,
        "signed": say_signed(viewer=viewer),
        "made_at": request.at,
        "grounds": say_grounds(wanted.grounds),
        "carried": list_carried(request),
    }
    return render(request, "sharing/letter_check.jinja", values)


def _make(request: ViewedRequest, subject_id: UUID, wanted: WantedLetter) -> HttpResponse:
    letter_id = make_letter(viewer=viewer_of(request), subject_id=SubjectId(subject_id), wanted=wanted, now=request.at)
    messages.success(request, _("It is made, and each copy is on the register of what left. Reachable sends nothing."))
    return HttpResponseRedirect(reverse("letter", args=[letter_id]))


def _give(
    request: ViewedRequest,
    letter_id: UUID,
    has: Callable[[LetterRecord], bool],
    give: Callable[[LetterRecord], HttpResponse],
) -> HttpResponse:
    """Answer with a file of a letter once whoever asks has proved who they are, and it may still leave."""
    letter = _open(request, letter_id)
    if letter is None or not has(letter):
        return answer_nothing(request)
    asked = ask_for_proof(request, _("make a file of a letter"))
    if asked is not None:
        return asked
    try:
        require_may_leave(wanted=letter.wanted, subject_id=letter.child_id, viewer=viewer_of(request), now=request.at)
    except CannotShare as refusal:
        values: dict[str, Any] = {"problems": refusal.problems, "letter_id": letter_id}
        return render(request, "sharing/letter_stopped.jinja", values, status=409)
    return give(letter)


def _open(request: ViewedRequest, letter_id: UUID) -> LetterRecord | None:
    try:
        return open_letter(viewer=viewer_of(request), letter_id=LetterId(letter_id), now=request.at)
    except NotYoursToShare:
        return None
