"""Proposes pairs of records worth comparing, found by Splink in DuckDB, beside the routes of our own.

In:  descriptions of records.
Out: pairs. Splink's weights only bound how many there are: none is returned, shown or kept, and none links anything.

Optional: importing this needs requirements/bulk.in. Everything stays in this process's memory: no file is written.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

import duckdb
import pyarrow
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from reachable.kernel.ids import SubjectId
from reachable.matching.domain.address_forms import address_form
from reachable.matching.domain.compared import Pair, in_order
from reachable.matching.domain.description import Description
from reachable.matching.domain.name_forms import name_form, sound_of

LEAST_WEIGHT = 0.0
"""Splink's log2 odds from which a pair is worth a comparison of ours. A lower one proposes more and finds no more."""
PAIRS_SAMPLED = 1_000_000
MEMORY = "2GB"
SAMPLING = 20260901


def propose_pairs(descriptions: Iterable[Description]) -> frozenset[Pair]:
    """Return pairs of records that may be of one child, from the first name, birth date, home and telephone of each."""
    rows = [_row(each) for each in descriptions]
    if len(rows) < 2:
        return frozenset()
    return frozenset(
        in_order(SubjectId(UUID(left)), SubjectId(UUID(right))) for left, right in _ask_splink(rows) if left != right
    )


def _row(description: Description) -> Mapping[str, str | None]:
    """Return what Splink is given of one record: values in their comparable form, None where there is none."""
    name = next((name_form(each.given, each.family) for each in description.names if each.full), None)
    born = next(iter(description.days_of_birth), None)
    home = address_form(description.addresses[-1]) if description.addresses else None
    given, family = (name.given[0] if name.given else "", name.family_joined) if name else ("", "")
    values = {
        "given": given,
        "family": family,
        "given_sound": sound_of(given) if given else "",
        "family_start": family[:3],
        "born": born.isoformat() if born else "",
        "birthday": f"{born:%m-%d}" if born else "",
        "postcode": home.postcode if home else "",
        "home": f"{home.flat}/{home.house} {home.first_line}" if home and home.house else "",
        "phone": description.phones[0].number if description.phones else "",
    }
    return {"unique_id": str(description.subject_id), **{key: value or None for key, value in values.items()}}


def _ask_splink(rows: list[Mapping[str, str | None]]) -> Iterable[tuple[str, str]]:
    # Without a folder to spill to, nothing personal reaches the disk: it would rather fail.
    held = {"temp_directory": "", "memory_limit": MEMORY, "autoinstall_known_extensions": "false"}
    connection = duckdb.connect(":memory:", config=held)
    try:
        database = DuckDBAPI(connection)
        table = database.register(pyarrow.Table.from_pylist([dict(each) for each in rows]))
        linker = Linker(table, _settings(), log_level="ERROR")
        linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS_SAMPLED, seed=SAMPLING)
        found = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT, warning_mode="never")
        pairs = found.as_dict()
        return list(zip(pairs["unique_id_l"], pairs["unique_id_r"], strict=True))
    finally:
        connection.close()


def _settings() -> SettingsCreator:
    """Return which records Splink sets side by side and on what. Its blocks differ from our routes on purpose."""
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("given", "family"),
            block_on("given", "postcode"),
            block_on("family", "postcode"),
            block_on("given_sound", "born"),
            block_on("family_start", "birthday"),
            block_on("given", "birthday"),
            block_on("home", "family_start"),
            block_on("home", "given_sound"),
            block_on("phone"),
        ],
        comparisons=[
            compare.JaroWinklerAtThresholds("given", [0.92, 0.8]),
            compare.JaroWinklerAtThresholds("family", [0.92, 0.8]),
            compare.LevenshteinAtThresholds("born", [1, 2]),
            compare.ExactMatch("postcode"),
            compare.ExactMatch("home"),
            compare.ExactMatch("phone"),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
