"""Audit records as files, made without a database, the plain way: an oracle for the verifier."""

import hashlib
import struct
from dataclasses import dataclass, field
from pathlib import Path

ODD_WORDS = " of\nlines \\ and more"
INSTALLATION = "3b0c6c0e-6f0e-4f0a-9d52-0c8f4a1d9a11"


@dataclass
class WrittenRecord:
    """Links as they would be in a database: each a dict of its columns."""

    links: list[dict] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    installation: str = INSTALLATION

    def lines(self) -> list[str]:
        """Return the lines of the file, without the last."""
        rows = [
            "|".join(
                [
                    str(each["sequence"]),
                    str(each["entry"]),
                    each["at"],
                    each["form"],
                    each["hash"],
                    each["salt"],
                    each["payload_hash"],
                    each["payload"].replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"),
                ]
            )
            for each in self.links
        ]
        return [f"reachable audit record|{self.installation}", *rows, *self.outside]

    def write(self, path: Path) -> Path:
        """Write the record as it stands, its last line fitting it: as somebody who tampers would."""
        before = "".join(f"{line}\n" for line in self.lines()).encode()
        path.write_bytes(before + f"end|{len(self.links)}|{hashlib.sha256(before).hexdigest()}\n".encode())
        return path

    def seal_from(self, place: int) -> None:
        """Hash every link again from a place on, as somebody who may write everything could."""
        previous = hashlib.sha256(b"reachable").digest() if place == 0 else bytes.fromhex(self.links[place - 1]["hash"])
        for sequence, each in enumerate(self.links[place:], start=place + 1):
            each["sequence"] = sequence
            digest = hashlib.sha256(bytes.fromhex(each["salt"]) + each["payload"].encode()).digest()
            each["payload_hash"] = digest.hex()
            head = previous + struct.pack(">q", sequence) + struct.pack(">q", each["entry"]) + digest
            previous = hashlib.sha256(head + (each["at"].encode() if each["form"] == "2" else b"")).digest()
            each["hash"] = previous.hex()


def make_record(count: int, *, form: str = "2") -> WrittenRecord:
    """Return a sound record; some payloads hold what a line must not."""
    links = [
        {
            "sequence": number,
            "entry": number * 3 + 7,
            "at": f"2026-05-14T08:{number % 60:02d}:{number // 60 % 60:02d}.000000",
            "form": form,
            "salt": hashlib.sha256(f"salt {number}".encode()).hexdigest(),
            "payload": f"{number}|looked at a page{ODD_WORDS if number % 5 == 0 else ''}|1",
            "payload_hash": "",
            "hash": "",
        }
        for number in range(1, count + 1)
    ]
    record = WrittenRecord(links)
    record.seal_from(0)
    return record
