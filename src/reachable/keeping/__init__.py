"""How long what is held is kept, what must not be erased, and erasing it.

In:  a record, the rule book, decisions of named people.
Out: reviews, holds, and what is left after a record was erased.
"""
