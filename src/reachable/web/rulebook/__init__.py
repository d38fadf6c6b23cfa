"""The manual of the rules, for somebody who has never programmed.

In:  a request.
Out: a page.
"""
