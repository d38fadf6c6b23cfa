"""Makes backups that are known to be whole, and restores them into an empty server.

In:  a database, a folder.
Out: a folder with a dump and what must be found in it; a database that is the same.
"""
