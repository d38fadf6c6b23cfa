"""Plain values that every stage shares.

In:  nothing. No Django, no database, no clock.
Out: ids, periods, dates with their precision, working days, London time, provenance.
"""
