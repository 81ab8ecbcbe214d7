"""Press each cell with a mass that is known: the only check that sees a wrong gain. Converters at another gain, a wrong
resistor, cells of another range and the firmware of another variant rest, shiver and answer to a hand as they should.
"""

from collections.abc import Iterator, Mapping
from math import inf

import numpy as np

from tripod.acceptance.findings import Cause, Check, Finding, Verdict
from tripod.acceptance.steps import NoStep
from tripod.boards import GRAVITY, Board
from tripod.calibration.wizard.wiring_check import by_hand_n
from tripod.sentences import sentence

BRIDGE_OFF = 1.3
"""A sound bridge reads a mass that stands over it within this factor: its rated output (data sheets of cheap cells: 10
to 15 %), and the mass a finger's breadth beside its middle. The next gain of its converter is half."""
FILM_OFF, FILMS_APART = 3.0, 2.2
"""The law of a film is known within the first (data sheets show it for one sample, and a mass lies on it unevenly);
films of one board differ by less than the second."""
ALL_ALIKE = 1.3
"""When every cell is off by one factor, within this, it is not the cells."""
MOST_PART = 0.6
"""So much of a cell's range a mass may be."""


def may_weigh(board: Board, mass_kg: float) -> None:
    """Whether such a mass can be told from nothing by every cell, and overloads none.

    Raises:
        NoStep: it cannot; one plain sentence.
    """
    least = float(by_hand_n(board).max()) / GRAVITY
    most = MOST_PART * min(cell.range_n for cell in board.cells) / GRAVITY
    if not least <= mass_kg <= most:
        raise NoStep(sentence("build_step.mass_out_of_range", mass=mass_kg, least=least, most=most))


def weight(board: Board, mass_kg: float, felt_n: Mapping[int, float]) -> Iterator[Finding]:
    """What the cells read under `mass_kg`, 0 where none was said; `felt_n`: cell -> newtons of its own press, by the
    board's file."""
    if not mass_kg:
        yield Finding(Check.WEIGHT, Verdict.CANNOT_TELL, Cause.NO_MASS)
        return
    film = board.front_end.kind != "hx711"
    limit = FILM_OFF if film else BRIDGE_OFF
    factor = {cell: newtons / (mass_kg * GRAVITY) for cell, newtons in felt_n.items()}
    off = {cell: _off(f) for cell, f in factor.items()}
    wrong = [cell for cell, by in off.items() if by > limit]
    if film and not wrong and len(factor) > 2:
        usual = float(np.median([*factor.values()]))
        wrong = [cell for cell, f in factor.items() if _off(f / usual) > FILMS_APART]
    unseen = tuple(cell for cell in range(len(board.cells)) if cell not in felt_n)
    values = np.array([factor[cell] for cell in wrong])
    if len(wrong) == len(board.cells) and values.max() < ALL_ALIKE * values.min():
        value = float(np.median(values)) * mass_kg
        yield Finding(Check.WEIGHT, Verdict.FAIL, Cause.ALL_READ_OTHER, tuple(wrong), value, mass_kg)
        return
    for cell in wrong:
        yield Finding(Check.WEIGHT, Verdict.FAIL, Cause.READS_OTHER, (cell,), factor[cell] * mass_kg, mass_kg)
    if unseen:
        yield Finding(Check.WEIGHT, Verdict.CANNOT_TELL, Cause.NOT_WEIGHED, unseen)
    elif not wrong:
        yield Finding(Check.WEIGHT, Verdict.PASS, value=max(off.values()), wanted=mass_kg)


def _off(factor: float) -> float:
    return max(factor, 1 / factor) if factor > 0 else inf
