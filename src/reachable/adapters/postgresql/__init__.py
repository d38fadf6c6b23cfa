"""Django's PostgreSQL connection with the guard on personal tables built in.

In:  Django's settings.
Out: connections on which no personal row can be touched without a signed context.
"""
