"""Children and others, as each agency's records describe them.

In:  records from extracts and concerns.
Out: subjects, their claims (names, birth dates, identifiers, homes), which are one person. Most stages call it.
"""
