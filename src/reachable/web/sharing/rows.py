"""Items, grounds and recipients of sharing in words.

In:  plain values of the sharing journeys.
Out: lines for the pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from reachable.access.domain.viewer import Viewer
from reachable.journeys.sharing_shown import SharePage
from reachable.journeys.sharing_told import say_reference
from reachable.kernel.ids import EnvelopeId
from reachable.sharing.domain.agreements import AgreementAnswer, Predecided
from reachable.sharing.domain.deciding import ItemForm, ShareState
from reachable.sharing.domain.grounds import find_ground
from reachable.sharing.queries import ReplyRecord, ShareRecord
from reachable.timeline.domain.fact_words import say_details
from reachable.timeline.domain.facts import Fact
from reachable.timeline.domain.kinds import RoleInEvent
from reachable.web.child.records import ROLE_WORDS
from reachable.web.shared.display import moment

LONGEST_LABEL = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item as a recipient sees it. A redacted one has no child, place or words."""

    event_id: str
    what: str
    when: str
    child: str
    role: str
    place: str
    words: str
    recorded_by: str
    is_redacted: bool


def say_item(words: Mapping[str, Any]) -> ItemLine:
    """Return an item in words, from what was frozen of it."""
    kind, details = _(words.get("kind", "")), words.get("details", "")
    role = words.get("role", RoleInEvent.SUBJECT.name)
    return ItemLine(
        event_id=words.get("event_id", ""),
        what=f"{kind}: {details}" if details else kind,
        when=words.get("happened", ""),
        child=words.get("child", ""),
        role="" if role == RoleInEvent.SUBJECT.name else _(ROLE_WORDS[RoleInEvent[role]]),
        place=words.get("place", ""),
        words=words.get("words", ""),
        recorded_by=words.get("recorded_by", ""),
        is_redacted=words.get("form") == ItemForm.REDACTED.value,
    )


def list_item_choices(facts: Iterable[Fact]) -> list[tuple[str, str]]:
    """Return each event to choose from, latest first: its id, and what it says in a line."""
    ordered = sorted(facts, key=lambda fact: (fact.instants.happened.earliest, fact.id.hex), reverse=True)
    return [(str(fact.id), _say_choice(fact)) for fact in ordered]


def say_grounds(codes: Iterable[str]) -> tuple[str, ...]:
    """Return grounds in words, each with where it is written and how far that was checked."""
    found = [ground for ground in map(find_ground, codes) if ground is not None]
    return tuple(f"{_(each.label)} ({each.source}). {_(each.checked)}." for each in found)


def say_agreed(agreed: Predecided, waits_for: str) -> str:
    """Return what agreements say of a wish, and who must agree first."""
    if waits_for:
        source = f" ({agreed.source})" if agreed.source else ""
        return _("%(name)s must agree first%(source)s. Until then nobody reads it.") % {
            "name": waits_for,
            "source": source,
        }
    if agreed.answer is AgreementAnswer.PERMIT:
        return _("An agreement allows it: %(source)s.") % {"source": agreed.source}
    return _("No agreement speaks of this: it is yours to decide.")


def say_state(share: ShareRecord, now: datetime) -> str:
    """Return where a decision stands."""
    if share.state is ShareState.WAITING:
        return _("Waits for %(name)s") % {"name": share.waits_for}
    if share.state is ShareState.NOT_SHARED:
        return _("Not shared")
    if share.recalled_at is not None:
        return _("Recalled")
    if share.expires_at is not None and share.expires_at <= now:
        return _("Ended")
    return _("Can be read until %(when)s") % {
        "when": "" if share.expires_at is None else moment(share.expires_at, year=True)
    }


def list_to_whom(page: SharePage) -> tuple[str, ...]:
    """Return to whom a decision is, each once."""
    open_ones = [f"{each.to_person}, {each.to_agency}" if each.to_person else each.to_agency for each in page.envelopes]
    return tuple(dict.fromkeys(open_ones or [line.left.to_whom for line in page.register]))


def list_replies_said(page: SharePage) -> tuple[tuple[ReplyRecord, str], ...]:
    """Return each reply with the item it is about."""
    number = {item_id: place for place, item_id in enumerate(page.item_ids)}
    lines = [say_item(each) for each in page.items]
    return tuple((reply, lines[number[reply.item_id]].what) for reply in page.replies if reply.item_id in number)


def say_watermark(viewer: Viewer, envelope_id: EnvelopeId, at: datetime) -> str:
    """Return the band above what was sent and on each item: for whom, when, and under which reference."""
    return _("For %(name)s, %(agency)s. Opened %(when)s. %(reference)s. Not to be passed on.") % {
        "name": viewer.name,
        "agency": viewer.agency_name,
        "when": moment(at, year=True),
        "reference": say_reference(envelope_id),
    }


def _say_choice(fact: Fact) -> str:
    parts = (_(fact.kind.label), say_details(fact), fact.instants.happened.say(), fact.place, fact.words.strip())
    line = ". ".join(part for part in parts if part)
    return line if len(line) <= LONGEST_LABEL else f"{line[:LONGEST_LABEL].rstrip()}…"
