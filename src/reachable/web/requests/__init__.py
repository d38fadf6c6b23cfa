"""Asking an agency for what it holds of a child and has not shared, and answering whoever asks.

In:  a request.
Out: pages: asking, what was asked of or by the reader, one request with its answer.
"""
