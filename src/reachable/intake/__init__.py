"""What was sent, exactly as sent, by whom: concerns, what just happened, agencies' extracts.

In:  a form, or the bytes of a file.
Out: rows kept word for word, and the values the later stages take in. The journeys call it.
"""
