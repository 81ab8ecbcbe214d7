"""Hinges from the feet: where each rep and each of its phases begins and ends.

Free reps are found from all that came so far of how far back of quiet stance the CoP went (`rep_count`). A rise or fall
is timed where it passes a quarter and three quarters of the way, which for a movement that starts and ends softly lie
at a third and two thirds of its time. Paced reps follow the pacer by the person's delay, which is the shift that fits
the whole set best. A bar's lift-off and touch-down are the same two
crossings of the load beyond the body's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tripod.drills.format.drill import Tempo
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
HALF, HALVES = 0.65, 0.25
"""A rep is told as half where it is not this part as deep as the next shallowest, which is so of a quarter of a set at
the most, and less deep than the drill asks for. A set of which more differ is an uneven one."""
EVEN, SURELY_EVEN = 1.4, 1.25
"""And where the deepest is less than so many times as deep as the shallowest whole one: what is shallow among reps of
all depths is one of them. The second is for what would else count as a rep, and for saying that it is sure."""
DOUBTFUL, DOUBTFUL_SIGMAS = 0.65, 2.0
"""What is counted and is not this part as deep as is usual in the set, and less deep than the drill asks for or
deeper by no more than so many standard deviations of quiet stance, may have been a half one, however uneven the set:
the count is left open. Sway makes a rep look deeper by one or two, for it is held against where one stood tallest."""
LEAST_HALF, SURELY_HALF = 0.4, 0.55
"""What is shallower than the first part of a whole one is not told; beyond the second the count leaves open whether it
was a whole one."""
NOT_DEEP, SHALLOW, SURELY_SHALLOW = 1.2, 0.8, 0.6
"""Parts of the depth that a drill asks for below which reps may be sway: a person sways farther within a set than in
the moment before it, by which alone its sway is known."""
APART, DEEP_APART, SURELY_APART = 0.6, 0.9, 1.2
"""Shallow ones that stand apart from what is left by less than the last (`Count.apart`) are for nobody sure, and very
shallow ones that do so by less than the first are none. Sway of people that was recorded seldom has either. `SEVERAL`
that are hardly deeper than was asked for need the second, for sway seldom does the same so often; fewer the last."""
SEVERAL = 4
SMOOTH_S, COARSE_S = 0.3, 1.5
"""Edges are timed in the first, a set is told from sway in the second."""
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
    if often_mm < least_mm and fine.max() < 2 * least_mm:
        return FreeReps(between=(0, count.most))
    found = _timed(t_s, fine, count.downs)
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
    lesser = [of for of in _timed(t_s, fine, count.lesser) if of.rise_mm >= max(LEAST_HALF * usual_mm, least_mm)]
    told = _without_halves(found, lesser, between, asked_mm, least_mm)
    unclear_mm = min(DOUBTFUL * usual_mm, asked_mm + DOUBTFUL_SIGMAS * quiet_sd_mm)
    doubtful = sum(of.rise_mm < unclear_mm for of in found)
    if doubtful > HALVES * len(found):
        return told
    return replace(told, between=(min(told.between[0], max(len(found) - doubtful, 0)), told.between[1]))


@dataclass(frozen=True)
class _Timed:
    """A rep, and how far it goes beyond where the person stood before and after it, however they drifted."""

    rep: Rep
    rise_mm: float


def _timed(t_s: Array, fine: Array, downs: Sequence[Down]) -> list[_Timed]:
    """The edges of each, in a line smoothed a little."""
    reps: list[Rep] = []
    rises_mm: list[float] = []
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
        rises_mm.append(own - float(fine[down.before] + fine[down.after]) / 2)
    reps = _in_order(reps)
    nexts = [*(r.descent_s for r in reps[1:]), float(t_s[-1])]
    return [
        _Timed(replace(r, end_s=max(min(e, r.lockout_s + LOCKOUT_S), r.lockout_s)), mm)
        for r, e, mm in zip(reps, nexts, rises_mm, strict=False)
    ]


def _without_halves(
    found: Sequence[_Timed], lesser: Sequence[_Timed], between: tuple[int, int], asked_mm: float, least_mm: float
) -> FreeReps:
    """Tell the few that stand apart as far too shallow from the others; `lesser` ones were not counted at all."""
    reps = tuple(of.rep for of in found)
    every = sorted([*found, *lesser], key=lambda of: of.rise_mm)
    rises_mm = [of.rise_mm for of in every]
    halves = 0
    for k in range(1, int(HALVES * len(every)) + 1):
        rise, others = rises_mm[k - 1], rises_mm[k]
        even = rises_mm[-1] < (EVEN if every[k - 1] in lesser else SURELY_EVEN) * others
        if even and rise < HALF * others and rise < asked_mm and others - rise > least_mm:
            halves = k
    if halves < len(lesser):
        # Too many for halves: these were sway, or the count is open anyway.
        return FreeReps(reps, between)
    told = every[:halves]
    whole = tuple(of.rep for of in found if of not in told)
    sure = not told or (
        told[-1].rise_mm < SURELY_HALF * rises_mm[halves] and rises_mm[-1] < SURELY_EVEN * rises_mm[halves]
    )
    least = max(between[0] - (len(reps) - len(whole)), 0)
    most = len(whole) if sure and between[1] <= len(every) else between[1]
    return FreeReps(
        whole, (min(least, len(whole)), most), tuple(sorted((of.rep for of in told), key=lambda r: r.descent_s))
    )


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
