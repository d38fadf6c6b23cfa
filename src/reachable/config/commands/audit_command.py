"""Verifies the audit record, writes it out to be verified elsewhere, and shows the heads we keep of partners' records.

In:  an act; for some, a file.
Out: verify: what does not fit, the first bad entry named. export: a file. heads: lines of what a partner showed us.
"""

import argparse
from pathlib import Path
from uuid import UUID

from reachable.config.commands.terminal import report_checks, say, show
from reachable.config.measures.check import Check

LONGEST_WAIT_SECONDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to do with the record."""
    parser.add_argument("act", choices=["verify", "export", "heads"])
    parser.add_argument("file", nargs="?", help="export: where to write; heads: the partner's installation")
    parser.add_argument("--witness", action="append", default=[], metavar="FILE", help="verify: a witness's file")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Do it."""
    import django

    django.setup()
    match arguments.act:
        case "export":
            return _export(arguments.file)
        case "heads":
            return _show_heads(arguments.file)
    return _verify(arguments.witness, as_json=arguments.json)


def _verify(files: list[str], *, as_json: bool) -> int:
    from django.conf import settings

    from reachable.access import queries
    from reachable.access.domain.audit_verifier import read_heads
    from reachable.access.queries.audit import find_head, list_witnessed
    from reachable.adapters.clock import read_clock
    from reachable.journeys.record_written_out import verify_now

    now = read_clock()
    paths = [Path(each) for each in (*files, *settings.WITNESS_FILES)]
    absent = [path.name for path in paths if not path.exists()]
    heads = [head for path in paths if path.exists() for head in read_heads(path)]
    found, last = verify_now(heads, now), find_head()
    silent = [each.witness for each in list_witnessed() if last is not None and each.is_silent(last, now)]
    waiting = queries.longest_chain_wait_seconds()
    fault = found.first_fault
    checks = [
        Check("first entry that does not fit", fault and fault.say(), None, fault is None),
        Check("entries that fit", found.entries, None, True),
        Check("heads of witnesses compared", len(heads), None, True),
        Check("witnesses that could not be asked", [*absent, *silent] or 0, 0, not absent and not silent),
        Check(
            "longest wait to be chained, seconds",
            round(waiting, 1),
            LONGEST_WAIT_SECONDS,
            waiting <= LONGEST_WAIT_SECONDS,
        ),
    ]
    return report_checks("audit", "full", checks, as_json=as_json)


def _export(file: str | None) -> int:
    from reachable.adapters.clock import read_clock
    from reachable.journeys.record_written_out import write_record

    if file is None:
        say("Say where to write it: reachable audit export FILE")
        return 2
    path = Path(file)
    if path.exists():
        say(f"{path.name} is there already, and nothing is written over. Name another file.")
        return 1
    path.touch(mode=0o600)
    lines = write_record(path, read_clock())
    say(f"{lines} entries are in {path.name}. It names ids of children and of staff: keep it as you keep their files.")
    return 0


def _show_heads(installation: str | None) -> int:
    from reachable.access.domain.witnessing import write_head
    from reachable.access.queries.audit import get_installation, list_partner_heads

    if installation is None:
        say(f"This installation is {get_installation()}. Name a partner's to see what is kept of its record.")
        return 0
    try:
        partner = UUID(installation)
    except ValueError:
        say(f"{installation} is not the id of an installation.")
        return 2
    for head in list_partner_heads(installation=partner):
        show(write_head(head))
    return 0
