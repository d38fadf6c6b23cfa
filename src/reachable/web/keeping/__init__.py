"""How long records are kept: what waits for a decision, holds, and what was erased.

In:  a request.
Out: pages for those who decide in their agency: one record with its rule, and the decision on it.
"""
