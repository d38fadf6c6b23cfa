"""The audit record is written out to a file, for anybody to check elsewhere, and checked with that same program here.

In:  a path; heads that witnesses kept; now.
Out: the file; what does not fit. Writing it out is itself noted.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from reachable.access.context import running
from reachable.access.domain.audit_verifier import TITLE, Head, Verified, verify_record, write_tail
from reachable.access.domain.viewer import Run
from reachable.access.queries.audit import get_installation, list_links


def write_record(path: Path, now: datetime) -> int:
    """Write the whole audit record to a file as the verifier reads it, and return how many lines it has of entries."""
    whole, lines, links = sha256(), 0, 0
    with running(job="write out the audit record", now=now), path.open("wb") as file:
        for line in (f"{TITLE.decode()}|{get_installation()}", *list_links(viewer=Run("audit"))):
            written = f"{line}\n".encode()
            whole.update(written)
            file.write(written)
            lines += 1
            links += line[:1].isdigit()
        file.write(f"{write_tail(links, whole.hexdigest())}\n".encode())
    return lines - 1


def verify_now(heads: Iterable[Head], now: datetime) -> Verified:
    """Write the record to a folder that is removed again, and check it there with the stand-alone verifier."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record"
        write_record(path, now)
        return verify_record(path, heads)
