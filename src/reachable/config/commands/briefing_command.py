"""Prints an area's briefing for a day, for whoever runs the server: initials only, and no record is opened to a person.

In:  an area's code and a day.
Out: the briefing as text or JSON. The run is noted in the audit record as "briefing printed on the server".
"""

import argparse
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from reachable.config.commands.terminal import say, show, show_json

if TYPE_CHECKING:
    from reachable.journeys.briefing_made import Briefing
    from reachable.web.briefing.rows import ChildRow, Rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the area and the day."""
    parser.add_argument("--area", required=True, help="the area's code, such as northshire")
    parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="today when left out")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the briefing."""
    import django

    django.setup()
    from django.conf import settings

    from reachable.access.queries import list_areas
    from reachable.adapters.clock import read_clock
    from reachable.journeys.briefing_made import make_server_briefing
    from reachable.web.briefing.rows import describe_briefing

    areas = {area.code: area for area in list_areas()}
    if arguments.area not in areas:
        say(f"There is no area {arguments.area}. Areas: {', '.join(sorted(areas)) or 'none yet'}.")
        return 1
    now = read_clock()
    briefing = make_server_briefing(
        area_id=areas[arguments.area].id, on=arguments.on, calendar=settings.CALENDAR, now=now
    )
    rows = describe_briefing(briefing)
    if arguments.json:
        show_json(_as_json(briefing, rows))
    else:
        _show(briefing, rows)
    return 0


def _as_json(briefing: "Briefing", rows: "Rows") -> dict[str, Any]:
    return {
        "area": briefing.area.code,
        "on": briefing.on,
        "as_at": briefing.as_at.isoformat(),
        "overnight_since": briefing.overnight_since.isoformat(),
        "counts": {
            "came_to_notice": len(briefing.overnight),
            "overdue_by_law": len(briefing.overdue_by_law),
            "not_yet_answered": len(briefing.waiting),
        },
        "reachable": [_child_as_json(row) for row in (*rows.reachable, *rows.taken)],
        "due": [_child_as_json(row) for row in rows.due],
        "waiting": [
            {"child": row.child, "what": row.title, "state": row.told, "told": [asdict(step) for step in row.ladder]}
            for row in rows.waiting
        ],
        "came_to_notice": [
            {"child": row.child, "facts": [asdict(fact) for fact in row.facts]} for row in rows.overnight
        ],
        "away_tonight": [
            {"child": row.child, "where": row.where, "since": row.since, "home": row.home, "other_area_told": row.told}
            for row in rows.away
        ],
        "concerns": None if briefing.concerns is None else asdict(briefing.concerns),
        "feeds": [asdict(feed) for feed in rows.feeds],
    }


def _child_as_json(row: "ChildRow") -> dict[str, Any]:
    return {
        "child": row.child,
        "whose_turn": list(row.whose_turn),
        "since": row.since,
        "facts": list(row.facts),
        "matters": [
            {
                "rule": matter.card.reason.rule_id,
                "title": matter.title,
                "sentence": matter.card.reason.sentence,
                "due": matter.due,
                "state": matter.state,
                "missing": list(matter.card.reason.missing),
                "do": list(matter.card.reason.do),
                "do_not": list(matter.card.reason.do_not),
            }
            for matter in row.matters
        ],
    }


def _show(briefing: "Briefing", rows: "Rows") -> None:
    from reachable.kernel.london import say_day

    show(f"{say_day(briefing.on, year=True)} · {briefing.area.name}")
    show(" · ".join(rows.headline))
    _show_children("REACHABLE NOW", rows.reachable)
    _show_children("TAKEN", rows.taken)
    _show_children("DUE OR OVERDUE", rows.due)
    _heading("WAITING FOR AN ANSWER", len(rows.waiting))
    for waiting in rows.waiting:
        show(f"  {waiting.child}: {waiting.title}. {waiting.told}")
    _heading("CAME TO NOTICE OVERNIGHT", len(rows.overnight))
    for notice in rows.overnight:
        show(f"  {notice.child}: {'; '.join(fact.text for fact in notice.facts)}")
    _heading("AWAY FROM HOME AREA TONIGHT", len(rows.away))
    for away in rows.away:
        show(f"  {away.child}: {away.where}, since {away.since}. Home: {away.home}. Other area told: {away.told}")
    show(f"\nCONCERNS: {rows.concerns}")
    show("\nHOW FRESH")
    for feed in rows.feeds:
        show(f"  {feed.name}: {feed.said}")


def _show_children(heading: str, rows: "tuple[ChildRow, ...]") -> None:
    _heading(heading, len(rows))
    for row in rows:
        show(f"  {row.child:<14} {'; '.join(row.whose_turn)}, since {row.since}")
        for matter in row.matters:
            due = f": {matter.due}" if matter.due else ""
            show(f"      {matter.title}{due}{f'. {matter.state}' if matter.state else ''}")
        for fact in row.facts:
            show(f"      · {fact}")


def _heading(words: str, count: int) -> None:
    show(f"\n{words} ({count})")
