"""Every record of a child as lines: when, what, who says so, when written down and received, how sure.

In:  ChildPage.
Out: RecordLines, latest or earliest first; those without a date last.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reachable.journeys.child_opened import ChildPage
from reachable.journeys.other_people import OtherInEvent
from reachable.kernel.ids import EventId
from reachable.kernel.provenance import Confidence, Reliability, Sureness
from reachable.timeline.domain.fact_words import say_details
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import RoleInEvent
from reachable.timeline.domain.picture import LANES
from reachable.web.shared.display import moment

ROLE_WORDS = {
    RoleInEvent.SUBJECT: gettext_noop("It is about this child"),
    RoleInEvent.VICTIM: gettext_noop("As a victim, in this event"),
    RoleInEvent.SUSPECT: gettext_noop("As a suspect, in this event"),
    RoleInEvent.WITNESS: gettext_noop("As a witness, in this event"),
    RoleInEvent.CO_ARRESTEE: gettext_noop("Arrested together"),
    RoleInEvent.FRIEND: gettext_noop("A friend"),
    RoleInEvent.SIBLING: gettext_noop("Brother or sister"),
    RoleInEvent.PARENT_OR_CARER: gettext_noop("Parent or carer"),
    RoleInEvent.ADULT_PRESENT: gettext_noop("An adult who was there"),
    RoleInEvent.PROFESSIONAL: gettext_noop("Somebody working with the child"),
}
SOURCE_WORDS = {
    Reliability.RELIABLE: gettext_noop("a reliable source"),
    Reliability.USUALLY_RELIABLE: gettext_noop("a usually reliable source"),
    Reliability.NOT_RELIABLE: gettext_noop("a source that is not reliable"),
    Reliability.NOT_KNOWN: gettext_noop("a source nobody has judged"),
}
CONFIDENCE_WORDS = {
    Confidence.SEEN: gettext_noop("Seen"),
    Confidence.REPORTED: gettext_noop("Reported"),
    Confidence.SUSPECTED: gettext_noop("Suspected"),
    Confidence.NOT_KNOWN: gettext_noop("Nobody said how sure"),
}


@dataclass(frozen=True, slots=True)
class OtherLine:
    """Somebody else in an event: their role, and a name only where the reader works with them."""

    role: str
    called: str
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One record in words. `gone` says why it no longer stands, "" when it does."""

    when: str
    what: str
    words: str
    is_own_words: bool
    place: str
    role: str
    lane: str
    who: str
    reference: str
    recorded: str
    received: str
    how_sure: str
    gone: str
    others: tuple[OtherLine, ...]


def list_records(page: ChildPage, *, backwards: bool) -> tuple[RecordLine, ...]:
    """Return every record known at the moment asked about, corrected and withdrawn ones included and marked."""
    corrections = {fact.supersedes: fact for fact in page.told if fact.supersedes and _stands(fact, page)}
    dated = [fact for fact in page.told if fact.instants.happened.is_known]
    dated.sort(
        key=lambda fact: (fact.instants.happened.earliest, fact.instants.received_at, fact.id.hex), reverse=backwards
    )
    undated = [fact for fact in page.told if not fact.instants.happened.is_known]
    return tuple(_line(fact, page, corrections) for fact in (*dated, *undated))


def say_sureness(sureness: Sureness) -> str:
    """Return how sure a record is: what it rests on, then the source."""
    return f"{_(CONFIDENCE_WORDS[sureness.information])}, {_(SOURCE_WORDS[sureness.source])}"


def _line(fact: Fact, page: ChildPage, corrections: Mapping[EventId, Fact]) -> RecordLine:
    particulars = say_details(fact)
    label = _(fact.kind.label)
    return RecordLine(
        when=fact.instants.happened.say(),
        what=f"{label}: {particulars}" if particulars else label,
        words=fact.words.strip(),
        is_own_words=fact.kind.value == "CHILD_SAID",
        place=fact.place,
        role="" if fact.role is RoleInEvent.SUBJECT else _(ROLE_WORDS[fact.role]),
        lane=_(LANES[fact.kind.track]),
        who=fact.source.agency_name,
        reference=fact.source.reference,
        recorded=moment(fact.instants.recorded_at, year=True),
        received=moment(fact.instants.received_at, year=True),
        how_sure=say_sureness(fact.sureness),
        gone=_say_gone(fact, page, corrections),
        others=tuple(_other(each) for each in page.others.get(fact.id, ())),
    )


def _say_gone(fact: Fact, page: ChildPage, corrections: Mapping[EventId, Fact]) -> str:
    correction = corrections.get(fact.id)
    if correction is not None:
        when = moment(correction.instants.received_at, year=True)
        return _("Corrected: replaced by what was received on %(when)s") % {"when": when}
    if fact.withdrawn_at is not None and not _stands(fact, page):
        return _("Withdrawn on %(when)s") % {"when": moment(fact.withdrawn_at, year=True)}
    return ""


def _stands(fact: Fact, page: ChildPage) -> bool:
    return fact.withdrawn_at is None or page.moment < fact.withdrawn_at


def _other(other: OtherInEvent) -> OtherLine:
    return OtherLine(_(ROLE_WORDS[other.role]), other.called, "" if other.subject_id is None else str(other.subject_id))
