"""What is asked of whoever protects where a child is, looks at that again, or wants to be shown it.

In:  a reason; a day on which it is looked at again; what the child says.
Out: all of it, or what is missing.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reachable.journeys.place_kept_apart import KINDS_BY_HAND
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.looking_again import CannotLook, SpokenWith, check_next_day
from reachable.web.shared.form_fields import DayField, LongTextField

SHORTEST, LONGEST = 10, 160
TOO_SHORT = _("Say why in a sentence. It is noted, and others will read it")


def _reason(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": TOO_SHORT, "min_length": TOO_SHORT},
    )


class ShowForm(forms.Form):
    """Why somebody must know now where a child is."""

    because = _reason(_("Why do you need to know now?"), _("For example: I am driving him home from court at three"))


class ProtectForm(forms.Form):
    """Why a child's whereabouts are protected, and until when at the latest that stands unlooked at."""

    because = _reason(_("Why must nobody learn where the child is?"), _("Name no place in your answer"))
    review_on = DayField(label=_("When is this looked at again?"), help_text=_("For example, 27 3 2027"))

    def __init__(self, *values: Any, today: date | None = None, **named: Any) -> None:
        super().__init__(*values, **named)
        self.today = today

    def clean_review_on(self) -> date:
        """Return the day.

        :raises ValidationError: when it has passed, or is so far away that nobody would look for too long.
        """
        day: date = self.cleaned_data["review_on"]
        if self.today is not None:
            try:
                check_next_day(next_on=day, today=self.today)
            except CannotLook as refusal:
                raise forms.ValidationError(gettext(str(refusal))) from refusal
        return day


class KeepForm(forms.Form):
    """Which place is kept apart, and how it is written."""

    place_kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(each.code, _(each.label)) for each in KINDS_BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is")},
    )
    lines = forms.CharField(
        label=_("How is it written?"),
        help_text=_("Number and street, the name of the school, surgery or base, or the telephone number"),
        max_length=200,
        required=False,
    )
    postcode = forms.CharField(label=_("Postcode, if you know it"), max_length=10, required=False)

    def kind(self) -> PlaceKind:
        """Return what kind of place it is, once the form is valid."""
        return next(each for each in KINDS_BY_HAND if each.code == self.cleaned_data["place_kind"])


class StillNeededForm(forms.Form):
    """That the protection is still needed, why, and until when."""

    prefix = "still"
    because = _reason(_("Why is it still needed?"), _("Name no place in your answer"))
    next_on = DayField(
        label=_("When is it looked at again?"), help_text=_("Within a year. It does not end on that day")
    )


class AskToEndForm(forms.Form):
    """Why the protection should end, who spoke with the child about it, and what the child says."""

    prefix = "end"
    child_says = LongTextField(
        label=_("What does the child say?"),
        help_text=_("In the child’s own words where you can. Name no place in your answer"),
        longest=1000,
        rows=4,
        error_messages={"required": _("Write down what the child says")},
    )
    spoken_by = forms.CharField(
        label=_("Who spoke with the child about this?"),
        max_length=120,
        error_messages={"required": _("Say who spoke with the child")},
    )
    spoken_on = DayField(label=_("On which day?"))
    because = _reason(_("Why does nobody need to be kept from knowing any more?"), _("Name no place in your answer"))

    def spoken(self) -> SpokenWith:
        """Return who spoke with the child, once the form is valid."""
        given = self.cleaned_data
        return SpokenWith(who=given["spoken_by"], on=given["spoken_on"], child_says=given["child_says"])


class EndForm(forms.Form):
    """That somebody ends what another asked to end. Nothing else needs to be said for it."""

    prefix = "sure"


LOOKS: dict[str, type[forms.Form]] = {"KEEP": StillNeededForm, "ASK": AskToEndForm, "END": EndForm}
