"""Pages on how each agency's feed comes.

In:  what was counted of each extract.
Out: what is off, since when, what it means for what people see, and whom to ring.
"""
