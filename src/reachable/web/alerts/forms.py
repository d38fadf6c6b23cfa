"""The four answers to an alert, each a form of its own.

In:  what somebody chose or wrote.
Out: an act, a reason, and by when they will act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from reachable.alerts.domain.states import Act, AlertState, find_acts
from reachable.alerts.queries import AlertRecord
from reachable.journeys.alert_answered import list_acts
from reachable.web.shared.display import moment

ACT_WITHIN = (
    (timedelta(minutes=15), _("in 15 minutes")),
    (timedelta(hours=1), _("in an hour")),
    (timedelta(hours=4), _("in four hours")),
    (timedelta(hours=24), _("by this time tomorrow")),
)
LONGEST = 1000


class TakeForm(forms.Form):
    """Taking it: by when will you act?"""

    act_within = forms.ChoiceField(
        label=_("By when will you act?"),
        help_text=_("Until then nobody else is told. If nothing is done by then, the ladder starts again."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose by when you will act")},
    )


class WordsForm(forms.Form):
    """An answer in a few words."""

    reason = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words: what was done, or why")},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """One answer that can be given now. `is_open` says that its form is shown at once, not folded."""

    act: Act
    label: str
    button: str
    form: forms.Form
    is_open: bool


WORDS = {
    Act.ACKNOWLEDGE: (_("Take it"), _("I am taking it")),
    Act.ACT_ON: (_("Say what was done"), _("This was done")),
    Act.CALL_NOT_RELEVANT: (_("Not relevant, because …"), _("Answer that it is not relevant")),
    Act.HAND_BACK: (_("Hand it back"), _("Hand it back")),
    Act.REOPEN: (_("Open it again"), _("Open it again")),
}
LABELS = {
    Act.ACT_ON: _("What was done?"),
    Act.CALL_NOT_RELEVANT: _("Why is it not relevant?"),
    Act.HAND_BACK: _("Why can you not do it? The next person is told at once."),
    Act.REOPEN: _("Why must it be looked at again?"),
}


def list_answer_forms(
    alert: AlertRecord, *, now: datetime, sent: Act | None = None, answer: Mapping[str, str] | None = None
) -> tuple[AnswerForm, ...]:
    """Return the answers a person can give to an alert now, the one just sent with what was typed and its errors."""
    state, theirs = AlertState[alert.state], list_acts(alert)
    acts = [act for act in find_acts(state) if act in theirs and state is not AlertState.WITHDRAWN]
    return tuple(
        AnswerForm(
            act=act,
            label=str(WORDS[act][0]),
            button=str(WORDS[act][1]),
            form=make_form(act, now=now, answer=answer if act is sent else None),
            is_open=act is sent or (sent is None and act is acts[0]),
        )
        for act in acts
    )


def make_form(act: Act, *, now: datetime, answer: Mapping[str, str] | None = None) -> forms.Form:
    """Return the form of one answer, bound to what was sent when something was."""
    if act is Act.ACKNOWLEDGE:
        take = TakeForm(answer, prefix=act.name.lower())
        take.fields["act_within"] = _with_times(take.fields["act_within"], now)
        return take
    words = WordsForm(answer, prefix=act.name.lower())
    words.fields["reason"].label = LABELS[act]
    return words


def find_act_by(form: forms.Form, *, now: datetime) -> datetime | None:
    """Return by when somebody who takes it will act, or None for any other answer."""
    within = form.cleaned_data.get("act_within")
    return None if within is None else now + timedelta(minutes=int(within))


def _with_times(field: forms.Field, now: datetime) -> forms.Field:
    if isinstance(field, forms.ChoiceField):
        field.choices = [
            (str(int(length.total_seconds() // 60)), f"{words}: {moment(now + length)}") for length, words in ACT_WITHIN
        ]
    return field
