"""A replayed story as JSON values, for a page, a file or another program.

In:  CaseReplayed.
Out: JSON values, every sentence written out.
"""

from reachable.rules.domain.canonical import Json, version_of
from reachable.rules.domain.cases import CaseEvent
from reachable.rules.domain.replay import CaseReplayed, MomentReplayed, NamedBy, Reach


def replay_to_json(replayed: CaseReplayed) -> dict[str, Json]:
    """Return a replayed story: its events, and for each moment the rules that name it or why none does."""
    case = replayed.case
    return {
        "name": case.name,
        "document": case.document,
        "status": case.status,
        "published": True,
        "notes": list(case.notes),
        "incident": case.incident,
        "outcome": case.outcome,
        "child_says": [
            {"words": told.words, "told_by": told.told_by, "source": told.source} for told in case.child_says
        ],
        "named": replayed.named,
        "of": len(replayed.moments),
        "events": [_event(event) for event in case.events],
        "moments": [_moment(moment, replayed) for moment in replayed.moments],
        "due": [_named(due, replayed) for due in replayed.due],
    }


def summary_to_json(replayed: CaseReplayed) -> dict[str, Json]:
    """Return one line about a story, for a list of them."""
    case = replayed.case
    return {
        "name": case.name,
        "replay": case.slug,
        "document": case.document,
        "status": case.status,
        "published": True,
        "named": replayed.named,
        "of": len(replayed.moments),
    }


def say_age(age: str) -> str:
    """Return "Aged 14" for an age, and for a time without one its own words, such as "Before"."""
    return f"Aged {age}" if age[:1].isdigit() else age[:1].upper() + age[1:]


def _event(event: CaseEvent) -> Json:
    return {
        "number": event.number,
        "child": event.child,
        "when": event.said,
        "kind": event.kind.name if event.kind else None,
        "label": event.kind.label if event.kind else "",
        "words": event.words,
        "recorded_by": [agency.label for agency in event.recorded_by],
        "known_to": list(event.known_to),
        "shows": [vulnerability.label for vulnerability in event.shows],
        "source": event.source,
    }


def _moment(replayed: MomentReplayed, story: CaseReplayed) -> Json:
    moment = replayed.moment
    return {
        "number": moment.number,
        "age": moment.age,
        "moment": moment.moment,
        "basis": moment.basis.value,
        "help": moment.help,
        "given_by": moment.given_by,
        "source": moment.source,
        "events": list(moment.events),
        "named_by": [_named(named, story) for named in replayed.named_by],
        "why_no_rule": replayed.why_no_rule,
    }


def _named(named: NamedBy, story: CaseReplayed) -> Json:
    return {
        "rule": named.rule.id,
        "version": version_of(named.rule),
        "title": named.rule.title,
        "sentence": named.rule.sentence,
        "certainty": named.certainty.value,
        "whose_turn": named.rule.whose_turn.label,
        "event": named.anchor,
        "evidence": list(named.evidence),
        "who_could_have_seen": named.reach.value,
        "by_law": named.by_law,
        "could_be_known": say_when_known(named, story),
        "known_to_alone": [agency.label for agency in named.alone],
        "known_to_together": [agency.label for agency in named.together],
        "missing": list(named.missing),
        "answered_by": named.answered_by,
        "source": list(named.rule.source),
    }


def say_when_known(named: NamedBy, story: CaseReplayed) -> str:
    """Return since when it could have been known, as the story dates it, and to whom."""
    event = story.case.events[named.known_with - 1]
    when = f" ({event.said})" if event.said else ""
    passed = f"{named.clock} after" if named.clock else "as soon as"
    if named.reach is Reach.HINDSIGHT:
        return f"{passed} this happened: {event.words}{when}; but nobody had recorded it then. Hindsight only."
    who = ", ".join(agency.label for agency in (named.alone or named.together))
    whose = f"{who}, each alone" if len(named.alone) > 1 else f"{who} alone" if named.alone else f"only together: {who}"
    return f"{passed} this was recorded: {event.words}{when}; {whose}."
