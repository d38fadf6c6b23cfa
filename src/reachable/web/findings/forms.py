"""What a reviewer answers to a pattern in how somebody looked.

In:  what somebody chose and wrote.
Out: the answer and its words.
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from reachable.oversight.domain.findings import FindingAnswer
from reachable.web.shared.form_fields import DayField, LongTextField

LONGEST = 1000
LETS_PASS_FOR = timedelta(days=366)
"""How long a conflict of interest is let pass before somebody must look into it again."""


class FindingForm(forms.Form):
    """What came of it, in the reviewer's words."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in FindingAnswer],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what came of it")},
    )
    words = LongTextField(
        label=gettext_lazy("What did you look at, and why do you answer so?"),
        longest=LONGEST,
        rows=4,
        error_messages={"required": gettext_lazy("Write what you looked at and why you answer so")},
    )

    def chosen(self) -> FindingAnswer:
        """Return the answer that was chosen."""
        return next(each for each in FindingAnswer if each.code == self.cleaned_data["answer"])


class WishForm(forms.Form):
    """Whether somebody gets what they asked about something they declared."""

    allow = forms.ChoiceField(
        label=gettext_lazy("Do you allow it?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether you allow it")},
    )


class LetPassForm(forms.Form):
    """Why somebody has no conflict of interest with one child, and until when that holds."""

    about = forms.UUIDField(widget=forms.HiddenInput)
    because = LongTextField(
        label=gettext_lazy("How do you know that there is no conflict of interest?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Write how you know that there is none")},
    )
    until = DayField(
        label=gettext_lazy("Until when may they open this record?"),
        help_text=gettext_lazy("At most a year. For example, 27 3 2027"),
    )

    def __init__(self, *values: Any, today: date, **named: Any) -> None:
        super().__init__(*values, **named)
        self.today = today

    def clean_until(self) -> date:
        """Return the day.

        :raises ValidationError: when it has passed, or is more than a year away.
        """
        day: date = self.cleaned_data["until"]
        if not self.today < day <= self.today + LETS_PASS_FOR:
            raise forms.ValidationError(gettext_lazy("This day must be after today and within a year"))
        return day
