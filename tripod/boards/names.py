"""The words of the field and the plain ones: feet, points, regions, faults. One table, read by all."""

GRAVITY = 9.80665
"""Standard gravity: newtons that a kilogram weighs."""
FEET = ("left", "right")
POINTS = ("heel", "mt1", "mt5")
"""Order of the three points in every array of shape (..., 3)."""


PLAIN = {"heel": "{} heel", "mt1": "base of the {} big toe", "mt5": "base of the {} little toe"}
"""The points in the words of the screen, with a gap for the foot."""


PLAIN_FAULTS = {
    "heel_heavy": "being too far back", "contact_lost": "a point that leaves the floor",
    "mt1_light": "rolling outward", "mt5_light": "rolling inward", "heel_light": "being too far forward",
    "shift_left": "weight to the left", "shift_right": "weight to the right", "sway": "much sway",
}  # fmt: skip
"""Faults of a stance in plain words, as things that one does."""

REGIONS = ("heel", "midfoot", "mt1", "mt2", "mt3", "mt4", "mt5", "hallux", "toes")
"""What a foot consists of, as far as the load under it is told apart."""
STANCE_FAULTS = (
    "heel_heavy", "contact_lost", "mt1_light", "mt5_light", "heel_light", "shift_left", "shift_right", "sway",
)  # fmt: skip
"""What a drill can find wrong with a stance, in order of precedence: the first that holds hides those after it."""
