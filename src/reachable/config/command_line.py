"""Lets `python -m reachable.config.command_line` run the command, for processes that start others.

In:  words.
Out: an exit status.
"""

import sys

from reachable.config.command import main

sys.exit(main())
