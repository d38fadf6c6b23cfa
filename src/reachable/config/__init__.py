"""Settings, addresses of pages, and the `reachable` command.

In:  the environment.
Out: a running product.
"""
