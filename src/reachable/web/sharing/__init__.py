"""Sharing as a decision: from a child's record to named recipients, and back.

In:  a request.
Out: pages: deciding, checking and recalling; what somebody was sent and what they say of it; agreements.
"""
