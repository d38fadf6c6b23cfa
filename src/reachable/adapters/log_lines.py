"""How a line of the log looks. What a problem says of itself stays out: a database repeats a row's values in it.

In:  a record of the logging library.
Out: a line; under it, for a problem, its kind and where in the code it happened.
"""

import logging
from traceback import walk_tb
from types import TracebackType

Problem = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class NamelessFormatter(logging.Formatter):
    """Writes of a problem its kind and its way through the code, and not its message."""

    def formatException(self, ei: Problem) -> str:  # noqa: N802  the name the logging library calls
        """Return the kinds of a problem and of those behind it, the first cause first, each with where it happened."""
        lines: list[str] = []
        problem, seen = ei[1], set[int]()
        while problem is not None and id(problem) not in seen:
            seen.add(id(problem))
            lines[:0] = _say(problem)
            problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
        return "\n".join(lines)


def _say(problem: BaseException) -> list[str]:
    places = [
        f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_name}"
        for frame, line in walk_tb(problem.__traceback__)
    ]
    return [f"{type(problem).__module__}.{type(problem).__qualname__}", *places]
