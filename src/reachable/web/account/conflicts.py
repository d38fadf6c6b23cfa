"""Children somebody must not open: they say whom they must be kept from, and read what they have said.

In:  a request.
Out: a page. It never tells whether a child is known here.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reachable.journeys.conflicts_settled import declare_own_conflict, list_own_conflicts
from reachable.people.domain.identifiers import read_postcode
from reachable.web.shared.viewing import ViewedRequest, viewer_of


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


@require_http_methods(["GET", "POST"])
def show_own_conflicts(request: ViewedRequest) -> HttpResponse:
    """List what the reader declared, in their own words, and take one more. Each answer is the same."""
    viewer, form = viewer_of(request), DeclareForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        declare_own_conflict(**form.cleaned_data, viewer=viewer, now=request.at)
        messages.success(request, gettext("It is kept. If a record is of such a child, it does not open to you."))
        return HttpResponseRedirect(reverse("own_conflicts"))
    values = {"form": form, "declared": list_own_conflicts(viewer=viewer, now=request.at)}
    return render(request, "account/conflicts.jinja", values, status=422 if form.is_bound else 200)
