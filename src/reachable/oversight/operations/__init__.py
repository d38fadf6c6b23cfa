"""Keeps broken glass and requests to holders, with every answer to them.

In:  plain values; who does it; the instant.
Out: rows. Nothing is ever deleted.
"""
