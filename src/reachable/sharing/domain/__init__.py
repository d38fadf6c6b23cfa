"""The plain rules of sharing: on which grounds, with whom, under which agreement, and what a pack may tell."""
