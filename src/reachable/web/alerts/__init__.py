"""Alerts: whose turn it is, why, who was told, and the answer.

In:  a request.
Out: a page.
"""
