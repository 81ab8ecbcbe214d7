"""How a drill stands."""

from enum import StrEnum


class State(StrEnum):
    """Of the drill under way."""

    EMPTYING = "emptying"
    """Somebody stands there who should step off first."""
    WAITING = "waiting"
    """For the feet that the step wants."""
    SETTLING = "settling"
    """They stand; a quiet stance is looked for."""
    WORKING = "working"
    RESTING = "resting"
    READYING = "readying"
    """Off the board, until somebody says that they are ready."""
    ASKING = "asking"
    PAUSED = "paused"
    DONE = "done"
