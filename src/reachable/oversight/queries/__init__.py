"""Reads broken glass and requests to holders.

In:  ids that are open, or a run.
Out: plain values.
"""
