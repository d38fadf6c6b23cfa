"""One demo, lived through once for all browser tests however many ask, and kept until the product changes.

In:  the server that tests may lose.
Out: the name of a database to copy.
"""

import fcntl
import hashlib
from datetime import datetime
from pathlib import Path

from reachable.config.build import clone_template, drop_database, keep_finished, was_finished
from reachable.config.database import embedded_server
from reachable.demo.children import FEW
from reachable.demo.history import seed
from tests.factories.databases import use

PRODUCT = Path(__file__).resolve().parents[2] / "src" / "reachable"
FILLED_BY = ("*.py", "*.sql", "*.json", "*.csv")


def make_demo(connections: dict[str, str], now: datetime) -> str:
    """Make the demo as it stands at `now`, unless it was made from the same product before, and return its name.

    `connections` are the names in use, which are put back.
    """
    name = f"demo_{_mark(now)}"
    with (embedded_server().home / ".demo.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not was_finished(name):
            drop_database(name)
            clone_template(name)
            use(dict.fromkeys(connections, name))
            try:
                seed(now, how_many=FEW, progress=lambda _said: None)
            finally:
                use(connections)
            keep_finished(name)
    return name


def _mark(now: datetime) -> str:
    """Return a mark of everything that fills a database: any change of it makes the demo anew."""
    mark = hashlib.sha256(now.isoformat().encode())
    for pattern in FILLED_BY:
        for path in sorted(PRODUCT.rglob(pattern)):
            if PRODUCT / "web" not in path.parents:
                mark.update(path.read_bytes())
    return mark.hexdigest()[:12]
