"""Stories that were published, replayed: what could have been known, when and by whom.

In:  a request.
Out: a page.
"""
