"""What live numbers say of themselves, held against the virtual board's truth: delay, ages, sway speed (simulated).

    python calibration/live_numbers.py --boards 20 [recordings of a quiet stance, time_s,ml_mm,ap_mm ...]

`delay_rows`, `age_rows` and `sway_rows` give the rows of the tables.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt
from walked_through import Walk, walk

from tripod.balance.balance import BalanceLaw
from tripod.balance.sway_speed import SwayLaw, sway_speed
from tripod.force.counts_to_newtons import ForceLaw

Array = NDArray[np.float64]

RATES = (
    ("plate", 10.0), ("plate", 20.0), ("plate", 80.0), ("plate", 144.0),
    ("pads", 10.0), ("pads", 20.0), ("pads", 80.0), ("pads", 144.0),
    ("insole", 200.0), ("insole", 1000.0),
)  # fmt: skip
STEP_MM, STEP_S = 30.0, 0.02
USUAL_AP_MM = 110.0


def stepping(seed: int, steps: int, gap_s: float) -> tuple[Array, Array]:
    """Times (n,) and CoP (n, 2) that goes `STEP_MM` forward and back at random moments, some `gap_s` apart."""
    rng = np.random.default_rng(seed)
    at = 1.5 + gap_s * np.arange(steps) + rng.random(steps) * 0.2
    t = np.arange(0, at[-1] + gap_s + 0.5, 0.001)
    # Not at once: a reading that jumps between two frames is taken for a spark, not for a person.
    forward = sum((-1) ** k * np.clip((t - begins) / STEP_S, 0, 1) for k, begins in enumerate(at))
    return t, np.column_stack([np.zeros_like(t), USUAL_AP_MM + STEP_MM * forward])


def half_times(t: Array, y: Array, gap_s: float) -> Array:
    """When y crosses the half of each of its steps, by a line between its values."""
    good = np.isfinite(y) & (t > 1.0)
    t, y = t[good], y[good]
    low, high = np.percentile(y, [10, 90])
    above = y > (low + high) / 2
    k = np.flatnonzero(above[1:] != above[:-1])
    at = t[k] + ((low + high) / 2 - y[k]) / (y[k + 1] - y[k]) * (t[k + 1] - t[k])
    return at[np.concatenate([[True], np.diff(at) > gap_s / 3])]


def delays_s(walked: Walk, gap_s: float) -> tuple[float, float]:
    """Mean delay of the half of a step, unfiltered and as it is shown."""
    true = half_times(walked.grid_s, walked.true_mm[:, 1], gap_s)
    out: list[float] = []
    for cop in (walked.raw_mm, walked.shown_mm):
        seen = half_times(walked.stamp_s, cop[:, 1], gap_s)
        n = min(len(seen), len(true))
        out.append(float(np.mean(seen[:n] - true[:n])))
    return out[0], out[1]


def delay_rows(boards: int, rates: Sequence[tuple[str, float]] = RATES) -> list[str]:
    """Stated and measured delay at each rate; of each board the worst of `boards` seeds."""
    rows: list[str] = []
    for name, rate_hz in rates:
        gap_s = max(0.8, 12 / rate_hz)
        raw, shown, stated = list[float](), list[float](), (0.0, 0.0, 0.0)
        for seed in range(boards):
            t, cop = stepping(seed, 12, gap_s)
            walked = walk(name, t, cop, rate_hz=rate_hz, seed=seed)
            a, b = delays_s(walked, gap_s)
            setup = walked.setup
            stated = setup.sensor_delay_s, walked.filter_delay_s, setup.sensor_delay_pm_s
            raw.append(1000 * (a - stated[0]))
            shown.append(1000 * (b - stated[0] - stated[1]))
        sensor, smooth, pm = (1000 * value for value in stated)
        may = f" ± {pm:.0f}" if pm else ""
        rows.append(
            f"| {name} | {rate_hz:g} | {sensor:.1f}{may} | {smooth:.1f} | {np.mean(raw):+.1f} | "
            f"{max(raw, key=abs):+.1f} | {np.mean(shown):+.1f} | {max(shown, key=abs):+.1f} |"
        )
    return rows


def age_rows(boards: int, rates: Sequence[tuple[str, float]] = RATES[:8]) -> list[str]:
    """CoP error while it goes 30 mm in 1 s, once with the load steady and once while it shifts from foot to foot, and
    noise: ages unused (the stated delay corrected by their mean), and each cell brought to one instant."""
    rows: list[str] = []
    for name, rate_hz in rates:
        found: dict[str, tuple[list[float], list[float], list[float]]] = {"own": ([], [], []), "one": ([], [], [])}
        for seed in range(boards):
            for k, shifts in enumerate((False, True)):
                t = np.arange(0, 13.5, 0.005)
                swing = STEP_MM / 2 * (1 - np.cos(np.pi * np.clip(t - 2.0, 0, 8)))
                share = 0.5 + 0.35 * np.sin(np.pi * np.clip(t - 2.0, 0, 8)) if shifts else None
                cop = np.column_stack([np.zeros_like(t), USUAL_AP_MM + swing])
                walked = walk(name, t, cop, rate_hz=rate_hz, seed=seed, share=share)
                for which, (at, shown) in _both_ways(walked).items():
                    truth = np.column_stack([np.interp(at, walked.grid_s, walked.true_mm[:, c]) for c in range(2)])
                    left = np.interp(at, t, np.zeros_like(t) if share is None else share)
                    moving, still = (at > 2.2) & (at < 9.8), at > 10.5
                    # What gain and placement do to a resting CoP is not of the ages.
                    error = shown - truth - _fitted(np.column_stack([truth, left]), shown - truth, moving)
                    found[which][k].append(_rms(error[moving]))
                    if not shifts:
                        found[which][2].append(_rms(shown[still] - shown[still].mean(0)))
        own, one = found["own"], found["one"]
        cells = [f"{np.mean(own[k]):.2f} | {np.mean(one[k]):.2f}" for k in range(2)]
        rows.append(f"| {name} | {rate_hz:g} | {' | '.join(cells)} | {np.mean(own[2]):.3f} | {np.mean(one[2]):.3f} |")
    return rows


def swaying(seed: int) -> tuple[Array, Array]:
    """A CoP of 30 s without a recording: twelve sines an axis from 0.05 to 6 Hz, the quicker the smaller."""
    rng = np.random.default_rng(seed)
    t, hz = np.arange(0, 36, 0.01), np.geomspace(0.05, 6, 12) * rng.uniform(0.9, 1.1, 12)
    parts = np.sin(2 * np.pi * hz[:, None] * t + rng.uniform(0, 2 * np.pi, (2, 12, 1))) * (0.35 / hz**0.8)[:, None]
    return t, parts.sum(1).T + np.array([0, USUAL_AP_MM])


def recorded(path: Path) -> tuple[Array, Array]:
    """At most 36 s of a recording `time_s,ml_mm,ap_mm`, moved to where people stand on a board."""
    t, ml, ap = np.loadtxt(path, delimiter=",", skiprows=1, usecols=(0, 1, 2))[:4320].T
    keep = t - t[0] < 36
    cop = np.column_stack([ml, ap])[keep]
    return (t - t[0])[keep], cop - np.median(cop, axis=0) + np.array([0, USUAL_AP_MM])


def usual_speed(t: Array, cop_mm: Array) -> float:
    """mm/s by the usual formula, with scipy's filters: 100 Hz, Butterworth of 2nd order at 10 Hz, both ways."""
    grid = np.arange(t[0], t[-1], 0.01)
    even = np.stack([np.interp(grid, t, axis) for axis in cop_mm.T], 1)
    low = sosfiltfilt(butter(2, 10, fs=100, output="sos"), even, axis=0)
    return float(np.hypot(*np.diff(low, axis=0).T).sum() / (grid[-1] - grid[0]))


