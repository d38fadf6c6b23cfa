"""The rules asked of many children at once: the same definitions, worked out over columns, with the same answers.

In:  columns of facts, rules, parameters, a calendar.
Out: firings and duties as columns. `reachable.rules.domain.evaluation` decides what is right; this is only faster.
"""
