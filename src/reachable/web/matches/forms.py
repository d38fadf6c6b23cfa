"""What is asked of whoever judges two records, or takes a judgement back.

In:  an answer and a reason as typed.
Out: both, or what is missing.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 2000
NOT_CHOSEN = _("Choose one of the three answers")
NO_REASON = _("Say why. Whoever reads this after you needs to know")
ANSWERS = (
    ("SAME", _("Yes, the same child")),
    ("DIFFERENT", _("No, different children")),
    ("NOT_SURE", _("I am not sure")),
)


class JudgeForm(forms.Form):
    """One of three answers, and why."""

    answer = forms.ChoiceField(
        label=_("Are these the same child?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the three answers"),
            "invalid_choice": _("Choose one of the three"),
        },
    )
    because = forms.CharField(
        label=_("Why?"),
        help_text=_("Whom you asked and what they said, for whoever reads this after you"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": NO_REASON},
    )


class UndoForm(forms.Form):
    """Why a judgement is taken back."""

    because = forms.CharField(
        label=_("Why take it back?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": NO_REASON},
    )
