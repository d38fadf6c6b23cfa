"""Read in bulk as pooled, as one agency knew it and with hindsight, the same moments come out as one by one."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rules_bulk_laws import CALENDAR, CHANGING, FIERCE, OFTEN, histories, nows

from reachable.rules.domain.bulk.columns import ChildFacts, columns_of
from reachable.rules.domain.bulk.london_days import as_instant, as_microseconds
from reachable.rules.domain.bulk.matching import Matcher
from reachable.rules.domain.bulk.program import compile_rule
from reachable.rules.domain.bulk.readings import NOT_CERTAIN, find_first_firings, lay_out_changes, read_as
from reachable.rules.domain.catalogue import RULES
from reachable.rules.domain.definition import kinds_in
from reachable.rules.domain.question import Ground
from reachable.rules.domain.readings import Reading, first_firing_times

ASKED = [rule for rule in RULES if kinds_in(rule) & set(OFTEN)]


@settings(FIERCE, max_examples=150)
@given(st.lists(histories(OFTEN), min_size=1, max_size=2), nows, st.sampled_from(Reading), st.integers(0, 10))
def test_a_reading_says_the_same_in_bulk(
    children: list[ChildFacts], until: datetime, reading: Reading, chosen: int
) -> None:
    agencies = sorted({fact.source.agency_id for child in children for fact in child.facts})
    agency_id = agencies[chosen % len(agencies)] if agencies else None
    if agency_id is None and reading is Reading.ONE_AGENCY:
        return
    columns, facts, codebooks = columns_of(children)
    ends = np.full(len(children), as_microseconds(until))
    number = None if agency_id is None else codebooks.agencies[agency_id]
    read = read_as(facts, reading=reading, until=ends, agency=number)
    changes = lay_out_changes(columns, read, until=ends, matcher=Matcher(codebooks), calendar=CALENDAR)
    rules = [ASKED[(chosen + place) % len(ASKED)] for place in range(0, len(ASKED), 5)]
    found = set()
    for rule in rules:
        first = find_first_firings(changes, compile_rule(rule, CHANGING))
        for place in range(len(first.anchor)):
            done, certain = first.done_by[place], first.certain[place]
            found.add(
                (
                    int(first.child[place]), rule.id, read.event_id(first.anchor[place]),
                    as_instant(first.asked[place]), None if certain == NOT_CERTAIN else as_instant(certain),
                    None if done < 0 else read.event_id(done), bool(first.withdrawn[place]),
                )
            )  # fmt: skip
    expected = {
        (place, each.key.rule_id, each.key.anchor_id, each.asked_at, each.certain_at, each.done_by, each.withdrawn)
        for place, child in enumerate(children)
        for each in first_firing_times(
            child.facts,
            rules=rules,
            ground=Ground(child.country, CALENDAR, CHANGING, child.born),
            until=until,
            reading=reading,
            agency_id=agency_id,
            nearby=child.nearby,
        )
    }
    assert found == expected


def test_one_agency_has_to_be_named() -> None:
    _, facts, _ = columns_of([])
    with pytest.raises(ValueError, match="name the agency"):
        read_as(facts, reading=Reading.ONE_AGENCY, until=np.empty(0, np.int64))
