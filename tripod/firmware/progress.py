"""How far the writing of a firmware is."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Each has its words in the catalogue, in the table `flash_stage`."""

    CALLING = "calling"
    """The bootloader is called."""
    CALLING_OLD = "calling_old"
    """Again, at the speed of older ones."""
    WRITING = "writing"
    READING = "reading"
    """What was written is read back and compared."""


@dataclass(frozen=True)
class Progress:
    """At `percent` of a stage."""

    stage: Stage
    percent: int
