"""The order, cutting and repeating of files never changes what is taken in."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.intake.extract_files import example_row, records

Row = dict[str, str]
Taken = set[tuple[str, str, str]]

SCHOOL_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "upn": st.sampled_from(["K820200001001", "Y306123400001"]),
            "entry_type": st.sampled_from(["ATTENDANCE", "SUSPENSION", "STARTED"]),
            "entry_date": st.sampled_from(["02/03/2026", "27/02/2026"]),
            "days": st.sampled_from(["", "1", "2.5"]),
            "forename": st.sampled_from(["Jayden", "Zoë", "O'Neil", 'Jay "Jay"', "A, B", "line\nbreak"]),
        }
    ),
    min_size=1,
    max_size=6,
)
CUSTODY_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "collection_refused_by": st.sampled_from(["", "HOME", "BOTH"]),
            "wraps": st.sampled_from(["", "24"]),
            "co_arrestee_refs": st.sampled_from(["", "X/2;X/1", "X/1; X/2"]),
            "released_at": st.sampled_from(["03/03/2026 13:10"]),
        }
    ),
    min_size=1,
    max_size=6,
)


def numbered(feed: str, reference: str, changes: Sequence[Row]) -> list[Row]:
    return [example_row(feed, **each, **{reference: f"N{number}"}) for number, each in enumerate(changes)]


def taken(feed: str, *files: Sequence[Row]) -> Taken:
    result: Taken = set()
    for file in files:
        for record in records(feed, *file):
            local_id = record.taken.local_id
            result.add((local_id, record.taken.reference, record.taken.version_hash))
            result |= {(local_id, event.natural_key, event.version_hash) for event in record.events}
    return result


@given(SCHOOL_ROWS, st.randoms(use_true_random=False), st.integers(0, 6))
def test_a_school_file_shuffled_cut_or_repeated_says_the_same(changes, random, cut) -> None:
    check_order("school", numbered("school", "entry_ref", changes), random, cut)


@given(CUSTODY_ROWS, st.randoms(use_true_random=False), st.integers(0, 6))
def test_a_custody_file_shuffled_cut_or_repeated_says_the_same(changes, random, cut) -> None:
    check_order("custody", numbered("custody", "custody_ref", changes), random, cut)


def check_order(feed: str, rows: list[Row], random, cut: int) -> None:
    whole = taken(feed, rows)
    shuffled = random.sample(rows, len(rows))
    halves = [half for half in (shuffled[:cut], shuffled[cut:]) if half]
    assert taken(feed, shuffled) == whole
    assert taken(feed, *halves) == whole
    assert taken(feed, rows, shuffled) == whole
    assert taken(feed, rows + shuffled) == whole
