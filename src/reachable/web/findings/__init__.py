"""Patterns in how people look, for the reviewers of their agency.

In:  a request.
Out: pages: what was found, one finding with its reason and answer.
"""
