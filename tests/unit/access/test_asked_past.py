"""What is asked past the application is said without a value of any row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reachable.access.domain.asked_past import LONGEST, is_switching_off, without_values

NAME = "Ayaanqq"
TELLING = st.text(alphabet="ab '\"\\$-*/;\n,.é", max_size=12).map(lambda around: f"{around}{NAME}{around}")


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def escaped(text: str) -> str:
    return "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def named(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def in_dollars(text: str) -> str:
    return "$anything$" + text.replace("$", "") + "$anything$"


def remark(text: str) -> str:
    return "/*" + text.replace("*", "") + "*/ 1"


@given(
    st.lists(st.tuples(st.sampled_from([quoted, escaped, named, in_dollars, remark]), TELLING), min_size=1, max_size=4)
)
def test_no_value_of_any_kind_is_said_in_whatever_order_they_stand(values: list[tuple[object, str]]) -> None:
    statement = "SELECT id FROM people_name WHERE given IN (" + ", ".join(how(text) for how, text in values) + ")"
    said = without_values(statement)
    assert NAME not in said
    assert said.startswith("SELECT id FROM people_name WHERE given IN (")


@given(st.text(max_size=200))
def test_whatever_stands_in_it_it_is_one_line_that_is_no_longer_than_a_line(statement: str) -> None:
    said = without_values(statement)
    assert "\n" not in said
    assert len(said) <= LONGEST + len(" …")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT * FROM people_name WHERE given = 'Ayaan'", "SELECT * FROM people_name WHERE given = ?"),
        ("SELECT 12, -3.5e7 FROM t1 LIMIT 5", "SELECT ?, ? FROM t1 LIMIT ?"),
        ("SELECT $1 -- Ayaan Khan\nFROM t", "SELECT $1 FROM t"),
        ('SELECT 1 AS "Ayaan Khan", "given" FROM t', 'SELECT ? AS ?, "given" FROM t'),
        ('SELECT 1 FROM "people_name" WHERE "given" = "kestrel"', 'SELECT ? FROM "people_name" WHERE "given" = ?'),
        (r"SELECT '\', 'Ayaan', 'x'", "SELECT ? …"),
        ("SELECT 1 /* a /* b */ Ayaan */ FROM t", "SELECT ? ? …"),
        ("SELECT 'no end Ayaan", "SELECT ?"),
        ("DO $$ BEGIN PERFORM 'Ayaan'; END $$", "DO ?"),
        ("SELECT date '2010-03-04', x'ff', U&'\u0061yaan'", "SELECT date ?, ?, ?"),
    ],
)
def test_what_is_left_says_what_was_asked_of_which_table(statement: str, said: str) -> None:
    assert without_values(statement, {"given", "people_name"}) == said


@pytest.mark.parametrize(
    "statement",
    [
        "SET log_statement = 'none'",
        "set LOG_STATEMENT to none",
        "SELECT set_config('log_' || 'statement', 'none', false)",
        "SELECT pg_catalog.set_config('search_path', '', false); SELECT set_config('log' || :a, 'none', false)",
        "ALTER ROLE postgres RESET log_statement",
        "ALTER SYSTEM SET log_connections = off",
        "SELECT pg_reload_conf()",
        "DO $$ BEGIN EXECUTE 'SET log_statement TO none'; END $$",
        "ALTER ROLE postgres SET log_statement = 'all'; SET log_statement = 'none'",
    ],
)
def test_switching_it_off_is_seen(statement: str) -> None:
    assert is_switching_off(statement)


@pytest.mark.parametrize(
    "statement",
    ["SELECT 1", "ALTER ROLE \"reachable_owner\" SET log_statement = 'all'", "SELECT * FROM django_admin_log"],
)
def test_asking_and_putting_it_on_is_no_switching_off(statement: str) -> None:
    assert not is_switching_off(statement)
