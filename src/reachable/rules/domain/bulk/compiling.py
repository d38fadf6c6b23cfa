"""Turns functions over arrays into machine code.

In:  a function that uses numbers, arrays and named tuples of arrays, and nothing else.
Out: the same function, compiled the first time it is called and kept where NUMBA_CACHE_DIR says, if anywhere.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Return the function compiled. It lets other threads run meanwhile.

    It neither makes arrays nor keeps them: whoever calls it holds every array it is given until it returns. So nothing
    has to be counted of who still uses an array, which took five times as long as the answers themselves. A function
    that makes an array is refused when it is compiled.
    """
    options: dict[str, Any] = {"nogil": True, "cache": "NUMBA_CACHE_DIR" in os.environ, "_nrt": False}
    return cast(Function, njit(**options)(function))
