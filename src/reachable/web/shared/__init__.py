"""What every page shares: the template environment, the frame around a page, forms as GOV.UK controls, times in words.

In:  plain values from views.
Out: what templates print.
"""
