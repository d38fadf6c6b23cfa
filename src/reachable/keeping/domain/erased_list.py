"""The list of what was erased, kept outside the database, so that a backup made before does not bring it back.

In:  what was erased, in order; the lines of a list.
Out: lines that each name the one before; ErasedLine; ListDoesNotFit when a line was changed or taken out.

A line holds ids that lead nowhere any more, how many rows went, and who decided: nothing of whom it was.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

BEGINNING = hashlib.sha256(b"reachable erased").hexdigest()


class ListDoesNotFit(ValueError):
    """A line of the list was changed, taken out, or is no line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedLine:
    """One act of erasing: the records, whose they were, why and by whom. Everything as text, as it is written."""

    installation: str
    number: int
    act_id: str
    agency_id: str
    record_ids: tuple[str, ...]
    counts: Mapping[str, int]
    ground: str
    rule_key: str
    proposed_by: str
    decided_by: str
    erased_at: str


def write_lines(lines: Sequence[ErasedLine], *, after: str) -> list[str]:
    """Return the lines as text, each with the hash of the one before; `after` is the last hash there is, or ""."""
    written, previous = [], after or BEGINNING
    for line in lines:
        said = asdict(line) | {"record_ids": sorted(line.record_ids), "previous": previous}
        previous = _hash(said)
        written.append(json.dumps(said | {"hash": previous}, sort_keys=True))
    return written


def read_lines(text: Iterable[str]) -> tuple[tuple[ErasedLine, ...], dict[str, str]]:
    """Return the lines of a list, and the last hash of each installation in it.

    :raises ListDoesNotFit: when one was changed, taken out or is no line.
    """
    found = [_read(each) for each in text if each.strip()]
    last: dict[str, str] = {}
    for installation, lines in groupby(sorted(found, key=_whose), key=lambda each: str(each["installation"])):
        previous, last_number = BEGINNING, 0
        for each in lines:
            number = int(str(each["number"]))
            bare = {name: value for name, value in each.items() if name != "hash"}
            if each["previous"] != previous or each["hash"] != _hash(bare) or number <= last_number:
                raise ListDoesNotFit(f"line {each['number']} of the list of what was erased does not fit")
            previous, last_number = str(each["hash"]), number
        last[installation] = previous
    return tuple(_line(each) for each in found), last


def _whose(said: dict[str, object]) -> str:
    return str(said["installation"])


def _read(text: str) -> dict[str, object]:
    try:
        said: dict[str, object] = json.loads(text)
        if not {"installation", "number", "previous", "hash", "record_ids"} <= said.keys():
            raise ValueError
    except ValueError as problem:
        raise ListDoesNotFit("the list of what was erased has a line that cannot be read") from problem
    return said


def _line(said: dict[str, object]) -> ErasedLine:
    names = ErasedLine.__dataclass_fields__
    given = {name: said[name] for name in names if name != "record_ids"}
    ids = said["record_ids"]
    return ErasedLine(record_ids=tuple(ids) if isinstance(ids, list) else (), **given)  # type: ignore[arg-type]


def _hash(said: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
