"""What a layout asks of a file, what a row says, how a concern is worded and decided. Plain Python, no database."""
