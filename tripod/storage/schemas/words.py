"""The words that files name feet, points, regions and faults with; the rooms above have them in `tripod.boards`."""

from typing import Literal

Foot = Literal["left", "right"]
Point = Literal["heel", "mt1", "mt5"]
Region = Literal["heel", "midfoot", "mt1", "mt2", "mt3", "mt4", "mt5", "hallux", "toes"]
StanceFault = Literal[
    "heel_heavy", "contact_lost", "mt1_light", "mt5_light", "heel_light", "shift_left", "shift_right", "sway"
]
