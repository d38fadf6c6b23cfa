"""Looks for protected places in a text, and takes them out.

In:  a text, the key of the blind index, and which tokens are of protected places.
Out: Found values: where each stands; the text with each place hidden.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from reachable.places.domain.kinds import HIDDEN
from reachable.places.domain.place_forms import Candidate, addresses_in, candidates_in, closed_text
from reachable.places.domain.sealing import blind

A_HANDFUL = 5
"""So many addresses in one text are ordinary: a home, a school, a hospital, who writes and who reads."""

WORDS = {
    "POSTCODE": "a postcode",
    "LINE": "an address",
    "PHONE": "a telephone number",
    "NAME": "the name of a place",
    "ADDRESS": "an address",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A place found in a text: where it stands, and what sort it is. `is_known` when it is one that is kept apart."""

    start: int
    end: int
    what: str
    is_known: bool

    @property
    def label(self) -> str:
        """Return what was found, in words: "a postcode"."""
        return WORDS[self.what]


def tokens_in(text: str, key: bytes, *, with_names: bool = True) -> dict[str, list[Candidate]]:
    """Return every token a text could hold, with the stretches it stands for."""
    found: dict[str, list[Candidate]] = {}
    hashed: dict[str, str] = {}
    for each in candidates_in(text, with_names=with_names):
        said = each.form.said
        token = hashed.get(said)
        if token is None:
            token = hashed[said] = blind(key, said)
        found.setdefault(token, []).append(each)
    return found


def has_candidates(text: str) -> bool:
    """Test if anything in a text could be a place that is anybody's: most texts hold nothing to ask about."""
    return next(candidates_in(closed_text(text), with_names=False), None) is not None


def count_asked_about(texts: Iterable[str]) -> int:
    """Return as how many searches texts count in which an address could stand: at least one.

    A handful of addresses is a letter or a note. Each one more is a place somebody may be trying.
    """
    return max(1, _as_searches(sum(1 for text in texts for _ in addresses_in(closed_text(text)))))


def list_addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Return every address of anybody's in texts, each once, as letters and digits alone however it is written."""
    closed = [closed_text(text) for text in texts]
    said = (text[start:end] for text in closed for start, end in addresses_in(text))
    return tuple(dict.fromkeys("".join(each for each in one.casefold() if each.isalnum()) for one in said))


def count_more_searches(before: int, after: int) -> int:
    """Return as how many searches further addresses of a session count beside those before: a handful as one."""
    return _as_searches(after) - _as_searches(before)


def _as_searches(addresses: int) -> int:
    return max(1, addresses - A_HANDFUL + 1) if addresses else 0


def places_in(
    text: str, candidates: Mapping[str, list[Candidate]], protected: Collection[str], *, any_address: bool = False
) -> tuple[Found, ...]:
    """Return the places of a text whose tokens are protected; and every address, where any would give a child away."""
    found = [
        Found(each.start, each.end, each.form.what, True) for token in protected for each in candidates.get(token, ())
    ]
    if any_address:
        found += [Found(start, end, "ADDRESS", False) for start, end in addresses_in(text)]
    return tuple(_widest(found))


def hide_places(text: str, found: Iterable[Found]) -> str:
    """Return a text with each place hidden."""
    for each in sorted(found, key=lambda one: one.start, reverse=True):
        text = f"{text[: each.start]}{HIDDEN}{text[each.end :]}"
    return text


def hide_throughout(value: object, hide: Callable[[str], str]) -> object:
    """Return a value with every text in it hidden: lists and mappings are gone through, keys stay as they are."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, Mapping):
        return {name: hide_throughout(each, hide) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(hide_throughout(each, hide) for each in value)
    return value


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield closed_text(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_of(each)


def _widest(found: Iterable[Found]) -> Iterator[Found]:
    """Yield stretches that do not overlap, each as wide as what was found there together."""
    last: Found | None = None
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if last is None or each.start >= last.end:
            if last is not None:
                yield last
            last = each
        else:
            last = Found(last.start, max(last.end, each.end), last.what, last.is_known or each.is_known)
    if last is not None:
        yield last
