"""Hinges from the feet: where each rep and each of its phases begins and ends.

Free reps are found from all that came so far of how far back of quiet stance the CoP went (`rep_count`). A rise or fall
is timed where it passes a quarter and three quarters of the way, which for a movement that starts and ends softly lie
at a third and two thirds of its time. Paced reps follow the pacer by the person's delay, which is the shift that fits
the whole set best. A bar's lift-off and touch-down are the same two
crossings of the load beyond the body's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tripod.drills.format.drill import Tempo
from tripod.drills.seen.half_reps import LEAST_HALF, noise_of, tell_halves
from tripod.drills.seen.rep_count import Down, count_reps, passes, smooth

Array = NDArray[np.float64]

PHASES = ("descent", "bottom", "ascent", "lockout")
LEAST_SIGMAS = 2.5
"""A set shallower than this many standard deviations of quiet stance has no reps that can be told from sway."""
LEAST_MM = 3.0
LEAST_OWN_SIGMAS = 1.5
"""No excursion that stands out less than this is a rep, however even the others."""
USUAL_DEPTH_MM = 25.0
"""What the library's free hinges ask for."""
NOT_DEEP, SHALLOW, SURELY_SHALLOW = 1.4, 0.7, 0.55
"""Parts of the depth that a drill asks for below which reps may be sway: a person sways farther within a set than in
the moment before it, by which alone its sway is known."""
APART, DEEP_APART, SURELY_APART = 0.6, 0.9, 1.2
"""Shallow ones that stand apart from what is left by less than the last (`Count.apart`) are for nobody sure, and very
shallow ones that do so by less than the first are none. Sway of people that was recorded seldom has either. `SEVERAL`
that are not much deeper than was asked for need the second, for sway seldom does the same so often; fewer the last.
And so many that have the last are reps, however far the person swayed in the moment before the set."""
SEVERAL = 4
SMOOTH_S, LEVEL_S, COARSE_S = 0.3, 0.8, 1.5
"""Edges are timed in the first, where a person stands tall is told in the second, a set from sway in the third."""
STOOD_S = 0.3
"""A rep is as deep as it goes beyond where the person stood so long before and after it. Where they stood tallest lies
farther forward by what sway adds, of which half a rep looks like a whole one."""
LOCKOUT_S = 1.5
"""Standing tall belongs to a rep for so long at the most."""
DELAYS_S = (-0.3, 1.5)
AROUND_S = 0.5
"""Before and after a paced rep it is seen how far back the person stands: by then some have drifted."""
LEAST_FREE_LOOKS = 10
LEAST_LOOKS = 50
"""A set of fewer shows nothing."""
_BRIEF_S = 0.1
_OWN_DELAY = 0.15
"""How much of a rep's own delay is believed beside the set's."""
_SPEED_S = 0.3
"""Pacing is told from how far the CoP went within so long, which slow sway hardly touches."""


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


@dataclass(frozen=True)
class FreeReps:
    """What was found in a set at a free pace."""

    reps: tuple[Rep, ...] = ()
    between: tuple[int, int] = (0, 0)
    """The least and most whole reps that there are; they differ where sway leaves the count open."""
    halves: tuple[Rep, ...] = ()
    """Beside them: begun and not gone through with."""
    doubtful: int = 0
    """How many of the reps may have been half ones."""


def find_reps(t_s: Array, back_mm: Array, quiet_sd_mm: float) -> tuple[list[Rep], tuple[int, int]]:
    """Whole free reps in a set at one place, and the least and most there are."""
    found = free_reps(t_s, back_mm, quiet_sd_mm)
    return list(found.reps), found.between


def free_reps(
    t_s: Array,
    back_mm: Array,
    quiet_sd_mm: float,
    *,
    asked_mm: float = USUAL_DEPTH_MM,
    breaks: Sequence[int] = (),
) -> FreeReps:
    """Reps in a set, given how far back of quiet stance the CoP was, both (n,).

    `asked_mm` is how far back the drill asks for, `breaks` are the looks at which feet stood again after a step.
    """
    if len(t_s) < LEAST_FREE_LOOKS:
        return FreeReps()
    fine, least_mm = smooth(t_s, back_mm, SMOOTH_S), max(LEAST_SIGMAS * quiet_sd_mm, LEAST_MM)
    coarse = smooth(t_s, back_mm, COARSE_S)
    often_mm, seldom_mm = np.percentile(coarse, (90, 95))
    if seldom_mm < least_mm and fine.max() < 2 * least_mm:
        return FreeReps()
    count = count_reps(t_s, back_mm, max(LEAST_OWN_SIGMAS * quiet_sd_mm, LEAST_MM), breaks)
    plain = len(count.downs) >= SEVERAL and count.apart >= SURELY_APART
    if often_mm < least_mm and fine.max() < 2 * least_mm and not plain:
        return FreeReps(between=(0, count.most))
    level = smooth(t_s, back_mm, LEVEL_S)
    found = _timed(t_s, fine, level, count.downs)
    if not found:
        return FreeReps(between=(0, count.most))
    usual_mm = float(np.median([of.rise_mm for of in found]))
    shallow = usual_mm < SHALLOW * asked_mm
    if shallow and count.apart < SURELY_APART:
        none = usual_mm < SURELY_SHALLOW * asked_mm and count.apart < APART
        return FreeReps(() if none else tuple(of.rep for of in found), (0, count.most))
    enough = SURELY_APART if len(found) < SEVERAL else DEEP_APART
    apart = usual_mm >= NOT_DEEP * asked_mm or count.apart >= enough
    between = min(count.least, len(found)) if apart else 0, count.most
    least_half_mm = max(LEAST_HALF * usual_mm, least_mm)
    lesser = [of for of in _timed(t_s, fine, level, count.lesser) if of.rise_mm >= least_half_mm]
    return _with_halves(found, lesser, between, asked_mm, quiet_sd_mm)


