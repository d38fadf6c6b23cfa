"""Who must be told, and whether they answered. What is not answered climbs a ladder.

In:  firings, duties and concerns waiting for a decision.
Out: alerts to named people, their answers, and messages that carry no identity. Journeys, jobs and pages call it.
"""
