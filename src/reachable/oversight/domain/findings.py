"""Patterns in how somebody looks, each with the reason in a sentence that a reviewer can check.

In:  looks, searches, screenings, openings that were stopped, breaking of glass.
Out: Found values. None says that somebody did wrong: each says what happened and what makes it worth a question.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TypeVar

from reachable.kernel.ids import UserId
from reachable.kernel.london import LONDON, london_date
from reachable.oversight.domain.acts_seen import LookSeen, NumberSearched, OpeningStopped, Seen, WordsScreened
from reachable.oversight.domain.broken_glass import WEEK, GlassAnswer, GlassBefore
from reachable.oversight.domain.limits import Limits

DAY = timedelta(days=1)


class Pattern(Enum):
    """What is looked for. (code stored, label shown)."""

    OWN_FAMILY = ("OWN_FAMILY", "Own name, kin or household")
    NEIGHBOUR = ("NEIGHBOUR", "The same postcode or part of town")
    COLLEAGUE = ("COLLEAGUE", "A colleague’s child")
    SLOW_TRAWL = ("SLOW_TRAWL", "A few records a day outside their own work, for long")
    NIGHT_BULK = ("NIGHT_BULK", "Many records in one night")
    DAY_BULK = ("DAY_BULK", "Many records in one day outside their own work")
    DENIED_AGAIN = ("DENIED_AGAIN", "Records asked for again and again that were not theirs to open")
    GLASS_OFTEN = ("GLASS_OFTEN", "Glass broken again and again")
    NUMBER_FISHING = ("NUMBER_FISHING", "Numbers searched again and again with nothing found")
    PLACE_PROBING = ("PLACE_PROBING", "Addresses typed again and again where they are looked for")
    EACH_OTHER = ("EACH_OTHER", "Two who answer for each other")
    DECLARED = ("DECLARED", "What they declared they must be kept from")
    OPENED_BY_EVENT = ("OPENED_BY_EVENT", "A record opened by an event they wrote themselves")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


class FindingAnswer(Enum):
    """What a reviewer answers. (code stored, label shown)."""

    IN_ORDER = ("IN_ORDER", "It is explained")
    TALKED = ("TALKED", "I have spoken with them")
    INQUIRY = ("INQUIRY", "I have passed it on to whoever looks into such things")

    @property
    def code(self) -> str:
        """Return what is stored."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Return the words shown on pages."""
        return self.value[1]


TIE_OF_ALARM = {
    "a conflict of interest: their own name": (Pattern.OWN_FAMILY, "who has their own name"),
    "a conflict of interest: somebody they declared": (Pattern.OWN_FAMILY, "whom they declared as their kin"),
    "a conflict of interest: the home they declared": (
        Pattern.NEIGHBOUR,
        "at the postcode of the home they declared",
    ),
    "a conflict of interest: their family name and part of town": (
        Pattern.NEIGHBOUR,
        "with their family name, in their part of town",
    ),
}
"""What the database notes when a conflict of interest stops an opening, and the words for it here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One pattern of one person. `key` makes the same pattern found twice one finding."""

    whom: UserId
    pattern: Pattern
    key: str
    sentence: str
    seen_from: datetime
    seen_until: datetime


@dataclass(frozen=True, slots=True)
class RaisedBefore:
    """A finding that was raised already, and until when what it is about went on."""

    key: str
    seen_until: datetime


Act = TypeVar("Act", LookSeen, NumberSearched, WordsScreened, OpeningStopped)


def find_patterns(seen: Seen, limits: Limits) -> tuple[Found, ...]:
    """Return every pattern there is in what people did, by time."""
    found: list[Found] = []
    for looks in _by_person(seen.looks):
        found += find_night_bulk(looks, limits)
        found += find_day_bulk(looks, limits.day_records, "opened the records of {} children")
        found += find_slow_trawl(looks, limits)
        found += find_denied_again(looks, limits)
        found += find_colleagues_child(looks)
    for listed in _by_person(seen.listed):
        found += find_day_bulk(listed, limits.day_listed, "were shown {} children’s names in lists", "LISTED")
    for searches in _by_person(seen.searches):
        found += find_number_fishing(searches, limits)
    for screenings in _by_person(seen.screenings):
        found += find_place_probing(screenings, limits)
    for stopped in _by_person(seen.stopped):
        found += find_ties(stopped)
    broken = sorted(seen.glass, key=lambda each: (each.at, str(each.broken_by)))
    found += find_glass_often(broken, limits)
    found += find_each_other(broken, limits)
    return tuple(sorted(found, key=lambda each: (each.seen_until, str(each.whom), each.key)))


