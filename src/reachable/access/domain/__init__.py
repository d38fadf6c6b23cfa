"""Roles, purposes and viewers, as plain values."""
