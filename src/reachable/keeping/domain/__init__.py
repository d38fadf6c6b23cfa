"""How long a record is kept and by which rule, holds, and erasing, in plain Python."""
