"""The one page on which somebody says what they saw or heard.

In:  what was typed.
Out: NewConcern; every problem beside its question. Nothing is required here: the concern itself says what it must.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.intake.domain.concern import (
    LONGEST_ACCOUNT,
    About,
    ChildDescribed,
    FormProblem,
    NewConcern,
    Noticed,
    NotToBeTold,
    Route,
    SafeToContact,
    when_noticed,
)
from reachable.intake.domain.files import LONGEST_SHOWS
from reachable.intake.domain.indicators import HOW_KNOWN, INDICATORS, Observed
from reachable.kernel.ids import ConcernId
from reachable.kernel.provenance import Confidence
from reachable.kernel.when import When
from reachable.web.shared.form_fields import DayField, LongTextField

YES, NO = "YES", "NO"
NOT_KNOWN = "not known"
KNOWN = "known_"
TAKEN = "image/jpeg,image/png,image/webp,application/pdf,text/plain"
"""What a browser offers to choose. It is offered, no more: what comes is looked at."""

NEVER_IN_A_DRAFT = frozenset({"file"})
NO_CHARACTER = "\x00"
"""The one character a database keeps in no text. A slip of the keyboard must not lose what else was typed."""
KNOWN_BY_CODE = {confidence.value: confidence for confidence, _label in HOW_KNOWN}
FIELD_OF = {"children": "called", "age_or_birth_date": "age", "happened": "day", "must_not_be_told": "in_words"}
"""Where the form asks a question under another name than the concern has for the answer."""

DESCRIBED_IN = {About.PLACE: "place", About.GROUP: "group", About.NUMBER: "number"}
ABOUT = {each.code: each for each in About}
SAFE = {each.code: each for each in SafeToContact}
NOTICED = {each.code: each for each in Noticed}

SHORT = forms.TextInput(attrs={"autocomplete": "off"})
Answers = Mapping[str, Sequence[str]]


def _coded(kinds: Iterable[About | SafeToContact | NotToBeTold | Noticed]) -> list[tuple[str, str]]:
    return [(each.code, each.label) for each in kinds]


class ConcernForm(forms.Form):
    """What I saw or heard, about whom, when, and who may be contacted."""

    sending = forms.UUIDField(required=False, widget=forms.HiddenInput)
    immediate_danger = forms.ChoiceField(
        label=gettext_lazy("Is a child in danger right now?"),
        required=False,
        choices=[(YES, gettext_lazy("Yes: ring 999 first, then write here")), (NO, gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    about = forms.ChoiceField(
        label=gettext_lazy("Who or what is it about?"),
        required=False,
        choices=_coded(About),
        initial=About.CHILD.code,
        widget=forms.RadioSelect,
    )
    works_with_children = forms.CharField(
        label=gettext_lazy("Who works with children?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("A name, or the job and where they do it"),
        widget=SHORT,
    )
    called = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("A name, a nickname or “not known”"),
        widget=SHORT,
    )
    age = forms.CharField(
        label=gettext_lazy("Age or date of birth"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("For example 14, about 14, or 04/09/2011"),
        widget=SHORT,
    )
    second_called = forms.CharField(label=gettext_lazy("Second child"), required=False, max_length=120, widget=SHORT)
    second_age = forms.CharField(label=gettext_lazy("Their age"), required=False, max_length=40, widget=SHORT)
    third_called = forms.CharField(label=gettext_lazy("Third child"), required=False, max_length=120, widget=SHORT)
    third_age = forms.CharField(label=gettext_lazy("Their age"), required=False, max_length=40, widget=SHORT)
    place = forms.CharField(label=gettext_lazy("Which place?"), required=False, max_length=300, widget=SHORT)
    group = forms.CharField(label=gettext_lazy("Which group?"), required=False, max_length=300, widget=SHORT)
    number = forms.CharField(
        label=gettext_lazy("Which number?"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    what_i_saw = LongTextField(
        label=gettext_lazy("What did you see or hear?"),
        required=False,
        longest=LONGEST_ACCOUNT,
        rows=5,
    )
    childs_words = LongTextField(
        label=gettext_lazy("In the child’s own words"),
        required=False,
        longest=LONGEST_ACCOUNT,
        rows=2,
        help_text=gettext_lazy("Exactly as they were said"),
    )
    noticed = forms.MultipleChoiceField(
        label=gettext_lazy("Did you notice any of these?"),
        required=False,
        choices=[(each.code, each.label) for each in INDICATORS.values()],
        widget=forms.CheckboxSelectMultiple,
    )
    where_seen = forms.CharField(label=gettext_lazy("Where?"), required=False, max_length=300, widget=SHORT)
    when = forms.ChoiceField(
        label=gettext_lazy("When?"),
        required=False,
        choices=_coded(each for each in Noticed if each is not Noticed.ON_A_DAY),
        initial=Noticed.TODAY.code,
    )
    day = DayField(label=gettext_lazy("On another day"), required=False)
    safe_to_contact_family = forms.ChoiceField(
        label=gettext_lazy("Is it safe to contact the family?"),
        required=False,
        choices=_coded(SafeToContact),
        widget=forms.RadioSelect,
    )
    how_to_contact = forms.CharField(
        label=gettext_lazy("How is it safe?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Whom, when, on which number"),
        widget=SHORT,
    )
    not_to_be_told = forms.MultipleChoiceField(
        label=gettext_lazy("Who must not be told?"),
        required=False,
        choices=_coded(NotToBeTold),
        widget=forms.CheckboxSelectMultiple,
    )
    in_words = forms.CharField(label=gettext_lazy("Who exactly?"), required=False, max_length=200, widget=SHORT)

    file = forms.FileField(
        label=gettext_lazy("The file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("A photograph (JPEG, PNG or WebP), a PDF or plain text. At most 10 MB."),
        widget=forms.FileInput(attrs={"accept": TAKEN}),
    )
    shows = forms.CharField(
        label=gettext_lazy("What does it show?"),
        required=False,
        max_length=LONGEST_SHOWS,
        help_text=gettext_lazy("For example: the number plate of the car by the gate"),
        widget=SHORT,
    )
    no_place = forms.BooleanField(
        label=gettext_lazy("Nobody could tell from it where a child lives or is kept safe"), required=False
    )

    @property
    def concern_id(self) -> ConcernId:
        """Return the id under which it is sent. Sent twice under one id, it is one concern."""
        return ConcernId(self.cleaned_data.get("sending") or uuid4())

    def to_concern(self, *, route: Route, now: datetime) -> NewConcern:
        """Return what was typed as a concern. It may still lack an answer."""
        given = self.cleaned_data
        about = About.CHILD if route is Route.ALLEGATION else ABOUT.get(given.get("about", ""), About.CHILD)
        return NewConcern(
            route=route,
            about=about,
            children=self._children(route) if about is About.CHILD else (),
            described_as=given.get(DESCRIBED_IN[about], "") if about in DESCRIBED_IN else "",
            works_with_children=given.get("works_with_children", ""),
            what_i_saw=given.get("what_i_saw", ""),
            childs_words=given.get("childs_words", ""),
            observed=self._observed(),
            where_seen=given.get("where_seen", ""),
            happened=self._happened(now),
            immediate_danger={YES: True, NO: False}.get(given.get("immediate_danger", "")),
            safe_to_contact_family=SAFE.get(given.get("safe_to_contact_family", "")),
            how_to_contact=given.get("how_to_contact", ""),
            not_to_be_told=tuple(each for each in NotToBeTold if each.code in given.get("not_to_be_told", ())),
            not_to_be_told_in_words=given.get("in_words", ""),
        )

    def show_problems(self, problems: Iterable[FormProblem], about: About) -> None:
        """Put each problem beside the question it is about."""
        for problem in problems:
            field = (
                DESCRIBED_IN.get(about, "called")
                if problem.field == "described_as"
                else FIELD_OF.get(problem.field, problem.field)
            )
            self.add_error(field if field in self.fields else None, _(problem.message))

    def known(self, code: str) -> str:
        """Return how a sign is said to be known; seen when nobody said."""
        chosen = self.data.get(KNOWN + code) if self.is_bound else self.initial.get(KNOWN + code)
        return chosen if chosen in KNOWN_BY_CODE else Confidence.SEEN.value

    def chosen_signs(self) -> frozenset[str]:
        """Return the codes of the signs that are ticked."""
        return frozenset(self["noticed"].value() or ())

    def _children(self, route: Route) -> tuple[ChildDescribed, ...]:
        given = self.cleaned_data
        first = given.get("called", "") or (NOT_KNOWN if route is Route.ALLEGATION else "")
        asked = [(first, "age"), (given.get("second_called", ""), "second_age")]
        asked.append((given.get("third_called", ""), "third_age"))
        return tuple(
            ChildDescribed(called, given.get(age, ""))
            for place, (called, age) in enumerate(asked)
            if place == 0 or called or given.get(age, "")
        )

    def _observed(self) -> tuple[Observed, ...]:
        return tuple(Observed(code, KNOWN_BY_CODE[self.known(code)]) for code in self.cleaned_data.get("noticed", ()))

    def _happened(self, now: datetime) -> When:
        day: date | None = self.cleaned_data.get("day")
        if day is not None:
            return when_noticed(Noticed.ON_A_DAY, now=now, day=day)
        return when_noticed(NOTICED.get(self.cleaned_data.get("when", ""), Noticed.TODAY), now=now)


def blank_form() -> ConcernForm:
    """Return the form with nothing typed, under an id of its own."""
    return ConcernForm(initial={"sending": uuid4()})


def form_from_draft(answers: Answers) -> ConcernForm:
    """Return the form as it was left, without judging what is not finished."""
    typed = QueryDict(mutable=True)
    for name, given in answers.items():
        typed.setlist(name, list(given))
    blank = ConcernForm()
    initial = {name: field.widget.value_from_datadict(typed, {}, name) for name, field in blank.fields.items()}
    initial |= {name: given[0] for name, given in answers.items() if name.startswith(KNOWN) and given}
    kept = {name: value for name, value in initial.items() if value is not None}
    return ConcernForm(initial={"sending": uuid4(), **kept})


def answers_typed(typed: QueryDict) -> Answers:
    """Return what of a request belongs to the form, so that it can be kept as a draft."""
    names = set(ConcernForm.base_fields) - NEVER_IN_A_DRAFT
    days = {f"day_{box}" for box in ("day", "month", "year")}
    return {
        name: [each.replace(NO_CHARACTER, "") for each in given]
        for name, given in typed.lists()
        if (name in names or name in days or name.startswith(KNOWN)) and any(given)
    }


def is_worth_keeping(answers: Answers) -> bool:
    """Test if anything was typed that would be missed."""
    told_by_itself = {"sending", "about", "when"}
    return any(name not in told_by_itself and not name.startswith(KNOWN) for name in answers)
