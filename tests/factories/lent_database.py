"""One database lent to one test after another: what a test wrote is taken away before the next gets it.

In:  the superuser's way in; the name of the template.
Out: for each test a database that holds what the template holds and nothing else.

Only rows are taken away. When anything else was changed (a table, a function, a grant, a policy, a row the template
came with, a setting of the database), the database is dropped and the next test gets a new clone.
"""

import secrets
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]

CATALOGS = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND NOT relisshared
    ORDER BY 1"""
TABLES = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND relpersistence <> 't'
      AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      AND pg_relation_size(oid) > 0
    ORDER BY 1"""
SEQUENCES = (
    "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value FROM pg_sequences ORDER BY 1"
)
OTHERS_GONE = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
OF_THE_DATABASE = """
    SELECT 'pg_database', 1, xmin::text::bigint FROM pg_database WHERE datname = current_database()
    UNION ALL
    SELECT 'pg_db_role_setting', count(*), max(xmin::text::bigint) FROM pg_db_role_setting
    WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())"""


class LentDatabase:
    """What one worker lends its tests, one at a time."""

    def __init__(self, privileged: Any, template: str) -> None:
        """Lend clones of `template`. None is made before the first is asked for."""
        self._privileged, self._template = privileged, template
        self.name = ""
        self._given: list[str] = []
        self._mark: list[Any] = []
        self._sequences: dict[str, int | None] = {}

    def lend(self) -> str:
        """Return the name of a database as the template is."""
        if not self.name:
            self.name = clone(self._privileged, self._template)
            with self._privileged.connect(self.name) as admin:
                self._given = _column(admin, TABLES)
                self._mark = self._marked(admin)
                self._sequences = _sequences(admin)
        return self.name

    def take_back(self) -> None:
        """Take away what was written, or the whole database when more than rows was changed."""
        with self._privileged.connect(self.name) as admin:
            admin.execute(OTHERS_GONE)
            as_given = self._marked(admin) == self._mark
            if as_given:
                self._take_rows_away(admin)
        if not as_given:
            self.drop()

    def drop(self) -> None:
        """Drop the database, when there is one."""
        if self.name:
            drop(self._privileged, self.name)
            self.name = ""

    def _marked(self, admin: Connection) -> list[Any]:
        """Return a mark of all that is no row of a test: any insert, update or delete there changes it."""
        mark = " UNION ALL ".join(
            f"SELECT '{table}', count(*), max(xmin::text::bigint) FROM {table}"
            for table in [*_column(admin, CATALOGS), *self._given]
        )
        return admin.execute(f"{OF_THE_DATABASE} UNION ALL {mark}").fetchall()

    def _take_rows_away(self, admin: Connection) -> None:
        written = [table for table in _column(admin, TABLES) if table not in self._given]
        if written:
            # As a replica no trigger fires and no reference is looked up: every table of them is emptied.
            admin.execute("SET session_replication_role = replica")
            admin.execute("; ".join(f"DELETE FROM {table}" for table in written))
            admin.execute(f"VACUUM (INDEX_CLEANUP ON) {', '.join(written)}")
        for name, last in _sequences(admin).items():
            if last != self._sequences[name]:
                start = "(SELECT seqstart FROM pg_sequence WHERE seqrelid = %(name)s::regclass)"
                admin.execute(
                    f"SELECT setval(%(name)s, coalesce(%(last)s::bigint, {start}), %(last)s::bigint IS NOT NULL)",
                    {"name": name, "last": self._sequences[name]},
                )


def clone(privileged: Any, template: str) -> str:
    """Make a database like another, which the application may connect to, and return its name."""
    name = f"test_{secrets.token_hex(6)}"
    with privileged.connect() as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        admin.execute(f'GRANT CONNECT ON DATABASE "{name}" TO reachable_app')
    return name


def drop(privileged: Any, name: str) -> None:
    """Drop a database, whoever is connected to it."""
    with privileged.connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _sequences(admin: Connection) -> dict[str, int | None]:
    return dict(admin.execute(SEQUENCES).fetchall())


def _column(admin: Connection, statement: str) -> list[str]:
    return [value for (value,) in admin.execute(statement).fetchall()]
