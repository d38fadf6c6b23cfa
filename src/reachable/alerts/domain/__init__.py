"""Who is told, in what order, in which words, and what may leave the building.

In:  plain values and `now`.
Out: the next step of a ladder, states, orders, wordings and outside messages.
"""
