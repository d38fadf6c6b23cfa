"""Every live rule, in the order of the manual: by group, then by id.

In:  the files beside this one, each a few rules with their worked examples.
Out: RULES, and a rule by its id.
"""

from reachable.rules.domain.catalogue import (
    away_from_home,
    being_heard,
    children_together,
    drugs,
    found_and_returned,
    leaving_custody,
    missing_again,
    placed_away,
    police_contact,
    put_together,
    referral_mechanism,
    return_and_referral,
    school_and_hospital,
    staying_with_it,
    while_it_lasts,
)
from reachable.rules.domain.definition import Group, Rule

_GROUPS = tuple(Group)

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *away_from_home.RULES,
            *drugs.RULES,
            *being_heard.RULES,
            *children_together.RULES,
            *police_contact.RULES,
            *leaving_custody.RULES,
            *referral_mechanism.RULES,
            *return_and_referral.RULES,
            *placed_away.RULES,
            *school_and_hospital.RULES,
            *staying_with_it.RULES,
            *found_and_returned.RULES,
            *missing_again.RULES,
            *put_together.RULES,
            *while_it_lasts.RULES,
        ),
        key=lambda rule: (_GROUPS.index(rule.group), rule.id),
    )
)

RULES_BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}
