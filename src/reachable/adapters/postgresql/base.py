"""The connection Django opens. It always carries the guard: forgetting to install it is not possible.

In:  Django's settings.
Out: DatabaseWrapper.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.postgres import adapters, types
from psycopg.pq import Format

from reachable.access.context import guard_statement

TIMESTAMPTZ = types["timestamptz"].oid
NEVER_UNASKED = 2**31
"""How often a statement is sent before the driver prepares it by itself. Without a number it never prepares any, not
even those that ask for it, as `access/rows.py` does: they would be planned anew each time."""
MOST_PREPARED = 400
"""How many statements a connection keeps prepared; the one not used for longest makes room."""


class AnsweredCursor(psycopg.ClientCursor[Any]):
    """Waits for the answer to each statement, among others that are sent together too.

    Django looks at how many rows a statement changed as soon as it is sent.
    """

    def execute(self, query: Any, params: Any = None, **how: Any) -> "AnsweredCursor":
        """Run a statement and wait for its answer."""
        if not self.connection.pgconn.pipeline_status:
            super().execute(query, params, **how)
            return self
        with self.connection.pipeline():
            super().execute(query, params, **how)
        return self


class DatabaseWrapper(base.DatabaseWrapper):
    """Refuses statements on personal tables while no signed context is open."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> "psycopg.Connection[Any]":
        """Return a new connection that prepares the statements that ask for it, whose instants the driver itself reads.

        Django would put its own reader, written in Python, in front of it to set the time zone. The session's time
        zone is UTC, so there is nothing to set, and a page reads thousands of instants.
        """
        connection: psycopg.Connection[Any] = super().get_new_connection(conn_params)
        connection.prepare_threshold = NEVER_UNASKED
        connection.prepared_max = MOST_PREPARED
        reader = adapters.get_loader(TIMESTAMPTZ, Format.TEXT)
        if reader is not None:
            connection.adapters.register_loader(TIMESTAMPTZ, reader)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor. It reads instants as its connection does: there is one time zone, UTC."""
        if name:
            return self.connection.cursor(name, scrollable=False, withhold=self.connection.autocommit)
        return AnsweredCursor(self.connection)

    def init_connection_state(self) -> None:
        """Prepare a new connection and put the guard in front of it, once."""
        super().init_connection_state()
        if guard_statement not in self.execute_wrappers:
            self.execute_wrappers.append(guard_statement)
