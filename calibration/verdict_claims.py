"""What a calibration says of itself against what is true: rows for boards that are not as they are drawn or wired.

Each function gives rows of the same kind as the other studies; n boards, a seed.
"""

from collections import Counter
from itertools import combinations

import numpy as np
from accuracy import Row
from coverage import HAND_MM, insole_use
from feet import MODEL, OTHER, WIDE, Feet
from routes import Fits, Log, StandOnPoints, body_weight, fit_all, grid, stand_on_plate
from trials import clustered
from virtual_boards import Boards

from tripod.boards import FEET, GRAVITY, load_board
from tripod.calibration.fit.exchanged_cells import Pair
from tripod.calibration.fit.findings import FSR_SHARE, State
from tripod.calibration.fit.fit import FitRefused, Precision, fit
from tripod.calibration.fit.readings import Capture
from tripod.calibration.fit.verdict import Verdict, judge_fit

PLATE, INSOLE = load_board("plate"), load_board("insole")


def plates_by_weight(n: int, seed: int, sigma_mm: float) -> list[list[Capture]]:
    """Readings of n plates whose cells sit `sigma_mm` beside the drawing along each axis, by the body-weight route."""
    rng = np.random.default_rng([seed, 70])
    boards = Boards(PLATE, n, rng)
    boards.at_mm = np.array([(c.x_mm, c.y_mm) for c in PLATE.cells]) + rng.normal(0, sigma_mm, boards.at_mm.shape)
    weight = np.clip(rng.normal(720, 100, n), 500, 1000)
    log = body_weight(boards, stand_on_plate(boards, rng), weight, rng, both=True)
    _verify_on_marks(boards, log, rng)
    return [log.of(k) for k in range(n)]


def without_marks(captures: list[Capture]) -> list[Capture]:
    """The readings without the masses on marks."""
    return [c for c in captures if not c.name.startswith("verify")]


def swapped(captures: list[Capture], pair: Pair) -> list[Capture]:
    """The readings with two columns exchanged."""
    order = list(range(len(captures[0].counts)))
    order[pair[0]], order[pair[1]] = pair[1], pair[0]
    return [Capture(c.name, c.load_n, c.x_mm, c.y_mm, c.counts[order]) for c in captures]


def judged(captures: list[Capture]) -> Verdict | None:
    """The verdict on plates calibrated by weight; None where the fit is refused."""
    try:
        return judge_fit(PLATE, fit(PLATE, captures, Precision(load_noise=0.002)))
    except FitRefused:
        return None


def cells_off_claims(n: int, seed: int) -> list[Row]:
    """Plates built by hand: what is said of the CoP with no mass on a mark, and with one on each plate."""
    rows: list[Row] = []
    boards = plates_by_weight(n, seed, HAND_MM)
    for what, of in (
        ("no mass on a mark", [without_marks(b) for b in boards]),
        ("a mass on a mark of each plate", boards),
    ):
        said = Counter("refused" if v is None else v.findings.cop.state.value for v in map(judged, of))
        figure = ", ".join(f"{state} {said[state]} of {n}" for state in ("proven", "not_proven", "refused"))
        right = said["proven"] == 0 if what.startswith("no") else said["refused"] <= 0.05 * n
        target = "never proven" if what.startswith("no") else "at most 5 % refused"
        rows.append(Row(f"plate, cells {HAND_MM:g} mm off, body weight, {what}: CoP", figure, target, right))
    return rows


def swapped_claims(n: int, seed: int) -> list[Row]:
    """Any two columns of a plate exchanged, body weight: found from the leans, or else by a mass on a mark."""
    boards, rows = plates_by_weight(n, seed, HAND_MM), list[Row]()
    pairs = list(combinations(range(len(PLATE.cells)), 2))
    for what, of in (
        ("no mass on a mark", [without_marks(b) for b in boards]),
        ("a mass on a mark of each plate", boards),
    ):
        said: Counter[str] = Counter()
        for captures in of:
            for pair in pairs:
                v = judged(swapped(captures, pair))
                said["found" if v is None or v.findings.cop.state is State.REFUSED else v.findings.cop.state.value] += 1
        total = len(of) * len(pairs)
        figure = f"found {said['found']}, CoP not proven {said['not_proven']}, proven {said['proven']} of {total}"
        rows.append(
            Row(f"plate, any two columns swapped, body weight, {what}", figure, "none proven", not said["proven"])
        )
    return rows


