"""A day asked for in three boxes, as people say it, with errors that say what to change.

In:  day, month and year as somebody typed them.
Out: a date, or a sentence about what is missing.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

BOXES = ("day", "month", "year")
EARLIEST_YEAR = 1900


class LongTextField(forms.CharField):
    """Ask for several lines. Too many characters are refused when sent; nobody is counted down while they write."""

    def __init__(self, *, longest: int, rows: int, **options: Any) -> None:
        limit = MaxLengthValidator(longest)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), validators=[limit], **options)


class DayBoxes(forms.MultiWidget):
    """Three boxes: `<name>_day`, `<name>_month`, `<name>_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({box: forms.TextInput() for box in BOXES}, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        """Return what stands in each box for a date already known."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.Field):
    """Ask for a day. Cleans to a date, or None when all boxes are empty and the field is optional."""

    widget = DayBoxes
    default_error_messages = {
        "required": _("Enter a day, month and year"),
        "incomplete": _("This date must also have a %(missing)s"),
        "short_year": _("The year must have four digits, like 2011"),
        "unreal": _("This must be a real date, like 27 3 2011"),
    }

    def to_python(self, value: Sequence[str | None] | None) -> date | None:
        """Return the date.

        :raises ValidationError: when a box is empty, is not a number, or the day never was.
        """
        typed = [(box or "").strip() for box in value or ()]
        if not any(typed):
            return None
        missing = [str(_NAMES[name]) for name, box in zip(BOXES, typed, strict=True) if not box]
        if missing:
            raise self._error("incomplete", missing=str(_(" and ")).join(missing))
        if not all(box.isdecimal() for box in typed):
            raise self._error("unreal")
        day, month, year = (int(box) for box in typed)
        if year < EARLIEST_YEAR:
            raise self._error("short_year")
        try:
            return date(year, month, day)
        except ValueError as never:
            raise self._error("unreal") from never

    def _error(self, code: str, **words: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=words)


_NAMES = {"day": _("day"), "month": _("month"), "year": _("year")}
