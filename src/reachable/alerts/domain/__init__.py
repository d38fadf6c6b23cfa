"""Who is told, in what order, in which words, and what may leave the building. Plain values; `now` is passed in."""
