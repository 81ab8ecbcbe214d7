"""Makes the worked examples: raw readings of one virtual board of each kind, and the calibration that they give.

    python calibration/examples.py [--into calibration/examples]

Simulated, with a fixed seed; a test fits each `readings.csv` anew and compares.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
from feet import MODEL, Feet
from routes import MASS_N, Log, StandOnPoints, body_weight, grid, single_masses
from virtual_boards import Boards

from tripod.boards import load_board
from tripod.calibration.fit.fit import Precision, fit
from tripod.calibration.fit.readings import read_captures, write_captures
from tripod.calibration.fit.verdict import judge_fit
from tripod.calibration.from_file import as_dict
from tripod.force.calibration import to_file

SEED = 20
MADE = "2026-11-01"
USED = ("verdict", "reason", "verdicts", "gain_sigma", "held_out_error", "verification", "residual_rms_n", "notes")


def main(argv: Sequence[str] | None = None) -> None:
    """Write `<board>/readings.csv` and `<board>/calibration.json`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--into", type=Path, default=Path(__file__).parent / "examples")
    args = parser.parse_args(argv)
    for name in ("plate", "pads", "insole"):
        folder = args.into / name
        folder.mkdir(parents=True, exist_ok=True)
        board = load_board(name)
        text = readings(name)
        (folder / "readings.csv").write_text(text, "utf-8", newline="\n")
        result = fit(board, read_captures(text, board, "readings.csv"), Precision(), MADE)
        said = as_dict(board, result, judge_fit(board, result))
        data = msgspec.to_builtins(to_file(result.calibration)) | {
            "kind": "fitted (simulated)",
            "proof": {key: said[key] for key in USED},
        }
        (folder / "calibration.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8", newline="\n")
        print(f"{name}: {said['verdict']}. {said['reason']}")


def readings(name: str) -> str:
    """CSV text: plate by a grid, pads by known masses, insole by stepping; each with loads kept for verification."""
    board, rng = load_board(name), np.random.default_rng([SEED, len(name)])
    boards = Boards(board, 1, rng)
    if name == "plate":
        log = grid(boards, 1.0, rng, steps=3)
        for foot, x in (("left", -110.0), ("right", 90.0)):
            place = (x, 110.0)
            stood = np.array([place]) + rng.normal(0, 1, (1, 2))
            load = np.array([1.5 * MASS_N])
            log.add(f"verify {foot}", load, place, boards.capture(boards.plate_forces(load, stood, foot)))
    elif name == "pads":
        log = single_masses(boards, rng, (0.5 * MASS_N, MASS_N))
        person = StandOnPoints(boards, Feet(MODEL, 1, rng, board.unsupported), rng)
        _stand(log, boards, person, np.array([706.0]))
    else:
        feet = Feet(MODEL, 1, rng)
        feet.weight_n = np.array([640.0])
        person = StandOnPoints(boards, feet, rng)
        log = body_weight(boards, person, feet.weight_n, rng, both=False)
        for foot in board.feet:
            log.add(f"verify {foot}", feet.weight_n, None, boards.capture(person(foot, feet.weight_n, -5.0, 3.0)))
    captures = log.of(0, 0.995 * board.front_end.full_scale_counts)
    return write_captures([replace(c, counts=c.counts.round(2)) for c in captures], board)


def _stand(log: Log, boards: Boards, person: StandOnPoints, weight_n: np.ndarray) -> None:
    force = person("left", 0.5 * weight_n, 0.0, 0.0) + person("right", 0.5 * weight_n, 5.0, 0.0)
    log.add("verify standing", weight_n, None, boards.capture(force))


if __name__ == "__main__":
    main()
