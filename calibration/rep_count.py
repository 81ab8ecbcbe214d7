"""How often free hinges are counted right, and how often a wrong count is said to be sure.

    python calibration/rep_count.py [--sets 200] [SEED] [CSV ...]

Sets of six hinges, so many times as deep as the standard deviation of the sway under them. The sway is the virtual
person's, and smoothed noise as in the tests; beside these that of quiet stances in CSV files (`time_s`, `ap_mm`), cut
and mirrored at random. *Best possible* is what an observer would get wrong who knew the spectrum of the sway, the shape
of the hinge and its place, and had only to say whether it was there: Q(d'/2) for each rep. The table stands in
README.md.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from tripod.drills.seen.reps import find_reps
from tripod.virtual.sway import GRID_HZ, Sway

Array = NDArray[np.float64]
MakeSway = Callable[[np.random.Generator, int], Array]

REPS, DEPTHS, SD_MM = 6, (4, 5, 6), 4.0
HZ = 80
AROUND_S = 2.0
TEMPOS: dict[str, Sequence[tuple[float, float]]] = {
    "3-1-2-2": ((3, 3), (1, 1), (2, 2), (2, 2)),
    "any: 1-4, 0.3-2, 1-3, 0.5-4": ((1, 4), (0.3, 2), (1, 3), (0.5, 4)),
    "brisk: 1.5-0.5-1-1": ((1.5, 1.5), (0.5, 0.5), (1, 1), (1, 1)),
    "pauses: 4-1-3-10": ((4, 4), (1, 1), (3, 3), (10, 10)),
}
"""Least and most seconds of descent, bottom, ascent and standing; each rep draws its own."""
_COVARIANCE_S, _COVARIANCE_STEP_S = 60.0, 0.4
_FLOOR = 0.005


def virtual_sway(rng: np.random.Generator, n: int) -> Array:
    """The virtual person's, settled, of unit SD; (n,) at HZ."""
    settled = round(4 * GRID_HZ)
    way = Sway(rng)(round(n / HZ * GRID_HZ) + settled + 1)[settled:, 0]
    at_hz = np.interp(np.arange(n) / HZ, np.arange(len(way)) / GRID_HZ, way)
    return at_hz / at_hz.std()


def smoothed_noise(rng: np.random.Generator, n: int) -> Array:
    """White noise under a Hann window of 1.5 s, of unit SD; (n,) at HZ."""
    noise = np.convolve(rng.normal(0, 1, n + 200), np.hanning(120), "same")[:n]
    return noise / noise.std()


def recorded(paths: Sequence[str]) -> MakeSway:
    """Stretches of quiet stances, each of unit SD over its whole length.

    Raises:
        OSError: a file cannot be read.
        ValueError: it has no columns `time_s` and `ap_mm`.
    """
    stances: list[tuple[Array, Array]] = []
    for path in paths:
        table = np.genfromtxt(path, delimiter=",", names=True)
        if not {"time_s", "ap_mm"} <= set(table.dtype.names or ()):
            raise ValueError(f"{path} has no columns time_s and ap_mm.")
        ap = table["ap_mm"][np.isfinite(table["ap_mm"])]
        stances.append((table["time_s"][: len(ap)], (ap - ap.mean()) / ap.std()))

    def sway(rng: np.random.Generator, n: int) -> Array:
        t, ap = stances[rng.integers(len(stances))]
        there = np.interp(np.arange(0, t[-1] - t[0], 1 / HZ), t - t[0], ap)
        again = np.concatenate([there, there[::-1]] * (1 + n // len(there)))
        start = rng.integers(0, len(again) - n)
        return again[start : start + n] * rng.choice([-1, 1])

    return sway


def hinge(t: Array, down: float, bottom: float, up: float) -> Array:
    """A rep of unit depth that begins at 0."""
    fall = 0.5 - 0.5 * np.cos(np.pi * np.clip(t / down, 0, 1))
    return fall - (0.5 - 0.5 * np.cos(np.pi * np.clip((t - down - bottom) / up, 0, 1)))


def a_set(rng: np.random.Generator, sway: MakeSway, tempo: Sequence[tuple[float, float]], depth: float) -> Array:
    """How far back, mm at HZ; each rep up to a tenth deeper or shallower."""
    reps = [tuple(rng.uniform(least, most) for least, most in tempo) for _ in range(REPS)]
    n = round((2 * AROUND_S + sum(map(sum, reps))) * HZ)
    t, at, back = np.arange(n) / HZ, AROUND_S, np.zeros(n)
    for down, bottom, up, top in reps:
        back += rng.uniform(0.9, 1.1) * hinge(t - at, down, bottom, up)
        at += down + bottom + up + top
    return SD_MM * (depth * back + sway(rng, n))


def covariance_of(sway: MakeSway, stretches: int) -> Array:
    """The sway's autocovariance (lags,), a lag each `_COVARIANCE_STEP_S`."""
    step = round(_COVARIANCE_STEP_S * HZ)
    n = round(_COVARIANCE_S / _COVARIANCE_STEP_S)
    rng, covariance = np.random.default_rng(0), np.zeros(n)
    for _ in range(stretches):
        x = sway(rng, n * step)[::step]
        covariance += np.array([x[k:] @ x[: n - k] for k in range(n)]) / n / stretches
    return covariance


def best_possible(covariance: Array, tempo: Sequence[tuple[float, float]], depth: float) -> float:
    """Part of sets that the best observer gets wrong."""
    n = len(covariance)
    lags = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    middle = [(least + most) / 2 for least, most in tempo]
    shape = depth * hinge(np.arange(n) * _COVARIANCE_STEP_S - _COVARIANCE_S / 2, *middle[:3])
    d = sqrt(shape @ np.linalg.solve(covariance[lags] + _FLOOR * np.eye(n), shape))
    return 1 - (1 - 0.5 * erfc(d / 2 / sqrt(2))) ** REPS


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sets", type=int, default=200, help="of six hinges a row; as many stretches of each sway")
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("csv", nargs="*", help="quiet stances with the columns time_s and ap_mm")
    args = parser.parse_args(argv)
    sways: dict[str, MakeSway] = {"smoothed noise": smoothed_noise, "virtual person": virtual_sway}
    if args.csv:
        try:
            sways["measured on people"] = recorded(args.csv)
        except (OSError, ValueError) as error:
            sys.exit(f"The recordings cannot be read: {error}")
    else:
        print("No recording of a quiet stance was named, so the rows measured on people are missing.", file=sys.stderr)
    print(f"| sway, hinges simulated | tempo, s | times SD | exact of {args.sets} | not sure | sure and wrong "
          "| best possible wrong |")  # fmt: skip
    print("|---|---|---|---|---|---|---|")
    for kind, sway in sways.items():
        covariance = covariance_of(sway, args.sets)
        for name, tempo in TEMPOS.items():
            for depth in DEPTHS:
                exact = unsure = wrong = 0
                for k in range(args.sets):
                    back = a_set(np.random.default_rng((args.seed, k)), sway, tempo, depth)
                    reps, (least, most) = find_reps(np.arange(len(back)) / HZ, back, SD_MM)
                    exact += len(reps) == REPS
                    unsure += least < most
                    wrong += least == most and len(reps) != REPS
                best = best_possible(covariance, tempo, depth)
                print(f"| {kind} | {name} | {depth} | {exact} | {unsure} | {wrong} | {best:.1%} |", flush=True)


if __name__ == "__main__":
    main()
