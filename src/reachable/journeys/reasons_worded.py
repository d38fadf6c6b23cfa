"""Why a rule holds for a child, worded at the moment of reading from what this reader may see.

In:  a firing or a clock as it was kept, and the facts the reader may see.
Out: Reason. It never gives away what a record says that the reader may not read, nor who holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reachable.alerts.domain.wording import Piece, Visibility, word_alert
from reachable.kernel.certainty import Certainty
from reachable.kernel.ids import EventId
from reachable.rules.domain.catalogue import RULES_BY_ID
from reachable.rules.domain.definition import Rule
from reachable.rules.domain.turns import Pace
from reachable.rules.queries import DutyRecord, FiringRecord
from reachable.timeline.domain.fact_words import say_details
from reachable.timeline.domain.facts import Fact

MAY_BE_REACHABLE = "This child may be reachable now"
MAY_BE_ASKED = "Somebody should ask about this child"
SOMETHING_DUE = "Something is due for this child"
HUB = "the safeguarding hub"
ANOTHER_CHILD = "another child"
NO_EVENTS: frozenset[EventId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why it is somebody's turn. `sentence` is for this reader; the rest is empty where it would give a record away.

    `is_question` says that dates leave it open, so somebody is asked and nobody is woken.
    """

    rule_id: str
    title: str
    sentence: str
    why: str
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    basis: str
    caveat: str
    whose_turn: str
    how_soon: str
    pace: Pace | None
    is_question: bool
    asks_to_ring: bool


def word_firing(firing: FiringRecord, *, facts: Mapping[EventId, Fact], ring: str = HUB) -> Reason:
    """Return why a firing stands, for somebody who may see these facts. `ring` is the desk that answers for the child.

    The rule is named only when the reader may see all of this child's that it rests on, since its name says what
    happened. What happened to another child is shown only to a reader who may open that child's record too.
    """
    rule = RULES_BY_ID[firing.rule_id]
    opening = MAY_BE_REACHABLE if firing.certainty is Certainty.CERTAINLY else MAY_BE_ASKED
    evidence = tuple(dict.fromkeys((firing.anchor_id, *firing.evidence)))
    return _word(
        rule,
        evidence,
        facts,
        opening=opening,
        ring=ring,
        missing=firing.missing,
        certainty=firing.certainty,
        others=frozenset(firing.others),
    )


def word_duty(duty: DutyRecord, *, facts: Mapping[EventId, Fact], ring: str = HUB) -> Reason:
    """Return why something is due, for somebody who may see these facts."""
    rule = RULES_BY_ID[duty.rule_id]
    return _word(rule, (duty.anchor_id,), facts, opening=SOMETHING_DUE, ring=ring)


def say_fact(fact: Fact, *, year: bool = False) -> str:
    """Return what happened, its particulars and when, on one line."""
    particulars = say_details(fact)
    what = f"{fact.kind.label} ({particulars})" if particulars else fact.kind.label
    return f"{what}, {fact.instants.happened.say(year=year)}"


def _say_evidence(event_id: EventId, facts: Mapping[EventId, Fact], others: frozenset[EventId]) -> str:
    if event_id not in facts:
        return ""
    return f"{ANOTHER_CHILD}: {say_fact(facts[event_id])}" if event_id in others else say_fact(facts[event_id])


def _word(
    rule: Rule,
    evidence: tuple[EventId, ...],
    facts: Mapping[EventId, Fact],
    *,
    opening: str,
    ring: str,
    missing: tuple[str, ...] = (),
    certainty: Certainty = Certainty.CERTAINLY,
    others: frozenset[EventId] = NO_EVENTS,
) -> Reason:
    pieces = [Piece(_say_evidence(each, facts, others), (each,)) for each in evidence]
    # Whoever works with the child may know that something is held and ask for it; never what, and never by whom.
    sight = {each: Visibility.SEEN if each in facts else Visibility.MAY_ASK for each in evidence}
    wording = word_alert(pieces, visibility=sight, opening=opening, ring=ring)
    # What happened to another child is that child's: the rule is named without it, and says it as a role.
    whole = all(each in facts for each in evidence if each not in others)
    return Reason(
        rule_id=rule.id if whole else "",
        title=rule.title if whole else opening,
        sentence=rule.sentence if whole else wording.sentence,
        why=rule.why if whole else "",
        facts=tuple(facts[each] for each in wording.shown),
        missing=missing if whole else (),
        do=rule.do if whole else (),
        do_not=rule.do_not if whole else (),
        basis=rule.basis if whole else "",
        caveat=rule.caveat if whole else "",
        whose_turn=rule.whose_turn.label if whole else "",
        how_soon=rule.how_soon.pace.value if whole else "",
        pace=rule.how_soon.pace if whole else None,
        is_question=certainty is not Certainty.CERTAINLY,
        asks_to_ring=wording.asks_to_ring,
    )
