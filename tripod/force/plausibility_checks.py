"""What cannot be true of half a second or a second of readings: pure checks, each on its own.

Forces are those of the calibration without any zero of the day. With d_i the change from one sampling to the next,
noise is sqrt(-mean(d_i d_i+1)): readings that scatter turn back at each sampling (white noise of SD s gives -s^2), a
foot that moves goes on, and adds nothing.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import isnan, nan, sqrt
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray

from tripod.boards import Board
from tripod.force.at_rest import CODE, below_rest, rest_counts
from tripod.force.film_grain import FilmGrain
from tripod.force.median import median
from tripod.force.plausibility import Cause

Array = NDArray[np.float64]
Counts = NDArray[np.int32]

LEAST_ROWS = 3
"""Fewer readings than this say nothing."""
ZERO_SIGMAS = 5.0
SURELY_BACKWARDS_PART, RAW_ZEROS = 0.1, 4.0
"""On a board that was not seen to rest at its zero surely by this part, and by so many standard deviations of zeros
that nobody took: by less its zero may be off, or another cell's."""
BACKWARDS_PART = 0.05
"""A cell that goes down by this part of what its foot moves reads backwards: behind a load at a plate's edge it lifts
by less."""
TRIANGLE_PART = 0.13
"""On a plate on three cells a turned foot's toes reach past the triangle, and the far cell lifts by up to this."""
UNSURE_N = 15.0
"""With a zero that nobody knows a cell must read so much below nothing, in newtons."""
WHOLE_FOOT_TIMES = 2.0
"""All cells of a foot read backwards when they go down by more than so many times what an empty board may read."""
ZERO_PART = 0.045
"""A bridge without a load may read this part of its range, of cheap cells; a foot that stands loads some cell more."""
STILL_PART = 0.3
"""A board is as still as its sensors when its cells' SDs are below this part of what a steady board may have."""
NOISY_SIGMAS, NOISY_TIMES = 5.0, 4.0
"""A cell is noisy beyond so many times the noise of the board's file, and so many times its neighbours' now."""
FILM_NOISE_CODES = 3.0
"""A film is noisy beyond so many of the converter's codes."""
HUMS = 1.2
"""Second differences are by this part larger than first ones of what is faster than a fifth of the rate; of white noise
by the root of three."""
TOGETHER = 0.7
"""Correlation of two cells' shivering from which on it has one cause."""
ALIKE = 0.75
"""When this part of the cells misbehave in the same way it is not the cells."""
BEYOND = 1.5
"""A bridge that reads more than so many times its range is not read right."""
FILM_BEYOND = 1.0
"""A film flattens at the end of its range, often well before its converter does: what it reads there is no load."""
TWINS_LEAST = 20
"""So many readings, half of which differ from the one before, tell two cells apart."""
SIGNAL_PART, TWIN_TIMES = 0.2, 6.0
"""Cells whose signal wires touch change within a second by more than this part of what they carry, and are apart by
less than so many times their own noise."""
FILM_MOVES_CODES = 10.0
"""A film under a foot that moves another film by so many codes moves by one itself."""
MOSTLY = 0.5
"""Of a cell's readings so many must be there: one that jumps is not believed at once."""
REPEATS_PART = 0.6
"""A converter that gives more than this of its readings again is slower than the board."""
ALL_REPEAT = 0.15
"""A board whose bridges all give the same for this part of a second, and then go on, stalls."""
DEAD = (0, -1)
"""Counts of a converter without supply, or of an open data wire."""


class Where(NamedTuple):
    """What is wrong, and of which cell; `Implausible` says what each part is."""

    cause: Cause
    cell: int | None
    foot: str
    other: int | None = None


Found = dict[Where, float]
"""Where, and the value that shows it."""


def mean_and_spread(force_n: Array) -> tuple[Array, Array]:
    """Mean and SD of each cell's readings (n, cells), without those that are nan; nan where there are none."""
    there = np.isfinite(force_n)
    if there.all():
        # The same sums: nearly always, and a third of the time.
        mean = np.add.reduce(force_n, 0) / len(force_n)
        return mean, np.sqrt(np.add.reduce((force_n - mean) ** 2, 0) / len(force_n))
    n = np.where(there.any(0), there.sum(0), nan)
    mean = np.where(there, force_n, 0.0).sum(0) / n
    return mean, np.sqrt((np.where(there, force_n - mean, 0.0) ** 2).sum(0) / n)


