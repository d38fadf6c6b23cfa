"""The rules of watching over looking, in plain Python.

In:  plain values and `now`.
Out: decisions, each with its reason in a sentence.
"""