def choose_new(found: Iterable[Found], before: Iterable[RaisedBefore]) -> tuple[Found, ...]:
    """Return what was not raised before: neither the same, nor a part of the same stretch seen from another day on."""
    keys: set[str] = set()
    until: dict[str, datetime] = {}

    def note(each: RaisedBefore | Found) -> None:
        keys.add(each.key)
        kind = _without_day(each.key)
        until[kind] = max(each.seen_until, until.get(kind, each.seen_until))

    for raised in before:
        note(raised)
    new = []
    for each in found:
        last = until.get(_without_day(each.key))
        if each.key not in keys and (last is None or each.seen_from > last):
            new.append(each)
            note(each)
    return tuple(new)


def find_ties(stopped: Sequence[OpeningStopped]) -> Iterator[Found]:
    """Yield, for each kind of tie, one finding for a London day on which somebody tried."""
    for each in _once_a_day(stopped, lambda one: one.what):
        if each.what in TIE_OF_ALARM:
            pattern, words = TIE_OF_ALARM[each.what]
            key = each.what[-12:]
            yield _found(each.user_id, pattern, f"They tried to open the record of a child {words}.", [each], key)


def find_colleagues_child(looks: Sequence[LookSeen]) -> Iterator[Found]:
    """Yield one finding for each London day on which somebody looked at a colleague's child outside their own work."""
    for each in _once_a_day([one for one in looks if one.colleagues_child and not one.own_work], lambda one: ""):
        did = "tried to open" if each.refused else "opened"
        sentence = f"They {did} the record of a child whom somebody of their agency declared as kin, or at their home."
        yield _found(each.user_id, Pattern.COLLEAGUE, sentence, [each])


def find_night_bulk(looks: Sequence[LookSeen], limits: Limits) -> Iterator[Found]:
    """Yield one finding for each night in which somebody went through many children in little time.

    Many of their own work are a night on duty; only very many of them are worth a question.
    """
    nightly = [each for each in looks if limits.is_night(each.at)]
    outside = [each for each in nightly if not each.own_work]
    said: set[date] = set()
    for acts, most, words in (
        (outside, limits.night_records, " outside their own work"),
        (nightly, limits.night_own_records, ", their own work included,"),
    ):
        for window in _often(acts, most, limits.night_within, lambda each: each.about_id):
            night = london_date(window[-1].at)
            if night not in said:
                said.add(night)
                count = len({each.about_id for each in window})
                sentence = (
                    f"They went through {count} children’s records{words} between {_clock(window[0].at)} and"
                    f" {_clock(window[-1].at)} at night."
                )
                yield _found(window[-1].user_id, Pattern.NIGHT_BULK, sentence, window)


def find_day_bulk(looks: Sequence[LookSeen], most: int, words: str, more: str = "") -> Iterator[Found]:
    """Yield one finding for each London day on which somebody came to so many children who are none of their own work.

    All that were seen that day by then are in its count. What was refused is asked about elsewhere.
    """
    days: dict[date, list[LookSeen]] = defaultdict(list)
    for look in looks:
        if not look.own_work and not look.refused:
            days[london_date(look.at)].append(look)
    for acts in days.values():
        count = len({each.about_id for each in acts})
        if count >= most:
            sentence = (
                f"In one day they {words.format(count)} outside their own work, between {_clock(acts[0].at)} and"
                f" {_clock(acts[-1].at)}."
            )
            yield _found(acts[-1].user_id, Pattern.DAY_BULK, sentence, acts, more)


def find_slow_trawl(looks: Sequence[LookSeen], limits: Limits) -> Iterator[Found]:
    """Yield a finding when somebody looked, for weeks, at a few children a day who are none of their own work.

    After one, the count begins again: it is said once for each stretch.
    """
    window: list[LookSeen] = []
    for look in looks:
        if look.own_work:
            continue
        window = [*(each for each in window if look.at - each.at <= limits.trawl_within), look]
        children, days = {each.about_id for each in window}, {london_date(each.at) for each in window}
        if len(children) >= limits.trawl_records and len(days) >= limits.trawl_days:
            sentence = (
                f"In {limits.trawl_within.days} days they looked at {len(children)} children outside their own work,"
                f" on {len(days)} different days."
            )
            yield _found(look.user_id, Pattern.SLOW_TRAWL, sentence, window)
            window = []


def find_denied_again(looks: Sequence[LookSeen], limits: Limits) -> Iterator[Found]:
    """Yield a finding when somebody asked outright for one record after another that was not theirs to open."""
    refused = [each for each in looks if each.refused]
    for window in _often(refused, limits.denied_in_a_day, DAY, lambda each: each.about_id):
        count = len({each.about_id for each in window})
        sentence = f"Within a day they asked for {count} records that were not theirs to open, or are of nobody."
        yield _found(window[-1].user_id, Pattern.DENIED_AGAIN, sentence, window)