SWAY_BOARDS = (
    ("plate", 80.0, None, "plate"),
    ("plate", 80.0, 0.0002, "plate, cells with 0.02 % hysteresis"),
    ("plate", 20.0, 0.0002, "the same, 20/s"),
    ("pads", 80.0, None, "pads"),
)


def sway_rows(recordings: Sequence[Path] = (), without: int = 3) -> list[str]:
    """True sway speed, that of the CoP as it is shown, and what is stated with what it compares to; of so many made up
    where no recording is named."""
    people = [(path.stem, recorded(path)) for path in recordings] or [
        (f"sines {k}", swaying(k)) for k in range(without)
    ]
    rows: list[str] = []
    for who, (t, cop) in people:
        for name, rate_hz, hysteresis, board in SWAY_BOARDS:
            walked = walk(name, t, cop, rate_hz=rate_hz, seed=1, hysteresis=hysteresis)
            of, on = walked.stamp_s > 3, walked.grid_s > 3
            at, shown = walked.stamp_s[of], walked.shown_mm[of]
            true = usual_speed(walked.grid_s[on], walked.true_mm[on])
            live = float(np.hypot(*np.diff(shown, axis=0).T).sum() / (at[-1] - at[0]))
            found = sway_speed(at.tolist(), shown.tolist(), SwayLaw.of(walked.setup), ("left", "right"))
            most = f" to {found.most_mm_s:.2f}" if found.most_mm_s - found.mm_s > 0.005 else ""
            compares = "yes" if found.why_not is None else f"no: {found.why_not.value}"
            off = 100 * (found.mm_s / true - 1)
            rows.append(
                f"| {who} | {board} | {true:.2f} | {live:.2f} | {found.mm_s:.2f}{most} | {off:+.1f} % | {compares} |"
            )
    return rows


