"""People whose role needs a security key are told in time, once for each day that is set, and once when it has come.

In:  the rules that hold; now.
Out: a message to each who has no key yet, which also stands on the page of where they are signed in.
"""

from collections.abc import Sequence
from datetime import datetime

from reachable.access.context import running
from reachable.access.domain.key_rules import KeyRule, find_key_need
from reachable.access.domain.viewer import Actor
from reachable.access.queries import list_people_in_role
from reachable.access.queries.second_factors import list_with_keys
from reachable.alerts.operations import leave_message
from reachable.kernel.london import london_date, say_day

MACHINE = Actor(user_id=None, agency_id=None, name="keys")
TEXT = (
    "In Reachable, your role needs a security key from {}. Ask whoever gives accounts at your agency for one, "
    "sign in, and add it under “Signing in safely”. Until then a code opens everything as before."
)
TEXT_NOW = (
    "In Reachable, your role needs a security key, and opens hardly any page until you have one. Ask whoever gives "
    "accounts at your agency for one, sign in, and add it on the page that opens."
)


def ask_for_keys(*, rules: Sequence[KeyRule], now: datetime) -> int:
    """Leave a message for everybody whose role is asked for a key and who has none, and return for how many."""
    today = london_date(now)
    roles = {each.role for each in rules if each.asked_from <= today}
    if not roles:
        return 0
    told = set()
    with running(job="ask for keys", now=now):
        people = list_people_in_role(roles=roles, at=now)
        have = list_with_keys(user_ids=[each.user_id for each in people])
        for each in people:
            need = find_key_need(rules, role=each.role, agency=each.agency_id)
            if need is None or not need.is_asked(today) or each.user_id in have:
                continue
            is_needed = need.is_needed(today)
            said = TEXT_NOW if is_needed else TEXT.format(say_day(need.needed_from, year=True))
            leave_message(
                key=f"account:{each.user_id}:key-needed:{need.needed_from.isoformat()}{':now' if is_needed else ''}",
                to_name=each.name,
                to_address=each.email,
                text=said,
                by=MACHINE,
                now=now,
            )
            told.add(each.user_id)
    return len(told)
