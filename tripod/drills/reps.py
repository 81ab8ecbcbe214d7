"""Hinges from the feet: where each rep and each of its phases begins and ends.

Free reps are found afterwards, from how far back of quiet stance the CoP went: where that passes 60 % of the set's own
depth and comes back below 30 %. A rise or fall is timed where it passes a quarter and three quarters of the way, which
for a movement that starts and ends softly lie at a third and two thirds of its time. Paced reps follow the pacer by the
person's delay, which is the shift that fits the whole set best. A bar's lift-off and touch-down are the same two
crossings of the load beyond the body's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.drills.drill import Tempo

Array = NDArray[np.float64]

PHASES = ("descent", "bottom", "ascent", "lockout")
BEGINS, ENDS = 0.6, 0.3
LEAST_SIGMAS = 2.5
"""A set shallower than this many standard deviations of quiet stance has no reps that can be told from sway."""
LEAST_MM = 3.0
SMOOTH_S, COARSE_S = 0.3, 1.5
"""Edges are timed in the first, reps are told from sway in the second."""
LEAST_REP_S = 0.4
"""At the bottom for less than this it was no rep."""
DELAYS_S = (-0.3, 1.5)
_BRIEF_S = 0.1
_OWN_DELAY = 0.3
"""How much of a rep's own delay is believed beside the set's."""


@dataclass(frozen=True)
class Rep:
    """Times on the board's clock."""

    descent_s: float
    bottom_s: float
    ascent_s: float
    lockout_s: float
    end_s: float
    depth_mm: float

    def spans(self) -> dict[str, tuple[float, float]]:
        """Each phase from when to when."""
        edges = (self.descent_s, self.bottom_s, self.ascent_s, self.lockout_s, self.end_s)
        return {phase: (edges[k], edges[k + 1]) for k, phase in enumerate(PHASES)}

    def seen(self, t_s: Array) -> bool:
        """Whether looks at these times fall into each of its phases: what was not seen is not scored."""
        spans = [(b, e) for b, e in self.spans().values() if e - b > _BRIEF_S]
        return all(bool(np.any((t_s >= b) & (t_s < e))) for b, e in spans)


def find_reps(t_s: Array, back_mm: Array, quiet_sd_mm: float) -> list[Rep]:
    """Free reps in a set, given how far back of quiet stance the CoP was, both (n,)."""
    if len(t_s) < 10:
        return []
    smooth, coarse = _smooth(t_s, back_mm, SMOOTH_S), _smooth(t_s, back_mm, COARSE_S)
    depth = float(np.percentile(coarse, 90))
    if depth < max(LEAST_SIGMAS * quiet_sd_mm, LEAST_MM):
        return []
    reps: list[Rep] = []
    for start, stop in _passes(coarse, BEGINS * depth, ENDS * depth):
        if t_s[stop] - t_s[start] < LEAST_REP_S:
            continue
        own = float(np.percentile(smooth[start : stop + 1], 80))
        down = _edges(t_s, smooth, start, own, backwards=True)
        up = _edges(t_s, smooth, stop, own, backwards=False)
        if down is None or up is None:
            continue
        reps.append(Rep(down[0], min(down[1], up[0]), max(up[0], down[1]), up[1], up[1], own))
    ends = [r.descent_s for r in reps[1:]] + [float(t_s[-1])]
    return [
        Rep(r.descent_s, r.bottom_s, r.ascent_s, r.lockout_s, max(min(e, r.lockout_s + 1.5), r.lockout_s), r.depth_mm)
        for r, e in zip(reps, ends, strict=True)
    ]


