"""Verifies a written-out audit record with nothing but Python's own library, so that anybody can check it anywhere.

In:  a file that `reachable audit export` wrote, and what outside witnesses kept of it.
Out: every fault, the first bad entry named. Run alone: `python audit_verifier.py RECORD [WITNESS …]`.

The file has one line an entry: sequence|entry|chained at|form|hash|salt|payload hash|payload. The payload is hashed
with its salt; each link is hashed over the link before it. A record rewritten from some entry on still fits in itself:
only a witness, who kept an earlier head, shows it. The last line counts the entries and carries a hash of all before.
"""

import json
import mmap
import os
import sys
from binascii import unhexlify
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from struct import pack

FIRST_HASH = sha256(b"reachable").digest()
TITLE = b"reachable audit record"
COLUMNS = 8
COVERS_TIME = b"2"
LOOSE, WAITING = b"loose", b"waiting"
WORTH_SPLITTING = 20_000_000
"""Bytes from which a file is checked by several processes at once."""


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last link of a record at some moment, as a witness keeps it. `hash` is in hexadecimal."""

    installation: str
    sequence: int
    hash: str
    at: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, from which place in the chain on, and at which entry (0 when no one entry is to blame)."""

    sequence: int
    entry: int
    what: str

    def say(self) -> str:
        """Return the fault in one sentence."""
        where = f"entry {self.entry}, {self.sequence} in the chain" if self.entry else f"{self.sequence} in the chain"
        return f"{where}: {self.what}"


