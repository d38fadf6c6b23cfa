"""The whole application behind a real address of this machine, with a clock that tests can put forward.

In:  the database in use; a folder of collected static files.
Out: Site: its address, its clock.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

MORNING = datetime(2026, 5, 14, 8, 20, tzinfo=UTC)
"""Thursday 14 May 2026, 09:20 in London: offices are open and the night's alerts are on the table."""


@dataclass(slots=True)
class SiteClock:
    """What the site takes for the present: it runs as real clocks do, from a moment of the tests' choice."""

    start: datetime = MORNING
    began: float = field(default_factory=time.monotonic)

    def read(self) -> datetime:
        """Return the present instant in UTC."""
        return self.start + timedelta(seconds=time.monotonic() - self.began)

    def put_forward(self, length: timedelta) -> None:
        """Let time pass."""
        self.start += length

    def set_to(self, instant: datetime) -> None:
        """Begin again at an instant."""
        self.start, self.began = instant, time.monotonic()


@dataclass(frozen=True, slots=True)
class Site:
    """Where the application answers, and its clock. `sessions` are the cookies of those who have signed in before."""

    address: str
    clock: SiteClock
    sessions: dict[tuple[str, str], Any] = field(default_factory=dict)

    def at(self, path: str) -> str:
        """Return the whole address of a page."""
        return self.address + path


class QuietRequests(WSGIRequestHandler):
    """Answers requests without a line on the terminal for each."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what went wrong is in the application's own log."""


@contextmanager
def serve() -> Iterator[str]:
    """Serve the application on a free port until the block ends, and return its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietRequests)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
