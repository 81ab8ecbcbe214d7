"""What cannot be true of a board on which nothing stands, beside what cannot be true at any time
(`plausibility_checks.py`): where each cell rests, how much it shivers, and whether two cells read one signal.

Shiver is the standard deviation of the second differences over sqrt(6): of white noise its own standard deviation, of
anything that moves slowly nearly nothing, and of a mains hum that a floating wire picks up nearly all of it.
"""

from enum import StrEnum
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.calibration import nominal
from tripod.force.front_end import fsr_counts

Array = NDArray[np.float64]
Counts = NDArray[np.int32]

CODE = 64
"""Counts of one code of the Arduino's converter."""
LEAST_ROWS = 40
"""Fewer samplings say nothing of noise."""
BELOW_CODES = 10
"""A film can only add to what its amplifier rests at: so many codes below it there is no amplifier, or no supply."""
ABOVE_CODES, PRESSED_PART = 5, 0.1
"""Tolerances of the reference, the amplifier's offset and the converter's; beyond this part of the range it is more
than a film that its pocket presses."""
ZERO_PART, FAR_PART = 0.1, 0.3
"""A bridge without a load may read the first part of its range; half bridges up to the second."""
TOP_PART = 0.7
"""A film's amplifier without ground, or with its reference at the supply, reads more than this part of its range; no
wire that floats stays there."""
FILM_NOISE_CODES, NOISE_TIMES, NEIGHBOURS_TIMES = 3.0, 3.0, 2.5
"""Noise is odd beyond so many codes of a film, so many times the noise of a bridge, and so many times what the
neighbours have."""
DRIFT_TIMES = 30.0
"""A cell that strays by so many times its noise within seconds is not at rest."""
FLOATING = 0.8
"""Part of their shivering that two films do the same way, from which on their wires float."""
SHIVERS_PART = 0.3
"""Part of the samplings at which both shiver, for that to say anything."""
MOST_PART = 0.75
"""When this part of the cells shiver alike it is not the cells."""


class Level(StrEnum):
    """Where a cell rests."""

    RESTS = "rests"
    BELOW = "below"
    """So far below its rest that nothing drives the wire."""
    ABOVE = "above"
    """A little above: something presses it."""
    FAR = "far"
    """Somewhere else: no sensor of that kind rests there."""


def rest_counts(board: Board) -> float:
    """Counts that a cell of this board reads without a load, by its circuit."""
    return 0.0 if board.front_end.kind == "hx711" else float(fsr_counts(board.front_end, 0.0))


def noise_counts(board: Board) -> Array:
    """(cells,) noise in counts, as a standard deviation, beyond which a cell at rest is odd."""
    if board.front_end.kind != "hx711":
        return np.full(len(board.cells), FILM_NOISE_CODES * CODE)
    gain = np.array([law.gain for law in nominal(board).cells])
    return NOISE_TIMES * board.errors.noise_n / gain


def below_rest(board: Board, mean: Array) -> NDArray[np.bool_]:
    """(cells,) whether a film's amplifier reads less than it can, given mean counts (cells,): certain whatever stands
    there. A plain divider rests at 0 and a bridge reads both ways, so of them nothing is told."""
    if board.front_end.kind != "conductance":
        return np.zeros(mean.shape, np.bool_)
    return mean < rest_counts(board) - BELOW_CODES * CODE


def at_top(board: Board, mean: Array) -> NDArray[np.bool_]:
    """(cells,) whether a film reads nearly the most that it can, given mean counts (cells,) of the empty board; of a
    bridge nothing is told."""
    if board.front_end.kind == "hx711":
        return np.zeros(mean.shape, np.bool_)
    return mean > TOP_PART * board.front_end.full_scale_counts


def levels(board: Board, mean: Array) -> list[Level]:
    """Where each cell rests, given mean counts (cells,) of the empty board."""
    below = below_rest(board, mean)
    off = mean - rest_counts(board)
    if board.front_end.kind == "hx711":
        range_ = np.array([cell.range_n for cell in board.cells]) / [abs(law.gain) for law in nominal(board).cells]
        near, far = ZERO_PART * range_, FAR_PART * range_
        odd = np.abs(off) > far
    else:
        near = np.full(len(off), ABOVE_CODES * CODE)
        odd = (off < -near) | (off > PRESSED_PART * (board.front_end.full_scale_counts - rest_counts(board)))
    out: list[Level] = []
    for k in range(len(off)):
        if below[k]:
            out.append(Level.BELOW)
        elif odd[k]:
            out.append(Level.FAR)
        else:
            out.append(Level.RESTS if abs(off[k]) <= near[k] else Level.ABOVE)
    return out


def shiver(counts: Counts) -> Array:
    """(cells,) noise of counts (n, cells), n at least 3."""
    second: Array = np.diff(counts, n=2, axis=0).astype(np.float64)
    return second.std(0) / sqrt(6)


def odd_noise(board: Board, noise: Array) -> list[int]:
    """Cells whose noise (cells,) in counts is beyond what their part has, and beyond their neighbours'; all of them
    where most are."""
    bad = np.flatnonzero(noise > noise_counts(board)).tolist()
    if len(bad) >= MOST_PART * len(noise):
        return bad
    others = [float(noise[k]) for k in range(len(noise)) if k not in bad]
    return [k for k in bad if noise[k] > NEIGHBOURS_TIMES * float(np.median(others))]


def strays(board: Board, counts: Counts) -> list[int]:
    """Cells that wander by far more than noise within the readings (n, cells)."""
    third = max(len(counts) // 3, 1)
    moved = np.abs(counts[-third:].mean(0) - counts[:third].mean(0))
    limit = DRIFT_TIMES * noise_counts(board) / NOISE_TIMES
    return np.flatnonzero(moved > limit).tolist()


def together(board: Board, counts: Counts) -> list[tuple[int, int]]:
    """Pairs of cells that read one signal, given readings (n, cells): films that float, bridges on one data wire.

    Films are judged by the signs of second differences that are more than noise: a step onto the board moves many
    cells alike, but for a few samplings only. Bridges may all shake with the floor; but two converters have noise of
    their own, so that their difference is never as quiet as one wire's."""
    if board.front_end.kind == "hx711":
        quiet = noise_counts(board) / NOISE_TIMES / 2
        one = shiver(counts)
        return [
            (a, b)
            for a, b in combinations(range(counts.shape[1]), 2)
            if min(one[a], one[b]) > quiet[a] and shiver(counts[:, [a]] - counts[:, [b]])[0] < quiet[a]
        ]
    second: Array = np.diff(counts, n=2, axis=0).astype(np.float64)
    large = np.abs(second) > 2 * CODE
    out: list[tuple[int, int]] = []
    for a, b in combinations(range(second.shape[1]), 2):
        both = large[:, a] & large[:, b]
        if both.mean() < SHIVERS_PART:
            continue
        agree: NDArray[np.bool_] = (second[both, a] > 0) == (second[both, b] > 0)
        if float(agree.mean()) > FLOATING:
            out.append((a, b))
    return out
