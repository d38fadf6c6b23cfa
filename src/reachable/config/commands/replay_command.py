"""Replays a published story: what could have been known, when, by whom, and whether anything answered it.

In:  the name of a published story, or a case file (src/reachable/rules/domain/published/README.md).
Out: each moment of its report, the list of stories, the study's table compared with them, or numbers of everything the
partnership holds, as text or JSON.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from reachable.config.commands.terminal import say, show, show_json

READINGS = {"pooled": "POOLED", "one-agency": "ONE_AGENCY", "hindsight": "HINDSIGHT"}

if TYPE_CHECKING:
    from reachable.rules.domain.replay import CaseReplayed, MomentReplayed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which story."""
    parser.add_argument("case", nargs="?", help="the name of a published story, such as terry, or a case file")
    parser.add_argument("--list", action="store_true", help="list the published stories")
    parser.add_argument("--matrix", action="store_true", help="the study's vulnerabilities, printed and from the files")
    parser.add_argument("--all", action="store_true", help="count the moments in everything the partnership holds")
    parser.add_argument("--reading", choices=READINGS, default="pooled", help="whose knowledge --all asks about")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Replay the story. A file that cannot be read ends with status 1 and says what to mend."""
    import django

    django.setup()
    from reachable.rules.domain.replay_json import replay_to_json

    if arguments.all:
        return _count_all(arguments.reading, as_json=arguments.json)
    if arguments.list:
        return _list(as_json=arguments.json)
    if arguments.matrix:
        return _compare(as_json=arguments.json)
    if arguments.case is None:
        say("Say which story, such as: reachable replay terry. All of them: reachable replay --list")
        return 2
    replayed = _replay(arguments.case)
    if replayed is None:
        return 1
    if arguments.json:
        show_json(replay_to_json(replayed))
    else:
        _show(replayed)
    return 0


def _count_all(reading: str, *, as_json: bool) -> int:
    from reachable.adapters.clock import read_clock
    from reachable.adapters.compiled_code import keep_compiled_code

    keep_compiled_code()
    from reachable.journeys.partnership_replayed import replay_partnership
    from reachable.rules.domain.readings import Reading

    replayed = replay_partnership(reading=Reading[READINGS[reading]], now=read_clock())
    if as_json:
        counted = [
            {
                "rule": each.rule_id,
                "agency": each.agency,
                "year": each.year,
                "could_be_known": each.known.say(),
                "certain": each.certain.say(),
                "answered": each.answered.say(),
            }
            for each in replayed.counted
        ]
        show_json({"reading": replayed.reading.value, "moments": counted, "left_out": replayed.left_out})
        return 0
    show(f"Moments that could have been known, {replayed.reading.value}:")
    for each in replayed.counted:
        show(
            f"{each.rule_id}  {each.year}  {each.agency}: {each.known.say()}, certain {each.certain.say()}, "
            f"answered {each.answered.say()}"
        )
    show(f"Not counted, because they look at other children: {', '.join(replayed.left_out)}.")
    return 0


def _list(*, as_json: bool) -> int:
    from django.conf import settings

    from reachable.journeys.case_replayed import replay_all_cases
    from reachable.rules.domain.replay_json import summary_to_json

    stories = replay_all_cases(calendar=settings.CALENDAR)
    if as_json:
        show_json([summary_to_json(replayed) for replayed in stories])
        return 0
    for replayed in stories:
        case = replayed.case
        show(f"{case.slug:<10} {replayed.named:>2} of {len(replayed.moments):>2} moments named; {case.status}")
    return 0


def _compare(*, as_json: bool) -> int:
    from reachable.journeys.vulnerabilities_compared import compare_vulnerabilities
    from reachable.rules.domain.vulnerability_matrix import matrix_to_json

    matrix = compare_vulnerabilities()
    if as_json:
        show_json(matrix_to_json(matrix))
        return 0
    show(f"{matrix.table.document} [{matrix.table.source}]. A published study; the names are its pseudonyms.")
    show(f"{len(matrix.differences)} of {len(matrix.cells)} cells differ. Not recorded never means not there.\n")
    for explanation in matrix.table.explanations:
        cells = [matrix.cell(explanation.boy, about) for about in explanation.about]
        show(f"{explanation.boy}: {', '.join(cell.vulnerability.label for cell in cells)}")
        for printed, rebuilt in dict.fromkeys((cell.printed.label, cell.rebuilt.label) for cell in cells):
            show(f"    printed: {printed}; from the files: {rebuilt}")
        show(f"    {explanation.why}")
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
        names = ", ".join(case.slug for case in list_published_cases())
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
    if case.incident is not None:
        incident = case.events[case.incident - 1]
        show(f"Found by: {incident.words} [{incident.source}]")
    for told in case.child_says:
        show(f"{told.words}; so {told.told_by} tells it [{told.source}].")
    show(f"{replayed.named} of the {len(replayed.moments)} moments are named by a rule.\n")
    for moment in replayed.moments:
        _show_moment(moment, replayed)
    if case.outcome:
        show(f"How it ended: {case.outcome}\n")
    show("What was assumed, and what cannot be dated or seen:")
    for note in case.notes:
        show(f"  {note}")


def _show_moment(replayed: "MomentReplayed", story: "CaseReplayed") -> None:
    from reachable.kernel.certainty import Certainty
    from reachable.rules.domain.cases import Basis
    from reachable.rules.domain.replay_json import say_age, say_when_known

    moment = replayed.moment
    show(f"{moment.number:>2}. {say_age(moment.age)}: {moment.moment}  [{moment.source}]")
    if moment.basis is not Basis.NAMED:
        show(f"    {moment.basis.value[:1].upper()}{moment.basis.value[1:]}.")
    for named in replayed.named_by:
        holds = "holds" if named.certainty is Certainty.CERTAINLY else "may hold"
        answer = None if named.answered_by is None else story.case.events[named.answered_by - 1].words
        show(f"    {named.rule.id} {holds}: {named.rule.title}  [{', '.join(named.rule.source)}]")
        show(f"         {say_when_known(named, story)}")
        show(f"         {'Nothing in the story answers it.' if answer is None else f'Answered in the story: {answer}'}")
    if not replayed.named_by:
        show(f"    No rule names it. {replayed.why_no_rule}")
    show(f"    What would have answered it: {moment.help} ({moment.given_by}).\n")
