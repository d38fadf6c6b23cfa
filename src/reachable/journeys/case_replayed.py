"""A published story is replayed: which rule names each moment its report names, since when, and who could have known.

In:  the name of a published story, or the text of a case file.
Out: CaseReplayed. Nothing is read from the database: no story here is of a real, named child.
"""

from reachable.kernel.working_days import Calendar
from reachable.rules.domain.cases import PublishedCase, read_case
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.parameter_values import PARAMETERS
from reachable.rules.domain.published import list_published_cases
from reachable.rules.domain.replay import CaseReplayed, replay


def find_published_case(name: str) -> PublishedCase | None:
    """Return the published story of this name, however it is capitalised, or None."""
    wanted = name.strip().lower()
    return next((case for case in list_published_cases() if case.name.lower() == wanted), None)


def replay_case(case: PublishedCase, *, calendar: Calendar) -> CaseReplayed:
    """Return a story replayed with the live rules and their starting settings.

    :raises TimesContradict: when its dates cannot all be true.
    """
    return replay(case, rules=RULES, parameters=PARAMETERS, calendar=calendar)


def replay_all_cases(*, calendar: Calendar) -> tuple[CaseReplayed, ...]:
    """Return every published story replayed, by file name.

    :raises TimesContradict: when the dates of one cannot all be true.
    """
    return tuple(replay_case(case, calendar=calendar) for case in list_published_cases())


def replay_file(text: str, *, file: str, calendar: Calendar) -> CaseReplayed:
    """Return the story of a case file replayed.

    :raises CannotReadCase: at the first thing that cannot be understood, with file, event, field and remedy.
    :raises TimesContradict: when its dates cannot all be true.
    """
    return replay_case(read_case(text, file=file), calendar=calendar)
