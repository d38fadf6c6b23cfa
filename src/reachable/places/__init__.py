"""Where a protected child is: kept apart, sealed under the child's own key, and looked for in what is written.

In:  addresses, placements, schools and workers' bases of children somebody decided to protect; text before it is kept.
Out: a coarse area, or yes and no; the place itself only in an act of its own. Journeys and pages call it.
"""
