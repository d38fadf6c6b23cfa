"""What whoever breaks the glass says: which child exactly, what the danger is; and what a reviewer answers.

In:  what somebody typed.
Out: StatedChild, the reason and the danger; the answer and its words.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.oversight.domain.broken_glass import FEWEST_WORDS, GlassAnswer, GlassReason
from reachable.oversight.domain.exact_child import StatedChild, list_numbers
from reachable.web.shared.form_fields import DayField, LongTextField

LONGEST = 1000
SAY_THE_DANGER = gettext_lazy("Say what may happen to the child, and when, in a sentence")


class GlassForm(forms.Form):
    """One child, by a number or by name and birth date; why; and the danger."""

    field_order = ("number", "given", "family", "born", "reason", "danger")
    reason = forms.ChoiceField(
        label=gettext_lazy("Why can it not wait?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in GlassReason],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it cannot wait")},
    )
    danger = LongTextField(
        label=gettext_lazy("What may happen to the child, and when?"),
        longest=LONGEST,
        rows=3,
        min_length=FEWEST_WORDS,
        error_messages={"required": SAY_THE_DANGER, "min_length": SAY_THE_DANGER},
    )
    number = forms.CharField(
        label=gettext_lazy("NHS, pupil, learner or police number of the child"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("If you have one, it is enough"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    given = forms.CharField(
        label=gettext_lazy("First name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    family = forms.CharField(
        label=gettext_lazy("Last name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    born = DayField(label=gettext_lazy("Date of birth"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse what states nobody: half a name, a name without the date, a number that is none."""
        given = super().clean() or self.cleaned_data
        if given.get("given") and not given.get("family"):
            self.add_error("family", _("Enter the last name too"))
        if given.get("family") and not given.get("given"):
            self.add_error("given", _("Enter the first name too"))
        if self.errors.keys() & {"number", "given", "family", "born"}:
            return given
        if given.get("number"):
            if not list_numbers(StatedChild(number=given["number"])):
                self.add_error(
                    "number", _("This is no NHS, pupil, learner or police number. Check it, or leave it out")
                )
        elif not given.get("given"):
            self.add_error("number", _("Enter a number, or the whole name and the date of birth"))
        elif given.get("born") is None:
            self.add_error("born", _("Enter the date of birth too, or a number"))
        return given

    def stated(self) -> StatedChild:
        """Return the child that was stated, once the form is valid."""
        given = self.cleaned_data
        return StatedChild(given=given["given"], family=given["family"], born=given["born"], number=given["number"])

    def why(self) -> GlassReason:
        """Return the reason that was chosen."""
        return next(each for each in GlassReason if each.code == self.cleaned_data["reason"])


class ReviewForm(forms.Form):
    """Whether it was right that the glass was broken, in the reviewer's words."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Was it right?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in GlassAnswer],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether it was right")},
    )
    words = LongTextField(
        label=gettext_lazy("What did you look at, and why do you answer so?"),
        longest=LONGEST,
        rows=4,
        error_messages={"required": gettext_lazy("Write what you looked at and why you answer so")},
    )

    def chosen(self) -> GlassAnswer:
        """Return the answer that was chosen."""
        return next(each for each in GlassAnswer if each.code == self.cleaned_data["answer"])
