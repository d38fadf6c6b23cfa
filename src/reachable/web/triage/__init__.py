"""Deciding what happens with a concern.

In:  the concerns of an area that wait.
Out: a named decision with its reason, and an answer to whoever raised it.
"""
