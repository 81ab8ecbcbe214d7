"""False alarms: healthy virtual boards stand, shift, hinge, step and lift for hours, and nothing may be found wrong.

Prints a Markdown table of what `force/plausibility.py` found, every figure simulated. The same arguments give the same
table. With `--kept FOLDER` each piece that is done stands there as a line, and is not run again.

    python calibration/healthy_boards.py [--hours 24] [--board pads] [--seed 1] [--kept FOLDER]
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kept_pieces import found_in_piece

from tripod.balance.geometry import USUAL_FEET
from tripod.balance.setup import Setup
from tripod.balance.stream_totals import StreamTotals
from tripod.boards import load_board
from tripod.device.blocks import Block
from tripod.device.items import Hello
from tripod.device.receiver import Receiver
from tripod.force.calibration import Calibration, from_file, nominal, to_file
from tripod.force.plausibility import Cause
from tripod.live.measuring import Measuring
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

BOARDS = ("insole", "insole-tonight", "pads", "plate", "plate-three")
SCENARIOS = ("quiet", "shift", "hinge", "toes", "one-leg", "step", "lift", "empty", "roll-in", "roll-out")
WEIGHTS_KG = (45, 60, 75, 95, 130)
PIECE_S = 300.0
"""So long one seed stands there; then comes another board, another person."""


def found_in(text: str, calibrated: bool) -> Iterator[str]:
    """What is found in one scenario, each thing once, but for loads that really are beyond a cell's range."""
    virtual = VirtualBoard(parse_scenario(text))
    virtual.keep_truth = True
    overloaded: set[int | None] = set()
    receiver, measuring = Receiver(), None
    told: set[tuple[object, ...]] = set()
    while not virtual.finished():
        packets = virtual.packets()
        for truth in virtual.truth:
            most = truth.cell_n.max(0).tolist()
            overloaded |= {c for c, cell in enumerate(virtual.board.cells) if most[c] > cell.range_n}
        virtual.truth.clear()
        if not packets:
            continue
        for item in receiver.feed(b"".join(data for _, data in packets), packets[-1][0]):
            if isinstance(item, Hello) and measuring is None:
                board = load_board(item.banner.board)
                law: Calibration = nominal(board)
                if calibrated and virtual.calibration is not None:
                    law = from_file(to_file(virtual.calibration), board)
                measuring = Measuring(Setup(board, item.banner, law, None, USUAL_FEET), StreamTotals())
            elif isinstance(item, Block) and measuring is not None:
                for thing in measuring.take(item).implausible:
                    where = thing.cause, thing.cell, thing.foot
                    true = thing.cause is Cause.BEYOND_RANGE and thing.cell in overloaded
                    if where not in told and not true:
                        told.add(where)
                        yield thing.said(measuring.setup.board)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=24.0, help="simulated, of each board")
    parser.add_argument("--board", choices=BOARDS, help="this board alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="keep what is done there, and go on from it")
    args = parser.parse_args()
    print("| board | hours (simulated) | pieces | false alarms | what |")
    print("|---|---|---|---|---|")
    for name in (args.board,) if args.board else BOARDS:
        found: Counter[str] = Counter()
        pieces = max(1, round(args.hours * 3600 / PIECE_S))
        seconds = min(PIECE_S, args.hours * 3600)
        for k in range(pieces):
            scenario, weight = SCENARIOS[k % len(SCENARIOS)], WEIGHTS_KG[k % len(WEIGHTS_KG)]
            text = f"{scenario},board={name},seed={args.seed + k},weight_kg={weight},seconds={seconds:g}"
            run = partial(found_in, calibrated=k // 10 % 2 == 0)
            found.update(f"{said} ({scenario}, {weight} kg)" for said in found_in_piece(text, run, args.kept, name))
        what = "; ".join(f"{n} × {said}" for said, n in found.most_common()) or "–"
        print(f"| {name} | {pieces * seconds / 3600:g} | {pieces} | {found.total()} | {what} |", flush=True)


if __name__ == "__main__":
    main()
