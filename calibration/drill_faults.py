"""Which faults drills find: that one and no other in scripted tries, none in good standing and good hinges.

    python calibration/drill_faults.py [--board NAME] [--tries 300] [--minutes 10] [SEED]

A seeded virtual person stands on a seeded, calibrated virtual board; after some seconds they fall into one fault, by as
much as sets that fault clearly apart on this board (`DEPTHS`). The table stands in README.md.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import USUAL_FEET, mirror
from tripod.balance.lowpass import LowPass
from tripod.boards import FEET, GRAVITY, STANCE_FAULTS, Board, load_board
from tripod.device.blocks import Block
from tripod.drills.score.bands import reference
from tripod.drills.seen.fault_watch import FaultWatch
from tripod.drills.seen.look import Look, Looks
from tripod.drills.seen.quiet_stance import StanceWatch
from tripod.force.counts_to_newtons import ForceLaw
from tripod.virtual.board import LoadPath
from tripod.virtual.sensors import TrueSensors
from tripod.virtual.standing import Stance, true_stance
from tripod.virtual.sway import AP_SD_MM, GRID_HZ, ML_SD_MM, ROLL_SD_MM, STANCE_MM, Sway

Array = NDArray[np.float64]

BOARDS = ("insole", "pads", "plate")
QUIET_S, FALLS_S, STAYS_S = 4.0, 0.5, 4.5
DEPTHS: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "insole": {"mt1_light": (0, 8.3), "mt5_light": (0, -5.2), "contact_lost": (0, 24), "heel_light": (42, 0),
               "heel_heavy": (-53, 0)},
    "pads": {"mt1_light": (0, 9.5), "mt5_light": (0, -5.7), "contact_lost": (0, 26), "heel_light": (34, 0),
             "heel_heavy": (-36, 0)},
    "plate": {"mt1_light": (-6, 12.5), "mt5_light": (0, -10), "heel_light": (32, 0), "heel_heavy": (-44, 0)},
}  # fmt: skip
"""How far forward and outward of quiet stance a fault takes the CoP of the right foot (of both for heel faults), mm."""
IN_HINGES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "insole": {"mt1_light": (0, 5.5), "mt5_light": (0, -5.4), "heel_light": (70, 0), "heel_heavy": (-56, 0)},
    "pads": {"mt1_light": (0, 6.5), "mt5_light": (0, -5.7), "heel_light": (58, 0), "heel_heavy": (-50, 0)},
    "plate": {"mt1_light": (0, 10), "mt5_light": (0, -8), "heel_light": (52, 0), "heel_heavy": (-46, 0)},
}  # fmt: skip
"""The same from the bottom of a hinge that is 20 mm deep, where the forefoot carries less as it is."""
LEAN = 0.2


class Person:
    """Stands, sways, and is moved by a script of (forward, outward right, lean, swing) over time."""

    def __init__(self, board: Board, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.board = board
        self._rng, self._sway = rng, Sway(rng)
        self._sensors = TrueSensors(board, rng)
        self._laws = ForceLaw(board, self._sensors.factory_calibration("ab" * 8)), BalanceLaw(board, USUAL_FEET)
        self._path = LoadPath(board, USUAL_FEET)
        self._stands = true_stance(board, USUAL_FEET)
        self._lowpass, self._looks = LowPass(GRID_HZ), Looks(GRID_HZ)
        self._step = 0

    def looks(self, forward: Array, outward: Array, lean: Array) -> list[Look]:
        """What a drill sees while the person does this: (n,), (n, 2) by foot, (n,)."""
        n = len(forward)
        sway = self._sway(n)
        shift = lean - sway[:, 1] * ML_SD_MM / (2 * STANCE_MM)
        load = 75 * GRAVITY * np.stack([0.5 + shift, 0.5 - shift], 1)
        roll = (outward + sway[:, 2:] * ROLL_SD_MM) * [mirror(foot) for foot in FEET]
        along = np.broadcast_to((forward + sway[:, 0] * AP_SD_MM)[:, None], roll.shape)
        t = (self._step + np.arange(n)) / GRID_HZ
        cop = self._stands.on_board(self._stands.quiet_mm + np.stack([roll, along], 2))
        force, _ = self._path(Stance(t, load, cop, np.ones((n, 2))))
        felt = self._sensors.felt(force)
        counts = self._sensors.counts(felt, self._rng.normal(0, 1, felt.shape), 4)
        nothing = np.zeros(counts.shape, np.uint8)
        k = self._step + np.arange(n)
        self._step += n
        law, balance = self._laws
        block = Block(k, (k * 1e6 / GRID_HZ).astype(np.int64), counts, nothing, nothing)
        return self._looks(t, balance(self._lowpass(law(block))))


def softly(n: int, start_s: float, length_s: float) -> Array:
    """0, then 1, from `start_s` on within `length_s`."""
    t = np.arange(n) / GRID_HZ
    return 0.5 - 0.5 * np.cos(np.pi * np.clip((t - start_s) / length_s, 0, 1))


def _watched(board: Board, moments: list[Look], moving: bool) -> Iterator[str]:
    stance, watch = StanceWatch(board.feet, length_s=3.0 if moving else 1.5), None
    for moment in moments:
        stance(moment)
        if watch is None and stance.quiet is not None:
            start = None if board.claims.newtons else stance.quiet.share
            watch = FaultWatch(
                board.claims.faults,
                board.feet,
                reference(board.feet, {}, None, start),
                moving=moving,
                quiet_mm=stance.quiet.sway_mm,
            )
        if watch is not None:
            yield from (e.fault for e in watch(moment))


def faults_found(board: Board, fault: str, seed: int) -> set[str]:
    """What is found while the person falls into this fault."""
    n = int((QUIET_S + FALLS_S + STAYS_S) * GRID_HZ)
    t = np.arange(n) / GRID_HZ
    quick = 0.25 if fault == "contact_lost" else FALLS_S
    fallen = softly(n, QUIET_S, quick)
    forward, outward, lean = np.zeros(n), np.zeros((n, 2)), np.zeros(n)
    if fault.startswith("shift"):
        lean = fallen * (LEAN if fault == "shift_left" else -LEAN)
    elif fault == "sway":
        forward, lean = 11 * fallen * np.sin(3.8 * t), 0.115 * fallen * np.cos(3.8 * t)
    else:
        ahead, out = DEPTHS[board.name][fault]
        forward, outward = ahead * fallen, np.stack([0 * fallen, out * fallen], 1)
    return set(_watched(board, Person(board, seed).looks(forward, outward, lean), moving=False))


def faults_in_a_hinge(board: Board, fault: str, seed: int) -> set[str]:
    """What is found while the person falls into this fault on the way down, and out of it on the way up."""
    n = int(15 * GRID_HZ)
    back = softly(n, 4, 3) - softly(n, 8, 2)
    fallen = softly(n, 5, FALLS_S) - softly(n, 10.5, FALLS_S)
    lean = fallen * {"shift_left": LEAN, "shift_right": -LEAN}.get(fault, 0.0)
    ahead, out = IN_HINGES[board.name].get(fault, (0.0, 0.0))
    outward = np.stack([0 * fallen, out * fallen], 1)
    return set(_watched(board, Person(board, seed).looks(ahead * fallen - 20.0 * back, outward, lean), moving=True))


def while_standing(board: Board, seconds: float, seed: int) -> set[str]:
    """What is found in good standing: none should be."""
    n = int(seconds * GRID_HZ)
    return set(_watched(board, Person(board, seed).looks(np.zeros(n), np.zeros((n, 2)), np.zeros(n)), moving=False))


def while_hinging(board: Board, reps: int, seed: int) -> set[str]:
    """What is found in good hinges of 25 mm: the heel rightly grows heavier, so none should be."""
    n = int((4 + 8 * reps) * GRID_HZ)
    back = sum(softly(n, 4 + 8 * k, 3) - softly(n, 8 + 8 * k, 2) for k in range(reps))
    return set(
        _watched(board, Person(board, seed).looks(-25.0 * np.asarray(back), np.zeros((n, 2)), np.zeros(n)), True)
    )


def _print_row(board: str, scripted: str, fault: str, found: Sequence[set[str]]) -> None:
    right = sum(f == {fault} for f in found)
    others = Counter(", ".join(sorted(f)) or "nothing" for f in found if f != {fault})
    said = "; ".join(f"{what} ({n})" for what, n in others.most_common(3))
    print(f"| {board} | {scripted} | {right} ({100 * right / len(found):.1f} %) | {said} |", flush=True)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--board", choices=BOARDS, action="append", help="may be repeated (default all)")
    parser.add_argument("--tries", type=int, default=300, help="of each fault")
    parser.add_argument("--minutes", type=int, default=10, help="of good standing, and as many times ten good hinges")
    parser.add_argument("seed", nargs="?", type=int, default=1)
    args = parser.parse_args(argv)
    seed, tries, minutes = args.seed, range(args.tries), range(args.minutes)
    print(f"| board | scripted | that and no other, of {args.tries} (simulated) | what else was found |")
    print("|---|---|---|---|")
    for name in args.board or BOARDS:
        board = load_board(name)
        for fault in STANCE_FAULTS:
            if fault not in board.claims.faults:
                print(f"| {name} | {fault} | n/a | |")
                continue
            _print_row(name, fault, fault, [faults_found(board, fault, seed + k) for k in tries])
            if fault in IN_HINGES[name] or fault.startswith("shift"):
                found = [faults_in_a_hinge(board, fault, seed + k) for k in tries]
                _print_row(name, f"{fault}, in a hinge", fault, found)
        standing = [while_standing(board, 60.0, seed + 9000 + k) for k in minutes]
        hinging = [while_hinging(board, 10, seed + 9100 + k) for k in minutes]
        print(f"| {name} | {len(minutes)} minutes of good standing | {sum(map(len, standing))} false | |")
        print(f"| {name} | {10 * len(minutes)} good hinges | {sum(map(len, hinging))} false | |", flush=True)


if __name__ == "__main__":
    main()
