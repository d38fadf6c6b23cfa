"""Each track as a pure function of facts.

In:  facts, limits, a calendar.
Out: status, since when, clocks, next step, whose turn, and how it came to this.
"""
