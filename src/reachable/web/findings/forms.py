"""What a reviewer answers to a pattern in how somebody looked.

In:  what somebody chose and wrote.
Out: the answer and its words.
"""

from django import forms
from django.utils.translation import gettext_lazy

from reachable.oversight.domain.findings import FindingAnswer
from reachable.web.shared.form_fields import LongTextField

LONGEST = 1000


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
