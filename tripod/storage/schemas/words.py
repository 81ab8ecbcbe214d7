"""The words that files name feet, points, regions and faults with; the rooms above have them in `tripod.boards`."""

from typing import Annotated, Literal

from msgspec import Meta

Foot = Literal["left", "right"]
Point = Annotated[Literal["heel", "mt1", "mt5"], Meta(description="point")]
Region = Annotated[
    Literal["heel", "midfoot", "mt1", "mt2", "mt3", "mt4", "mt5", "hallux", "toes"],
    Meta(description="region"),
]
StanceFault = Annotated[
    Literal["heel_heavy", "contact_lost", "mt1_light", "mt5_light", "heel_light", "shift_left", "shift_right", "sway"],
    Meta(description="stance_fault"),
]
