"""One module for each part of the `reachable` command.

In:  parsed words.
Out: an exit status.
"""
