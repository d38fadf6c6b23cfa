"""What failed for one child is noted in the log, without anything of the child, so that the rest of the work goes on.

In:  what was being done, and the problem.
Out: one line: the kind of problem and where in the code.
"""

import logging
from pathlib import Path
from traceback import extract_tb

LOG = logging.getLogger("reachable")


def log_failure(what: str, problem: Exception) -> None:
    """Note what failed and where. What the problem says is left out: a database repeats a row's values in it."""
    last = extract_tb(problem.__traceback__)[-1]
    LOG.error("%s: %s at %s:%s", what, type(problem).__name__, Path(last.filename).name, last.lineno)
