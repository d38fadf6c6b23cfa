"""Who works where, who may see what and why, and the record of everything that was looked at.

In:  people signing in, rotas, working relationships.
Out: a Viewer; a signed context without which no personal row can be read; audit entries. Every stage calls it.
"""
