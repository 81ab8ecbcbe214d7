"""How often free hinges are counted right, and how often a wrong count is said to be sure.

    python calibration/rep_count.py [--sets 200] [SEED] [CSV ...]

Sets of six hinges. The even ones are so many times as deep as the standard deviation of the sway under them; the uneven
ones are 25 to 60 mm deep, the shallowest at least five times. The sway is the virtual person's, and smoothed noise as
in the tests; beside these that of quiet stances in CSV files (`time_s`, `ap_mm`), cut and mirrored at random. Of the
sway the program knows the three seconds before a set. *Best possible* is what an observer would get wrong who knew the
spectrum of the sway, the shape of the hinge and its place, and had only to say whether it was there: Q(d'/2) for each
rep. The second table is of cases in which the count was wrong (`rep_sets.py`). Both stand in README.md.
"""

import argparse
import sys
from collections.abc import Sequence
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray
from rep_sets import HZ, MakeSway, Row, a_set, counted, hinge, rows

from tripod.virtual.sway import GRID_HZ, Sway

__all__ = ["Row", "rows"]

Array = NDArray[np.float64]

REPS, SD_MM, UNEVEN_SD_MM = 6, 4.0, 5.0
TIMES_SD = (4, 5, 6)
UNEVEN_MM = (25.0, 60.0)
TEMPOS: dict[str, Sequence[tuple[float, float]]] = {
    "3-1-2-2": ((3, 3), (1, 1), (2, 2), (2, 2)),
    "any: 1-4, 0.3-2, 1-3, 0.5-4": ((1, 4), (0.3, 2), (1, 3), (0.5, 4)),
    "brisk: 1.2-0.3-1-0.8": ((1.2, 1.2), (0.3, 0.3), (1, 1), (0.8, 0.8)),
    "slow: 6-1-5-2": ((6, 6), (1, 1), (5, 5), (2, 2)),
    "pauses at the top: 4-1-3-10": ((4, 4), (1, 1), (3, 3), (10, 10)),
    "pauses at the bottom: 3-8-3-3": ((3, 3), (8, 8), (3, 3), (3, 3)),
}
"""Least and most seconds of descent, bottom, ascent and standing; each rep draws its own."""
PERSON_S = 160.0
_COVARIANCE_S, _COVARIANCE_STEP_S = 60.0, 0.4
_FLOOR = 0.005


def virtual_sway(people: int) -> MakeSway:
    """Cuts out of the sway of so many virtual persons, settled and of unit SD."""
    settled, made = round(4 * GRID_HZ), dict[int, Array]()

    def sway(rng: np.random.Generator, n: int) -> Array:
        who = int(rng.integers(people))
        if who not in made:
            way = Sway(np.random.default_rng(who))(round(PERSON_S * GRID_HZ) + settled + 1)[settled:, 0]
            at_hz = np.interp(np.arange(round(PERSON_S * HZ)) / HZ, np.arange(len(way)) / GRID_HZ, way)
            made[who] = at_hz / at_hz.std()
        start = rng.integers(0, len(made[who]) - n)
        return made[who][start : start + n] * rng.choice([-1, 1])

    return sway


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


def depths_mm(rng: np.random.Generator, times_sd: int) -> Array:
    """Of one set: so many times SD_MM and up to a tenth more or less, or anything where `times_sd` is 0."""
    return times_sd * SD_MM * rng.uniform(0.9, 1.1, REPS) if times_sd else rng.uniform(*UNEVEN_MM, REPS)


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
    sways: dict[str, MakeSway] = {"smoothed noise": smoothed_noise, "virtual person": virtual_sway(min(args.sets, 40))}
    if args.csv:
        try:
            sways["measured on people"] = recorded(args.csv)
        except (OSError, ValueError) as error:
            sys.exit(f"The recordings cannot be read: {error}")
    else:
        print("No recording of a quiet stance was named, so the rows measured on people are missing.", file=sys.stderr)
    print(f"| sway, hinges simulated | tempo, s | depth | exact of {args.sets} | not sure | sure and wrong "
          "| best possible wrong |")  # fmt: skip
    print("|---|---|---|---|---|---|---|")
    for kind, sway in sways.items():
        covariance = covariance_of(sway, min(args.sets, 200))
        for name, tempo in TEMPOS.items():
            for times_sd in (*TIMES_SD, 0):
                exact = unsure = wrong = 0
                for k in range(args.sets):
                    rng = np.random.default_rng((args.seed, k))
                    depths, sd = depths_mm(rng, times_sd), SD_MM if times_sd else UNEVEN_SD_MM
                    number, least, most = counted(*a_set(rng, sway, tempo, depths, sd)[:2])
                    exact += number == REPS
                    unsure += least < most
                    wrong += least == most and number != REPS
                depth = f"{times_sd} SD" if times_sd else "25 to 60 mm, SD 5"
                best = f"{best_possible(covariance, tempo, times_sd):.1%}" if times_sd else "–"
                print(f"| {kind} | {name} | {depth} | {exact} | {unsure} | {wrong} | {best} |", flush=True)
    print("\n| case, hinges simulated | before | now |\n|---|---|---|")
    for row in rows({kind: sways[kind] for kind in list(sways)[-1:]}, TEMPOS["3-1-2-2"], args.sets, args.seed):
        print(f"| {row.case} | {row.before} | {row.after} |", flush=True)


if __name__ == "__main__":
    main()
