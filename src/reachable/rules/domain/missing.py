"""Says in plain sentences what is not recorded: what was asked for and not done, and what keeps an answer open.

In:  a Question, what it was judged on, the answers found.
Out: sentences. They name kinds of event and details, never who holds them, and nothing of another child.
"""

from collections.abc import Sequence

from reachable.kernel.certainty import Certainty
from reachable.kernel.when import Precision
from reachable.rules.domain.definition import AgeBelow, Lacks, Pattern, details_tested, patterns_in
from reachable.rules.domain.question import Judged, Question, matches
from reachable.timeline.domain.facts import Fact

EXACT_ENOUGH = frozenset({Precision.EXACT, Precision.DAY})


def what_is_missing(question: Question, judged: Judged, found: Sequence[Fact | None]) -> tuple[str, ...]:
    """Return what is not recorded, the most useful first."""
    sentences = [answer.missing for answer, fact in zip(question.rule.answers, found, strict=True) if fact is None]
    if judged.certainty is not Certainty.CERTAINLY:
        for fact in (each for each in judged.evidence if question.nearby.find_child(each) is None):
            sentences += _open_details(question, fact)
            sentences += _open_date(fact)
    if _age_is_presumed(question):
        sentences.append("The date of birth is not recorded; the child is treated as under 18 until shown otherwise.")
    return tuple(dict.fromkeys(sentences))


def _open_details(question: Question, fact: Fact) -> list[str]:
    patterns = [
        pattern
        for pattern in patterns_in(question.rule)
        if matches(pattern, fact, question.values) is Certainty.CANNOT_SAY
    ]
    names = sorted({name for pattern in patterns for name in _looked_at(pattern)})
    return [
        f"{fact.kind.label}: {name.replace('_', ' ')} not recorded." for name in names if fact.details.get(name) is None
    ]


def _looked_at(pattern: Pattern) -> set[str]:
    return details_tested(tuple(test for test in pattern.where if not isinstance(test, Lacks)))


def _open_date(fact: Fact) -> list[str]:
    when = fact.instants.happened
    return (
        [] if when.precision in EXACT_ENOUGH else [f"{fact.kind.label}: the exact date is not recorded ({when.say()})."]
    )


def _age_is_presumed(question: Question) -> bool:
    ages = [need for need in question.rule.needs if isinstance(need, AgeBelow) and need.presumed]
    return bool(ages) and not question.ground.born.is_known
