"""What is asked of whoever protects where a child is, or wants to be shown it.

In:  a reason, and a day on which it is looked at again.
Out: both, or what is missing.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reachable.web.shared.form_fields import DayField

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

        :raises ValidationError: when it has passed.
        """
        day: date = self.cleaned_data["review_on"]
        if self.today is not None and day < self.today:
            raise forms.ValidationError(_("This day must still be to come"))
        return day
