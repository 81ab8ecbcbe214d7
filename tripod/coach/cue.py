"""A cue that was given, and what came of it."""

from dataclasses import dataclass
from math import isfinite, nan
from typing import Any


@dataclass
class Cue:
    """What was said about a fault, or kept silent, and whether recovery followed."""

    t_s: float
    fault: str
    foot: str
    wording: str
    words: str
    """"" where nothing was said."""
    recovered: bool | None = None
    """None while nobody knows yet."""
    after_s: float = nan
    """From the cue to the end of the fault."""

    def to_dict(self) -> dict[str, Any]:
        """As plain values, fit for JSON."""
        return {
            "t_s": round(self.t_s, 3),
            "fault": self.fault,
            "foot": self.foot or None,
            "wording": self.wording,
            "words": self.words or None,
            "recovered": self.recovered,
            "after_s": round(self.after_s, 3) if isfinite(self.after_s) else None,
        }
