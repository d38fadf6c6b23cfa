"""Looking up a child from whatever is known, as in custody at night, and the one card to print.

In:  a request.
Out: a page.
"""
