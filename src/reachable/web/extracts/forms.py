"""What is asked of somebody who sends a file.

In:  the feeds their agency may send.
Out: a feed, a file of a size that can be read, and whether far fewer rows are right.
"""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from reachable.intake.domain.layouts import LAYOUTS

LARGEST_FILE = 20 * 1024 * 1024
"""In bytes. A year of a large force's custody records is a tenth of this."""

LONGEST_NAME = 200


class UploadForm(forms.Form):
    """One file of one feed."""

    feed = forms.ChoiceField(
        label=_("Which extract is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which extract it is"), "invalid_choice": _("Choose which extract it is")},
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("A CSV file as your system wrote it, not one that a spreadsheet has saved. At most 20 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file"), "missing": _("Choose the file")},
    )
    fewer_rows = forms.BooleanField(
        label=_("This file has far fewer rows than the last one, and that is right"), required=False
    )

    def __init__(self, *args: object, feeds: Iterable[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(feed, _(LAYOUTS[feed].title)) for feed in feeds]
        self.fields["feed"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["feed"].initial = choices[0][0]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Return the file.

        :raises ValidationError: when it is larger than can be read at once.
        """
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 20 MB. Send a shorter period, in several files"))
        return file
