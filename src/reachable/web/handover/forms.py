"""What the next shift must know: free words, and a few lines about one child each.

In:  what somebody wrote; the children the briefing shows them.
Out: words, and a line for each child.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.kernel.ids import SubjectId
from reachable.web.shared.form_fields import LongTextField

LONGEST, LONGEST_LINE, LINES = 4000, 500, 3
NOT_IN_THE_LIST = gettext_lazy(
    "Whoever this line was about is not in your list any more. What you wrote still stands below: choose somebody else,"
    " or empty the line and tell the next shift by voice"
)


class HandoverForm(forms.Form):
    """The note. What is said about a child is written in that child's own line, and opens only with their record."""

    words = LongTextField(
        label=gettext_lazy("What must the next shift know?"),
        help_text=gettext_lazy(
            "Name no child here: the lines below are for that. What is open, due and unanswered is added."
        ),
        required=False,
        longest=LONGEST,
        rows=6,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, children: Sequence[tuple[SubjectId, str]]) -> None:
        super().__init__(data)
        choices = [("", _("Nobody")), *((str(subject_id), said) for subject_id, said in children)]
        # What was sent was written when the list was perhaps longer: no line of it is left out.
        for number in range(1, (LINES if self.is_bound else min(LINES, len(children))) + 1):
            self.fields[f"about_{number}"] = forms.ChoiceField(
                label=_("Line %(number)s is about") % {"number": number},
                choices=choices,
                required=False,
                error_messages={"invalid_choice": NOT_IN_THE_LIST},
            )
            self.fields[f"said_{number}"] = LongTextField(
                label=_("What about them?"), required=False, longest=LONGEST_LINE, rows=2
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a note that says nothing, and a line that says nothing or is about nobody."""
        given = super().clean() or self.cleaned_data
        for number in self._numbers():
            about, said = given.get(f"about_{number}", ""), given.get(f"said_{number}", "").strip()
            if said and not about and f"about_{number}" not in self.errors:
                self.add_error(f"about_{number}", _("Choose whom the line is about"))
            if about and not said:
                self.add_error(f"said_{number}", _("Write what the next shift must know about them"))
        if not self.errors and not given.get("words", "").strip() and not self.lines():
            self.add_error("words", _("Write what the next shift must know"))
        return given

    def lines(self) -> dict[SubjectId, str]:
        """Return what is said about each child. Two lines about one child are one after the other."""
        found: dict[SubjectId, str] = {}
        for number in self._numbers():
            about, said = self.cleaned_data.get(f"about_{number}"), self.cleaned_data.get(f"said_{number}", "").strip()
            if about and said:
                subject_id = SubjectId(UUID(about))
                found[subject_id] = f"{found[subject_id]}\n{said}" if subject_id in found else said
        return found

    def refuse(self, subject_ids: Collection[SubjectId]) -> None:
        """Say beside each line about one of these children that it could not be kept."""
        refused = {str(each) for each in subject_ids}
        for number in self._numbers():
            if self.cleaned_data.get(f"about_{number}") in refused:
                self.add_error(f"about_{number}", NOT_IN_THE_LIST)

    def _numbers(self) -> Iterator[int]:
        return (number for number in range(1, LINES + 1) if f"about_{number}" in self.fields)
