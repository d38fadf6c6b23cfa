"""What whoever prepares a pack is asked, and whoever releases it.

In:  what somebody chose and wrote.
Out: what is wanted of a pack; to whom it is given.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.sharing.domain.pack_catalogue import CATALOGUE
from reachable.sharing.domain.packs import PackKind, WantedPack
from reachable.web.shared.form_fields import DayField, LongTextField

LONGEST = 1000


def ask_how_known(label: Any = None) -> LongTextField:
    """Return the question how somebody is known to be another than whoever must not be told."""
    return LongTextField(
        label=label
        or gettext_lazy(
            "If this may be somebody who must not be told of this child: how do you know that it is another person?"
        ),
        longest=LONGEST,
        rows=2,
        required=False,
    )


class PackForm(forms.Form):
    """Who asked for what, when. Words are left out unless somebody ticks that they have read them."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Whom is it for?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in PackKind],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whom it is for")},
    )
    asked_by = forms.CharField(
        label=gettext_lazy("Who asked?"),
        help_text=gettext_lazy("The person themselves, somebody who may act for them, or the court."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say who asked")},
    )
    different_because = ask_how_known()
    checked_how = LongTextField(
        label=gettext_lazy("How did you make sure that they may have it?"),
        longest=LONGEST,
        rows=2,
        error_messages={"required": gettext_lazy("Say how you made sure that they may have it")},
    )
    asked_on = DayField(
        label=gettext_lazy("When did they ask?"),
        help_text=gettext_lazy("The law gives one month from then."),
        error_messages={"required": gettext_lazy("Enter when they asked")},
    )
    due_on = DayField(label=gettext_lazy("For a court: by which day?"), required=False)
    longer_because = LongTextField(
        label=gettext_lazy("If it needs two months more: why?"),
        help_text=gettext_lazy("Tell whoever asked, with the reason, within the first month."),
        longest=LONGEST,
        rows=2,
        required=False,
    )
    no_looks_because = LongTextField(
        label=gettext_lazy("If saying who opened the record could put somebody in danger, or an inquiry at risk: why?"),
        help_text=gettext_lazy(
            "The pack says by agency and role who opened it. With a reason here it says only that this is left out."
        ),
        longest=LONGEST,
        rows=2,
        required=False,
    )
    read = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these words have you read, and nobody else can be known from them?"),
        help_text=gettext_lazy(
            "What you do not tick is left out, and the pack says so. What names a place is left out."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, texts: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        read = self.fields["read"]
        if isinstance(read, forms.MultipleChoiceField):
            read.choices = list(texts)

    def wanted(self) -> WantedPack:
        """Return what is wanted, once the form is valid."""
        given = self.cleaned_data
        return WantedPack(
            kind=next(each for each in PackKind if each.code == given["kind"]),
            asked_by=given["asked_by"],
            asked_on=given["asked_on"],
            checked_how=given["checked_how"],
            due_on=given["due_on"],
            longer_because=given["longer_because"],
            different_because=given["different_because"],
            no_looks_because=given["no_looks_because"],
        )


class ReleaseForm(forms.Form):
    """To whom a pack is given, and what was checked."""

    to_whom = forms.CharField(
        label=gettext_lazy("To whom is it given?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say to whom it is given")},
    )
    different_because = ask_how_known()
    asker_different_because = ask_how_known(
        gettext_lazy("If somebody else asked, and may be somebody who must not be told: how do you know about them?")
    )
    because = LongTextField(
        label=gettext_lazy("What did you check?"),
        longest=LONGEST,
        rows=2,
        error_messages={"required": gettext_lazy("Say what you checked")},
    )


def list_text_choices(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return words to be read, each with where it stands."""
    return [(key, f"{_(_where(key))}: {words}") for key, words in texts.items()]


def _where(key: str) -> str:
    table, _row, column = key.split("|")
    labels = {**CATALOGUE[table].given, **CATALOGUE[table].read_first}
    return f"{CATALOGUE[table].title}, {labels[column].lower()}"
