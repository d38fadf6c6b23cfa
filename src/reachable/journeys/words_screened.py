"""Words that somebody is about to keep, or that are about to leave, are looked through for protected places.

In:  words, whom they are about, who typed them.
Out: what was found, noted under the name of whoever typed it; the words with each place kept apart.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reachable.access.context import acting
from reachable.access.domain.viewer import Actor, Run, Viewer
from reachable.kernel.ids import SubjectId
from reachable.people.queries import list_same_person
from reachable.places.domain.kinds import PlaceKind
from reachable.places.domain.place_forms import closed_text
from reachable.places.domain.screening import Found, count_asked_about, has_candidates, hide_places
from reachable.places.operations import PlaceToKeep, keep_places
from reachable.places.queries import find_places_in_all, find_protected, has_places

RUN = Run("screening")
DECLARED_HOME = "declared a home they must be kept from"
TYPED = "typed addresses into a draft"
SCREENED = re.compile(
    rf"(?:looked through (?:words|a letter) for protected places|{TYPED})(?:, as (?P<count>\d+) searches)?"
    rf"|{DECLARED_HOME}"
)
"""What somebody typed. What leaves is made of records, so that nobody tries places by it."""


class PlaceWouldLeave(PermissionError):
    """A protected place stands in what was about to leave. Nothing left."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.labels = tuple(dict.fromkeys(labels))
        super().__init__(f"{' and '.join(self.labels)} of a child whose whereabouts are protected")


@dataclass(frozen=True, slots=True)
class FoundInWords:
    """Where protected places stand in words, by the name of each text; and the protected child the words are about."""

    words: Mapping[str, str]
    places: Mapping[str, tuple[Found, ...]]
    child: SubjectId | None

    @property
    def labels(self) -> tuple[str, ...]:
        """Return what was found, each once: "a postcode"."""
        return tuple(dict.fromkeys(each.label for found in self.places.values() for each in found))


NOTHING = FoundInWords({}, {}, None)


def say_screened(what: str, texts: Iterable[str]) -> str:
    """Return how a look through texts is noted: many addresses in one text say how many searches they count as."""
    return _say_count(f"looked through {what} for protected places", count_asked_about(texts))


def _say_count(what: str, count: int) -> str:
    return what + (f", as {count} searches" if count > 1 else "")


def note_typed_addresses(*, searches: int, viewer: Viewer, now: datetime) -> None:
    """Note addresses that somebody typed into a draft and had not in this session.

    A draft is compared with nothing, and answers the same whatever is in it. Who types many is asked why all the same:
    the next step is to send them.
    """
    with acting(by=Actor.from_viewer(viewer), what=_say_count(TYPED, searches), now=now, noted_as="SEARCHED"):
        pass


def count_screened(what: str) -> int:
    """Return as how many searches for protected places a note counts: none when it is of something else."""
    read = SCREENED.fullmatch(what)
    return 0 if read is None else int(read["count"] or 1)


def screen_words(
    *, words: Mapping[str, str], about: Iterable[SubjectId], viewer: Viewer, now: datetime
) -> FoundInWords:
    """Return the protected places in words that somebody is about to keep. That something was found is noted.

    About a protected child whom the reader works with, every address counts. Only words that could hold an address
    count as a search: who writes much is not who looks much.
    """
    asked = list(about)
    could_ask = any(map(has_candidates, words.values()))
    if not asked and not could_ask:
        return NOTHING
    note = (say_screened("words", words.values()), "SEARCHED" if could_ask else "WROTE")
    return _screen(words, asked, viewer, now, note=note)


def screen_held(*, words: Mapping[str, str], about: Iterable[SubjectId], viewer: Viewer, now: datetime) -> FoundInWords:
    """Return the protected places in words that are held already, as they are about to be shown or to leave.

    Nobody typed them, so nobody tries places by them: that they were looked through is noted, and is no search.
    """
    asked = list(about)
    if not asked and not any(map(has_candidates, words.values())):
        return NOTHING
    return _screen(words, asked, viewer, now, note=("looked through what is held for protected places", "WROTE"))


def _screen(
    words: Mapping[str, str], about: Iterable[SubjectId], viewer: Viewer, now: datetime, *, note: tuple[str, str]
) -> FoundInWords:
    asked, (what, noted_as) = list(about), note
    with acting(by=Actor.from_viewer(viewer), what=what, now=now, noted_as=noted_as):
        if not has_places(viewer=RUN):
            return NOTHING
        same = {each for one in list_same_person(viewer=RUN, subject_ids=asked).values() for each in one}
        protected = find_protected(viewer=RUN, subject_ids=same)
        found = find_places_in_all(
            viewer=RUN, texts=words, about=same if protected else (), any_address=bool(protected)
        )
    places = {name: each for name, each in found.items() if each}
    return FoundInWords(dict(words), places, min(protected, default=None))


def keep_words_apart(found: FoundInWords, *, viewer: Viewer, now: datetime) -> dict[str, str]:
    """Keep the words whole, sealed, where they are about a protected child; return them with each place hidden.

    They are the agency's whose worker typed them, and go when that agency erases. A place that is another child's is
    in the vault already.
    """
    by = Actor.from_viewer(viewer)
    if found.child is not None:
        with acting(by=by, what="kept words apart", now=now):
            keep_places(
                places=[
                    PlaceToKeep(
                        subject_id=found.child,
                        controller_id=viewer.agency_id,
                        kind=PlaceKind.WORDS,
                        lines=found.words[name],
                        came_from="typed",
                    )
                    for name in found.places
                ],
                by=by,
                now=now,
            )
    return {name: hide_places(closed_text(found.words[name]), each) for name, each in found.places.items()}


def require_no_place(*, texts: Iterable[str], by: Actor, now: datetime) -> None:
    """Let texts leave only when no protected place of anybody stands in them: a page on paper, a letter, a message.

    :raises PlaceWouldLeave: when one does; that it was stopped is noted.
    """
    wanted = {str(number): text for number, text in enumerate(texts)}
    if not any(map(has_candidates, wanted.values())):
        return
    with acting(by=by, what="looked through what leaves for protected places", now=now, noted_as="SEARCHED"):
        found = find_places_in_all(viewer=RUN, texts=wanted)
    labels = [each.label for one in found.values() for each in one]
    if labels:
        raise PlaceWouldLeave(labels)
