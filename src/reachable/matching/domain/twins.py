"""Finds the records for which a twin is known, so that none of them is ever linked without a person.

In:  descriptions.
Out: the subjects with a twin among them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from reachable.kernel.ids import SubjectId
from reachable.matching.domain.address_forms import address_key
from reachable.matching.domain.description import Description, NameKind
from reachable.matching.domain.likeness import FamilyLikeness, GivenLikeness, family_likeness, given_likeness
from reachable.matching.domain.name_forms import NameForm, name_form

Household = tuple[date, str]
ANOTHER_CHILD = frozenset({GivenLikeness.DIFFERENT, GivenLikeness.LIKE, GivenLikeness.PART})
ONE_FAMILY = frozenset({FamilyLikeness.SAME, FamilyLikeness.SPELLING, FamilyLikeness.SAYS_LITTLE})


def find_twins(descriptions: Iterable[Description]) -> frozenset[SubjectId]:
    """Return the subjects whose birth date, family name, and home or telephone are those of another given name too."""
    households: dict[Household, list[tuple[SubjectId, NameForm]]] = defaultdict(list)
    for each in descriptions:
        forms = [name_form(name.given, name.family) for name in each.names if name.kind is not NameKind.NICKNAME]
        for household in _households(each):
            households[household].extend((each.subject_id, form) for form in forms)
    twins: set[SubjectId] = set()
    for members in households.values():
        for subject, form in members:
            if any(_are_two_children(form, other) for _, other in members):
                twins.add(subject)
    return frozenset(twins)


def _households(description: Description) -> set[Household]:
    """Return each birth date with each home and each telephone of the record."""
    reached_at = {key for address in description.addresses if (key := address_key(address))}
    reached_at |= {phone.number for phone in description.phones}
    return {(day, where) for day in description.days_of_birth for where in reached_at}


def _are_two_children(mine: NameForm, theirs: NameForm) -> bool:
    return family_likeness(mine, theirs) in ONE_FAMILY and given_likeness(mine.given, theirs.given) in ANOTHER_CHILD
