"""What a fit of load cells notices by itself: loads in a wrong unit, an odd gain, a board that is built otherwise."""

from collections.abc import Sequence

import numpy as np

from tripod.boards import GRAVITY, Board
from tripod.calibration.fit.linear import LinearFit
from tripod.calibration.fit.terms import FitRefused, Precision
from tripod.force.calibration import CellLaw, build_sigma_mm, nominal
from tripod.sentences import sentence

ODD_SIGMAS, ODD_LEAST = 5.0, 0.1
UNIT_SPREAD = 0.2
POUND_N = 4.44822


def refuse_wrong_unit(board: Board, laws: Sequence[CellLaw]) -> None:
    """Refuse loads whose unit is wrong: all gains are off by the same factor, and it is that of a unit.

    Raises:
        FitRefused: the loads are kilograms or pounds.
    """
    factor = np.array([usual.gain / law.gain for law, usual in zip(laws, nominal(board).cells, strict=True)])
    middle = float(np.median(factor))
    if np.abs(factor / middle - 1).max() > UNIT_SPREAD:
        return
    for unit, newtons in (("kilograms", GRAVITY), ("pounds", POUND_N)):
        if abs(middle / newtons - 1) < UNIT_SPREAD:
            raise FitRefused(sentence(f"fit_refused_unit.{unit}", times=middle, kilogram=GRAVITY, pound=POUND_N))


def odd_gain(board: Board, laws: Sequence[CellLaw]) -> str:
    """One sentence on a cell whose gain is far from its nominal one; the fit takes it as it is."""
    off = [law.gain / usual.gain - 1 for law, usual in zip(laws, nominal(board).cells, strict=True)]
    worst = int(np.argmax(np.abs(off)))
    if abs(off[worst]) <= max(ODD_SIGMAS * board.errors.gain, ODD_LEAST):
        return ""
    percent = 100 * abs(1 / (1 + off[worst]) - 1)
    less = off[worst] > 0
    return sentence(
        "fit_note.gives_less" if less else "fit_note.gives_more", cell=board.cells[worst].plain, percent=percent
    )


def built_otherwise(board: Board, precision: Precision, result: LinearFit) -> str:
    """One sentence where the cells bear farther from the drawing than the builder said."""
    stated = build_sigma_mm(board, precision.build_mm)
    if result.build_mm <= stated:
        return ""
    key = "by_hand" if precision.build_mm is None else "stated"
    return sentence(f"fit_note_build.{key}", found=result.beside_mm, stated=stated)
