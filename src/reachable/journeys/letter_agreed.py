"""What agencies agreed is asked of words to a professional of another: of everything, and of single kinds of item.

In:  a letter as it is wanted; who reads it, and where they work.
Out: sentences. A line about everything may stop it; one about a single kind of item asks for a reason in writing.

A strategy meeting is called by an invitation: what agencies agreed of items must not keep it from being held.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from reachable.access.context import reading
from reachable.access.domain.partnership import PersonInRole
from reachable.access.domain.viewer import Viewer
from reachable.kernel.ids import AgencyId, UserId
from reachable.kernel.london import london_date
from reachable.sharing.domain.agreements import AgreedOfWords, AgreementAnswer, Predecided, ask_of_words
from reachable.sharing.domain.letters import LetterKind, WantedLetter
from reachable.sharing.queries.agreements import list_agreement_terms
from reachable.timeline.domain.kinds import EventKind

BY_VOICE = "You may always tell by voice if a child is in danger now: ring"
ANSWER = "answer “If an agreement speaks of it”"


def about_agreements(
    *,
    wanted: WantedLetter,
    readers: Iterable[tuple[str, frozenset[AgencyId]]],
    people: Iterable[PersonInRole],
    viewer: Viewer,
    now: datetime,
) -> Iterator[str]:
    """Yield what keeps a letter from each reader, by name and agencies, and what its writer has to answer first."""
    asked = [(name, agency_id) for name, agencies in readers for agency_id in sorted(agencies - {viewer.agency_id})]
    if not asked:
        return
    today = london_date(now)
    with reading(viewer):
        terms = list_agreement_terms(viewer=viewer, holder_id=viewer.agency_id, on=today)
    names = {each.user_id: each.name for each in people}
    for name, agency_id in asked:
        agreed = ask_of_words(terms, recipient_id=agency_id, purpose=wanted.purpose.code, day=today)
        yield from _of_everything(name, agreed.of_all, wanted, names)
        if not wanted.agreed_because.strip():
            yield from _of_single_kinds(name, agreed)


def _of_everything(name: str, agreed: Predecided, wanted: WantedLetter, names: Mapping[UserId, str]) -> Iterator[str]:
    who = "whoever is named in it" if agreed.reviewer is None else names.get(agreed.reviewer, "whoever is named in it")
    if agreed.answer is AgreementAnswer.DENY:
        yield f"No copy goes to {name}. The agreement says no: {agreed.source}. {BY_VOICE}"
    elif agreed.answer is not AgreementAnswer.REVIEW:
        return
    elif wanted.kind is LetterKind.LETTER and not agreed.is_ended:
        yield (
            f"No copy goes to {name} yet. By the agreement {who} looks first: {agreed.source}. Decide to share it from"
            f" the child's page: there it is put to them. {BY_VOICE}"
        )
    elif not wanted.agreed_because.strip():
        why = "has ended" if agreed.is_ended else f"has {who} look first"
        yield (
            f"The agreement about what goes to {name} {why}: {agreed.source}. Ask {who}, then {ANSWER}: what they said,"
            f" or why the child cannot wait for it. {BY_VOICE}"
        )


def _of_single_kinds(name: str, agreed: AgreedOfWords) -> Iterator[str]:
    for source in dict.fromkeys(each.source for _, each in agreed.of_kinds):
        kinds = [_say_kind(kind) for kind, each in agreed.of_kinds if each.source == source]
        yield (
            f"{source} does not simply let these go to {name}: {', '.join(kinds)}. If any of it is in your words, take"
            f" it out or keep to what is agreed. Either way {ANSWER}: what you did, or why the child cannot wait."
            f" {BY_VOICE}"
        )


def _say_kind(kind: str) -> str:
    return f"“{EventKind(kind).label if kind in {each.value for each in EventKind} else kind}”"
