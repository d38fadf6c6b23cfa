"""The stories told in the demo, grouped by where they begin.

In:  a Scene.
Out: happenings written into it.
"""
