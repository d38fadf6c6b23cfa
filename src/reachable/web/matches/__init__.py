"""Pages on which a person says whether two records are of one child.

In:  two records that are open to them.
Out: an answer with a reason, or one taken back.
"""
