"""The morning briefing: a day in an area, who can be reached, what is due and who has not answered.

In:  a request.
Out: a page.
"""
