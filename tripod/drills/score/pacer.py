"""When the pacer of a set of reps says "down", "hold", "up" and "tall"."""

from dataclasses import dataclass

from tripod.drills.format.drill import Tempo

LEAD_S = 1.0
"""Before a paced set begins there is this much time between the word and the first descent."""
PHASE_OF = {"down": "descent", "hold": "bottom", "up": "ascent", "tall": "lockout"}
"""The phase that each word begins."""


@dataclass(frozen=True)
class Pace:
    """One word of the pacer."""

    due_s: float
    word: str
    """`down`, `hold`, `up` or `tall`."""
    rep: int


def starts_s(tempo: Tempo, reps: int, began_s: float) -> list[float]:
    """When each rep's descent begins, in a set that began at `began_s`."""
    return [began_s + LEAD_S + n * tempo.rep_s for n in range(reps)]


def pacer_words(tempo: Tempo, starts: list[float]) -> list[Pace]:
    """All words of a set whose descents begin at `starts`, in their order."""
    after_s = {
        "down": 0.0,
        "hold": tempo.descent_s,
        "up": tempo.descent_s + tempo.bottom_s,
        "tall": tempo.descent_s + tempo.bottom_s + tempo.ascent_s,
    }
    return [Pace(start + after, word, n + 1) for n, start in enumerate(starts) for word, after in after_s.items()]
