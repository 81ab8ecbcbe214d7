"""Whether a board may carry a drill, asked before it begins."""

from math import isfinite

from tripod.boards import GRAVITY, Board
from tripod.drills.format.drill import Drill
from tripod.drills.format.part import Options
from tripod.sentences import sentence


def load_refusal(drill: Drill, board: Board, options: Options) -> str:
    """Why this drill must not begin on this board, "" if it may.

    A foot may carry 60 % of both, a movement 1.2 times what stands still, with a bar 1.3 times (hardware/: load cases).
    """
    limits, bar = board.limits, options.bar_kg if drill.has_bar else 0.0
    if drill.has_bar and not board.claims.newtons:
        return sentence("too_heavy.no_bar_on_this_board")
    if drill.has_bar and not isfinite(bar):
        return sentence("too_heavy.bar_weight_unknown")
    if drill.has_bar and not isfinite(options.weight_kg):
        return sentence("too_heavy.body_weight_unknown")
    if not drill.on_board or not board.claims.newtons or not isfinite(options.weight_kg):
        return ""
    whole = (options.weight_kg + bar) * GRAVITY * (1.3 if bar else 1.2)
    foot = whole if drill.on_one_leg else 0.6 * whole
    weight_kg = options.weight_kg + bar
    if foot > limits.max_foot_n:
        return sentence(
            "too_heavy.on_one_foot", weight=weight_kg, load=foot / GRAVITY, limit=limits.max_foot_n / GRAVITY
        )
    if whole > limits.max_total_n:
        return sentence("too_heavy.in_all", weight=weight_kg, load=whole / GRAVITY, limit=limits.max_total_n / GRAVITY)
    return ""
