"""Says so where the board reads another weight than the one that stands there said."""

from collections.abc import Mapping
from math import isfinite

from tripod.balance.foot_states import FootState
from tripod.boards import GRAVITY, Board
from tripod.sentences import sentence

SCALE = 0.03
"""Of the weight that was said: scales, clothes and a drink make so much."""
UNDER_TOES = 0.1
"""Of it: a board with a cell under each point does not measure what the toes bear, at most this much in standing."""


def weight_doubt(board: Board, feet: Mapping[str, FootState], total_n: float, pm_n: float, weight_kg: float) -> str:
    """One sentence where all feet of the board stand on it and the total of `total_n` +- `pm_n` newtons is not that of
    somebody of `weight_kg`; "" where it may be, where nobody said a weight (nan), or where the board does not weigh.

    Who holds on to something weighs less, who carries something more: the sentence asks for that first.
    """
    weighs = board.claims.newtons and len(board.feet) == 2 and all(feet[foot].loaded for foot in board.feet)
    if not (weighs and isfinite(weight_kg) and isfinite(total_n)):
        return ""
    more_n, near_n = total_n - weight_kg * GRAVITY, pm_n + SCALE * weight_kg * GRAVITY
    percent = 100 * abs(more_n) / (weight_kg * GRAVITY)
    if more_n > near_n:
        return sentence("caution.weighs_more", percent=percent)
    toes_n = 0.0 if board.rigid else UNDER_TOES * weight_kg * GRAVITY
    return sentence("caution.weighs_less", percent=percent) if -more_n > near_n + toes_n else ""