def total_there(values: Array) -> float:
    """The sum of a few values (n,) without those that are nan; `numpy.nansum` takes ten times as long."""
    total = 0.0
    for value in values.tolist():
        if not isnan(value):
            total += value
    return total


def is_still(board: Board, spread_n: Array) -> bool:
    """Whether the cells' SDs (cells,) are those of the sensors alone: a person who stands always sways more."""
    return bool((spread_n <= max(odd_noise_n(board), STILL_PART * board.limits.steady_n)).all())


def may_be_empty(board: Board, mean_n: Array, spread_n: Array) -> bool:
    """Whether a board whose zero nobody knows may stand empty: it is still, and zeros may be as far off as that."""
    range_n = np.array([cell.range_n for cell in board.cells])
    return is_still(board, spread_n) and bool((np.abs(mean_n) <= ZERO_PART * range_n).all())


def gone_down(board: Board, change_n: Array, force_n: Array, *, known: bool) -> dict[str, list[int]]:
    """For each foot that is loaded, whatever way round: its cells that went down, given the change and the force
    (cells,). Where none went up, something was taken off, or the foot itself reads far below nothing."""
    out: dict[str, list[int]] = {}
    for foot in board.feet:
        cells = list(board.cells_of(foot))
        moved = total_there(np.abs(change_n[cells]))
        if moved < min(board.limits.min_foot_n, board.limits.empty_n):
            continue
        part = TRIANGLE_PART if board.rigid and len(cells) == 3 else BACKWARDS_PART
        limit = max(ZERO_SIGMAS * board.errors.zero_n if known else UNSURE_N, part * moved)
        changes = change_n[cells].tolist()
        down = [c for c, change in zip(cells, changes, strict=True) if change < -limit]
        up = any(change > limit for change in changes)
        far = WHOLE_FOOT_TIMES * board.limits.empty_n
        whole = len(down) == len(cells) and -total_there(change_n[cells]) > far
        out[foot] = down if up or (whole and -total_there(force_n[cells]) > far) else []
    return out


def below(board: Board, cause: Cause, down: Mapping[str, Sequence[int]], force_n: Array) -> Found:
    """The cells of `gone_down` as findings: all of the board, all of a foot, or one by one."""
    whole = [foot for foot, cells in down.items() if tuple(cells) == board.cells_of(foot)]
    if len(whole) == len(board.feet) > 1:
        return {Where(cause, None, ""): nan}
    out: Found = {Where(cause, None, foot): nan for foot in whole}
    for foot, cells in down.items():
        if foot not in whole:
            out |= {Where(cause, c, foot): float(force_n[c]) for c in cells}
    return out


def stuck(board: Board, counts: Counts, force_n: Array) -> Found:
    """Cells whose counts (n, cells) never change, where a converter's last digits always do. A film at rest reads the
    same again and again, and rightly so, but not under a foot whose other films move; all cells alike are for
    `frozen`."""
    if len(counts) < 2 * LEAST_ROWS:
        return {}
    same = (counts == counts[0]).all(0) & np.isfinite(force_n).any(0)
    if board.front_end.kind != "hx711":
        if not same.any() or len(counts) < TWINS_LEAST:
            return {}
        moved = (counts.max(0) - counts.min(0)) >= FILM_MOVES_CODES * CODE
        loaded = counts[0] > rest_counts(board) + FILM_MOVES_CODES * CODE
        beside = [any(moved[other] for other in board.cells_of(cell.foot)) for cell in board.cells]
        same &= loaded & np.array(beside)
    return {_of(board, Cause.STUCK, c): float(counts[0, c]) for c in np.flatnonzero(same).tolist()}