def _both_ways(walked: Walk) -> dict[str, tuple[Array, Array]]:
    """Times of the samples, corrected by what is stated, and CoP: without and with the step of ages."""
    setup, law = walked.setup, ForceLaw(walked.setup.board, walked.setup.calibration)
    balance = BalanceLaw(setup.board, setup.feet)
    own = np.concatenate([balance(law(b)).both_cop_mm for b in walked.blocks])
    age = np.concatenate([b.age for b in walked.blocks])
    settle = setup.sensor_delay_s - setup.behind_s
    mean_age = 1e-4 * float(age.mean())
    return {
        "own": (walked.stamp_s - settle - mean_age, own),
        "one": (walked.stamp_s - setup.sensor_delay_s, walked.raw_mm),
    }


def _fitted(standing: Array, error: Array, rows: NDArray[np.bool_]) -> Array:
    """(n, 2) what of the error follows from where and how somebody stands, (n, k), and not from that they move."""
    design = np.column_stack([np.ones(len(standing)), standing, standing**2, standing[:, 1] * standing[:, 2]])
    part = np.linalg.lstsq(design[rows], error[rows], rcond=None)[0]
    return np.asarray(design @ part)


def _rms(error: Array) -> float:
    return float(np.sqrt((error**2).sum(1).mean()))


def main() -> None:
    """All tables at the size that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boards", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="the plate at its usual rate, and one sway")
    parser.add_argument("recordings", nargs="*", type=Path)
    args = parser.parse_args()
    rates, swings = (RATES[2:3], 1) if args.quick else (RATES, 3)
    _table("board|frames/s|sensor delay stated, ms|filter stated|measured less stated|worst|shown less stated|worst")
    print("\n".join(delay_rows(args.boards, rates)))
    print()
    _table(
        "board|frames/s|moving, mm: own times|one instant|shifting: own times|one instant|noise: own times|one instant"
    )
    print("\n".join(age_rows(args.boards, [of for of in rates if of[0] != "insole"])))
    print()
    _table("sway|board|usual formula on the truth, mm/s|of the CoP as shown|stated|off|compares with norms")
    print("\n".join(sway_rows(args.recordings, swings)))


def _table(head: str) -> None:
    columns = head.split("|")
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")


if __name__ == "__main__":
    main()
