"""Bounds of numbers in files: no value is so large that arithmetic with it overflows."""

from typing import Annotated

from msgspec import Meta

MOST = 1e12
Number = Annotated[float, Meta(ge=-MOST, le=MOST)]
Positive = Annotated[float, Meta(gt=0, le=MOST)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Wire = Annotated[int, Meta(ge=0, le=63)]
"""Of the cells that a board sends."""
