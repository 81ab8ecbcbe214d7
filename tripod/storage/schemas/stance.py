"""Where feet stand, as recordings and the diary keep it."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tripod.storage.schemas.bounds import Number

PLACE = 2000.0


class PoseFile(Struct, kw_only=True, frozen=True):
    """A foot's place, turn and length, its points in its own frame, and the covariance of all of them."""

    x_mm: Annotated[float, Meta(ge=-PLACE, le=PLACE)]
    y_mm: Annotated[float, Meta(ge=-PLACE, le=PLACE)]
    turn_rad: Annotated[float, Meta(ge=-1.6, le=1.6)]
    length_mm: Annotated[float, Meta(ge=100, le=500)]
    points_mm: Annotated[tuple[tuple[Number, Number], ...], Meta(min_length=3, max_length=3)]
    covariance: Annotated[tuple[tuple[Number, ...], ...], Meta(min_length=10, max_length=10)]
    known: Literal["line", "by eye", "points", "roll"]


StanceFile = dict[Literal["left", "right"], PoseFile]
"""By foot; of one that is not there nobody knows."""
