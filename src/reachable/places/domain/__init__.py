"""Forms of places, sealing, and screening, in plain Python."""