def twins(board: Board, counts: Counts, force_n: Array) -> Found:
    """Cells that read the same counts (n, cells) while they change: two converters, and two films, tremble each in its
    own way."""
    if len(counts) < TWINS_LEAST or len({*counts[0].tolist()}) == counts.shape[1]:
        return {}
    moves = (counts[1:] != counts[:-1]).sum(0)
    there = (np.isfinite(force_n).mean(0) > MOSTLY) & (moves >= TWINS_LEAST / 2)
    twin_of: dict[int, int] = {}
    for a, b in combinations(np.flatnonzero(there).tolist(), 2):
        if bool((counts[:, a] == counts[:, b]).all()):
            twin_of = {a: b, b: a} | twin_of
    if len(twin_of) == len(board.cells) and all(board.cells[a].foot != board.cells[b].foot for a, b in twin_of.items()):
        return {Where(Cause.TWINS, None, ""): nan}
    return {_of(board, Cause.TWINS, cell)._replace(other=other): nan for cell, other in twin_of.items()}


def touching(board: Board, counts: Counts, force_n: Array) -> Found:
    """Two bridges of a foot whose load comes or goes, and that differ by no more than what two converters tremble,
    given counts and forces (n, cells): their signal wires touch, for no two points carry the same all the way.

    Of films nothing is told: their codes are too coarse. What more than two cells do alike comes from outside.
    """
    if board.front_end.kind != "hx711" or len(counts) < TWINS_LEAST:
        return {}
    grain = board.errors.noise_n / np.array([cell.nominal.gain for cell in board.cells])
    mean, _ = mean_and_spread(force_n)
    moves = np.ptp(counts, 0) * [cell.nominal.gain for cell in board.cells] >= SIGNAL_PART * np.abs(mean)
    cells = np.flatnonzero(moves & (np.abs(mean) >= board.limits.min_foot_n / 2)).tolist()
    pairs = [
        (a, b)
        for a, b in combinations(cells, 2)
        if float(np.abs(counts[:, a] - counts[:, b]).max()) <= TWIN_TIMES * max(grain[a], grain[b])
    ]
    if len(pairs) != 1 or board.cells[pairs[0][0]].foot != board.cells[pairs[0][1]].foot:
        return {}
    a, b = pairs[0]
    return {_of(board, Cause.TWINS, a)._replace(other=b): nan, _of(board, Cause.TWINS, b)._replace(other=a): nan}


def repeats(board: Board, counts: Counts) -> Found:
    """Cells of bridges that give most readings (n, cells) more than once, while others do not; or the board, where it
    stalls."""
    if board.front_end.kind != "hx711" or len(counts) < TWINS_LEAST:
        return {}
    again = counts[1:] == counts[:-1]
    changes = np.flatnonzero(~again.all(1))
    if len(changes) and np.diff(changes, prepend=-1, append=len(again)).max() > ALL_REPEAT * len(counts):
        return {Where(Cause.REPEATS, None, ""): nan}
    same = again.mean(0)
    bad = (same > REPEATS_PART) & (same < 1)
    if not bad.any() or bool((same > 1 - REPEATS_PART).all()):
        return {}
    return {_of(board, Cause.REPEATS, c): float(same[c]) for c in np.flatnonzero(bad).tolist()}


def undriven(board: Board, counts: Counts, force_n: Array) -> Found:
    """Films whose counts (n, cells) lie below what their amplifier rests at, whatever stands there."""
    if board.front_end.kind != "conductance":
        return {}
    mean = counts.mean(0)
    bad = below_rest(board, mean) & np.isfinite(force_n).any(0)
    return {_of(board, Cause.UNDRIVEN, c): float(mean[c]) for c in np.flatnonzero(bad).tolist()}


def frozen(counts: Counts) -> bool:
    """Whether no cell of all changes, and they do not read what dead converters do."""
    return bool((counts == counts[0]).all() and not np.isin(counts[0], DEAD).any())


