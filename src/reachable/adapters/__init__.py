"""The outside: the embedded database, the clock, bank holidays, messages.

In:  the operating system and packages.
Out: plain values and Django settings.
"""
