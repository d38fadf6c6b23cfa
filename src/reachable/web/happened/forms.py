"""What just happened, asked in as few questions as each happening needs, telephones first.

In:  what was typed.
Out: JustHappened. Money is typed in pounds; a question left open stays open and is never taken for "no".
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.intake.domain.custody_layout import DISPOSALS
from reachable.intake.domain.extracted import Detail
from reachable.intake.domain.just_happened import Happening, JustHappened
from reachable.kernel.london import (
    LONDON,
    LocalTimeHappenedTwice,
    LocalTimeNeverHappened,
    from_london,
    london_date,
    say_day,
)
from reachable.web.shared.form_fields import DayField, LongTextField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

YES, NO = "YES", "NO"
DAYS_BACK = 7
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")
MONEY = re.compile(r"£?(\d{1,3}(?:,?\d{3})*|\d+)(?:\.(\d{2}))?")
FIELD_OF = {"happened_at": "clock"}
"""Where the form asks a question under another name than the happening has for the answer."""

WHO = ("given_name", "family_name", "also_known_as", "age", "born_on", "phone")
MORE_OF_THE_CHILD = {
    Happening.ARRESTED: ("address", "postcode", "school_name", "pnc_id"),
    Happening.AT_HOSPITAL: ("nhs_number", "address", "postcode", "school_name"),
    Happening.FOUND: ("address", "postcode"),
    Happening.EXCLUDED: ("address", "postcode"),
    Happening.RELEASED: ("address", "postcode", "pnc_id"),
}
WHAT = {
    Happening.ARRESTED: (
        "place",
        "own_reference",
        "offence",
        "drugs_supply",
        "drugs",
        "wraps",
        "cash",
        "phones",
        "weapon",
        "concealed",
        "away_from_home_area",
    ),
    Happening.AT_HOSPITAL: ("place", "injury", "assault", "weapon"),
    Happening.FOUND: ("place", "miles_from_home", "away_from_home_area", "no_ticket", "condition"),
    Happening.EXCLUDED: ("school_name", "permanent", "days", "reason"),
    Happening.RELEASED: ("place", "own_reference", "has_left", "disposal", "away_from_home_area"),
}
SAID = ("words", "child_said")
YES_OR_NO = frozenset(
    {"drugs_supply", "concealed", "away_from_home_area", "assault", "no_ticket", "permanent", "has_left"}
)
IN_WORDS = frozenset({"offence", "drugs", "weapon", "injury", "condition", "reason", "disposal"})
NUMBERS = frozenset({"wraps", "phones", "days", "miles_from_home"})


def _words(
    label: "str | _StrPromise", *, longest: int = 120, hint: "str | _StrPromise" = "", inputmode: str = ""
) -> forms.CharField:
    attrs = {"autocomplete": "off", **({"inputmode": inputmode} if inputmode else {})}
    return forms.CharField(
        label=label, required=False, max_length=longest, help_text=hint, widget=forms.TextInput(attrs=attrs)
    )


def _yes_or_no(label: "str | _StrPromise") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )


def _number(label: "str | _StrPromise", *, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class MoneyField(forms.CharField):
    """Pounds as people write them: 340, £340, 1,250.50. Cleans to pence, or None when empty."""

    def clean(self, value: object) -> int | None:
        """Return pence.

        :raises ValidationError: when it cannot be read as pounds.
        """
        written = str(super().clean(value)).strip()
        if not written:
            return None
        match = MONEY.fullmatch(written)
        if match is None:
            raise ValidationError(_("Write pounds, like 340 or 340.50"))
        return int(match[1].replace(",", "")) * 100 + int(match[2] or 0)


class HappenedForm(forms.Form):
    """Every question of every happening; only those of the one chosen are asked."""

    given_name = _words(gettext_lazy("First name, as given"))
    family_name = _words(gettext_lazy("Family name, as given"))
    also_known_as = _words(gettext_lazy("Any other name or nickname"))
    age = forms.IntegerField(
        label=gettext_lazy("Age, if that is all you know"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    born_on = DayField(label=gettext_lazy("Date of birth"), required=False)
    phone = _words(gettext_lazy("A phone number of theirs"), inputmode="tel")
    address = _words(gettext_lazy("Address given"), longest=300)
    postcode = _words(gettext_lazy("Postcode"), longest=10)
    school_name = _words(gettext_lazy("School"))
    nhs_number = _words(gettext_lazy("NHS number"), longest=20, inputmode="numeric")
    pnc_id = _words(gettext_lazy("PNC number"), longest=20)
    own_reference = _words(gettext_lazy("Your own record number"), longest=60)
    on_day = forms.ChoiceField(label=gettext_lazy("Which day?"), required=False)
    clock = _words(gettext_lazy("What time?"), longest=5, hint=gettext_lazy("Like 01:20"), inputmode="numeric")
    which_time = forms.ChoiceField(
        label=gettext_lazy("The clocks went back, so this time came twice. Which?"),
        required=False,
        choices=[("FIRST", gettext_lazy("The first time")), ("SECOND", gettext_lazy("An hour later"))],
        widget=forms.RadioSelect,
    )
    place = _words(gettext_lazy("Where?"), longest=300)
    offence = _words(gettext_lazy("Arrested for"))
    drugs_supply = _yes_or_no(gettext_lazy("Possession with intent to supply?"))
    drugs = _words(gettext_lazy("Drugs taken: what?"))
    wraps = _number(gettext_lazy("How many wraps?"), most=9999)
    cash = MoneyField(
        label=gettext_lazy("Cash taken, in pounds"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    phones = _number(gettext_lazy("Phones taken: how many?"), most=99)
    weapon = _words(gettext_lazy("Weapon, if any"))
    concealed = _yes_or_no(gettext_lazy("May drugs be hidden inside the body?"))
    away_from_home_area = _yes_or_no(gettext_lazy("Away from the child’s home area?"))
    injury = _words(gettext_lazy("Injury"))
    assault = _yes_or_no(gettext_lazy("Did somebody do this to the child?"))
    miles_from_home = _number(gettext_lazy("About how many miles from home?"), most=999)
    no_ticket = _yes_or_no(gettext_lazy("Travelling without a ticket?"))
    condition = _words(gettext_lazy("How is the child?"))
    permanent = _yes_or_no(gettext_lazy("Is it permanent?"))
    days = _number(gettext_lazy("If not, for how many days?"), most=45)
    reason = _words(gettext_lazy("For what?"), longest=300)
    has_left = _yes_or_no(gettext_lazy("Has the child left already?"))
    disposal = forms.ChoiceField(
        label=gettext_lazy("How?"), required=False, choices=[("", gettext_lazy("Not decided yet")), *DISPOSALS]
    )
    words = LongTextField(label=gettext_lazy("Anything else somebody must know"), required=False, longest=5000, rows=3)
    child_said = LongTextField(label=gettext_lazy("In the child’s own words"), required=False, longest=5000, rows=2)

    def __init__(self, *given: object, happening: Happening, now: datetime, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.happening, self.now = happening, now
        asked = (*WHO, *MORE_OF_THE_CHILD[happening], "on_day", "clock", "which_time", *WHAT[happening], *SAID)
        self.fields = {name: self.fields[name] for name in asked}
        today = london_date(now)
        days = [today - timedelta(days=back) for back in range(DAYS_BACK + 1)]
        self.fields["on_day"].choices = [(day.isoformat(), _say_recent(day, today)) for day in days]  # type: ignore[attr-defined]
        self.fields["clock"].initial = f"{now.astimezone(LONDON):%H:%M}"
        if happening is Happening.RELEASED:
            self.fields["clock"].label = _("When will the child leave, or when did they?")

    def clean(self) -> dict[str, object]:
        """Return what was typed, with the instant it happened.

        :raises ValidationError: never: a time that cannot be read is said beside its question.
        """
        given = super().clean() or {}
        match = CLOCK.fullmatch(given.get("clock", "") or f"{self.now.astimezone(LONDON):%H:%M}")
        if match is None:
            self.add_error("clock", _("Write a time like 01:20"))
            return given
        day = date.fromisoformat(given["on_day"]) if given.get("on_day") else london_date(self.now)
        which = {"FIRST": False, "SECOND": True}.get(given.get("which_time", ""))
        try:
            given["happened_at"] = from_london(day, time(int(match[1]), int(match[2])), second_time=which)
        except LocalTimeHappenedTwice:
            self.add_error("which_time", _("The clocks went back: say which of the two times it was"))
        except LocalTimeNeverHappened:
            self.add_error("clock", _("The clocks went forward over this time. Look at the time again"))
        return given

    @property
    def asks_which_time(self) -> bool:
        """Test if the time came twice, so that the page must ask which."""
        return "which_time" in self.errors or bool(self.is_bound and self.data.get("which_time"))

    def to_happening(self) -> JustHappened:
        """Return what just happened, as it was typed."""
        given = self.cleaned_data
        return JustHappened(
            happening=self.happening,
            happened_at=given["happened_at"],
            recorded_at=self.now,
            born_on=given["born_on"],
            age=given["age"],
            answers=self._answers(given),
            **{
                name: given.get(name, "")
                for name in (
                    *("given_name", "family_name", "also_known_as", "phone", "address", "postcode", "school_name"),
                    *("nhs_number", "pnc_id", "own_reference", "words", "child_said"),
                )
            },
            place=given.get("place", "") or given.get("school_name", ""),
        )

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put each problem beside the question it is about."""
        for name, problem in problems.items():
            field = FIELD_OF.get(name, name)
            self.add_error(field if field in self.fields else None, _(problem))

    def _answers(self, given: Mapping[str, object]) -> dict[str, Detail]:
        """Return the answers that were given. One left open is left out, so that nobody reads it as "no"."""
        answers: dict[str, Detail] = {}
        for name, value in given.items():
            if name in YES_OR_NO and value:
                answers[name] = value == YES
            elif name in IN_WORDS and value:
                answers[name] = str(value)
            elif name in NUMBERS and isinstance(value, int):
                answers[name] = float(value) if name == "miles_from_home" else value
        cash = given.get("cash")
        if isinstance(cash, int):
            answers["cash_pence"] = cash
        if self.happening is Happening.FOUND and given.get("place"):
            answers["found_where"] = str(given["place"])
        return answers


def _say_recent(day: date, today: date) -> str:
    named = {today: _("Today"), today - timedelta(days=1): _("Yesterday")}
    return named.get(day, say_day(day))
