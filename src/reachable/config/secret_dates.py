"""When each secret of this installation was changed last.

In:  what was written down at a change; for the embedded server's own files, the day they were made.
Out: days by the name of a secret.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from reachable.adapters.embedded_database import default_home
from reachable.config.changing_keys import read_dates
from reachable.config.database import embedded_server, is_embedded
from reachable.config.key_of_places import file_beside


def find_dates() -> dict[str, date]:
    """Return the days that are known."""
    dates: dict[str, date] = {}
    if is_embedded():
        server = embedded_server()
        made = {
            "context key": server.secrets_file,
            "sessions' key": server.secrets_file,
            "passwords of database roles": server.secrets_file,
            "places key": file_beside(server),
        }
        dates = {name: _made_on(path) for name, path in made.items() if path.exists()}
    return dates | read_dates(default_home())


def _made_on(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
