"""Which records may be of the same child. The machine gathers evidence; a person decides; nothing is merged.

In:  subjects and their claims.
Out: candidates with evidence in sentences, judgements that can be undone, and the clusters they make.
"""
