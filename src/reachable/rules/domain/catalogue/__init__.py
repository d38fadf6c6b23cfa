"""Every live rule, in the order of the manual: by group, then by id.

In:  the files beside this one, each a few rules with their worked examples.
Out: RULES, and a rule by its id.
"""

from reachable.rules.domain.catalogue import (
    away_from_home,
    being_heard,
    drugs,
    leaving_custody,
    placed_away,
    police_contact,
    referral_mechanism,
    return_and_referral,
    school_and_hospital,
    staying_with_it,
)
from reachable.rules.domain.definition import Group, Rule

_GROUPS = tuple(Group)

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *away_from_home.RULES,
            *drugs.RULES,
            *being_heard.RULES,
            *police_contact.RULES,
            *leaving_custody.RULES,
            *referral_mechanism.RULES,
            *return_and_referral.RULES,
            *placed_away.RULES,
            *school_and_hospital.RULES,
            *staying_with_it.RULES,
        ),
        key=lambda rule: (_GROUPS.index(rule.group), rule.id),
    )
)

RULES_BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
