"""Drills: exercises as data files, what the board sees of them, and how a try is scored. No sound, no clock, no Qt."""
