"""Who watches over looking: glass broken for a child in danger, what is asked of whoever holds it, what to look into.

In:  who broke the glass and why; who asks whom for what; how people look.
Out: short and reviewed openings, answers to whoever asked, findings for an agency's own reviewer.
"""