@dataclass(frozen=True)
class _Timed:
    """A rep, how far it goes beyond where the person stood before and after it, however they drifted, and where that
    was."""

    rep: Rep
    rise_mm: float
    stood_mm: tuple[float, float]


def _timed(t_s: Array, fine: Array, level: Array, downs: Sequence[Down]) -> list[_Timed]:
    """The edges of each, in a line smoothed a little, and its depth, from one smoothed a little more."""
    reps: list[Rep] = []
    stood_mm: list[tuple[float, float]] = []
    for down in downs:
        own = float(np.percentile(fine[down.first : down.last + 1], 80))
        if own <= 0:
            # Ahead of where the person stood: whatever that was, it was no hinge.
            continue
        deep = down.first + np.flatnonzero(fine[down.first : down.last + 1] >= 0.75 * own)
        began, bottom = _edges(t_s, fine, int(deep[0]), down.before, own)
        tall, ascent = _edges(t_s, fine, int(deep[-1]), down.after, own)
        bottom, ascent = min(bottom, ascent), max(bottom, ascent)
        reps.append(Rep(min(began, bottom), bottom, ascent, max(tall, ascent), tall, own))
        before, after = (_stood_mm(t_s, fine, level, down, stop, own) for stop in (down.before, down.after))
        stood_mm.append((before, after))
    reps = _in_order(reps)
    nexts = [*(r.descent_s for r in reps[1:]), float(t_s[-1])]
    return [
        _Timed(replace(r, end_s=max(min(e, r.lockout_s + LOCKOUT_S), r.lockout_s)), r.depth_mm - sum(at) / 2, at)
        for r, e, at in zip(reps, nexts, stood_mm, strict=False)
    ]


def _stood_mm(t_s: Array, fine: Array, level: Array, down: Down, stop: int, own: float) -> float:
    """Where the person stood at this side of a rep that went to `own`: a little beyond its end, as it is timed from
    where they came to, not from where they stood before the set."""
    tall = float(fine[stop])
    at = down.first if stop < down.first else down.last
    ends_s, _ = _edges(t_s, fine - tall, at, stop, own - tall)
    beyond = np.searchsorted(t_s, ends_s - STOOD_S if stop < down.first else ends_s + STOOD_S)
    return float(level[int(np.clip(beyond, min(stop, at), max(stop, at)))])


def _with_halves(
    found: Sequence[_Timed], lesser: Sequence[_Timed], between: tuple[int, int], asked_mm: float, quiet_sd_mm: float
) -> FreeReps:
    """Tell half ones, and what may have been one; `lesser` ones were not counted at all."""
    stood = [of.stood_mm for of in found]
    tall = [stood[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(stood)), stood[-1][1]]
    noise_mm = noise_of(np.array(tall), quiet_sd_mm)
    told = tell_halves([of.rise_mm for of in found], [of.rise_mm for of in lesser], asked_mm, noise_mm)
    whole = tuple(of.rep for k, of in enumerate(found) if k not in told.counted)
    halves = [found[k].rep for k in told.counted] + [lesser[k].rep for k in told.lesser]
    least, most = between
    if halves:
        least = min(max(least - len(told.counted), 0), len(whole))
        if told.sure and most <= len(found) + len(lesser):
            most = len(whole)
    least = min(least, max(len(whole) - told.doubtful, 0))
    return FreeReps(whole, (least, most), tuple(sorted(halves, key=lambda rep: rep.descent_s)), told.doubtful)


def _in_order(reps: list[Rep]) -> list[Rep]:
    """No rep begins before the one before it has ended: where sway says so, they meet half way."""
    for k in range(1, len(reps)):
        before, after = reps[k - 1], reps[k]
        if after.descent_s < before.lockout_s:
            middle = (after.descent_s + before.lockout_s) / 2
            meet = min(max(middle, before.ascent_s), after.bottom_s)
            reps[k - 1], reps[k] = replace(before, lockout_s=meet), replace(after, descent_s=meet)
    return reps


