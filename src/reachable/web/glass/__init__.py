"""Breaking the glass for a child in danger, and reviewing that it was broken.

In:  a request.
Out: pages: one on which the glass is broken, what came of it, what waits for a review, one to review.
"""