@dataclass(slots=True)
class Verified:
    """What checking a record found."""

    installation: str = ""
    entries: int = 0
    last: Head | None = None
    waiting: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def first_fault(self) -> Fault | None:
        """Return the fault that comes first in the chain, or None when everything fits."""
        return min(self.faults, default=None)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Whole lines of a file, from one byte to another, and what came before them."""

    path: str
    start: int
    end: int
    sequence: int
    previous: bytes
    wanted: frozenset[int]


@dataclass(slots=True)
class _Walked:
    entries: int = 0
    sequence: int = 0
    previous: bytes = b""
    fault: Fault | None = None
    heads: dict[int, str] = field(default_factory=dict)


def verify_record(path: str | os.PathLike[str], heads: Iterable[Head] = (), *, processes: int = 0) -> Verified:
    """Check a record written to a file against itself and against the heads that witnesses kept.

    `processes` is how many check at once; 0 leaves it to the size of the file. A file that cannot be read as a record
    is a fault, never an exception: what cannot be checked does not hold.
    """
    found = Verified()
    kept = tuple(heads)
    with Path(path).open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            found.faults.append(Fault(0, 0, "the file is empty"))
            return found
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            start = _read_title(data, found)
            end, tail = _read_tail(data, found, start)
            stretches = _split(data, os.fspath(path), start, end, frozenset(h.sequence for h in kept), processes)
    walked = _walk_all(stretches)
    for each in walked:
        found.entries += each.entries
        if each.fault is not None:
            found.faults.append(each.fault)
            break
    if walked and not found.faults and walked[-1].entries:
        found.last = Head(found.installation, walked[-1].sequence, walked[-1].previous.hex())
    _judge_tail(tail, found)
    at = {sequence: link for each in walked for sequence, link in each.heads.items()}
    _judge_heads(kept, at, found)
    return found


def read_heads(path: str | os.PathLike[str]) -> tuple[Head, ...]:
    """Return what a witness kept: one JSON object a line.

    :raises ValueError: with the line that is not one.
    """
    heads = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        try:
            kept = json.loads(line)
            heads.append(Head(str(kept["installation"]), int(kept["sequence"]), str(kept["hash"]), str(kept["at"])))
        except (ValueError, KeyError, TypeError) as problem:
            raise ValueError(f"{Path(path).name}, line {number} is not a head: {problem}") from problem
    return tuple(heads)


def write_tail(entries: int, digest: str) -> str:
    """Return the last line of a record: how many entries it has and the hash of every byte before this line."""
    return f"end|{entries}|{digest}"


def _read_title(data: mmap.mmap, found: Verified) -> int:
    first = data.find(b"\n")
    title = data[: max(first, 0)].split(b"|")
    if len(title) != 2 or title[0] != TITLE or not title[1]:
        found.faults.append(Fault(0, 0, "the first line is not that of an audit record"))
    else:
        found.installation = title[1].decode("ascii", "replace")
    return first + 1


def _read_tail(data: mmap.mmap, found: Verified, start: int) -> tuple[int, list[bytes]]:
    """Return where the links end, and the lines after them: entries outside the chain, and the last line."""
    begins = data.rfind(b"\n", 0, len(data) - 1) + 1
    last = data[begins:].rstrip(b"\n").split(b"|")
    whole = sha256()
    for at in range(0, begins, 1 << 20):
        whole.update(data[at : min(begins, at + (1 << 20))])
    if not data[begins:].endswith(b"\n") or len(last) != 3 or last[0] != b"end" or begins < start:
        found.faults.append(Fault(0, 0, "the last line is missing: the file was cut short"))
        return max(start, begins), []
    if last[2] != whole.hexdigest().encode():
        found.faults.append(Fault(0, 0, "the file is not as it was written: its own hash does not fit"))
    end, tail = begins, [b"|".join(last)]
    while end > start:
        line = data[data.rfind(b"\n", 0, end - 1) + 1 : end - 1]
        if not line.startswith((LOOSE, WAITING)):
            break
        tail.append(line)
        end -= len(line) + 1
    return end, tail


def _judge_tail(tail: Sequence[bytes], found: Verified) -> None:
    """Take an entry that is neither chained nor waiting as cut off the chain or slipped in."""
    for line in tail:
        kind, _, rest = line.partition(b"|")
        if kind == WAITING:
            found.waiting += 1
        elif kind == LOOSE:
            entry = int(rest) if rest.isdigit() else 0
            found.faults.append(Fault(found.entries + 1, entry, "it is neither chained nor waiting"))
        elif kind == b"end" and rest.split(b"|")[0] != str(found.entries).encode() and not found.faults:
            found.faults.append(Fault(found.entries, 0, "the record does not have as many entries as it says"))


def _split(data: mmap.mmap, path: str, start: int, end: int, wanted: frozenset[int], processes: int) -> list[_Stretch]:
    """Cut the links into stretches of whole lines; each begins from what the line before it says of itself."""
    parts = processes or (os.cpu_count() or 1 if end - start > WORTH_SPLITTING else 1)
    bounds = [start]
    for number in range(1, parts):
        cut = data.rfind(b"\n", bounds[-1], start + (end - start) * number // parts) + 1
        if cut > bounds[-1]:
            bounds.append(cut)
    stretches = []
    for place, begin in enumerate(bounds):
        sequence, previous = 0, FIRST_HASH
        if begin > start:
            before = data[data.rfind(b"\n", 0, begin - 1) + 1 : begin - 1].split(b"|", COLUMNS - 1)
            try:
                sequence, previous = int(before[0]), unhexlify(before[4])
            except (ValueError, IndexError):
                sequence, previous = -1, b""
        stop = bounds[place + 1] if place + 1 < len(bounds) else end
        stretches.append(_Stretch(path, begin, stop, sequence, previous, wanted))
    return stretches


def _walk_all(stretches: Sequence[_Stretch]) -> list[_Walked]:
    if len(stretches) < 2:
        return [_walk(each) for each in stretches]
    with ProcessPoolExecutor(len(stretches)) as pool:
        return list(pool.map(_walk, stretches))


def _walk(stretch: _Stretch) -> _Walked:
    """Walk the links of one stretch and stop at the first that does not fit."""
    walked = _Walked(sequence=stretch.sequence, previous=stretch.previous)
    with Path(stretch.path).open("rb") as file:
        file.seek(stretch.start)
        lines = file.read(stretch.end - stretch.start).split(b"\n")[:-1]
    sequence, previous, wanted = stretch.sequence, stretch.previous, stretch.wanted
    for line in lines:
        sequence += 1
        entry = 0
        try:
            number, entry_id, at, form, link, salt, payload_hash, payload = line.split(b"|", COLUMNS - 1)
            entry = int(entry_id)
            if int(number) != sequence:
                walked.fault = Fault(sequence, entry, f"a link is missing before it: it says it is {int(number)}")
                break
            digest = sha256(unhexlify(salt) + _plain(payload)).digest()
            head = previous + pack(">qq", sequence, entry) + digest
            if form == COVERS_TIME:
                head += at
            previous = sha256(head).digest()
            if digest != unhexlify(payload_hash) or not payload:
                walked.fault = Fault(sequence, entry, "the entry was changed or removed")
                break
            if previous != unhexlify(link):
                walked.fault = Fault(sequence, entry, "the link was changed, or does not follow the one before it")
                break
        except ValueError as problem:
            walked.fault = Fault(sequence, entry, f"the line cannot be read: {problem}")
            break
        if sequence in wanted:
            walked.heads[sequence] = previous.hex()
        walked.entries += 1
    walked.sequence, walked.previous = sequence, previous
    return walked


def _plain(payload: bytes) -> bytes:
    """Return a payload as it was hashed: line ends and backslashes are written with a backslash in the file."""
    if b"\\" not in payload:
        return payload
    return payload.replace(b"\\\\", b"\0").replace(b"\\n", b"\n").replace(b"\\r", b"\r").replace(b"\0", b"\\")


def _judge_heads(kept: Iterable[Head], at: dict[int, str], found: Verified) -> None:
    for head in kept:
        if found.installation and head.installation != found.installation:
            what = f"a witness kept a head of another installation, {head.installation}"
        elif head.sequence > found.entries and not found.faults:
            what = f"a witness saw {head.sequence} links on {head.at}, and the record ends after {found.entries}"
        elif head.sequence in at and at[head.sequence] != head.hash:
            what = f"a witness saw another link here on {head.at}: the record was rewritten"
        else:
            continue
        found.faults.append(Fault(head.sequence, 0, what))


def main(words: Sequence[str]) -> int:
    """Check a record named on the command line, with any witnesses' files, and return 0 when everything fits."""
    if not words:
        sys.stderr.write("Usage: audit_verifier.py RECORD [WITNESS …]\n")
        return 2
    heads = [head for path in words[1:] for head in read_heads(path)]
    found = verify_record(words[0], heads)
    for fault in sorted(found.faults):
        sys.stdout.write(fault.say() + "\n")
    sys.stdout.write(f"{found.entries} entries fit, {found.waiting} wait, {len(heads)} heads of witnesses compared.\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
