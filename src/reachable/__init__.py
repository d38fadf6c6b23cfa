"""Reachable: one shared picture of a child, so that no reachable moment is missed."""

__version__ = "0.1.0"
