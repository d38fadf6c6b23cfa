"""Whether a fact can bear on a question, so that it is asked only at instants that could change the answer.

In:  a Question and a fact of this child.
Out: True or False. False means: with or without this fact, every condition and the clock answer the same.
"""

from reachable.kernel.certainty import Certainty
from reachable.rules.domain.clocks import answers
from reachable.rules.domain.conditions import is_counted
from reachable.rules.domain.definition import AgeAtLeast, AgeBelow, AtLeast, Condition, During, InOrder, ToldBy, Unless
from reachable.rules.domain.question import Question
from reachable.timeline.domain.facts import Fact


def bears(question: Question, fact: Fact) -> bool:
    """Test if a fact may count for something the rule needs, or answer its clock."""
    clock = question.rule.clock
    if clock is not None and answers(question, clock.answer, fact) is not Certainty.NO:
        return True
    return any(_may_count(need, question, fact) for need in question.rule.needs)


def _may_count(need: Condition, question: Question, fact: Fact) -> bool:
    match need:
        case AtLeast() | Unless() | ToldBy():
            return is_counted(need, question, fact) is not Certainty.NO
        case InOrder():
            return any(question.matches(step, fact) is not Certainty.NO for step in need.steps)
        case During():
            return any(question.matches(what, fact) is not Certainty.NO for what in (need.start, need.end))
        case AgeBelow() | AgeAtLeast():
            return False
        case _:
            return True
