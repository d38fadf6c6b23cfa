"""What whoever asks a holder says, and what the holder answers.

In:  what somebody chose and wrote.
Out: a reason, an urgency and words; an answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.kernel.ids import ShareId
from reachable.oversight.domain.asking import AskReason, AskUrgency, HolderAnswer, NewAnswer, RefusalGround
from reachable.web.shared.form_fields import LongTextField

LONGEST = 1000


class AskForm(forms.Form):
    """Why somebody asks, for what, and by when."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What do you need it for?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in AskReason],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you need it for")},
    )
    words = LongTextField(
        label=gettext_lazy("What do you need to know, and what will you do with it?"),
        longest=LONGEST,
        rows=4,
        help_text=gettext_lazy("They read this and decide by it. The more exact it is, the sooner they can answer."),
        error_messages={"required": gettext_lazy("Say what you need to know and what you will do with it")},
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("By when do you need an answer?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in AskUrgency],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose by when you need an answer")},
    )

    def why(self) -> AskReason:
        """Return the reason that was chosen."""
        return next(each for each in AskReason if each.code == self.cleaned_data["reason"])

    def by_when(self) -> AskUrgency:
        """Return the urgency that was chosen."""
        return next(each for each in AskUrgency if each.code == self.cleaned_data["urgency"])


class AnswerForm(forms.Form):
    """What the holder answers. `decided` are the decisions to share with whoever asked."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you answer?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in HolderAnswer],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you answer")},
    )
    share = forms.ChoiceField(label=gettext_lazy("By which decision is it shared?"), required=False)
    ground = forms.ChoiceField(
        label=gettext_lazy("If it is not shared, why?"),
        choices=[(each.code, gettext_lazy(each.label)) for each in RefusalGround],
        widget=forms.RadioSelect,
        required=False,
    )
    words = LongTextField(
        label=gettext_lazy("In your words, for whoever asked"), longest=LONGEST, rows=4, required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, decided: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        share = self.fields["share"]
        if isinstance(share, forms.ChoiceField):
            nothing = _("Choose the decision") if decided else _("Nothing has been shared with them since they asked")
            share.choices = [("", nothing), *decided]

    def given(self) -> NewAnswer:
        """Return the answer, once the form is valid."""
        given = self.cleaned_data
        answer = next(each for each in HolderAnswer if each.code == given["answer"])
        refused, shared = answer is HolderAnswer.REFUSED, answer is HolderAnswer.SHARED
        return NewAnswer(
            answer=answer,
            words=given["words"],
            share_id=ShareId(UUID(given["share"])) if shared and given["share"] else None,
            ground=next((each for each in RefusalGround if each.code == given["ground"]), None) if refused else None,
        )
