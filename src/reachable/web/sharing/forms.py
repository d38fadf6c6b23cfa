"""What somebody is asked who shares, refuses to share, recalls, agrees, replies or answers a reply.

In:  what somebody chose and wrote.
Out: a wish to share; words.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.access.domain.partnership import AgencyCard
from reachable.access.domain.viewer import Viewer
from reachable.journeys.sharing_shown import find_recipient
from reachable.kernel.ids import EventId
from reachable.kernel.london import start_of_day
from reachable.sharing.domain.deciding import (
    ChosenItem,
    ItemForm,
    ReplyAnswer,
    ReplyKind,
    SharePurpose,
    Wish,
    read_recipients,
)
from reachable.sharing.domain.grounds import GROUNDS, GroundKind
from reachable.web.shared.form_fields import DayField, LongTextField
from reachable.web.sharing.pack_forms import ask_how_known

LONGEST = 1000
ONE_DAY = timedelta(days=1)
PURPOSES = [(each.code, gettext_lazy(each.label)) for each in SharePurpose]


def _boxes(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class ShareForm(forms.Form):
    """A wish to share. Nothing is ticked beforehand: neither an item nor a recipient."""

    items = _boxes(gettext_lazy("What do they need?"), gettext_lazy("What you tick leaves as it was recorded."))
    redacted = _boxes(
        gettext_lazy("Of what do they need only what happened and when?"),
        gettext_lazy("What you tick here leaves without the child’s name, places and anything anybody wrote."),
    )
    recipients = _boxes(
        gettext_lazy("Which agencies is it for?"),
        gettext_lazy("With nobody chosen, nobody reads it. An agency means the teams it has today."),
    )
    person = forms.EmailField(
        label=gettext_lazy("Or one person: their e-mail address"),
        required=False,
    )
    different_because = ask_how_known()
    share_purpose = forms.ChoiceField(
        label=gettext_lazy("What may they use it for?"),
        choices=PURPOSES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they may use it for")},
    )
    basis = _boxes(gettext_lazy("On which lawful basis?"))
    condition = _boxes(gettext_lazy("Under which condition, as it is sensitive?"))
    gateway = _boxes(gettext_lazy("Under which duty or power?"))
    because = LongTextField(
        label=gettext_lazy("Why do they need it, and what will it help them do?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Say why they need it")},
    )
    withheld = LongTextField(
        label=gettext_lazy("What do you hold back from them?"),
        help_text=gettext_lazy("They are told that something was held back, never what."),
        longest=LONGEST,
        rows=2,
        required=False,
    )
    withheld_because = LongTextField(
        label=gettext_lazy("Why do you hold it back?"), longest=LONGEST, rows=2, required=False
    )
    expires_on = DayField(
        label=gettext_lazy("Until the end of which day can they read it?"),
        help_text=gettext_lazy("At most a year from now. You can recall it sooner."),
        error_messages={"required": gettext_lazy("Enter until when they can read it")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        items: Sequence[tuple[str, str]],
        agencies: Sequence[AgencyCard],
        day: date,
    ) -> None:
        super().__init__(data)
        self.known = [each.id for each in agencies]
        self._offer("items", items)
        self._offer("redacted", items)
        self._offer("recipients", [(str(each.id), each.name) for each in agencies])
        for name, kind in (
            ("basis", GroundKind.BASIS),
            ("condition", GroundKind.CONDITION),
            ("gateway", GroundKind.GATEWAY),
        ):
            held = [each for each in GROUNDS if each.kind is kind and each.in_force.covers(day)]
            self._offer(name, [(each.code, _(each.label)) for each in held])

    def clean(self) -> dict[str, Any]:
        """Say at each question what it lacks."""
        given = super().clean() or self.cleaned_data
        if not self.errors.get("items") and not given.get("items") and not given.get("redacted"):
            self.add_error("items", _("Choose what to share, item by item"))
        if "recipients" not in self.errors and not given.get("recipients") and not given.get("person"):
            self.add_error("recipients", _("Choose who it is for. With nobody chosen, nobody would read it"))
        if given.get("withheld", "").strip() and not given.get("withheld_because", "").strip():
            self.add_error("withheld_because", _("Say why you hold it back"))
        return given

    def wish(self, *, viewer: Viewer, now: datetime) -> Wish:
        """Return what is wished, once the form is valid.

        :raises CannotShare: when a recipient is not known.
        """
        given = self.cleaned_data
        person = (find_recipient(address=given["person"], viewer=viewer, at=now),) if given["person"] else ()
        return Wish(
            items=(
                *_chosen(given["items"], ItemForm.AS_RECORDED),
                *_chosen(given["redacted"], ItemForm.REDACTED),
            ),
            recipients=(*read_recipients(given["recipients"], known=self.known), *person),
            purpose=next(each for each in SharePurpose if each.code == given["share_purpose"]),
            grounds=(*given["basis"], *given["condition"], *given["gateway"]),
            because=given["because"],
            expires_at=start_of_day(given["expires_on"] + ONE_DAY),
            withheld=given["withheld"],
            withheld_because=given["withheld_because"],
            different_because=given["different_because"],
        )

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(choices)


class RefusalForm(forms.Form):
    """A decision not to share."""

    asked_by = forms.CharField(
        label=gettext_lazy("Who asked, or whom did you think of sharing with?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say who asked, or whom you thought of")},
    )
    share_purpose = forms.ChoiceField(
        label=gettext_lazy("What would they have used it for?"),
        choices=PURPOSES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they would have used it for")},
    )
    because = LongTextField(
        label=gettext_lazy("Why is it not shared?"),
        longest=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Say why it is not shared")},
    )
    detriment = LongTextField(
        label=gettext_lazy("What harm could come of not sharing it, and what was done about that?"),
        longest=LONGEST,
        rows=3,
        required=False,
    )

    def purpose(self) -> SharePurpose:
        """Return the purpose, once the form is valid."""
        return next(each for each in SharePurpose if each.code == self.cleaned_data["share_purpose"])


class RecallForm(forms.Form):
    """Why something shared is recalled."""

    because = LongTextField(
        label=gettext_lazy("Why is it recalled?"),
        longest=LONGEST,
        rows=2,
        error_messages={"required": gettext_lazy("Say why it is recalled")},
    )


class WithdrawForm(forms.Form):
    """Why a decision that waits is withdrawn."""

    because = LongTextField(
        label=gettext_lazy("Why is it withdrawn?"),
        longest=LONGEST,
        rows=2,
        error_messages={"required": gettext_lazy("Say why it is withdrawn")},
    )


class AnswerForm(forms.Form):
    """What the person who must agree first says."""

    agrees = forms.ChoiceField(
        label=gettext_lazy("Do you agree?"),
        choices=[("yes", gettext_lazy("Yes: share it")), ("no", gettext_lazy("No: do not share it"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no")},
    )
    because = LongTextField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Whoever asked reads this."),
        longest=LONGEST,
        rows=2,
        error_messages={"required": gettext_lazy("Say why")},
    )


class ReplyForm(forms.Form):
    """What a recipient says of something they were sent."""

    item = forms.ChoiceField(
        label=gettext_lazy("Which one is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which one it is about")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want to say?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in ReplyKind],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you want to say")},
    )
    words = LongTextField(
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy("For a correction: what it should say."),
        longest=LONGEST,
        rows=3,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, items: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        item = self.fields["item"]
        if isinstance(item, forms.ChoiceField):
            item.choices = list(items)

    def clean(self) -> dict[str, Any]:
        """Ask for words with a correction."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == ReplyKind.CORRECTION.code and not given.get("words", "").strip():
            self.add_error("words", _("Say what it should say instead"))
        return given

    def event_id(self) -> EventId:
        """Return which item it is about, once the form is valid."""
        return EventId(UUID(self.cleaned_data["item"]))

    def reply_kind(self) -> ReplyKind:
        """Return what they say, once the form is valid."""
        return next(each for each in ReplyKind if each.code == self.cleaned_data["kind"])


class ReplyAnswerForm(forms.Form):
    """What the holder says to a reply."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[(each.code, gettext_lazy(each.label)) for each in ReplyAnswer],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer")},
    )
    words = LongTextField(label=gettext_lazy("In your words"), longest=LONGEST, rows=2, required=False)

    def reply_answer(self) -> ReplyAnswer:
        """Return the answer, once the form is valid."""
        return next(each for each in ReplyAnswer if each.code == self.cleaned_data["answer"])


def _chosen(event_ids: Iterable[str], form: ItemForm) -> tuple[ChosenItem, ...]:
    return tuple(ChosenItem(EventId(UUID(each)), form) for each in event_ids)