def paced_reps(t_s: Array, back_mm: Array, starts_s: Sequence[float], tempo: Tempo) -> tuple[list[Rep], float]:
    """Reps that followed a pacer whose descents began at `starts_s`, and the person's delay in seconds."""
    if not starts_s or len(t_s) < 10:
        return [], 0.0
    shifts = np.arange(DELAYS_S[0], DELAYS_S[1], 0.02)
    every = np.zeros((len(t_s), len(shifts)))
    for s in starts_s:
        every += _template(t_s[:, None] - s - shifts, tempo)
    whole = _best(every, back_mm, shifts)
    reps: list[Rep] = []
    for start in starts_s:
        near = (t_s > start - 1.0) & (t_s < start + tempo.rep_s + 1.0)
        if near.sum() < 10:
            continue
        around = whole + np.arange(-0.4, 0.41, 0.02)
        own = _best(_template(t_s[near][:, None] - start - around, tempo), back_mm[near], around)
        delay = whole + _OWN_DELAY * (own - whole)
        at = start + delay
        bottom = at + tempo.descent_s
        inside = (t_s >= bottom) & (t_s <= bottom + tempo.bottom_s)
        depth = float(back_mm[inside].mean()) if inside.any() else float("nan")
        ascent = bottom + tempo.bottom_s
        reps.append(Rep(at, bottom, ascent, ascent + tempo.ascent_s, ascent + tempo.ascent_s + tempo.top_s, depth))
    return reps, whole


def bar_reps(t_s: Array, total_n: Array, body_n: float, bar_n: float, delay_s: float) -> list[tuple[float, float]]:
    """Lift-off and touch-down of each rep, from the total in newtons; `delay_s` is the live filter's."""
    beyond = total_n - body_n
    lifts: list[tuple[float, float]] = []
    for start, stop in _passes(beyond, 0.5 * bar_n, 0.3 * bar_n):
        own = float(np.median(beyond[start : stop + 1]))
        up = _edges(t_s, beyond, start, own, backwards=True)
        down = _edges(t_s, beyond, stop, own, backwards=False)
        if up is not None and down is not None:
            lifts.append((up[0] - delay_s, down[1] - delay_s))
    return lifts


def _smooth(t_s: Array, values: Array, span_s: float) -> Array:
    n = max(1, round(span_s / max(float(np.median(np.diff(t_s))), 1e-3)))
    padded = np.concatenate([np.full(n // 2, values[0]), values, np.full(n - 1 - n // 2, values[-1])])
    return np.convolve(padded, np.full(n, 1 / n), "valid")


def _passes(values: Array, high: float, low: float) -> list[tuple[int, int]]:
    """First and last index above `high` of each stretch that stays above `low` in between."""
    found: list[tuple[int, int]] = []
    first = last = -1
    for k, value in enumerate(values.tolist()):
        if value >= high:
            first, last = (k if first < 0 else first), k
        elif value < low and first >= 0:
            found.append((first, last))
            first = -1
    if first >= 0:
        found.append((first, last))
    return found


def _edges(t_s: Array, values: Array, at: int, level: float, *, backwards: bool) -> tuple[float, float] | None:
    """Begin and end of the rise before `at` (or of the fall after it) from 0 to `level`."""
    step = -1 if backwards else 1
    k = at
    while 0 <= k < len(values) and values[k] >= 0.75 * level:
        k += step
    if not 0 <= k < len(values):
        return None
    upper = _crossing(t_s, values, k, k - step, 0.75 * level)
    while 0 <= k < len(values) and values[k] >= 0.25 * level:
        k += step
    if not 0 <= k < len(values):
        return None
    lower = _crossing(t_s, values, k, k - step, 0.25 * level)
    third = abs(upper - lower)
    return (lower - third, upper + third) if backwards else (upper - third, lower + third)


def _crossing(t_s: Array, values: Array, a: int, b: int, level: float) -> float:
    span = float(values[b] - values[a])
    part = (level - float(values[a])) / span if span else 0.5
    return float(t_s[a]) + part * float(t_s[b] - t_s[a])


def _template(t: Array, tempo: Tempo) -> Array:
    """How far back a rep of this tempo is, 0 to 1, at times from its start (any shape)."""
    up = tempo.descent_s + tempo.bottom_s
    down = 0.5 - 0.5 * np.cos(np.pi * np.clip(t / tempo.descent_s, 0, 1))
    return down - (0.5 - 0.5 * np.cos(np.pi * np.clip((t - up) / tempo.ascent_s, 0, 1)))


def _best(templates: Array, values: Array, shifts: Array) -> float:
    """The shift whose template (n, shifts) fits `values` (n,) best, free in size and level."""
    centred = templates - templates.mean(0)
    own = values - values.mean()
    size = np.sqrt((centred**2).sum(0))
    fit = (centred * own[:, None]).sum(0) / np.maximum(size, 1e-9)
    return float(shifts[int(fit.argmax())])
