"""Start here: one module for each thing that happens. Each calls the stages in order.

In:  plain values from a page, a command or a timer.
Out: what the person needs to see next.
"""
