"""Reads broken glass.

In:  ids that are open, or a run.
Out: plain values.
"""
