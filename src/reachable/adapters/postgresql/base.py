"""The connection Django opens. It always carries the guard: forgetting to install it is not possible.

In:  Django's settings.
Out: DatabaseWrapper.
"""

from django.db.backends.postgresql import base

from reachable.access.context import guard_statement


class DatabaseWrapper(base.DatabaseWrapper):
    """Refuses statements on personal tables while no signed context is open."""

    def init_connection_state(self) -> None:
        """Prepare a new connection and put the guard in front of it, once."""
        super().init_connection_state()
        if guard_statement not in self.execute_wrappers:
            self.execute_wrappers.append(guard_statement)
