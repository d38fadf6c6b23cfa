"""Whether what a concern says about who must not be told speaks of somebody.

In:  the words of a concern; who somebody is to the child; their name.
Out: yes or no. It is asked before a letter leaves, and a person decides.
"""

from collections.abc import Mapping

from reachable.intake.domain.concern import NotToBeTold
from reachable.people.domain.named import list_relations, may_name

OF_RELATION: Mapping[str, NotToBeTold] = {
    "MOTHER": NotToBeTold.MOTHER,
    "FATHER": NotToBeTold.FATHER,
    "STEP_PARENT": NotToBeTold.STEP_PARENT,
    "SIBLING": NotToBeTold.SIBLING,
    "GRANDPARENT": NotToBeTold.OTHER_RELATIVE,
    "OTHER_FAMILY": NotToBeTold.OTHER_RELATIVE,
    "CARER": NotToBeTold.CARER,
}


def speaks_of(said: str, *, relation: str, name: str) -> bool:
    """Test if a concern's words on who must not be told may mean somebody: by who they are to the child, or by name.

    `relation` is "" for somebody who is nothing to the child, unless `name` says otherwise: "his mother". "Somebody
    else" may be any adult around the child.
    """
    chosen, _, words = said.partition(":")
    relations = list_relations(name) | ({relation} - {""})
    if relations & list_relations(words):
        return True
    for each in relations:
        means = (NotToBeTold.SOMEBODY_ELSE, OF_RELATION.get(each, NotToBeTold.SOMEBODY_ELSE))
        if any(one.label in chosen for one in means):
            return True
    return may_name(words or said, [name])
