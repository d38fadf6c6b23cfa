"""Reads the fields of a case file one by one, and says exactly what is wrong with one that cannot be read.

In:  an object of the file, with where it stands.
Out: plain values; or CannotReadCase.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from reachable.timeline.domain.facts import DetailValue
from reachable.timeline.domain.kinds import KINDS, EventKind

Value = TypeVar("Value")


class CannotReadCase(ValueError):
    """What is wrong in a case file, and how to mend it."""

    def __init__(self, file: str, place: str, field: str, remedy: str) -> None:
        super().__init__(f"{file}, {place}, {field}: {remedy}")
        self.file, self.place, self.field, self.remedy = file, place, field, remedy


class Fields:
    """The fields of one object of the file. It knows where it stands, so that every problem can be found again."""

    def __init__(self, file: str, place: str, fields: object) -> None:
        self._file, self._place = file, place
        if not isinstance(fields, dict):
            raise self.problem("the whole of it", "write an object in braces")
        self._fields: dict[str, object] = fields

    def problem(self, field: str, remedy: str) -> CannotReadCase:
        """Return the error to raise about one field."""
        return CannotReadCase(self._file, self._place, field, remedy)

    def has(self, name: str) -> bool:
        """Test if a field is there and not null."""
        return self._fields.get(name) is not None

    def only(self, *names: str) -> None:
        """Refuse a field with a name that means nothing here."""
        for name in self._fields:
            if name not in names:
                raise self.problem(name, f"take it out, or use one of: {', '.join(names)}")

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text."""
        value = self._fields.get(name, default)
        if not isinstance(value, str):
            raise self.problem(name, "write a text in quotes")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return true or false."""
        value = self._fields.get(name, default)
        if not isinstance(value, bool):
            raise self.problem(name, "write true or false")
        return value

    def whole(self, name: str) -> int:
        """Return a whole number."""
        value = self._fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.problem(name, "write a whole number")
        return value

    def wholes(self, name: str) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        value = self._fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, int) for each in value):
            raise self.problem(name, "write a list of whole numbers, such as [0, 21]")
        return tuple(value)

    def pair(self, name: str) -> tuple[int, int]:
        """Return two whole numbers, the smaller first."""
        values = self.wholes(name)
        if len(values) != 2 or values[0] > values[1]:
            raise self.problem(name, "write two whole numbers, the smaller first, such as [14, 15]")
        return values[0], values[1]

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.problem(name, 'write a list of texts, such as ["SCHOOL"]')
        return tuple(value)

    def day(self, name: str) -> date:
        """Return a day."""
        return self.known(name, date.fromisoformat, "write a day as 2016-09-01")

    def known(self, name: str, read: Callable[[str], Value], remedy: str) -> Value:
        """Return a text as something else, or say what to write when it cannot be read as that."""
        try:
            return read(self.text(name))
        except (ValueError, KeyError) as error:
            raise self.problem(name, remedy) from error

    def part(self, name: str) -> "Fields":
        """Return an object inside this one."""
        return Fields(self._file, f"{self._place}, {name}", self._fields.get(name))

    def rows(self, name: str) -> list[tuple[int, object]]:
        """Return the objects of a list, numbered from 1."""
        value = self._fields.get(name)
        if not isinstance(value, list) or not value:
            raise self.problem(name, "write a list with at least one object")
        return list(enumerate(value, start=1))

    def rows_if_any(self, name: str) -> list[tuple[int, object]]:
        """Return the objects of a list that may be left out, numbered from 1."""
        return self.rows(name) if self.has(name) else []

    def details(self, kind: EventKind | None) -> dict[str, DetailValue]:
        """Return the details, all of which this kind of event must carry."""
        if not self.has("details"):
            return {}
        values = self.part("details")._fields
        carried = KINDS[kind].details if kind is not None else ()
        read: dict[str, DetailValue] = {}
        for name, value in values.items():
            if name not in carried:
                raise self.problem(f"details.{name}", f"use one of: {', '.join(carried) or 'no details'}")
            if not isinstance(value, str | int | float | bool):
                raise self.problem(f"details.{name}", "write a text, a number, true or false")
            read[name] = value
        return read
