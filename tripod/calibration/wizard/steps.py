"""The steps of the wizard in their order; each has a file of its own."""

from enum import IntEnum


class Step(IntEnum):
    """What the wizard asks for, first to last."""

    CHECK = 1
    WARM_UP = 2
    ZERO = 3
    LOAD = 4
    FEET = 5
    FIT = 6
    VERIFY = 7
    SAVE = 8
