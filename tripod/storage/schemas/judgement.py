"""A judgement of a stance in JSON: of `monitor`, of drills and of recordings' summaries."""

from msgspec import Struct


class JudgementFile(Struct, kw_only=True, frozen=True):
    """null where a value does not apply. Shares are fractions of their foot."""

    answer: str
    """`good`, `off`, `cannot tell` or `moving`."""
    fault: str | None = None
    why: str | None = None
    """Why it cannot be told."""
    foot: str | None = None
    point: str | None = None
    share: float | None = None
    pm: float | None = None
    """Half width of the share's 95 % interval."""
    band: tuple[float, float] | None = None
    told_from: float | None = None
    """The share from which on this fault is told, as sure as the board is."""
    told_from_convention: float | None = None
    """And where it would be told if the board were sure."""
    cause: str | None = None
    """What cannot be true of a cell's readings, or the status with which its board sends none."""
    cell: str | None = None
    said: str
