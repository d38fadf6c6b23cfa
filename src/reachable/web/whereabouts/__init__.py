"""Where a protected child is: whether it is protected, and the act of being shown it.

In:  a request of somebody signed in.
Out: a page.
"""
