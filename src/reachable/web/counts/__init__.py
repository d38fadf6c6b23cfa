"""Pages of the counts that were released.

In:  tables as they are kept.
Out: pages and a file, with the rounded numbers alone.
"""
