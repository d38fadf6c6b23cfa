"""The rules themselves, as plain values: one definition is asked of a child, read out, versioned and worked through.

START HERE, in this order:
  definition   what a rule is made of
  catalogue    every rule, with its worked examples beside it
  parameters   every number the rules count with, as dated law or local settings (the numbers: parameter_values)
  evaluation   asks rules of one child's facts as known at a moment
  readings     when it could first have been known: to all, to one agency, with hindsight
  manual       the page of each rule, in plain English
  cases        published stories as dated events; replay names the rules that would have spoken

In:  the facts of one child, the country's law and calendar, now.
Out: moments (Fired) and duties (Duty), each with its evidence, what is missing and whose turn it is.
"""
