"""Signing in, choosing an assignment and a purpose, signing out.

In:  an e-mail address, a password and a one-time code; in a demo, a choice of made-up people.
Out: a session that knows who somebody is and in which assignment they look.
"""
