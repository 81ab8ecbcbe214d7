"""False alarms of the acceptance test: healthy virtual boards stand empty for hours, and every window of seconds is
examined as `tripod doctor PORT --step` does it. Every figure simulated; the same arguments give the same table.

    python calibration/healthy_steps.py [--hours 24] [--board pads] [--seed 1]
"""

import argparse
from collections import Counter
from collections.abc import Iterator

from tripod.acceptance import Verdict, build_for
from tripod.acceptance.at_rest import apart, noise, readings, rest
from tripod.acceptance.evidence import Evidence
from tripod.acceptance.pace import clock, identity, line, rate, supply
from tripod.boards import load_board
from tripod.device.blocks import Block
from tripod.device.items import Hello
from tripod.device.receiver import Receiver
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

BOARDS = ("insole", "insole-tonight", "pads", "plate", "plate-50kg")
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
        whole = (identity(seen, build), supply(seen), clock(seen), line(seen), rate(seen))
        for finding in (*whole, *readings(seen), *rest(seen), *noise(seen), *apart(seen)):
            if finding.verdict is not Verdict.PASS:
                yield finding.said(seen.board, build)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=24.0, help="simulated, of each board")
    parser.add_argument("--board", choices=BOARDS, help="this board alone")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print("| board | hours (simulated) | examinations | did not pass | what |")
    print("|---|---|---|---|---|")
    for name in (args.board,) if args.board else BOARDS:
        load_board(name)
        found: Counter[str] = Counter()
        pieces = max(1, round(args.hours * 3600 / PIECE_S))
        seconds = min(PIECE_S, args.hours * 3600)
        for k in range(pieces):
            found.update(found_in(f"empty,board={name},seed={args.seed + k},seconds={seconds:g}"))
        what = "; ".join(f"{n} × {said}" for said, n in found.most_common()) or "–"
        hours = pieces * seconds / 3600
        print(f"| {name} | {hours:g} | {pieces * int(seconds / WINDOW_S)} | {found.total()} | {what} |", flush=True)


if __name__ == "__main__":
    main()