def find_number_fishing(searches: Sequence[NumberSearched], limits: Limits) -> Iterator[Found]:
    """Yield a finding when somebody searched by one number after another and was shown nothing."""
    nothing = [each for each in searches if not each.found]
    for count, within, words in (
        (limits.fishing_in_a_day, DAY, "a day"),
        (limits.fishing_in_a_week, WEEK, "a week"),
    ):
        for window in _often(nothing, count, within):
            sentence = f"Within {words} they searched {len(window)} times by telephone or number and were shown nobody."
            yield _found(window[-1].user_id, Pattern.NUMBER_FISHING, sentence, window)


def find_place_probing(screenings: Sequence[WordsScreened], limits: Limits) -> Iterator[Found]:
    """Yield a finding when somebody typed addresses again and again where they are looked for."""
    for window in _often(screenings, limits.probing_in_a_day, DAY):
        sentence = (
            f"Within a day they sent {len(window)} addresses through the search for protected places, typed them into"
            " drafts, or declared homes as theirs; a handful in one text counts as one."
        )
        yield _found(window[-1].user_id, Pattern.PLACE_PROBING, sentence, window)


def find_glass_often(glass: Sequence[GlassBefore], limits: Limits) -> Iterator[Found]:
    """Yield a finding when somebody broke the glass as often in seven days as is worth a question."""
    window: dict[UserId, list[GlassBefore]] = defaultdict(list)
    for each in glass:
        mine = [*(one for one in window[each.broken_by] if each.at - one.at < WEEK), each]
        window[each.broken_by] = mine
        if len(mine) >= limits.glass_in_a_week:
            sentence = f"They broke the glass {len(mine)} times in seven days."
            yield _glass_found(each.broken_by, Pattern.GLASS_OFTEN, sentence, mine, "")
            window[each.broken_by] = []


def find_each_other(glass: Sequence[GlassBefore], limits: Limits) -> Iterator[Found]:
    """Yield a finding about each of two people who keep answering that it was right when the other broke the glass."""
    pairs: dict[frozenset[UserId], list[GlassBefore]] = defaultdict(list)
    for each in glass:
        reviewer = each.reviewed_by
        if each.answer is GlassAnswer.RIGHT and reviewer is not None and reviewer != each.broken_by:
            pairs[frozenset((each.broken_by, reviewer))].append(each)
    for pair, between in pairs.items():
        window: list[GlassBefore] = []
        for each in between:
            window = [*(one for one in window if each.at - one.at <= limits.approvals_within), each]
            ways = [sum(1 for one in window if one.broken_by == who) for who in pair]
            if min(ways) >= limits.approvals_each_way:
                for who in sorted(pair, key=str):
                    sentence = (
                        f"They and one other person answered {len(window)} times that it was right when the other broke"
                        " the glass."
                    )
                    other = next(one for one in pair if one != who)
                    yield _glass_found(who, Pattern.EACH_OTHER, sentence, window, str(other))
                window = []


def _by_person(acts: Iterable[Act]) -> list[list[Act]]:
    by_person: dict[UserId, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda each: (each.at, repr(each))):
        by_person[act.user_id].append(act)
    return list(by_person.values())


def _often(
    acts: Sequence[Act], count: int, within: timedelta, what: Callable[[Act], Hashable] = id
) -> Iterator[list[Act]]:
    """Yield each stretch in which there are as many different ones as the limit; then the count begins again."""
    window: list[Act] = []
    for act in acts:
        window = [each for each in window if act.at - each.at <= within]
        window.append(act)
        if len({what(each) for each in window}) >= count:
            yield window
            window = []


def _once_a_day(acts: Sequence[Act], what: Callable[[Act], str]) -> Iterator[Act]:
    said: set[tuple[date, str]] = set()
    for act in acts:
        mark = (london_date(act.at), what(act))
        if mark not in said:
            said.add(mark)
            yield act


def _found(whom: UserId, pattern: Pattern, sentence: str, acts: Sequence[Act], more: str = "") -> Found:
    return Found(
        whom=whom,
        pattern=pattern,
        key=":".join([pattern.code, str(whom), str(london_date(acts[-1].at)), more]).rstrip(":"),
        sentence=sentence,
        seen_from=acts[0].at,
        seen_until=acts[-1].at,
    )


def _glass_found(whom: UserId, pattern: Pattern, sentence: str, glass: Sequence[GlassBefore], more: str) -> Found:
    return Found(
        whom=whom,
        pattern=pattern,
        key=":".join([pattern.code, str(whom), str(london_date(glass[-1].at)), more]).rstrip(":"),
        sentence=sentence,
        seen_from=glass[0].at,
        seen_until=glass[-1].at,
    )


def _without_day(key: str) -> str:
    pattern, whom, _, *more = key.split(":", 3)
    return ":".join((pattern, whom, *more))


def _clock(at: datetime) -> str:
    return at.astimezone(LONDON).strftime("%H:%M")
