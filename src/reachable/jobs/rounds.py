"""One round of everything that is due.

In:  now.
Out: what the round did.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reachable.access.domain.key_rules import RULES, KeyRule
from reachable.access.domain.witnessing import Witness
from reachable.access.operations import chain_waiting_entries
from reachable.adapters.bank_holidays import england_and_wales
from reachable.journeys.agreements_made import remind_of_agreements
from reachable.journeys.child_evaluated import evaluate_waiting
from reachable.journeys.counts_released import release_counts
from reachable.journeys.erased_listed import Keep, keep_erased_lists
from reachable.journeys.failures_logged import log_failure
from reachable.journeys.feeds_watched import tell_of_feeds
from reachable.journeys.heads_witnessed import show_head
from reachable.journeys.keys_asked import ask_for_keys
from reachable.journeys.ladder_climbed import climb_ladders
from reachable.journeys.looks_watched import climb_findings, watch_looks, watch_weeks_of_looks
from reachable.journeys.matches_refreshed import keep_asking
from reachable.journeys.messages_sent import purge_sent, send_messages
from reachable.journeys.protections_due import put_protections_before_people
from reachable.journeys.records_due import Scan, climb_reviews, put_due_before_people, put_holds_before_people
from reachable.journeys.reviewers_told import tell_reviewers
from reachable.journeys.unopened_told import settle_and_tell
from reachable.kernel.london import london_date

DUE = "Putting records that are due before people"


@dataclass(frozen=True, slots=True)
class Round:
    """How much one round did."""

    evaluated: int
    climbed: int
    sent: int
    chained: int
    witnessed: int = 0


def do_round(
    *,
    now: datetime,
    send: Callable[[str, str, str], None],
    witnesses: Iterable[Witness] = (),
    erased_lists: Iterable[Keep] = (),
) -> Round:
    """Do what is due now. Each part is safe to do again: what is done is a row.

    `send` takes a name, an address and a text, and raises when the message did not leave. `witnesses` are shown the
    head of the audit record. `erased_lists` each take what was erased, to keep it outside the database.
    """
    keep_erased_lists(lists=erased_lists, now=now)
    chained = chain_waiting_entries()
    evaluated = evaluate_waiting(now=now)
    climbed = climb_ladders(now=now)
    tell_reviewers(now=now)
    sent = send_messages(now=now, send=send)
    chained += chain_waiting_entries()
    return Round(evaluated, climbed, sent, chained, show_head(witnesses=witnesses, now=now))


def do_hourly_round(*, now: datetime) -> int:
    """Do what is due once an hour, each part whatever becomes of the others.

    Return how many people are written to about a feed that is off.
    """
    do_apart("Looking for patterns", lambda: watch_looks(now=now))
    do_apart("Climbing of findings", lambda: climb_findings(now=now))
    return tell_of_feeds(now=now)


@dataclass(slots=True)
class Daily:
    """On which day each part of the daily round was last finished, and how far children were looked through."""

    finished: dict[str, date] = field(default_factory=dict)
    scan: Scan = field(default_factory=Scan)


def do_daily_round(*, now: datetime, daily: Daily | None = None, key_rules: Sequence[KeyRule] = RULES) -> bool:
    """Do what is due once a day, each part whatever becomes of the others, and return whether all were finished.

    `daily` remembers which were: a part that was is not done again that day because another was not.
    """
    daily = daily or Daily()
    scan, today = daily.scan, london_date(now)
    parts: Mapping[str, Callable[[], object]] = {
        "Asking for judgements": lambda: keep_asking(now=now),
        "Looking for patterns of weeks": lambda: watch_weeks_of_looks(now=now),
        DUE: lambda: put_due_before_people(now=now, scan=scan),
        "Climbing of reviews": lambda: climb_reviews(now=now),
        "Putting holds before people": lambda: put_holds_before_people(now=now),
        "Putting protections before people": lambda: put_protections_before_people(now=now),
        "Asking for security keys": lambda: ask_for_keys(rules=key_rules, now=now),
        "Reminding of agreements": lambda: remind_of_agreements(now=now),
        "Bringing up to date what is kept apart": lambda: settle_and_tell(now=now),
        "Taking out messages that left long ago": lambda: purge_sent(now=now),
        "Releasing of counts": lambda: release_counts(calendar=england_and_wales(), now=now),
    }
    for what, do in parts.items():
        if daily.finished.get(what) != today and do_apart(what, do) and (what != DUE or scan.finished):
            daily.finished[what] = today
    return all(daily.finished.get(what) == today for what in parts)


def do_apart(what: str, do: Callable[[], object]) -> bool:
    """Do one part and return whether it was finished. One that was not is said in the log, and is tried again."""
    try:
        do()
    except Exception as problem:
        log_failure(f"{what} was not finished and is tried again", problem)
        return False
    return True
