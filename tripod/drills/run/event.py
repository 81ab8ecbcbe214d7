"""What happens in a drill, and how it stands: the words between engine, coach, pages and recordings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    EMPTYING = "emptying"
    """Somebody stands there who should step off first."""
    WAITING = "waiting"
    SETTLING = "settling"
    WORKING = "working"
    RESTING = "resting"
    ASKING = "asking"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True)
class Event:
    """Something happened at a time on the board's clock."""

    t_s: float
    kind: str
    """part, wait, step_off, ready, begin, pace, count, fault, fault_over, try, ask, answered, paused, resumed, done."""
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
