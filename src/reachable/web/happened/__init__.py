"""Recording what just happened, and what must happen now.

In:  what somebody on duty knows at this moment.
Out: a page to act from and to print.
"""
