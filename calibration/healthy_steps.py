"""False alarms of the acceptance test: healthy virtual boards stand empty for hours, and every window of seconds is
examined as `tripod doctor PORT --step` does it. Then people move on them (`--people`), and each window is looked at as
`tripod doctor PORT` does it, which asks for no empty board. Every figure simulated; the same arguments give the same
table. With `--kept FOLDER` each piece that is done stands there as a line, and is not run again.

    python calibration/healthy_steps.py [--hours 24] [--board pads] [--seed 1] [--people] [--kept FOLDER]
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kept_pieces import found_in_piece

from tripod.acceptance import Verdict, build_for
from tripod.acceptance.at_rest import apart, certain, noise, readings, rest
from tripod.acceptance.evidence import Evidence
from tripod.acceptance.pace import clock, identity, line, rate, supply
from tripod.device.blocks import Block
from tripod.device.items import Hello
from tripod.device.receiver import Receiver
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

BOARDS = ("insole", "insole-tonight", "pads", "plate", "plate-50kg")
PEOPLE = ("quiet", "shift", "hinge", "toes", "one-leg", "step", "lift", "roll-in", "roll-out")
WINDOW_S, PIECE_S = 5.0, 300.0
"""So long is listened to at once; so long one seed stands there."""


def windows(text: str) -> Iterator[Evidence]:
    """Each `WINDOW_S` of a scenario."""
    virtual, receiver = VirtualBoard(parse_scenario(text)), Receiver()
    blocks: list[Block] = []
    banner = None
    while not virtual.finished():
        packets = virtual.packets()
        for item in receiver.feed(b"".join(data for _, data in packets), packets[-1][0]) if packets else ():
            if isinstance(item, Hello):
                banner = item.banner
            elif isinstance(item, Block):
                blocks.append(item)
        if banner and blocks and blocks[-1].tick_us[-1] - blocks[0].tick_us[0] >= 1e6 * WINDOW_S:
            yield Evidence(virtual.board, banner, tuple(blocks), receiver.line())
            blocks = []


def found_in(text: str) -> Iterator[str]:
    """What does not pass in one scenario, window by window."""
    for seen in windows(text):
        build = build_for(seen.board)
        whole = (identity(seen, build), supply(seen.banner), clock(seen), line(seen), rate(seen))
        for finding in (*whole, *readings(seen), *rest(seen), *noise(seen), *apart(seen)):
            if finding.verdict is not Verdict.PASS:
                yield finding.said(seen.board, build)


def found_under(text: str) -> Iterator[str]:
    """What the page without a step calls wrong in one scenario, window by window."""
    for seen in windows(text):
        build = build_for(seen.board)
        for finding in certain(seen):
            yield finding.said(seen.board, build)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=24.0, help="simulated, of each board")
    parser.add_argument("--board", choices=BOARDS, help="this board alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", action="store_true", help="stand, shift, hinge, step and lift on them")
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="keep what is done there, and go on from it")
    args = parser.parse_args()
    print("| board | hours (simulated) | examinations | did not pass | what |")
    print("|---|---|---|---|---|")
    for name in (args.board,) if args.board else BOARDS:
        found: Counter[str] = Counter()
        pieces = max(1, round(args.hours * 3600 / PIECE_S))
        seconds = min(PIECE_S, args.hours * 3600)
        for k in range(pieces):
            of = f"board={name},seed={args.seed + k},seconds={seconds:g}"
            scenario, run = (PEOPLE[k % len(PEOPLE)], found_under) if args.people else ("empty", found_in)
            found.update(found_in_piece(f"{scenario},{of}", run, args.kept, name))
        what = "; ".join(f"{n} × {said}" for said, n in found.most_common()) or "–"
        hours = pieces * seconds / 3600
        print(f"| {name} | {hours:g} | {pieces * int(seconds / WINDOW_S)} | {found.total()} | {what} |", flush=True)


if __name__ == "__main__":
    main()
