"""What happened, when, when it became known, who says so, and how sure they are.

In:  events from intake.
Out: facts as they stood at a moment, for the partnership or for one agency. Tracks, rules and pages call it.
"""
