"""What records say of people, and the numbers people carry, as plain values."""
