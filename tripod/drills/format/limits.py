"""Whether a board may carry a drill, asked before it begins."""

from math import isfinite

from tripod.boards import GRAVITY, Board
from tripod.drills.format.drill import Drill
from tripod.drills.format.part import Options


def load_refusal(drill: Drill, board: Board, options: Options) -> str:
    """Why this drill must not begin on this board, "" if it may.

    A foot may carry 60 % of both, a movement 1.2 times what stands still, with a bar 1.3 times (hardware/: load cases).
    """
    limits, bar = board.limits, options.bar_kg if drill.has_bar else 0.0
    if drill.has_bar and not board.claims.newtons:
        return "This board does not carry a barbell, and could not weigh it: do this drill on load cells."
    if drill.has_bar and not isfinite(bar):
        return "Say first what bar and plates weigh, so that the board's limit can be kept."
    if drill.has_bar and not isfinite(options.weight_kg):
        return "Say first what you weigh, so that the board's limit can be kept."
    if not drill.on_board or not board.claims.newtons or not isfinite(options.weight_kg):
        return ""
    whole = (options.weight_kg + bar) * GRAVITY * (1.3 if bar else 1.2)
    foot = whole if drill.on_one_leg else 0.6 * whole
    for load, limit, where in ((foot, limits.max_foot_n, "on one foot"), (whole, limits.max_total_n, "in all")):
        if load > limit:
            return (
                f"Too heavy for this board: {options.weight_kg + bar:g} kg in movement may put {load / GRAVITY:.0f} kg "
                f"{where}, and it carries {limit / GRAVITY:.0f}."
            )
    return ""
