"""What stops a command for a reason somebody can put right.

In:  a sentence that says what happened, what was kept and what to do.
Out: CannotGoOn, which the command prints without anything technical around it.
"""


class CannotGoOn(RuntimeError):
    """Something outside is not as it must be. The message says what happened and what to do."""
