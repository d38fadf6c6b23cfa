"""The decision on a concern, and the answer to "is this record of the same child?".

In:  what was typed.
Out: NewTriageDecision; the two records, the answer and the reason.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.intake.domain.concern import FormProblem
from reachable.intake.domain.kept_concerns import ConcernRecord
from reachable.intake.domain.triage import LONGEST_ANSWER, NewTriageDecision, RiskAnswer, TriageAnswer
from reachable.kernel.ids import SubjectId
from reachable.matching.domain.clusters import Answer
from reachable.web.shared.form_fields import LongTextField

RISKS = {risk.code: risk for risk in RiskAnswer}
ANSWERS = {answer.code: answer for answer in TriageAnswer}
SAME_CHILD = [
    (Answer.SAME.value, gettext_lazy("Yes, the same child")),
    (Answer.DIFFERENT.value, gettext_lazy("No, different children")),
    (Answer.NOT_SURE.value, gettext_lazy("I am not sure")),
]


class DecisionForm(forms.Form):
    """What happens with a concern, why, and what whoever raised it is told. The two risks are two questions."""

    risk_outside_family = forms.ChoiceField(
        label=gettext_lazy("Is there a risk outside the family?"),
        required=False,
        choices=[(risk.code, risk.label) for risk in RiskAnswer],
        widget=forms.RadioSelect,
    )
    risk_in_family = forms.ChoiceField(
        label=gettext_lazy("Is there a risk in the family?"),
        required=False,
        choices=[(risk.code, risk.label) for risk in RiskAnswer],
        widget=forms.RadioSelect,
    )
    answer = forms.ChoiceField(label=gettext_lazy("What happens now?"), required=False, widget=forms.RadioSelect)
    linked_subject_id = forms.ChoiceField(
        label=gettext_lazy("Which child’s open work?"), required=False, widget=forms.RadioSelect
    )
    because = LongTextField(
        label=gettext_lazy("Why?"),
        required=False,
        longest=LONGEST_ANSWER,
        rows=4,
    )
    told_reporter = LongTextField(
        label=gettext_lazy("What is the person who raised it told?"),
        required=False,
        longest=LONGEST_ANSWER,
        rows=3,
        help_text=gettext_lazy("They read exactly this. Leave out what other agencies hold."),
    )

    def __init__(
        self, *given: object, concern: ConcernRecord, answers: Sequence[TriageAnswer], **named: object
    ) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        children = [(str(each.subject_id), each.say()) for each in concern.children if each.subject_id is not None]
        self.fields["answer"].choices = [(each.code, each.label) for each in answers]  # type: ignore[attr-defined]
        self.fields["linked_subject_id"].choices = children  # type: ignore[attr-defined]

    def to_decision(self) -> NewTriageDecision:
        """Return what was decided. It may still lack an answer."""
        given = self.cleaned_data
        linked = given.get("linked_subject_id")
        answer = ANSWERS.get(given.get("answer", ""))
        return NewTriageDecision(
            answer=answer,
            because=given.get("because", ""),
            risk_outside_family=RISKS.get(given.get("risk_outside_family", "")),
            risk_in_family=RISKS.get(given.get("risk_in_family", "")),
            told_reporter=given.get("told_reporter", ""),
            linked_subject_id=SubjectId(UUID(linked)) if linked else None,
        )

    def show_problems(self, problems: Iterable[FormProblem]) -> None:
        """Put each problem beside the question it is about."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, _(problem.message))


class JudgeForm(forms.Form):
    """Whether two records are of the same child, and why."""

    own = forms.UUIDField(widget=forms.HiddenInput)
    other = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=gettext_lazy("Is it the same child?"), choices=SAME_CHILD, widget=forms.RadioSelect
    )
    because = LongTextField(label=gettext_lazy("Why?"), longest=2000, rows=2)

    def clean(self) -> dict[str, Any] | None:
        """Return what was typed. A record cannot be compared with itself."""
        given = super().clean()
        if given and given.get("own") == given.get("other"):
            raise forms.ValidationError(_("Choose two records."))
        return given
