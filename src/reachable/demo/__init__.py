"""The made-up partnership: three areas, their agencies, about 200 children, and what each agency wrote down.

In:  a seed and the moment that is "now".
Out: a World, the extracts each agency would send, and the truth behind them. Nobody in it exists.
"""
