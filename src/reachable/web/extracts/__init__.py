"""Pages for whoever brings in their agency's extracts.

In:  a file.
Out: what it would change, then what it did; or everything that is wrong with it.
"""