def paced_reps(t_s: Array, back_mm: Array, starts_s: Sequence[float], tempo: Tempo) -> tuple[list[Rep], float]:
    """Reps that followed a pacer whose descents began at `starts_s`, and the person's delay in seconds."""
    if not starts_s or len(t_s) < LEAST_LOOKS:
        return [], 0.0
    shifts = np.arange(DELAYS_S[0], DELAYS_S[1], 0.02)
    every = np.zeros((len(t_s), len(shifts)))
    for s in starts_s:
        # Outside of this it is 0.
        own = (t_s > s + DELAYS_S[0] - 1) & (t_s < s + tempo.rep_s + DELAYS_S[1] + 1)
        every[own] += _template(t_s[own][:, None] - s - shifts, tempo)
    lag = max(1, round(_SPEED_S / max(float(np.median(np.diff(t_s))), 1e-3)))
    whole = _best(every, back_mm, shifts, lag)
    reps: list[Rep] = []
    for start in starts_s:
        near = (t_s > start - 1.0) & (t_s < start + tempo.rep_s + 1.0)
        if near.sum() < lag + 10:
            continue
        near_by = whole + np.arange(-0.4, 0.41, 0.02)
        own = _best(_template(t_s[near][:, None] - start - near_by, tempo), back_mm[near], near_by, lag)
        delay = whole + _OWN_DELAY * (own - whole)
        at = start + delay
        bottom = at + tempo.descent_s
        ascent = bottom + tempo.bottom_s
        inside = (t_s >= bottom) & (t_s <= ascent)
        lockout = ascent + tempo.ascent_s
        around = ((t_s > at - AROUND_S) & (t_s < at)) | ((t_s > lockout) & (t_s < lockout + AROUND_S))
        tall_mm = float(back_mm[around].mean()) if around.any() else 0.0
        depth = float(back_mm[inside].mean()) - tall_mm if inside.any() else float("nan")
        reps.append(Rep(at, bottom, ascent, ascent + tempo.ascent_s, ascent + tempo.ascent_s + tempo.top_s, depth))
    return reps, whole


def bar_reps(t_s: Array, total_n: Array, body_n: float, bar_n: float) -> list[tuple[float, float]]:
    """Lift-off and touch-down of each rep, from the total in newtons."""
    beyond = total_n - body_n
    lifts: list[tuple[float, float]] = []
    found = passes(beyond, 0.5 * bar_n, 0.3 * bar_n)
    lasts, firsts = [0, *(last for _, last in found)], [*(first for first, _ in found[1:]), len(beyond) - 1]
    for before, (first, last), after in zip(lasts, found, firsts, strict=False):
        own = float(np.median(beyond[first : last + 1]))
        # Edges are timed on the way from three quarters to one quarter of the load.
        high = first + np.flatnonzero(beyond[first : last + 1] >= 0.75 * own)
        stood = [before + int(beyond[before : first + 1].argmin()), last + int(beyond[last : after + 1].argmin())]
        if all(beyond[k] < 0.25 * own for k in stood):
            ways = zip((int(high[0]), int(high[-1])), stood, strict=True)
            lift, touch = (_edges(t_s, beyond, at, stop, own)[0] for at, stop in ways)
            lifts.append((lift, touch))
    return lifts


def _edges(t_s: Array, values: Array, at: int, stop: int, level: float) -> tuple[float, float]:
    """Where the way from `level` at index `at` to standing tall at index `stop` ends, and where it begins.

    Tall is 0, or what the CoP came back to where sway is nearly as wide as the rep is deep.
    """
    step = 1 if stop > at else -1
    tall = float(values[stop]) if values[stop] > 0.2 * level else 0.0
    crossings: list[float] = []
    k = at
    for part in (0.75, 0.25):
        limit = tall + part * (level - tall)
        while k != stop and values[k] >= limit:
            k += step
        crossings.append(_crossing(t_s, values, k, min(max(k - step, 0), len(values) - 1), limit))
    upper, lower = crossings
    third = lower - upper
    return lower + third, upper - third


def _crossing(t_s: Array, values: Array, a: int, b: int, level: float) -> float:
    span = float(values[b] - values[a])
    part = min(max((level - float(values[a])) / span, 0.0), 1.0) if span else 0.5
    return float(t_s[a]) + part * float(t_s[b] - t_s[a])


def _template(t: Array, tempo: Tempo) -> Array:
    """How far back a rep of this tempo is, 0 to 1, at times from its start (any shape)."""
    up = tempo.descent_s + tempo.bottom_s
    down = 0.5 - 0.5 * np.cos(np.pi * np.clip(t / tempo.descent_s, 0, 1))
    return down - (0.5 - 0.5 * np.cos(np.pi * np.clip((t - up) / tempo.ascent_s, 0, 1)))


def _best(templates: Array, values: Array, shifts: Array, lag: int) -> float:
    """The shift whose template (n, shifts) moves over `lag` looks most as `values` (n,) do, free in size and drift."""
    moves, own = templates[lag:] - templates[:-lag], values[lag:] - values[:-lag]
    centred, own = moves - moves.mean(0), own - own.mean()
    size = np.sqrt((centred**2).sum(0))
    fit = (centred * own[:, None]).sum(0) / np.maximum(size, 1e-9)
    return float(shifts[int(fit.argmax())])
