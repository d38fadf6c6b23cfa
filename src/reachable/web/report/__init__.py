"""Recording a concern, and hearing what came of it. For every role, the one that only records included.

In:  what somebody saw or heard.
Out: a reference; what they were told.
"""
