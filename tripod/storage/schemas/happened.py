"""What a page of a recording shows of the lines of its events.jsonl: marks, and what happened in a drill."""

from msgspec import Struct


class HappenedLine(Struct, frozen=True):
    """One line; fields that it does not have are their defaults, and those that nobody shows are left out."""

    event: str
    after_seq: int
    t_us: int = 0
    """The board's clock at the last sample before it."""
    text: str = ""
    """Of a mark."""
    happened: str = ""
    """Which event of a drill; the fields below are of it."""
    t_s: float = 0.0
    """On the clock of the stream that was recorded, which begins before the recording."""
    kind: str = ""
    word: str = ""
    rep: int = 0
    number: int = 0
    due_s: float = 0.0
    fault: str = ""
    foot: str = ""
    onset_s: float = 0.0
    duration_s: float = 0.0
    words: str = ""
    score: int | None = None


class DrillNameFile(Struct, frozen=True):
    """Of the drill in a line with which it began."""

    name: str = ""
    title: str = ""


class DrillBeganLine(Struct, frozen=True):
    """A drill began."""

    drill: DrillNameFile = DrillNameFile()
