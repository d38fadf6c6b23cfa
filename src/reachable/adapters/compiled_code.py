"""Says where code that was compiled on this machine is kept, so that it is compiled once.

In:  the source of what is compiled.
Out: a folder beside the embedded database's, named in NUMBA_CACHE_DIR. Nothing is written into the source tree.
"""

import hashlib
import os
from pathlib import Path

from reachable.adapters.embedded_database import default_home

COMPILED = Path(__file__).resolve().parents[1] / "rules" / "domain" / "bulk"


def keep_compiled_code() -> None:
    """Keep what is compiled from here on, unless somebody has said where. Call it before anything compiled is loaded.

    Each state of the source has a folder of its own: a compiled function does not notice that one it calls has changed.
    Where nothing may be written it is compiled anew each time.
    """
    if "NUMBA_CACHE_DIR" in os.environ:
        return
    source = b"".join(path.read_bytes() for path in sorted(COMPILED.glob("*.py")))
    folder = default_home() / "compiled" / hashlib.sha256(source).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
