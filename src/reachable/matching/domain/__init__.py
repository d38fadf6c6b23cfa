"""Which records may be of the same child, decided on evidence that anybody can read."""
