"""Every value rules and clocks count with.

In:  what the law sets, and what is chosen locally.
Out: PARAMETERS.
"""

from reachable.rules.domain.legal_values import BY_LAW
from reachable.rules.domain.local_settings import BY_LOCAL_CHOICE
from reachable.rules.domain.parameters import Parameters

PARAMETERS = Parameters(BY_LAW + BY_LOCAL_CHOICE)
