"""Determines the zero of each capture from the captures of the empty board around it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.terms import FitRefused, is_fsr
from tripod.force.calibration import nominal
from tripod.sentences import sentence

Array = NDArray[np.float64]

DRIFT_SIGMAS = 4.0
"""A zero has drifted when it moved by more than this many standard deviations of its noise."""


@dataclass(frozen=True)
class Zeros:
    """The zeros of n captures."""

    counts: Array
    """(n, cells) the zero that holds for each capture."""
    sigma_n: Array
    """(cells,) standard deviation of the zero in newtons."""
    drift_n: float
    """Largest change of a cell's zero in newtons, from the first to the last empty capture."""
    note: str
    """One sentence if the zero drifted, else ""."""


def zeros(board: Board, captures: Sequence[Capture]) -> Zeros:
    """Zeros of captures in the order in which they were taken: the mean of the empty ones, or, where they drift, a
    straight line from each to the next.

    Raises:
        FitRefused: no capture of the empty board, or something stood there during one.
    """
    at = [k for k, c in enumerate(captures) if c.load_n == 0]
    if not at:
        raise FitRefused(sentence("fit_refused.no_empty_capture"))
    empty = np.array([captures[k].counts for k in at])
    every = np.arange(len(captures))
    if is_fsr(board):
        return Zeros(np.tile(empty.mean(0), (len(captures), 1)), np.zeros(len(board.cells)), 0.0, "")
    gain = np.array([law.gain for law in nominal(board).cells])
    off = (empty - np.median(empty, axis=0)) * gain
    for foot in board.feet:
        load = off[:, list(board.cells_of(foot))].sum(1)
        worst = int(np.argmax(np.abs(load)))
        if abs(load[worst]) > board.limits.empty_n:
            by, name = abs(load[worst]), captures[at[worst]].name
            raise FitRefused(sentence("fit_refused.zeros_differ", by=by, foot=foot, capture=name))
    if len(at) == 1:
        # Nothing brackets it, so it is as good as the board's file says a zero stays.
        return Zeros(np.tile(empty[0], (len(captures), 1)), np.full(len(gain), board.errors.zero_n), 0.0, "")
    noise = board.errors.noise_n
    drift: Array = (empty[-1] - empty[0]) * gain
    worst_n = float(np.abs(drift).max())
    if worst_n > DRIFT_SIGMAS * np.sqrt(2) * noise:
        columns: list[Array] = [empty[:, cell] for cell in range(empty.shape[1])]
        counts = np.column_stack([np.interp(every, at, column) for column in columns])
        # A line between two zeros is wrong by a part of what happened between them: a quarter is a careful guess.
        sigma = np.hypot(noise, np.abs(drift) / 4)
        return Zeros(counts, sigma, worst_n, sentence("fit_note.zero_drifted", drift=worst_n))
    scatter = np.maximum(noise, empty.std(0, ddof=1) * gain) / np.sqrt(len(at))
    return Zeros(np.tile(empty.mean(0), (len(captures), 1)), scatter, worst_n, "")
