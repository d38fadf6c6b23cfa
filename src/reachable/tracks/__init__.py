"""Where each process stands: criminal, NRM, safeguarding, missing, education, placement, health. Derived, never typed.

In:  the facts standing at a moment, the limits the law sets, the working-day calendar.
Out: one TrackState for each process; called by rules, casework and the child's page.
"""
