"""Replays a published story: what could have been known, when, by whom, and whether anything answered it.

In:  the name of a published story, or a case file (src/reachable/rules/domain/published/README.md).
Out: each moment of its report, as text or JSON.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from reachable.config.commands.terminal import say, show, show_json

if TYPE_CHECKING:
    from reachable.rules.domain.replay import CaseReplayed, MomentReplayed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which story."""
    parser.add_argument("case", help="the name of a published story, such as terry, or a case file")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Replay the story. A file that cannot be read ends with status 1 and says what to mend."""
    import django

    django.setup()
    from reachable.rules.domain.replay_json import replay_to_json

    replayed = _replay(arguments.case)
    if replayed is None:
        return 1
    if arguments.json:
        show_json(replay_to_json(replayed))
    else:
        _show(replayed)
    return 0


def _replay(wanted: str) -> "CaseReplayed | None":
    from django.conf import settings

    from reachable.journeys.case_replayed import find_published_case, replay_case, replay_file
    from reachable.rules.domain.case_fields import CannotReadCase
    from reachable.rules.domain.published import list_published_cases
    from reachable.rules.domain.story_times import TimesContradict

    case = find_published_case(wanted)
    if case is not None:
        return replay_case(case, calendar=settings.CALENDAR)
    try:
        text = Path(wanted).read_text(encoding="utf-8")
        return replay_file(text, file=wanted, calendar=settings.CALENDAR)
    except OSError:
        names = ", ".join(case.name.lower() for case in list_published_cases())
        say(f"{wanted} is neither a file that can be opened nor a published story. Published stories: {names}.")
    except UnicodeDecodeError as error:
        say(f"{wanted}, byte {error.start}, the whole file: save it as UTF-8")
    except CannotReadCase as error:
        say(str(error))
    except TimesContradict as error:
        say(f"{wanted}, event {error.number}, when: {error}; mend its age, its day or what it comes after")
    return None


def _show(replayed: "CaseReplayed") -> None:
    case = replayed.case
    show(f"{case.name}, a published story: {case.status}.\n{case.document}.")
    show(f"{replayed.named} of the {len(replayed.moments)} moments the report names are named by a rule.\n")
    for moment in replayed.moments:
        _show_moment(moment, replayed)
    show("What was assumed, and what cannot be dated or seen:")
    for note in case.notes:
        show(f"  {note}")


def _show_moment(replayed: "MomentReplayed", story: "CaseReplayed") -> None:
    from reachable.kernel.certainty import Certainty
    from reachable.rules.domain.replay_json import say_when_known

    moment = replayed.moment
    show(f"{moment.number:>2}. Aged {moment.age}: {moment.moment}  [{moment.source}]")
    for named in replayed.named_by:
        holds = "holds" if named.certainty is Certainty.CERTAINLY else "may hold"
        answer = None if named.answered_by is None else story.case.events[named.answered_by - 1].words
        show(f"    {named.rule.id} {holds}: {named.rule.title}  [{', '.join(named.rule.source)}]")
        show(f"         {say_when_known(named, story)}")
        show(f"         {'Nothing in the story answers it.' if answer is None else f'Answered in the story: {answer}'}")
    if not replayed.named_by:
        show(f"    No rule names it. {replayed.why_no_rule}")
    show(f"    The report would have had: {moment.help} ({moment.given_by}).\n")
