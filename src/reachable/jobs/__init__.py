"""Things on a timer. A queue is only a wake-up: what is due is a row, and these look at the rows.

In:  the clock.
Out: children evaluated, ladders climbed, messages sent, audit entries chained.
"""
