"""Files of force plates as other programs write them: one tolerant import, which says what it took."""
