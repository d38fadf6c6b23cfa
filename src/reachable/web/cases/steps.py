"""A replayed story step by step, to be read back from the incident by which the child was found.

In:  CaseReplayed.
Out: Reading: the steps up to the incident, newest or oldest first, and those that came afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reachable.access.domain.agency_kinds import BY_CODE
from reachable.kernel.certainty import Certainty
from reachable.rules.domain.cases import Basis, CaseEvent
from reachable.rules.domain.replay import CaseReplayed, MomentReplayed, NamedBy, Reach
from reachable.rules.domain.replay_json import say_age, say_when_known

KNEW = {"CHILD": "the child", "FAMILY": "the family", "FRIENDS": "friends", "THE_LINE": "the line"}
SHOWN_AS = {Reach.ALONE: "waiting", Reach.TOGETHER: "waiting", Reach.HINDSIGHT: "plain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """Something a rule asked for at a step: by what, of whom, who could have seen it, and whether it was done."""

    rule_id: str
    title: str
    sentence: str
    whose_turn: str
    by_law: str
    comes_from: str
    reach: str
    tone: str
    certain: str
    known: str
    missing: tuple[str, ...]
    answered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentLine:
    """A moment that passed: what it rests on, what would have answered it, what names it or why no rule does."""

    number: int
    moment: str
    age: str
    basis: str
    help: str
    given_by: str
    named_by: tuple[str, ...]
    why_no_rule: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event of the story as it stands in the table. `recorded` wrote it down; `knew` only knew.

    `gap` says how much of what was due one agency alone, only several together or only hindsight shows.
    """

    number: int
    when: str
    words: str
    source: str
    is_incident: bool
    recorded: tuple[str, ...]
    knew: tuple[str, ...]
    due: tuple[DueLine, ...]
    gap: tuple[tuple[str, str], ...]
    answered: int
    moments: tuple[MomentLine, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The steps up to and with the incident in the order asked for, then what came afterwards, oldest first."""

    steps: tuple[Step, ...]
    afterwards: tuple[Step, ...]
    backwards: bool


def read_story(replayed: CaseReplayed, *, backwards: bool) -> Reading:
    """Return the story to read. A story without an incident is read back from its last event."""
    until = replayed.case.incident or len(replayed.case.events)
    steps = [_step(event, replayed) for event in replayed.case.events]
    before = [step for step in steps if step.number <= until]
    after = tuple(step for step in steps if step.number > until)
    return Reading(tuple(reversed(before) if backwards else before), after, backwards)


def count_by_reach(replayed: CaseReplayed) -> dict[str, int]:
    """Return how many things were due that one agency alone, only several together or only hindsight shows."""
    return {reach.name: sum(due.reach is reach for due in replayed.due) for reach in Reach}


def count_own_reading(moments: Iterable[MomentReplayed]) -> int:
    """Return how many moments the report does not itself name in this child's story."""
    return sum(moment.moment.basis is not Basis.NAMED for moment in moments)


def _step(event: CaseEvent, story: CaseReplayed) -> Step:
    recorded = [agency.code for agency in event.recorded_by]
    due = [due for due in story.due if due.anchor == event.number]
    return Step(
        number=event.number,
        when=event.said,
        words=event.words,
        source=event.source,
        is_incident=event.number == story.case.incident,
        recorded=tuple(_(agency.label) for agency in event.recorded_by),
        knew=tuple(_who(code) for code in event.known_to if code not in recorded),
        due=tuple(_due(each, story) for each in due),
        gap=tuple(_gap(reach, due) for reach in Reach if any(each.reach is reach for each in due)),
        answered=sum(each.answered_by is not None for each in due),
        moments=tuple(
            _moment(moment) for moment in story.moments if _stands_at(moment.moment.events, story) == event.number
        ),
    )


def _stands_at(events: tuple[int, ...], story: CaseReplayed) -> int | None:
    """Return the event a moment stands at: the incident where it is about it, or else its last event."""
    incident = story.case.incident
    return incident if incident in events else max(events, default=None)


def _gap(reach: Reach, due: Iterable[NamedBy]) -> tuple[str, str]:
    """Return in which colour and words to say how much could have been seen so."""
    count = sum(each.reach is reach for each in due)
    return SHOWN_AS[reach], _("%(count)s: %(reach)s") % {"count": count, "reach": _(reach.value)}


def _who(code: str) -> str:
    return _(KNEW[code]) if code in KNEW else _(BY_CODE[code].label)


def _due(due: NamedBy, story: CaseReplayed) -> DueLine:
    answer = None if due.answered_by is None else story.case.events[due.answered_by - 1]
    return DueLine(
        rule_id=due.rule.id,
        title=due.rule.title,
        sentence=due.rule.sentence,
        whose_turn=_(due.rule.whose_turn.label),
        by_law=_("The time is set by law: %(law)s.") % {"law": due.by_law} if due.by_law else "",
        comes_from=". ".join((*due.rule.source, due.rule.basis)),
        reach=_(due.reach.value),
        tone=SHOWN_AS[due.reach],
        certain="" if due.certainty is Certainty.CERTAINLY else _("The dates leave it open."),
        known=say_when_known(due, story),
        missing=due.missing,
        answered=_("Nothing in the story answers it.")
        if answer is None
        else _("Answered in the story: %(what)s.") % {"what": answer.words},
    )


def _moment(replayed: MomentReplayed) -> MomentLine:
    moment = replayed.moment
    named = {named.rule.id: named.rule.title for named in replayed.named_by}
    return MomentLine(
        number=moment.number,
        moment=moment.moment,
        age=say_age(moment.age),
        basis=_(moment.basis.value),
        help=moment.help,
        given_by=moment.given_by,
        named_by=tuple(f"{title} ({rule_id})" for rule_id, title in named.items()),
        why_no_rule=moment.why_no_rule,
        source=moment.source,
    )
