"""Where the axis of scores over days begins and where its marks stand: one rule for the history and for paper."""

from collections.abc import Sequence

USUAL_LOW = 40.0
"""It begins here where nothing lies lower."""
_STEP, _WIDE_STEP = 20.0, 25.0


def score_axis(values: Sequence[float]) -> list[float]:
    """The marks of an axis that holds these scores (0 to 100; any number of them), from its lower end to 100: at most
    five, evenly apart."""
    low = min([USUAL_LOW, *(_STEP * (max(value, 0.0) // _STEP) for value in values)])
    step = _STEP if low > 0 else _WIDE_STEP
    return [low + k * step for k in range(round((100.0 - low) / step) + 1)]
