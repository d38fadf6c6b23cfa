"""Children somebody must not open: they say whom, read what they have said, and ask that it ends.

In:  a request.
Out: a page. It never tells whether a child is known here.
"""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reachable.access.domain.pace import Paced
from reachable.access.operations.conflicts import OneWaits
from reachable.access.queries.conflicts import DeclaredInWords
from reachable.journeys.conflicts_declared import (
    NobodyToAsk,
    ask_to_end_own,
    declare_own_conflict,
    find_most_homes,
    list_own_conflicts,
)
from reachable.journeys.pace_kept import keep_pace
from reachable.oversight.domain.wishes import LONGEST_REASON
from reachable.people.domain.identifiers import read_postcode
from reachable.web.child.refused import desk_to_ring
from reachable.web.shared.display import moment
from reachable.web.shared.form_fields import LongTextField
from reachable.web.shared.slow_down import answer_slow_down
from reachable.web.shared.viewing import ViewedRequest, viewer_of

ONE_WAITS = _(
    "Your supervisor has not answered about the last home yet. Nothing of this is kept. Ring them, then send it again"
)
NOBODY = _("There is no supervisor who could be asked. Nothing of this is kept. Ring whoever runs this site for you")


class DeclareForm(forms.Form):
    """Whom somebody must be kept from: a child's name, a home, or both."""

    called = forms.CharField(
        label=_("What do you call it?"),
        help_text=_("For example: my nephew, or my own street. Only you read this. Leave the child’s name out of it"),
        max_length=80,
        error_messages={"required": _("Write what you call it, so that you know it again in your list")},
    )
    name = forms.CharField(
        label=_("The child’s first and last name"),
        help_text=_("As the child’s school would write it"),
        max_length=120,
        required=False,
    )
    postcode = forms.CharField(
        label=_("The postcode of the home"),
        help_text=_("Of your own home, or of where the child lives. For example, ZZ1 1AA"),
        max_length=10,
        required=False,
    )

    def clean_postcode(self) -> str:
        """Return the whole postcode.

        :raises ValidationError: when it is none, or a part of one.
        """
        typed: str = self.cleaned_data["postcode"]
        if typed and not read_postcode(typed).is_accepted:
            raise forms.ValidationError(_("This must be a whole postcode, like ZZ1 1AA"))
        return typed

    def clean(self) -> dict[str, Any]:
        """Return what was said, when a name or a home is among it."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not (said.get("name") or said.get("postcode")):
            self.add_error("name", _("Enter the child’s name, a postcode, or both"))
        return said


class EndForm(forms.Form):
    """Which of what somebody declared is to end, and why: their reviewer decides."""

    declared = forms.ChoiceField(
        label=_("Which of these holds no more?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which of these holds no more")},
    )
    because = LongTextField(
        label=_("Why does it hold no more?"),
        help_text=_("For example: we have moved house. Your supervisor reads this. Leave the child’s name out of it"),
        longest=LONGEST_REASON,
        rows=2,
        error_messages={"required": _("Write why it holds no more")},
    )

    def __init__(self, *values: Any, declared: Sequence[DeclaredInWords], **named: Any) -> None:
        super().__init__(*values, **named)
        choices = [(str(each.id), _say_which(each)) for each in declared if not (each.ending_asked or each.home_waits)]
        cast(forms.ChoiceField, self.fields["declared"]).choices = choices

    @property
    def has_any(self) -> bool:
        """Test if there is anything that can end."""
        return bool(cast(forms.ChoiceField, self.fields["declared"]).choices)


def _say_which(each: DeclaredInWords) -> str:
    said_on = moment(each.declared_at, year=True)
    return f"{each.called or gettext('Said without words of your own')}, {said_on}"


@require_http_methods(["GET", "POST"])
def show_own_conflicts(request: ViewedRequest) -> HttpResponse:
    """List what the reader declared, in their own words, and take one more, or that one holds no more.

    Each answer is the same whether a child is known or not.
    """
    viewer = viewer_of(request)
    declared = list_own_conflicts(viewer=viewer, now=request.at)
    ends = request.method == "POST" and "end" in request.POST
    form = DeclareForm(request.POST if request.method == "POST" and not ends else None)
    end_form = EndForm(request.POST if ends else None, declared=declared)
    if form.is_bound and form.is_valid():
        answer = _declare(request, form)
    elif end_form.is_bound and end_form.is_valid():
        answer = _ask_to_end(request, end_form)
    else:
        answer = None
    if answer is not None:
        return answer
    values = {
        "form": form,
        "end_form": end_form,
        "declared": declared,
        "most_homes": find_most_homes(now=request.at),
    }
    bound = form.is_bound or end_form.is_bound
    return render(request, "account/conflicts.jinja", values, status=422 if bound else 200)


def _declare(request: ViewedRequest, form: DeclareForm) -> HttpResponse | None:
    """Keep what was declared; None when it was not, and the form says why. Each home is a place that is searched."""
    viewer = viewer_of(request)
    if form.cleaned_data["postcode"]:
        pause = keep_pace(kind=Paced.LOOK_UP, at_most=settings.LOOK_UPS_AN_HOUR, viewer=viewer, now=request.at)
        if pause is not None:
            return answer_slow_down(request, pause, desk_to_ring(request))
    try:
        waits = declare_own_conflict(**form.cleaned_data, viewer=viewer, now=request.at)
    except OneWaits:
        form.add_error("postcode", ONE_WAITS)
        return None
    except NobodyToAsk:
        form.add_error("postcode", NOBODY)
        return None
    if waits:
        words = _(
            "It is kept, but the home does not keep you from a record yet. You have said several homes already, so your"
            " supervisor is asked first. If it cannot wait, ring them."
        )
        messages.info(request, words)
    else:
        messages.success(request, gettext("It is kept. If a record is of such a child, it does not open to you."))
    return HttpResponseRedirect(reverse("own_conflicts"))


def _ask_to_end(request: ViewedRequest, form: EndForm) -> HttpResponse | None:
    """Ask the reviewer; None when there is none, and the form says so."""
    try:
        asked = ask_to_end_own(
            declared_id=UUID(form.cleaned_data["declared"]),
            because=form.cleaned_data["because"],
            viewer=viewer_of(request),
            now=request.at,
        )
    except NobodyToAsk:
        form.add_error("declared", NOBODY)
        return None
    if asked:
        messages.success(
            request, gettext("Your supervisor is asked. Until they answer it goes on keeping you from the record.")
        )
    return HttpResponseRedirect(reverse("own_conflicts"))
