"""Who must not be told of a child: said, corrected and ended by those who work with it.

In:  a request of somebody signed in.
Out: a page.
"""
