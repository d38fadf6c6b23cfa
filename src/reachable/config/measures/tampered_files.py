"""Tampers with audit records that were written out, in every way somebody could, and times the verifier.

In:  how many times, and how long a record to time.
Out: checks: every change found, and where; entries verified in a second.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from struct import pack
from tempfile import TemporaryDirectory
from time import perf_counter

from reachable.access.domain.audit_verifier import FIRST_HASH, TITLE, Head, verify_record, write_tail
from reachable.config.measures.check import Check
from reachable.journeys.record_written_out import write_record

FEWEST_A_SECOND = 300_000
SEED = 20
INSTALLATION = "0a3f5c62-5d0e-4c11-9a37-7c1c54f6a7d4"
FIELDS = ("sequence", "entry", "chained at", "form", "hash", "salt", "payload hash", "payload")
Lines = list[list[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One way of tampering: what it does to the lines and from which place on it must be found."""

    what: str
    do: Callable[[Lines, int, random.Random], int]
    needs_witness: bool = False


def tamper_with_files(now: datetime, *, mutations: int, entries: int) -> list[Check]:
    """Tamper with a record of this database and a longer made-up one, and return whether everything was found."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record"
        write_record(path, now)
        lines = [line.split("|", len(FIELDS) - 1) for line in path.read_text(encoding="utf-8").splitlines()[1:-1]]
        lines = lines[: min(len(lines), 120)]
        head = Head(INSTALLATION, len(lines) - 1, lines[-2][4])
        untouched = verify_record(_write(path, lines), [head]).first_fault
        chance = random.Random(SEED)  # noqa: S311
        unseen: list[str] = []
        elsewhere: list[str] = []
        for number in range(mutations):
            change = CHANGES[number % len(CHANGES)]
            copy = [list(line) for line in lines]
            place = chance.randrange(1, len(lines) - 2)
            expected = change.do(copy, place, chance)
            fault = verify_record(_write(path, copy), [head] if change.needs_witness else []).first_fault
            if fault is None:
                unseen.append(f"{change.what} at {place}")
            elif fault.sequence != expected:
                elsewhere.append(f"{change.what} at {place}: {fault.say()}")
        a_second = _time_verifier(Path(folder) / "long", entries)
    return [
        Check("fault in a record nobody touched", untouched and untouched.say(), None, untouched is None),
        Check("changes made to written-out records", mutations, None, True),
        Check("ways of changing them", len(CHANGES), "at least 10", len(CHANGES) >= 10),
        Check("changes not found", unseen[:5] or 0, 0, not unseen),
        Check("changes found elsewhere than where they were made", elsewhere[:5] or 0, 0, not elsewhere),
        Check("entries verified in a second", round(a_second), FEWEST_A_SECOND, a_second >= FEWEST_A_SECOND),
    ]


def _write(path: Path, lines: Sequence[Sequence[str]]) -> Path:
    """Write lines as a record whose last line fits: whoever tampers can do as much."""
    text = "".join(f"{'|'.join(line)}\n" for line in lines)
    whole = f"{TITLE.decode()}|{INSTALLATION}\n{text}".encode()
    path.write_bytes(whole + f"{write_tail(len(lines), sha256(whole).hexdigest())}\n".encode())
    return path


def _set(column: int, value: Callable[[str, random.Random], str]) -> Callable[[Lines, int, random.Random], int]:
    def do(lines: Lines, place: int, chance: random.Random) -> int:
        lines[place][column] = value(lines[place][column], chance)
        return place + 1

    return do


def _other_hex(old: str, chance: random.Random) -> str:
    place = chance.randrange(len(old))
    return (
        old[:place] + chance.choice([digit for digit in "0123456789abcdef" if digit != old[place]]) + old[place + 1 :]
    )


def _other_letter(old: str, chance: random.Random) -> str:
    place = chance.randrange(len(old))
    return old[:place] + ("x" if old[place] != "x" else "y") + old[place + 1 :]


def _cut_out(lines: Lines, place: int, _: random.Random) -> int:
    del lines[place]
    return place + 1


def _swap(lines: Lines, place: int, _: random.Random) -> int:
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    return place + 1


def _repeat(lines: Lines, place: int, _: random.Random) -> int:
    lines.insert(place, list(lines[place]))
    return place + 2


def _renumbered_without(lines: Lines, place: int, _: random.Random) -> int:
    del lines[place]
    for sequence, line in enumerate(lines[place:], start=place + 1):
        line[0] = str(sequence)
    return place + 1


def _slip_in(lines: Lines, place: int, _: random.Random) -> int:
    lines.insert(place, [str(place + 1), "999999", *lines[place][2:]])
    for sequence, line in enumerate(lines[place + 1 :], start=place + 2):
        line[0] = str(sequence)
    return place + 1


def _empty(lines: Lines, place: int, _: random.Random) -> int:
    lines[place][5:] = ["", "", ""]
    return place + 1


def _take_payload_of_next(lines: Lines, place: int, _: random.Random) -> int:
    lines[place][5:] = lines[place + 1][5:]
    return place + 1


def _rewrite(lines: Lines, place: int, _: random.Random) -> int:
    """Change an entry and hash every link from it on again: only a witness shows it, at the head it kept."""
    lines[place][7] = _other_letter(lines[place][7], random.Random(place))  # noqa: S311
    _seal(lines, place)
    return len(lines) - 1


def _cut_end_off(lines: Lines, place: int, _: random.Random) -> int:
    kept = len(lines) - 1
    del lines[place:]
    return kept


def _seal(lines: Lines, place: int) -> None:
    previous = FIRST_HASH if place == 0 else bytes.fromhex(lines[place - 1][4])
    for sequence, line in enumerate(lines[place:], start=place + 1):
        payload = line[7].replace("\\\\", "\0").replace("\\n", "\n").replace("\\r", "\r").replace("\0", "\\")
        digest = sha256(bytes.fromhex(line[5]) + payload.encode()).digest()
        previous = sha256(previous + pack(">qq", sequence, int(line[1])) + digest + line[2].encode()).digest()
        line[0], line[3], line[4], line[6] = str(sequence), "2", previous.hex(), digest.hex()


CHANGES = (
    Change("another entry's number", _set(1, lambda old, _: str(int(old) + 1))),
    Change("another time", _set(2, lambda old, _: "2020" + old[4:])),
    Change("another form", _set(3, lambda old, _: "1")),
    Change("another link", _set(4, _other_hex)),
    Change("another salt", _set(5, _other_hex)),
    Change("another payload hash", _set(6, _other_hex)),
    Change("another payload", _set(7, _other_letter)),
    Change("an entry cut out", _cut_out),
    Change("an entry cut out and the rest renumbered", _renumbered_without),
    Change("two entries changed places", _swap),
    Change("an entry told twice", _repeat),
    Change("an entry slipped in", _slip_in),
    Change("an entry emptied", _empty),
    Change("the next entry's words", _take_payload_of_next),
    Change("everything hashed anew from an entry on", _rewrite, needs_witness=True),
    Change("the end cut off", _cut_end_off, needs_witness=True),
)


def _time_verifier(path: Path, entries: int) -> float:
    """Return how many entries of a long record are verified in a second; the best of three."""
    lines = [
        [
            str(number),
            str(number),
            "2026-05-14T08:20:00.000000",
            "2",
            "",
            f"{number:064x}",
            "",
            f"{number}|2026-05-14T08:20:00.000000|{INSTALLATION}|LISTED|{INSTALLATION}|{INSTALLATION}|PRACTITIONER"
            f"|SAFEGUARDING|{INSTALLATION}|the morning briefing|1",
        ]
        for number in range(1, entries + 1)
    ]
    _seal(lines, 0)
    _write(path, lines)
    del lines
    best = 0.0
    for _ in range(3):
        began = perf_counter()
        found = verify_record(path)
        if found.faults or found.entries != entries:
            return 0.0
        best = max(best, entries / (perf_counter() - began))
    return best
