"""Offline measures of recorded sway: a CoP over time in, values with unit and formula out."""
