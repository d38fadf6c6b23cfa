"""Keeps broken glass, with every answer to it.

In:  plain values; who does it; the instant.
Out: rows. Nothing is ever deleted.
"""
