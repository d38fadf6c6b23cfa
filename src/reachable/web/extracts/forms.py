"""What is asked of somebody who sends a file.

In:  the extracts they may bring in.
Out: an extract, a file of a size that can be read, and whether far fewer rows are right.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reachable.intake.domain.layouts import LAYOUTS
from reachable.journeys.extract_previewed import Sendable

LARGEST_FILE = 20 * 1024 * 1024
"""In bytes. A year of a large force's custody records is a tenth of this."""

LONGEST_NAME = 200
LONGEST_REASON = 300
NOT_CHOSEN = gettext_lazy("Choose which extract it is")
NO_FILE = gettext_lazy("Choose the file")


class UploadForm(forms.Form):
    """One file of one agency's feed."""

    extract = forms.ChoiceField(
        label=gettext_lazy("Which extract is it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose which extract it is"),
            "invalid_choice": gettext_lazy("Choose which extract it is"),
        },
    )
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("A CSV file as your system wrote it, never saved by a spreadsheet. At most 20 MB."),
        allow_empty_file=True,
        error_messages={"required": NO_FILE, "missing": NO_FILE},
    )
    fewer_rows = forms.BooleanField(
        label=gettext_lazy("This file has far fewer rows than the last one, and that is right"), required=False
    )

    def __init__(self, *args: Any, sendable: Sequence[Sendable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sendable = {f"{each.feed}:{each.agency_id}": each for each in sendable}
        self.fields["extract"].choices = list(self._choices())  # type: ignore[attr-defined]
        if len(self.sendable) == 1:
            self.fields["extract"].initial = next(iter(self.sendable))

    def _choices(self) -> Iterator[tuple[str, str]]:
        several = len({each.agency_id for each in self.sendable.values()}) > 1
        for code, each in self.sendable.items():
            title = _(LAYOUTS[each.feed].title)
            yield code, f"{each.agency_name}: {title.lower()}" if several else title

    @property
    def chosen(self) -> Sendable:
        """Return which extract of which agency was chosen, once the form is valid."""
        return self.sendable[self.cleaned_data["extract"]]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Return the file.

        :raises ValidationError: when it is larger than can be read at once.
        """
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 20 MB. Send a shorter period, in several files"))
        return file


class UndoForm(forms.Form):
    """Why an extract is undone."""

    because = forms.CharField(
        label=gettext_lazy("Why is it undone?"),
        help_text=gettext_lazy("Whoever was told reads this. Write no name."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why it is undone")},
    )
