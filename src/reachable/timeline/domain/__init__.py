"""What happened, as plain values: kinds of event, facts, and what was known when."""
