"""The ways through the step Load."""

from enum import StrEnum


class Route(StrEnum):
    """How the cells are loaded."""

    BODY_WEIGHT = "body-weight"
    MASSES = "masses"
    GRID = "grid"
