"""Holds a total against the weight that somebody said: one rule for the live page, the ready check and the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, nan

from tripod.balance.foot_states import FootState
from tripod.boards import GRAVITY, Board
from tripod.sentences import sentence

SCALE = 0.02
"""Of the weight that was said: scales, clothes and a drink make so much."""
UNDER_TOES = 0.1
"""Of it: a board with a cell under each point does not measure what the toes bear, at most this much in standing."""


class Weighed(StrEnum):
    """What a total says of the weight."""

    NOT_TOLD = "not_told"
    """Nobody said a weight, or the board does not weigh."""
    AS_SAID = "as_said"
    TOES = "toes"
    """Less, by no more than the toes may bear beside the cells."""
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True)
class AgainstWeight:
    """A total beside the weight that was said."""

    weighed: Weighed = Weighed.NOT_TOLD
    off: float = nan
    """How much more the board reads, as a part of the weight; nan where nothing is told."""

    @property
    def wrong(self) -> bool:
        """Whether weight, zero or calibration must be wrong, where both feet stand and nothing is held."""
        return self.weighed in (Weighed.LESS, Weighed.MORE)


def against_weight(
    board: Board, total_n: float, pm_n: float, weight_kg: float, *, toes_lifted: bool = False
) -> AgainstWeight:
    """The total of `total_n` +- `pm_n` newtons (half width of its 95 % interval) of both feet beside `weight_kg`, nan
    where nobody said it.

    `toes_lifted`: whoever stands there was asked for it, so that the cells carry all.
    """
    if not (board.claims.newtons and isfinite(weight_kg) and weight_kg > 0 and isfinite(total_n)):
        return AgainstWeight()
    said_n = weight_kg * GRAVITY
    unsure_n = pm_n if isfinite(pm_n) else 0.0
    more_n, near_n = total_n - said_n, unsure_n + SCALE * said_n
    toes_n = 0.0 if board.rigid or toes_lifted else UNDER_TOES * said_n
    weighed = Weighed.AS_SAID
    if more_n > near_n:
        weighed = Weighed.MORE
    elif -more_n > near_n + toes_n:
        weighed = Weighed.LESS
    elif toes_n and -more_n > unsure_n:
        # Nothing is wrong then, and who reads both numbers is told why they differ.
        weighed = Weighed.TOES
    return AgainstWeight(weighed, more_n / said_n)


def weight_doubt(board: Board, feet: Mapping[str, FootState], total_n: float, pm_n: float, weight_kg: float) -> str:
    """One sentence where all feet of the board stand on it and the total of `total_n` +- `pm_n` newtons is not that of
    somebody of `weight_kg`; "" where it may be, where nobody said a weight (nan), or where the board does not weigh.

    Who holds on to something weighs less, who carries something more: the sentence asks for that first.
    """
    if len(board.feet) != 2 or not all(feet[foot].loaded for foot in board.feet):
        return ""
    found = against_weight(board, total_n, pm_n, weight_kg)
    if not found.wrong:
        return ""
    percent = 100 * abs(found.off)
    return sentence("caution.weighs_more" if found.off > 0 else "caution.weighs_less", percent=percent)
