"""The note one shift leaves to the next.

In:  a request.
Out: pages: the notes of a team, writing one, one note with what stood open, and taking it over.
"""
