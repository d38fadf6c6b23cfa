"""Machines in and out.

In:  requests of other installations, signed.
Out: answers in JSON. Nothing of a child is answered here.
"""
