"""How recordings lie beside each other on one line of time; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tripod.record.time_line import TimeLine


@dataclass(frozen=True)
class Laid:
    """Where each lies, and the ends of the line; 0 of the line is that of the first one's own time."""

    shifts_s: tuple[float, ...]
    """By how much each one's own time is later than that of the line."""
    begin_s: float
    end_s: float
    by_first_try: bool


def alignable(lines: Sequence[TimeLine]) -> bool:
    """Whether in each of them a try begins."""
    return all(line.begins_s > 0 for line in lines)


def laid(lines: Sequence[TimeLine], *, by_first_sample: bool) -> Laid:
    """Lay them so that their first tries begin at the same moment, or, where one of them has none or somebody wants it,
    their first samples."""
    by_first_try = not by_first_sample and alignable(lines)
    shifts = tuple(line.begins_s - lines[0].begins_s if by_first_try else 0.0 for line in lines)
    end_s = max(line.duration_s - shift for line, shift in zip(lines, shifts, strict=True))
    return Laid(shifts, min(-shift for shift in shifts), end_s, by_first_try)
