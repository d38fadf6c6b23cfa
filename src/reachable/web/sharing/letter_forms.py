"""What somebody is asked who writes a letter or an invitation.

In:  what somebody chose and wrote.
Out: a letter as it is wanted.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.journeys.letter_made import PROFESSIONAL, WritingPage, find_reader
from reachable.kernel.london import from_london
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.domain.grounds import GROUNDS, GroundKind
from reachable.sharing.domain.letters import MOST_READERS, PURPOSES, LetterKind, Reader, WantedLetter
from reachable.web.shared.form_fields import DayField, LongTextField

LONGEST, LONGEST_LETTER = 1000, 6000
COPY = MOST_READERS - 1
"""The last reader gets a copy; the others are written to."""


def _boxes(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=gettext_lazy("Like 14:30"),
        required=False,
        input_formats=["%H:%M"],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Enter a time like 14:30")},
    )


class LetterForm(forms.Form):
    """A letter or an invitation. Nobody is chosen beforehand."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you write?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in LetterKind],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you write")},
    )
    meets_on = DayField(label=gettext_lazy("For a meeting: on which day?"), required=False)
    from_clock = _clock(gettext_lazy("From what time?"))
    until_clock = _clock(gettext_lazy("Until what time?"))
    place = forms.CharField(
        label=gettext_lazy("Where is the meeting?"),
        help_text=gettext_lazy("Never where the child lives, learns or is looked after."),
        max_length=200,
        required=False,
    )
    heading = forms.CharField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy(
            "It stands at the top. Keep it so that whoever opens the letter by mistake learns little."
        ),
        max_length=200,
        error_messages={"required": gettext_lazy("Write what it is about")},
    )
    words = LongTextField(
        label=gettext_lazy("What does it say?"),
        longest=LONGEST_LETTER,
        rows=10,
        error_messages={"required": gettext_lazy("Write what it says")},
    )
    share_purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in PURPOSES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is for")},
    )
    because = LongTextField(
        label=gettext_lazy("Why do they need it?"),
        longest=LONGEST,
        rows=2,
        error_messages={"required": gettext_lazy("Say why they need it")},
    )
    basis = _boxes(gettext_lazy("On which lawful basis?"))
    condition = _boxes(gettext_lazy("Under which condition, as it is sensitive?"))
    gateway = _boxes(gettext_lazy("Under which duty or power?"))
    considered = forms.BooleanField(
        label=gettext_lazy("I have asked who must not be told, and thought of everybody who could open it"),
        required=False,
    )

    agreed_because = LongTextField(
        label=gettext_lazy(
            "If an agreement speaks of it: how does this keep to it, who has looked, or why can the child not wait?"
        ),
        help_text=gettext_lazy("Only where the page asks for it. Your agency keeps it with the letter."),
        longest=LONGEST,
        rows=2,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, page: WritingPage, day: date) -> None:
        super().__init__(data)
        self.page = page
        for name, kind in (
            ("basis", GroundKind.BASIS),
            ("condition", GroundKind.CONDITION),
            ("gateway", GroundKind.GATEWAY),
        ):
            held = [each for each in GROUNDS if each.kind is kind and each.in_force.covers(day)]
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = [(each.code, _(each.label)) for each in held]
        for place in range(MOST_READERS):
            self._ask_for_reader(place)

    def reader_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the questions about each reader, under a heading."""
        headings = [_("For"), _("And for"), _("And also for"), _("A copy for")]
        return [
            (heading, [self[f"{name}_{place}"] for name in ("who", "name", "envelope", "different")])
            for place, heading in enumerate(headings)
        ]

    def wanted(self, *, now: datetime) -> WantedLetter:
        """Return what is wanted, once the form is valid.

        :raises CannotShare: when a reader is not known.
        """
        given = self.cleaned_data
        day = given["meets_on"]
        return WantedLetter(
            kind=next(each for each in LetterKind if each.code == given["kind"]),
            readers=tuple(self._reader(place, now) for place in range(MOST_READERS) if given[f"who_{place}"]),
            heading=given["heading"],
            words=given["words"],
            purpose=next(each for each in PURPOSES if each.code == given["share_purpose"]),
            grounds=(*given["basis"], *given["condition"], *given["gateway"]),
            because=given["because"],
            considered=given["considered"],
            starts_at=_instant(day, given["from_clock"]),
            ends_at=_instant(day, given["until_clock"]),
            place=given["place"],
            agreed_because=given["agreed_because"],
        )

    def clean(self) -> dict[str, Any]:
        """Ask whom it is for at the question about them."""
        given = super().clean() or self.cleaned_data
        for place in range(MOST_READERS):
            chosen = any(given.get(f"{name}_{place}") for name in ("name", "envelope", "different"))
            if chosen and not given.get(f"who_{place}") and f"who_{place}" not in self.errors:
                self.add_error(f"who_{place}", _("Choose who this is"))
        return given

    def _ask_for_reader(self, place: int) -> None:
        who = [("", _("Nobody")), *((each.code, _(each.who)) for each in self.page.readers)]
        self.fields[f"who_{place}"] = _ReaderField(
            label=_("Who is this?"),
            required=place == 0,
            error_messages={"required": _("Choose whom it is for")},
            choices=[*who, (PROFESSIONAL, _("Somebody who works in the partnership"))],
        )
        self.fields[f"name_{place}"] = forms.CharField(
            label=_("The name on it; of somebody in the partnership, the e-mail address they sign in with"),
            max_length=120,
            required=place == 0,
            error_messages={"required": _("Write the name that stands on it")},
        )
        self.fields[f"envelope_{place}"] = LongTextField(
            label=_("The address on it"),
            help_text=_("Leave it empty if it is given by hand."),
            longest=300,
            rows=3,
            required=False,
        )
        self.fields[f"different_{place}"] = LongTextField(
            label=_("If they may be somebody who must not be told: how do you know that they are not?"),
            help_text=_("Of this person alone. Leave it empty unless you are asked."),
            longest=LONGEST,
            rows=2,
            required=False,
        )

    def _reader(self, place: int, now: datetime) -> Reader:
        given = self.cleaned_data
        reader = find_reader(
            page=self.page,
            code=given[f"who_{place}"],
            name=given[f"name_{place}"],
            envelope=given[f"envelope_{place}"],
            is_copy=place == COPY,
            now=now,
        )
        return replace(reader, different_because=given[f"different_{place}"])


class _ReaderField(forms.ChoiceField):
    """Somebody to whom one may write. Who is not in the list is refused with a reason, not as a wrong choice."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Select, **options)

    def valid_value(self, value: Any) -> bool:
        """Take any code: the journey says who may not be written to, and why."""
        return True


def _instant(day: date | None, clock: time | None) -> datetime | None:
    if day is None or clock is None:
        return None
    try:
        return from_london(day, clock)
    except ValueError as never:
        raise CannotShare([_("The clocks change then: choose another time")]) from never
