"""What practice and law ask for, and by when: reachable moments and duties.

In:  the facts of one child known at a moment.
Out: firings with their reason, duties with their clock. Alerts and pages call it.
"""
