"""Addresses, schools, homes, stations and other places where something happens.

In:  names and addresses as written down.
Out: places that can be worked as a case. Intake, timeline and links call it.
"""