def wrong_mass_claims(n: int, seed: int) -> list[Row]:
    """A grid whose mass is 3 % heavier than said in 2 of 18 captures, or on one plate: is it named?"""
    rng = np.random.default_rng([seed, 71])
    boards = Boards(PLATE, n, rng)
    log = grid(boards, 1.0, rng, steps=3)
    rows: list[Row] = []
    for what in ("nowhere", "in 2 of 18 captures", "on one plate"):
        named = said = 0
        for k in range(n):
            captures = log.of(k)
            loaded = [i for i, c in enumerate(captures) if c.load_n > 0]
            wrong = {
                "nowhere": [],
                "in 2 of 18 captures": rng.choice(loaded, 2, replace=False).tolist(),
                "on one plate": [i for i in loaded if captures[i].name.startswith("right")],
            }[what]
            zero = np.mean([c.counts for c in captures if c.load_n == 0], axis=0)
            heavier = [
                Capture(c.name, c.load_n, c.x_mm, c.y_mm, zero + 1.03 * (c.counts - zero)) if i in wrong else c
                for i, c in enumerate(captures)
            ]
            load = judge_fit(PLATE, fit(PLATE, heavier)).findings.load
            said += not load.proven
            if what == "on one plate":
                named += load.foot == "right"
            else:
                named += bool(wrong) and {captures[i].name for i in wrong} <= set(load.names)
        figure = f"named {named} of {n}, load not proven {said}"
        target = "at most 10 % not proven" if what == "nowhere" else "90 % named" if "18" in what else "printed"
        # Of a few boards two standard deviations of chance more.
        chance = 2 * (0.1 * 0.9 * n) ** 0.5
        met = said <= 0.1 * n + chance if what == "nowhere" else named >= 0.9 * n - chance if "18" in what else None
        rows.append(Row(f"plate, grid of 9 a plate, mass 3 % heavier {what}", figure, target, met))
    return rows


def wide_feet_claims(n: int, seed: int) -> list[Row]:
    """Insoles under feet whose toes bear 5 to 20 % and whose midfoot up to 30 %."""
    use, fits = insole_use(WIDE, n, [seed, 72])
    mean, low, high = clustered(use.live, np.isfinite(fits.gain).all(1))
    figure = f"{100 * mean:.1f} % [{100 * low:.1f}, {100 * high:.1f}]"
    return [Row("insole, toes 5–20 %, midfoot 5–30 %: 95 % ellipse", figure, "93–97 %, or wider", mean >= 0.93)]


def film_claims(n: int, seed: int) -> list[Row]:
    """Insoles calibrated twice by stepping: what each film is found to stand for, over what the fit claims of it."""
    rows: list[Row] = []
    for k, population in enumerate((MODEL, OTHER, WIDE)):
        rng = np.random.default_rng([seed, 73, k])
        boards, feet = Boards(INSOLE, n, rng), Feet(population, n, rng)
        person = StandOnPoints(boards, feet, rng)
        logs = [body_weight(boards, person, feet.weight_n, rng, both=False) for _ in range(2)]
        both = [fit_all(INSOLE, log, n, Precision(load_noise=0.002)) for log in logs]
        z = np.concatenate([_off(boards, person, fits) / fits.gain_sigma for fits in both])
        z = z[np.isfinite(z).all(1)]
        rms, beyond = float(np.sqrt((z**2).mean())), 100 * float((np.abs(z) > 2).mean())
        apart = np.abs(np.log(both[1].gain / both[0].gain))
        claimed = np.maximum(both[0].gain_sigma, both[1].gain_sigma)
        sure = apart[(claimed < FSR_SHARE.accept) & np.isfinite(apart)]
        figure = (
            f"{rms:.2f}, beyond 2: {beyond:.1f} %; claimed {100 * float(np.nanmedian(both[0].gain_sigma)):.0f} %; "
            f"two calibrations accepted as sure differ at most {float(np.exp(sure.max())):.2f} times"
        )
        rows.append(
            Row(f"insole, stepping, feet “{population.name}”: a film's error over its sigma", figure, "about 1")
        )
    return rows


def _off(boards: Boards, person: StandOnPoints, fits: Fits) -> np.ndarray:
    """Relative error (n, cells) of what each film stands for at 10 N, about its foot's mean: the index has no scale.
    The truth is a regression over the usual leans with true forces."""
    off = np.full(fits.gain.shape, np.nan)
    leans = [(ap, ml) for ap in np.linspace(-30, 30, 7) for ml in np.linspace(-7, 7, 5)]
    g = (10 / boards.gain) ** (1 / boards.exponent)
    said = fits.gain * g**fits.exponent / 10
    for foot in FEET:
        own = list(INSOLE.cells_of(foot))
        force = np.array([person(foot, np.full(boards.n, 500.0), ap, ml)[:, own] / 500 for ap, ml in leans])
        for k in range(boards.n):
            stands_for = np.linalg.lstsq(force[:, k], np.ones(len(leans)), rcond=None)[0]
            off[k, own] = np.log(said[k, own] / np.maximum(stands_for, 0.5))
        off[:, own] -= off[:, own].mean(1, keepdims=True)
    return off


def _verify_on_marks(boards: Boards, log: Log, rng: np.random.Generator) -> None:
    """A mass of 20 kg on a mark of each plate that is neither in the middle nor on a diagonal."""
    for foot, x in (("left", -155.0), ("right", 45.0)):
        place, load = (x, 165.0), np.full(boards.n, 20 * GRAVITY)
        boards.relax(3)
        stood = np.array(place) + rng.normal(0, 1, (boards.n, 2))
        log.add(f"verify {foot}", load, place, boards.capture(boards.plate_forces(load, stood, foot)))
