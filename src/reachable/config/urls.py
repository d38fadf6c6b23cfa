"""Every address of a page.

In:  a path.
Out: the view that answers it.
"""

urlpatterns: list = []
