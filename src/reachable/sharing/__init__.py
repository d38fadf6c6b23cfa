"""What goes to whom: decisions to share and not to share, what left, and packs for a person or a court.

In:  chosen items of one child's record; named recipients; what the law allows on that day.
Out: frozen copies that each recipient can read until they expire or are recalled; a register of what left.
"""
