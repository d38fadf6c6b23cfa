"""A letter is checked against who must not be told and where children are kept safe: when it is made, and as it leaves.

In:  who writes, about which record, what.
Out: nothing when it may leave; otherwise CannotShare with a sentence for each reason. That it was asked is noted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from reachable.access.context import acting, reading, running
from reachable.access.domain.partnership import PersonInRole
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.access.queries import list_people_in_role
from reachable.journeys.letter_agreed import about_agreements
from reachable.journeys.sharing_told import READERS
from reachable.journeys.telling_asked import AskedNotToTell, look_who_must_not
from reachable.journeys.words_screened import say_screened
from reachable.kernel.ids import SubjectId
from reachable.people.domain.claims import SubjectClaims
from reachable.people.domain.telling import Telling, WouldBeTold, may_be_told
from reachable.people.queries import (
    find_marked_sealed,
    list_adults_around,
    list_claims,
    list_controllers,
    list_same_person,
)
from reachable.places.domain.homes import is_same_home, stands_in
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.screening import Found, has_candidates
from reachable.places.queries import find_places_in_all, find_protected, list_shown_places
from reachable.sharing.domain.deciding import CannotShare
from reachable.sharing.domain.letters import FAMILY, Reader, ReaderKind, WantedLetter

RUN = Run("letters")
INSIDE = {
    "heading": "What it is about",
    "words": "What it says",
    "place": "Where the meeting is",
    "because": "Why they need it",
    "agreed_because": "How it keeps to what agencies agreed",
}
KNOWN = "How you know that they may be told"
BY_VOICE = "If they have to know, tell them by voice where it is safe, or ask whoever supervises you"


@dataclass(frozen=True, slots=True)
class AroundLetter:
    """What a letter is held against, whoever recorded it. `same` are all records of the child."""

    same: frozenset[SubjectId]
    must_not: AskedNotToTell
    around: Mapping[SubjectId, str]
    claims: Mapping[SubjectId, SubjectClaims]
    protected: bool
    sealed: frozenset[SubjectId]
    kept: Mapping[SubjectId, tuple[str, ...]]
    unread: bool
    unread_readers: frozenset[SubjectId]
    professionals: tuple[PersonInRole, ...]


def require_may_leave(*, wanted: WantedLetter, subject_id: SubjectId, viewer: Viewer, now: datetime) -> None:
    """Let a letter leave only when every reader may be told of the child and no place stands in it that may not.

    :raises CannotShare: with every reason; nothing leaves.
    """
    around = _look_around(wanted, subject_id, now)
    with reading(viewer):
        is_open = frozenset(list_controllers(viewer=viewer, subject_ids=around.same))
    around = replace(around, sealed=around.sealed & is_open)
    problems = [
        *(said for reader in wanted.readers for said in _about_reader(reader, around)),
        *_about_agreements(wanted, around, viewer, now),
        *_about_places(wanted, around, viewer, now),
        *_about_own_home(wanted, around),
    ]
    if problems:
        raise CannotShare(list(dict.fromkeys(problems)))


def _look_around(wanted: WantedLetter, subject_id: SubjectId, now: datetime) -> AroundLetter:
    with running(job="who must not be told, and where a child is", now=now):
        same = frozenset(list_same_person(viewer=RUN, subject_ids=[subject_id])[subject_id])
        adults = list_adults_around(viewer=RUN, subject_ids=same)
        asked = {SubjectId(each.number) for each in wanted.readers if each.kind is ReaderKind.ADULT and each.number}
        must_not = look_who_must_not(subject_ids=same)
        claims = list_claims(viewer=RUN, subject_ids=asked | same)
        kept = _open_kept_homes(same | asked | {each.adult_id for each in must_not.adults if each.adult_id})
        return AroundLetter(
            same=same,
            must_not=must_not,
            around={each.adult_id: each.relation_code for each in reversed(adults)},
            claims=claims,
            protected=bool(find_protected(viewer=RUN, subject_ids=same)),
            sealed=find_marked_sealed(viewer=RUN, subject_ids=same),
            kept=kept,
            unread=any(_is_unread(each.homes, each.adult_id, kept) for each in must_not.adults),
            unread_readers=frozenset(each for each in asked if _is_unread(_said_homes(claims.get(each)), each, kept)),
            professionals=list_people_in_role(roles=READERS, at=now),
        )


def _open_kept_homes(subject_ids: Iterable[SubjectId]) -> Mapping[SubjectId, tuple[str, ...]]:
    """Return the homes that were taken out of these records, opened to be compared; "" for one that does not open."""
    homes: dict[SubjectId, tuple[str, ...]] = {}
    for said, value in list_shown_places(viewer=RUN, subject_ids=subject_ids):
        if said.kind is PlaceKind.HOME:
            homes[said.subject_id] = (*homes.get(said.subject_id, ()), value)
    return homes


def _is_unread(
    homes: Iterable[tuple[str, str]],
    adult_id: SubjectId | None,
    kept: Mapping[SubjectId, tuple[str, ...]],
) -> bool:
    """Test if a home of an adult was taken out of their record, its district left or nothing, and cannot be read."""
    opened = () if adult_id is None else kept.get(adult_id, ())
    is_blanked = any(not address and " " not in postcode for address, postcode in homes)
    return "" in opened or (is_blanked and not opened)


def _about_agreements(wanted: WantedLetter, around: AroundLetter, viewer: Viewer, now: datetime) -> Iterator[str]:
    """Yield what agencies have agreed that keeps a letter from a professional of another, or asks for a reason."""
    readers = [
        (each.name, frozenset(work.agency_id for work in _work_of(each, around)))
        for each in wanted.readers
        if each.kind is ReaderKind.PROFESSIONAL
    ]
    yield from about_agreements(wanted=wanted, readers=readers, people=around.professionals, viewer=viewer, now=now)


def _about_reader(reader: Reader, around: AroundLetter) -> Iterator[str]:
    """Yield why a copy may not go to somebody: what happened, and what to do."""
    if reader.kind is ReaderKind.ADULT and around.around.get(_adult(reader)) not in FAMILY:
        yield f"{reader.say()} is not family or a carer in this child's record: choose somebody from the list"
        return
    if reader.kind is ReaderKind.PROFESSIONAL and not _work_of(reader, around):
        yield f"{reader.name} does not work in the partnership any more: choose somebody else"
        return
    if reader.kind is ReaderKind.PROFESSIONAL and around.sealed:
        yield f"{reader.name} is sent nothing through Reachable about this record. Ring whoever has to know"
    if reader.kind is ReaderKind.CHILD and around.protected and reader.envelope.strip():
        yield (
            "This child's whereabouts are protected: no address of theirs is ever printed. Take the address out of the"
            " envelope and give it by hand"
        )
    yield from _about_telling(reader, around)


def _about_telling(reader: Reader, around: AroundLetter) -> Iterator[str]:
    """Yield why somebody who may be written to may not be told of this child, or has to be told apart first."""
    telling = _telling(reader, around)
    if telling is Telling.MUST_NOT:
        yield (
            f"{reader.say()} must not be told of this child, or is reached where somebody is who must not. No copy goes"
            f" to them. Take them out. {BY_VOICE}"
        )
    elif around.unread and (reader.kind is ReaderKind.ADULT or reader.envelope.strip()):
        yield (
            f"{reader.say()}: where somebody lives who must not be told of this child is protected, and cannot be read"
            " to compare. No copy goes there. Ask whoever runs Reachable here to check its key, and tell them by voice"
        )
    elif _cannot_be_compared(reader, around):
        yield (
            f"{reader.say()}: where they live is protected, and cannot be read to compare with where somebody lives who"
            " must not be told of this child. No copy goes to them. Ask whoever runs Reachable here to check its key,"
            " and tell them by voice"
        )
    elif _lives_with_not_told(reader, around):
        yield (
            f"{reader.say()} would get it where somebody lives who must not be told of this child. No copy goes there."
            f" {BY_VOICE}"
        )
    elif telling is Telling.PERHAPS and not reader.different_because.strip():
        yield (
            f"{reader.say()}, or somebody named on the envelope, may be somebody who must not be told of this child, by"
            " name or by who is the same to this child. If this is another person, say how you know beside their name;"
            " otherwise take them out"
        )
    elif _is_in_a_concern(reader, around) and not reader.different_because.strip():
        yield (
            f"It was asked that {reader.say()} is not told of this child. Find out why before you write. If it does not"
            " hold for them, say how you know beside their name; otherwise take them out"
        )


def _telling(reader: Reader, around: AroundLetter) -> Telling:
    """Return whether a reader may be told, by every way of reaching them and by what stands on the copy."""
    found = {may_be_told(who, around.must_not.adults) for who in _ways(reader, around)}
    return next((each for each in (Telling.MUST_NOT, Telling.PERHAPS) if each in found), Telling.MAY)


def _ways(reader: Reader, around: AroundLetter) -> Iterator[WouldBeTold]:
    """Yield a reader by every name and way of reaching them that is known."""
    yield WouldBeTold(name=reader.name, relation=_relation(reader, around))
    yield WouldBeTold(name=reader.envelope)
    if reader.kind is ReaderKind.ADULT:
        adult = around.claims[_adult(reader)]
        yield WouldBeTold(adult_id=_adult(reader))
        yield from (WouldBeTold(name=each.claim.full) for each in adult.names)
        for each in adult.contacts:
            value = each.claim.value
            yield WouldBeTold(email=value) if each.claim.kind == "EMAIL" else WouldBeTold(phone=value)
    if reader.kind is ReaderKind.PROFESSIONAL:
        yield from (WouldBeTold(name=each.name, email=each.email) for each in _work_of(reader, around))


def _relation(reader: Reader, around: AroundLetter) -> str:
    return around.around.get(_adult(reader), "") if reader.kind is ReaderKind.ADULT else ""


def _is_in_a_concern(reader: Reader, around: AroundLetter) -> bool:
    """Test if whoever raised a concern about the child may have meant a reader. Who did, and what else, is not said."""
    who = WouldBeTold(name=reader.name, relation=_relation(reader, around))
    return reader.kind is not ReaderKind.CHILD and around.must_not.is_in_a_concern(who)


def _cannot_be_compared(reader: Reader, around: AroundLetter) -> bool:
    """Test if nobody can tell whether an adult lives with somebody who must not be told: their own home is unread."""
    if reader.kind is not ReaderKind.ADULT or _adult(reader) not in around.unread_readers:
        return False
    return any(adult.homes for adult in around.must_not.adults)


def _lives_with_not_told(reader: Reader, around: AroundLetter) -> bool:
    """Test if a copy would arrive in a home of somebody who must not be told.

    Whatever stands on the envelope, an adult reads it where the adult is known to live.
    """
    goes_to = [reader.envelope] if reader.envelope.strip() else []
    if reader.kind is ReaderKind.ADULT:
        goes_to += [*_homes(around.claims[_adult(reader)]), *around.kept.get(_adult(reader), ())]
    theirs = [", ".join(part for part in home if part) for adult in around.must_not.adults for home in adult.homes]
    theirs += [
        home for adult in around.must_not.adults if adult.adult_id for home in around.kept.get(adult.adult_id, ())
    ]
    return any(is_same_home(one, other) for one in goes_to for other in theirs)


def _about_places(wanted: WantedLetter, around: AroundLetter, viewer: Viewer, now: datetime) -> Iterator[str]:
    """Yield where a protected place of anybody stands in what would leave; of a protected child, any address inside."""
    inside = {
        "heading": wanted.heading,
        "words": wanted.words,
        "place": wanted.place,
        "because": wanted.because,
        "agreed_because": wanted.agreed_because,
        **{f"The name on a copy|{number}": reader.name for number, reader in enumerate(wanted.readers)},
        **{f"{KNOWN}|{number}": reader.different_because for number, reader in enumerate(wanted.readers)},
    }
    outside = {str(number): reader.envelope for number, reader in enumerate(wanted.readers)}
    about = around.same if around.protected else frozenset()
    by = Actor.from_viewer(viewer)
    asks = any(map(has_candidates, (*inside.values(), *outside.values())))
    noted_as = "SEARCHED" if asks else "WROTE"
    what = say_screened("a letter", (*inside.values(), *outside.values()))
    with acting(by=by, what=what, now=now, noted_as=noted_as):
        found_inside = find_places_in_all(viewer=RUN, texts=inside, about=about, any_address=around.protected)
        found_outside = find_places_in_all(viewer=RUN, texts=outside, about=about)
    for name, found in found_inside.items():
        if found:
            yield _say_found(INSIDE.get(name, name.partition("|")[0]), found, any_address=around.protected)
    for key, found in found_outside.items():
        if found:
            reader = wanted.readers[int(key)]
            yield _say_found(f"The envelope for {reader.who or 'them'}", found, any_address=False)


def _about_own_home(wanted: WantedLetter, around: AroundLetter) -> Iterator[str]:
    """Yield where the child's own home stands in a letter that goes elsewhere, to somebody who is no professional."""
    homes = [home for each in around.same if each in around.claims for home in _homes(around.claims[each])]
    goes_to = [each.envelope for each in wanted.readers if each.kind is not ReaderKind.PROFESSIONAL]
    for name, text in (("heading", wanted.heading), ("words", wanted.words), ("place", wanted.place)):
        for home in homes:
            if stands_in(text, home) and not all(is_same_home(home, each) for each in goes_to):
                yield (
                    f"{INSIDE[name]}: an address of the child stands in it, and it goes to another address or to none"
                    " you named. Take it out, or write to that address alone"
                )


def _say_found(where: str, found: Iterable[Found], *, any_address: bool) -> str:
    labels = " and ".join(dict.fromkeys(each.label for each in found))
    whose = (
        "and this child's whereabouts are protected" if any_address else "of a child whose whereabouts are protected"
    )
    return f"{where}: {labels} stands in it, {whose}. Take it out. Say where to meet by voice"


def _adult(reader: Reader) -> SubjectId:
    if reader.number is None:
        raise CannotShare(["Choose whom it is for from the list"])
    return SubjectId(reader.number)


def _work_of(reader: Reader, around: AroundLetter) -> list[PersonInRole]:
    return [each for each in around.professionals if each.user_id == reader.number]


def _said_homes(claims: SubjectClaims | None) -> list[tuple[str, str]]:
    return [] if claims is None else [(each.claim.address, each.claim.postcode) for each in claims.residences]


def _homes(claims: SubjectClaims) -> list[str]:
    """Return the addresses of a record with their postcodes. A district alone is no address."""
    return [
        f"{each.claim.address}, {each.claim.postcode}".strip(", ")
        for each in claims.residences
        if each.claim.address or " " in each.claim.postcode
    ]
