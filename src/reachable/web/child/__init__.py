"""The child's page: own words first, what is open now and whose turn, the picture, people and places, records.

In:  a request for one child.
Out: a page; where there is nothing the reader can see, always the same answer.
"""
