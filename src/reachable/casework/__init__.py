"""What we do: the trusted adult, and later plans, safety, debt and referrals to services.

In:  decisions of named people.
Out: who holds the relationship, what was agreed and whether it was done. Pages and journeys call it.
"""
