"""What happened, as plain values.

In:  rows of the timeline.
Out: kinds of event, facts and what was known when, the picture, the child's own words.
"""
