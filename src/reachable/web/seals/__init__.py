"""Records that are hidden from all but named people.

In:  a request.
Out: pages: the seals one may know of, sealing, one seal, asking for it to be taken off and taking it off.
"""