def noisy(board: Board, force_n: Array, limit_n: float, grain: FilmGrain) -> Found:
    """Cells whose readings (n, cells) scatter by more than `limit_n`, and by more than a film's last codes tremble; or
    all of them where all do."""
    change = force_n[1:] - force_n[:-1]
    turned = change[1:] * change[:-1]
    there = np.isfinite(turned)
    if there.all():
        n, total = np.full(turned.shape[1], len(turned)), np.add.reduce(turned, 0)
    else:
        n, total = there.sum(0), np.where(there, turned, 0.0).sum(0)
    noise = np.sqrt(np.maximum(-total / np.maximum(n, 1), 0.0))
    second = change[1:] - change[:-1]
    # Nearly always: medians take as long as all the rest.
    if not (noise > limit_n).any() and float(np.fmax.reduce(np.abs(second), None, initial=0.0)) <= limit_n * sqrt(6):
        return {}
    hum, shiver = _hum(change, second)
    noise = np.maximum(noise, hum)
    if not (noise > limit_n).any():
        return {}
    mean, _ = mean_and_spread(force_n)
    last_codes = FILM_NOISE_CODES * np.array([grain(c, float(mean[c])) for c in range(len(noise))])
    told = (n >= LEAST_ROWS) & (noise > last_codes)
    bad = np.flatnonzero(told & (noise > limit_n)).tolist()
    if not bad:
        return {}
    # A foot that lands hides how its cells shiver, but not from their second differences.
    others = float(median(np.array([max(noise[c], shiver[c]) for c in range(len(noise)) if c not in bad] or [0.0])))
    apart = [c for c in bad if noise[c] > NOISY_TIMES * others]
    odd = told & (noise > odd_noise_n(board)) & _go_together(second, bad[0])
    if len(bad) >= ALIKE * len(noise) or (not apart and odd.sum() >= ALIKE * len(noise)):
        return {Where(Cause.DISTURBED, None, ""): float(median(noise))}
    return {_of(board, Cause.NOISY, c): float(noise[c]) for c in apart}


def _hum(change_n: Array, second_n: Array) -> tuple[Array, Array]:
    """SD of an even hum in each cell (cells,), given the changes from one sampling to the next (n, cells) and theirs; 0
    where what moves is slower than a hum. Then how much each cell shivers, whatever it is.

    A hum at a quarter of the rate turns back at each second sampling, so that the products of neighbouring changes tell
    nothing: mains of 60 Hz at 80 samplings a second. The median leaves out steps; two neighbours together have all of a
    hum in them, wherever in its wave they lie.
    """
    size, moved = _usual_size(second_n), _usual_size(change_n)
    shiver = size / sqrt(6)
    return np.where(size > HUMS * moved, shiver, 0.0), shiver


def _go_together(second_n: Array, cell: int) -> NDArray[np.bool_]:
    """Which cells (cells,) shiver to and fro as that one does, given second differences (n, cells)."""
    moves = np.nan_to_num(second_n)
    size = np.sqrt((moves * moves).sum(0))
    return np.abs((moves * moves[:, [cell]]).sum(0)) > TOGETHER * size * size[cell]


def _usual_size(values: Array) -> Array:
    """(cells,) root of the median square of values (n, cells); 0 of a cell without any."""
    squares = values * values
    pairs = (squares[1:] + squares[:-1]) / 2
    if np.isfinite(pairs).all():
        return np.sqrt(median(pairs))
    with catch_warnings():
        simplefilter("ignore", RuntimeWarning)
        return np.sqrt(np.nan_to_num(np.nanmedian(pairs, 0)))


def harmful_noise_n(board: Board) -> float:
    """Noise of a cell, as a standard deviation, that makes its numbers wrong."""
    return max(board.limits.steady_n, odd_noise_n(board))


def odd_noise_n(board: Board) -> float:
    """Noise of a cell that its part does not have: it points to a wire before it does harm."""
    return NOISY_SIGMAS * board.errors.noise_n


def beyond_range(board: Board, change_n: Array) -> Found:
    """Cells that read more (cells,) than they can carry."""
    range_n = np.array([cell.range_n for cell in board.cells])
    times = BEYOND if board.front_end.kind == "hx711" else FILM_BEYOND
    over = np.flatnonzero(change_n > times * range_n).tolist()
    return {_of(board, Cause.BEYOND_RANGE, c): float(change_n[c]) for c in over}


def _of(board: Board, cause: Cause, cell: int) -> Where:
    return Where(cause, cell, board.cells[cell].foot)
