"""Brings in an agency's extract, whole or not at all, or undoes one; then every child it touched is evaluated.

In:  a feed, a CSV file and the code of the agency that sent it; or the extract to undo, and why.
Out: what came in or was undone; or every problem with line, column and remedy, and exit status 1. No cell is printed.
"""

import argparse
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from reachable.config.commands.terminal import say, show, show_json
from reachable.kernel.ids import ImportId

if TYPE_CHECKING:
    from reachable.access.domain.partnership import AgencyCard
    from reachable.journeys.extract_imported import BroughtIn, Staged

BROUGHT_IN, REFUSED, WORDS_ARE_OFF = 0, 1, 2
FEEDS = (
    "custody",
    "stops",
    "missing",
    "sightings",
    "social_care",
    "placements",
    "school",
    "youth_justice",
    "nrm",
    "hospital",
    "casework",
    "adults",
)
EVERYBODY = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the feed, the file and who sent it; or the extract to undo."""
    parser.add_argument("feed", nargs="?", choices=FEEDS, help="which extract it is")
    parser.add_argument("file", nargs="?", type=Path, help="the CSV file")
    parser.add_argument("--agency", metavar="CODE", help="the code of the agency that sent it")
    parser.add_argument("--undo", type=UUID, metavar="EXTRACT", help="undo this extract instead, as one act")
    parser.add_argument("--because", default="", metavar="WHY", help="why it is undone")
    parser.add_argument(
        "--yes-fewer-rows", action="store_true", help="confirm that far fewer rows than last time are right"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Bring the file in, or undo one, and evaluate the children it touches; or say why not."""
    import django

    django.setup()
    from reachable.config.boot import refuse_keys_of_others
    from reachable.config.key_of_places import places_key_file

    refuse_keys_of_others(key_file=places_key_file())
    if arguments.undo is not None:
        return _undo(arguments)
    if not (arguments.feed and arguments.file and arguments.agency):
        say("Say which extract it is, the file, and with --agency who sent it. Nothing was kept.")
        return WORDS_ARE_OFF
    from reachable.access.queries import find_agency
    from reachable.adapters.clock import read_clock

    agency = find_agency(code=arguments.agency)
    if agency is None:
        say(f"No agency has the code {arguments.agency}. Nothing was kept. Check the code on its page.")
        return WORDS_ARE_OFF
    try:
        content = arguments.file.read_bytes()
    except OSError as reason:
        say(f"{arguments.file} cannot be read: {reason.strerror}. Nothing was kept. Check the path.")
        return WORDS_ARE_OFF
    return _bring_in(arguments, agency, content, read_clock())


def _bring_in(arguments: argparse.Namespace, agency: "AgencyCard", content: bytes, now: datetime) -> int:
    from django.conf import settings

    from reachable.access.domain.viewer import Actor
    from reachable.journeys.child_evaluated import evaluate_waiting
    from reachable.journeys.extract_imported import SentExtract, bring_in_extract, stage_extract

    by = Actor(user_id=None, agency_id=agency.id, name="import")
    sent = SentExtract(
        feed=arguments.feed,
        agency_id=agency.id,
        file_name=arguments.file.name,
        content=content,
        fewer_rows_confirmed=arguments.yes_fewer_rows,
    )
    staged = stage_extract(sent=sent, calendar=settings.CALENDAR, by=by, now=now)
    if staged.reading.is_refused:
        _show_refused(staged, as_json=arguments.json)
        return REFUSED
    done = bring_in_extract(extract_id=staged.extract_id, calendar=settings.CALENDAR, staged=staged, by=by, now=now)
    if not arguments.json:
        say(f"Brought in. Asking the rules about {done.children_changed} children …")
    evaluated = evaluate_waiting(now=now, at_most=EVERYBODY)
    _show_brought_in(staged, done, evaluated, as_json=arguments.json)
    return BROUGHT_IN


def _undo(arguments: argparse.Namespace) -> int:
    from reachable.access.domain.viewer import Actor
    from reachable.adapters.clock import read_clock
    from reachable.intake.operations import ExtractNotBroughtIn
    from reachable.journeys.child_evaluated import evaluate_waiting
    from reachable.journeys.extract_imported import ExtractNotFound
    from reachable.journeys.extract_undone import ReasonMissing, undo_extract

    by, now = Actor(user_id=None, agency_id=None, name="import"), read_clock()
    try:
        done = undo_extract(extract_id=ImportId(arguments.undo), because=arguments.because, by=by, now=now)
    except ReasonMissing:
        say('Undoing an extract needs a reason: add --because "why". Nothing was changed.')
        return WORDS_ARE_OFF
    except (ExtractNotFound, ExtractNotBroughtIn):
        say("No extract that was brought in, and not undone since, has this id. Nothing was changed.")
        return WORDS_ARE_OFF
    evaluated = evaluate_waiting(now=now, at_most=EVERYBODY)
    if arguments.json:
        show_json({"undone": True, **asdict(done), "children_evaluated": evaluated})
        return BROUGHT_IN
    show(
        f"Undone: {done.records} records taken back, {done.events_withdrawn} events withdrawn and "
        f"{done.events_restored} standing again; {evaluated} children evaluated. Whoever was told is told so."
    )
    return BROUGHT_IN


def _show_refused(staged: "Staged", *, as_json: bool) -> None:
    problems = staged.reading.problems
    rows: list[dict[str, Any]] = [
        {"kind": each.kind.value, "line": each.line, "field": each.field, "what": each.what, "remedy": each.remedy}
        for each in problems
    ]
    if as_json:
        show_json({"brought_in": False, "problem_count": staged.reading.problem_count, "problems": rows})
        return
    for row in rows:
        place = ", ".join(part for part in (f"line {row['line']}" if row["line"] else "", row["field"]) if part)
        show(f"{staged.reading.file}{', ' if place else ''}{place}: {row['what']}\n    {row['remedy']}")
    more = staged.reading.problem_count - len(problems)
    show(f"Refused: nothing was kept.{f' {more} more problems are not shown.' if more else ''}")


def _show_brought_in(staged: "Staged", done: "BroughtIn", evaluated: int, *, as_json: bool) -> None:
    if as_json:
        show_json(
            {
                "brought_in": True,
                "extract_id": done.extract_id,
                "rows": done.rows,
                "new_or_changed_rows": done.new_versions,
                "children": staged.children,
                "events": staged.events,
                "children_changed": done.children_changed,
                "children_evaluated": evaluated,
            }
        )
        return
    show(
        f"{staged.reading.file}: {done.rows} rows, {done.new_versions} of them new or changed; "
        f"{done.children_changed} records touched; {evaluated} children evaluated.\n"
        f"To take it back as one act: reachable import --undo {done.extract_id} --because WHY"
    )
