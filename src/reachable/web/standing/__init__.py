"""Pages that stand apart from any child: is the site alive, whom to ring, the style guide.

In:  a request.
Out: a page.
"""
