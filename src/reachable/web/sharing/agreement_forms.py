"""What somebody is asked who writes a version of an agreement, ends one, or names a data-protection officer.

In:  what somebody chose and wrote.
Out: a version as written; words.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.kernel.ids import AgencyId, UserId
from reachable.sharing.domain.agreements import ANY, AgreementAnswer
from reachable.sharing.domain.deciding import SharePurpose
from reachable.sharing.domain.grounds import GROUNDS, GroundKind
from reachable.sharing.domain.written_agreements import AgreedLine, WrittenVersion
from reachable.timeline.domain.kinds import EventKind
from reachable.web.shared.form_fields import DayField, LongTextField
from reachable.web.sharing.agreement_rows import ANSWER_WORDS

LONGEST = 1000
SPARE_LINES = 4
FEWEST_LINES = 6
PURPOSES = {each.code: each for each in SharePurpose}


class VersionForm(forms.Form):
    """One version: the name, the days, the law, who decides, and up to so many lines of what is agreed."""

    title = forms.CharField(
        label=gettext_lazy("What is the agreement called?"),
        max_length=150,
        error_messages={"required": gettext_lazy("Give the agreement a name")},
    )
    recipient = forms.ChoiceField(
        label=gettext_lazy("Which agency receives what yours gives?"),
        error_messages={"required": gettext_lazy("Choose the other agency")},
    )
    starts_on = DayField(
        label=gettext_lazy("From which day does it hold?"),
        help_text=gettext_lazy("It holds from this day at the soonest, and never before both have signed."),
    )
    ends_on = DayField(
        label=gettext_lazy("From which day on does it no longer hold?"),
        help_text=gettext_lazy("Leave it empty when it has no end. Either agency can end it at once on any day."),
        required=False,
    )
    review_on = DayField(label=gettext_lazy("When is it looked at again?"))
    basis = forms.MultipleChoiceField(
        label=gettext_lazy("On which lawful basis?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    condition = forms.MultipleChoiceField(
        label=gettext_lazy("Under which condition, as it is sensitive?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    gateway = forms.MultipleChoiceField(
        label=gettext_lazy("Under which duty or power?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reviewer = forms.ChoiceField(
        label=gettext_lazy("Who decides where somebody decides?"),
        help_text=gettext_lazy("Somebody of the agency that gives. They also decide on everything once it has ended."),
        error_messages={"required": gettext_lazy("Choose who decides")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        others: Mapping[AgencyId, str],
        deciders: Mapping[UserId, str],
        day: date,
        before: WrittenVersion | None = None,
    ) -> None:
        super().__init__(data, initial=None if before is None else _initial(before))
        empty = [("", _("Choose"))]
        self._offer("recipient", [*empty, *((str(each), name) for each, name in others.items())])
        self._offer("reviewer", [*empty, *((str(each), name) for each, name in deciders.items())])
        if before is not None:
            del self.fields["recipient"]
        for name, kind in (
            ("basis", GroundKind.BASIS),
            ("condition", GroundKind.CONDITION),
            ("gateway", GroundKind.GATEWAY),
        ):
            held = [each for each in GROUNDS if each.kind is kind and each.in_force.covers(day)]
            self._offer(name, [(each.code, _(each.label)) for each in held])
        lines = 0 if before is None else len(before.lines)
        self.numbers = range(1, max(FEWEST_LINES, lines + SPARE_LINES) + 1)
        for number in self.numbers:
            self._add_line(number)

    def lines(self) -> Iterator[tuple[int, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Return the questions of each line, with its number."""
        for number in self.numbers:
            yield number, self[f"item_{number}"], self[f"purpose_{number}"], self[f"answer_{number}"]

    def clean(self) -> dict[str, Any]:
        """Refuse a line that is not whole."""
        given = super().clean() or self.cleaned_data
        for number in self.numbers:
            if given.get(f"item_{number}") and not given.get(f"answer_{number}"):
                self.add_error(f"answer_{number}", _("Choose what is agreed of it"))
            if given.get(f"answer_{number}") and not given.get(f"item_{number}"):
                self.add_error(f"item_{number}", _("Choose what it is about"))
        return given

    def recipient_id(self) -> AgencyId:
        """Return the agency that receives."""
        return AgencyId(UUID(self.cleaned_data["recipient"]))

    def written(self) -> WrittenVersion:
        """Return the version as it was written."""
        given = self.cleaned_data
        return WrittenVersion(
            title=given["title"],
            grounds=(*given["basis"], *given["condition"], *given["gateway"]),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            review_on=given["review_on"],
            reviewer=UserId(UUID(given["reviewer"])),
            lines=tuple(
                AgreedLine(
                    given[f"item_{number}"],
                    PURPOSES[given[f"purpose_{number}"]],
                    AgreementAnswer(given[f"answer_{number}"]),
                )
                for number in self.numbers
                if given[f"item_{number}"]
            ),
        )

    def _add_line(self, number: int) -> None:
        kinds = sorted(((each.value, _(each.label)) for each in EventKind), key=lambda each: each[1])
        self.fields[f"item_{number}"] = forms.ChoiceField(
            label=_("Line %(number)s: what is it about?") % {"number": number},
            choices=[("", _("Nothing more")), (ANY, _("Anything that is not named apart")), *kinds],
            required=False,
        )
        self.fields[f"purpose_{number}"] = forms.ChoiceField(
            label=_("Line %(number)s: used for what?") % {"number": number},
            choices=[(code, _(each.label)) for code, each in PURPOSES.items()],
        )
        self.fields[f"answer_{number}"] = forms.ChoiceField(
            label=_("Line %(number)s: what is agreed?") % {"number": number},
            choices=[("", _("Choose")), *((each.value, _(words)) for each, words in ANSWER_WORDS.items())],
            required=False,
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class EndForm(forms.Form):
    """Why an agreement ends."""

    because = LongTextField(
        label=gettext_lazy("Why does it end?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Say why it ends")},
    )


class OfficerForm(forms.Form):
    """Who is to be the data-protection officer."""

    address = forms.EmailField(
        label=gettext_lazy("The e-mail address of your data-protection officer"),
        help_text=gettext_lazy("Somebody of your agency who reads records here, and not you."),
        error_messages={"required": gettext_lazy("Enter the address they sign in with")},
    )


def _initial(before: WrittenVersion) -> dict[str, Any]:
    """Return what stands in each question when the version before is written anew."""
    kinds = {each.code: each.kind for each in GROUNDS}
    given: dict[str, Any] = {
        "title": before.title,
        "starts_on": before.starts_on,
        "ends_on": before.ends_on,
        "reviewer": str(before.reviewer),
        "basis": [each for each in before.grounds if kinds.get(each) is GroundKind.BASIS],
        "condition": [each for each in before.grounds if kinds.get(each) is GroundKind.CONDITION],
        "gateway": [each for each in before.grounds if kinds.get(each) is GroundKind.GATEWAY],
    }
    for number, line in enumerate(before.lines, start=1):
        given[f"item_{number}"] = line.item_kind
        given[f"purpose_{number}"] = line.purpose.code
        given[f"answer_{number}"] = line.answer.value
    return given
