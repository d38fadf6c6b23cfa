"""What whoever seals a record is asked: whose, why, and who may still open it until when.

In:  what somebody typed.
Out: the agency's own number; what is wanted of the seal.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.access.domain.seals import NamedPerson, SealKind, WantedSeal
from reachable.kernel.ids import UserId
from reachable.kernel.london import start_of_day
from reachable.web.shared.form_fields import DayField, LongTextField

NAMED = 4
LONGEST = 1000
ONE_DAY = timedelta(days=1)


class SealForm(forms.Form):
    """One seal. The child is said by the agency's own number, so that sealing tells nobody whether it is known."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Why must it be hidden?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in SealKind],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it must be hidden")},
    )
    system = forms.ChoiceField(
        label=gettext_lazy("Which of your extracts is the number from?"),
        choices=[],
    )
    local_id = forms.CharField(
        label=gettext_lazy("Your agency's own number for the child"),
        max_length=80,
        help_text=gettext_lazy("A number that has not reached Reachable yet is sealed before it comes."),
        error_messages={"required": gettext_lazy("Enter the number")},
    )
    because = LongTextField(
        label=gettext_lazy("The reason, for whoever decides on it after you"),
        longest=LONGEST,
        rows=4,
        error_messages={"required": gettext_lazy("Say why the record is sealed")},
    )
    into = forms.EmailField(
        label=gettext_lazy("If it is an inquiry: the e-mail address of whom it is about"),
        required=False,
        help_text=gettext_lazy("They will not open it in any role, nor hear of it."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, systems: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(data)
        system = self.fields["system"]
        if isinstance(system, forms.ChoiceField):
            system.choices = [(name, "; ".join(_(title) for title in titles)) for name, titles in systems.items()]
        for number in range(1, NAMED + 1):
            self.fields[f"email_{number}"] = forms.EmailField(
                label=_("E-mail address of person %(number)s who may still open it") % {"number": number},
                required=False,
            )
            self.fields[f"until_{number}"] = DayField(
                label=_("Until the end of, for person %(number)s") % {"number": number}, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a person without an end, and an end without a person."""
        given = super().clean() or self.cleaned_data
        for number in range(1, NAMED + 1):
            email, until = given.get(f"email_{number}"), given.get(f"until_{number}")
            if email and not until and f"until_{number}" not in self.errors:
                self.add_error(f"until_{number}", _("Enter until when they may open it"))
            if until and not email and f"email_{number}" not in self.errors:
                self.add_error(f"email_{number}", _("Enter who may open it until then"))
        return given

    def addresses(self) -> tuple[str, ...]:
        """Return every address typed, so that the people can be found."""
        into = self.cleaned_data.get("into")
        return (*(email for _number, email, _until in self._named()), *([into] if into else []))

    def say_unknown(self, known: Mapping[str, UserId]) -> bool:
        """Say of each address that nobody signs in with it, and return whether there was one."""
        fields = ("into", *(f"email_{number}" for number in range(1, NAMED + 1)))
        for field in fields:
            email = self.cleaned_data.get(field)
            if email and email.lower() not in known:
                self.add_error(field, _("Nobody signs in with this address"))
        return bool(self.errors)

    def wanted(self, known: Mapping[str, UserId]) -> WantedSeal:
        """Return what is wanted, once everybody named is found."""
        into = self.cleaned_data.get("into")
        return WantedSeal(
            kind=next(each for each in SealKind if each.code == self.cleaned_data["kind"]),
            because=self.cleaned_data["because"],
            named=tuple(
                NamedPerson(known[email.lower()], start_of_day(until + ONE_DAY))
                for _number, email, until in self._named()
            ),
            into_user_id=known[into.lower()] if into else None,
        )

    def _named(self) -> Iterator[tuple[int, str, date]]:
        for number in range(1, NAMED + 1):
            email, until = self.cleaned_data.get(f"email_{number}"), self.cleaned_data.get(f"until_{number}")
            if email and until:
                yield number, email, until


class UnsealForm(forms.Form):
    """Why a seal should be taken off."""

    because = LongTextField(
        label=gettext_lazy("Why should it be taken off?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Say why the seal should be taken off")},
    )
