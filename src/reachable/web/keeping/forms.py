"""What is asked of somebody who keeps a record on, holds it, proposes to erase it, or decides on what was proposed.

In:  what somebody typed.
Out: the form of each act; which act was sent.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from reachable.keeping.domain.deciding import ErasureGround, HoldAsked, HoldKind
from reachable.web.shared.form_fields import DayField, LongTextField

LONGEST = 1000
SAY_WHY = gettext_lazy("Say in a sentence why")
NEXT_HINT = gettext_lazy("Within five years. Nothing is kept for ever by one answer.")


class KeepForm(forms.Form):
    """That a record is still needed, why, and until when."""

    prefix = "keep"
    because = LongTextField(
        label=gettext_lazy("Why is the record still needed?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Say in a sentence why the record is still needed")},
    )
    next_on = DayField(label=gettext_lazy("On which day is it looked at again?"), help_text=NEXT_HINT)


class HoldForm(forms.Form):
    """Who wants a record kept from being erased, for what, and when that is looked at again."""

    prefix = "hold"
    kind = forms.ChoiceField(
        label=gettext_lazy("Why must it not be erased?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in HoldKind],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it must not be erased")},
    )
    wanted_by = forms.CharField(
        label=gettext_lazy("Who asked for it to be kept?"),
        max_length=120,
        error_messages={"required": gettext_lazy("Say who asked for it to be kept")},
    )
    reference = forms.CharField(label=gettext_lazy("Their reference, if they gave one"), max_length=80, required=False)
    because = LongTextField(
        label=gettext_lazy("For what do they want it?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Say in a sentence for what they want it")},
    )
    review_on = DayField(
        label=gettext_lazy("On which day is the hold looked at again?"),
        help_text=gettext_lazy("Within two years. The hold does not end on that day: somebody decides."),
    )

    def chosen(self) -> HoldKind:
        """Return the kind that was chosen."""
        return next(each for each in HoldKind if each.code == self.cleaned_data["kind"])

    def asked(self) -> HoldAsked:
        """Return who wants it kept, once the form is valid."""
        given = self.cleaned_data
        return HoldAsked(wanted_by=given["wanted_by"], reference=given["reference"], review_on=given["review_on"])


class ProposeForm(forms.Form):
    """On which ground a record should be erased, and why."""

    prefix = "propose"
    ground = forms.ChoiceField(
        label=gettext_lazy("On which ground?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in ErasureGround],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose on which ground")},
    )
    because = LongTextField(
        label=gettext_lazy("Why can it be erased?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Say in a sentence why it can be erased")},
    )

    def chosen(self) -> ErasureGround:
        """Return the ground that was chosen."""
        return next(each for each in ErasureGround if each.code == self.cleaned_data["ground"])


class RefuseForm(forms.Form):
    """Why what was proposed is not erased, and when it is looked at again."""

    prefix = "refuse"
    because = LongTextField(
        label=gettext_lazy("Why is it not erased?"), longest=LONGEST, rows=3, error_messages={"required": SAY_WHY}
    )
    next_on = DayField(label=gettext_lazy("On which day is it looked at again?"), help_text=NEXT_HINT)


class LiftForm(forms.Form):
    """Why a hold should be lifted."""

    prefix = "lift"
    because = LongTextField(
        label=gettext_lazy("Why should the hold be lifted?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": SAY_WHY},
    )


class SureForm(forms.Form):
    """That somebody does what nothing else needs to be said for."""

    prefix = "sure"


FORMS: dict[str, type[forms.Form]] = {
    "KEEP": KeepForm,
    "HOLD": HoldForm,
    "PROPOSE": ProposeForm,
    "REFUSE": RefuseForm,
    "ASK_OFF": LiftForm,
    "LIFT": SureForm,
    "ERASE": SureForm,
}


def make_forms(sent: Any, act: str) -> dict[str, forms.Form]:
    """Return every form of the page, that of the act that was sent holding what was typed."""
    return {name: form(sent if name == act else None) for name, form in FORMS.items()}
