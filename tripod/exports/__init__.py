"""Recordings in the formats of other programs. What a format cannot hold is said, not lost in silence."""
