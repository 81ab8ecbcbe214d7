"""A drill under way: looks and commands in, events out."""
