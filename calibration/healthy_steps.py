"""False alarms of the acceptance test: a healthy virtual board of every build stands empty for hours, and every window
of seconds is examined as `tripod doctor PORT --step` does it. With `--presses` each is a new board, doctor itself
examines its last step, and somebody puts a mass on each cell that it asks for. With `--people` they move on them, and
each window is looked at as `tripod doctor PORT` does it, which asks for no empty board. Every figure simulated; the
same arguments give the same table. With `--kept FOLDER` each piece that is done stands there as a line and is not run
again.

    python calibration/healthy_steps.py [--hours 24] [--board pads] [--seed 1] [--presses | --people] [--kept FOLDER]
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from kept_pieces import found_in_piece

from tripod.acceptance import Finding, Verdict, build_for, builds
from tripod.acceptance.at_rest import apart, certain, noise, readings, rest
from tripod.acceptance.evidence import Evidence
from tripod.acceptance.pace import clock, identity, line, rate, supply
from tripod.boards import GRAVITY, load_board
from tripod.device.blocks import Block
from tripod.device.items import Hello
from tripod.device.receiver import Receiver
from tripod.live.acceptance import Asked, Known, Wanted, examine_step
from tripod.sources.clock import fast_clock
from tripod.sources.opening import open_source
from tripod.virtual.board import VirtualBoard
from tripod.virtual.played_scripts import press, step_off
from tripod.virtual.scenario import parse_scenario

Run = Callable[[str], Iterator[str]]

BOARDS = tuple(builds())
PEOPLE = ("quiet", "shift", "hinge", "toes", "one-leg", "step", "lift", "roll-in", "roll-out")
MASS_KG = {"divider": 1.0, "conductance": 1.0, "hx711": 5.0}
"""Each cell is pressed with it."""
WINDOW_S, PIECE_S = 5.0, 300.0
"""So long is listened to at once; so long one seed stands there."""
STEP_OFF_S, EACH_PRESS_S = 7.0, 2.0
"""What an examination takes before its first press, and at least for each: by the board's clock."""


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
        whole = (identity(seen, build, named=True), supply(seen.banner), clock(seen), line(seen), rate(seen))
        for finding in (*whole, *readings(seen), *rest(seen), *noise(seen), *apart(seen)):
            if finding.verdict is not Verdict.PASS:
                yield finding.said(seen.board, build)


def found_under(text: str) -> Iterator[str]:
    """What the page without a step calls wrong in one scenario, window by window."""
    for seen in windows(text):
        build = build_for(seen.board)
        for finding in certain(seen):
            yield finding.said(seen.board, build)


def found_with_presses(text: str) -> Iterator[str]:
    """What does not pass when doctor examines the last step of a new board, and each cell is pressed when asked for."""
    clock = fast_clock()
    source = open_source(f"virtual:{text}", clock=clock)
    hand = source.played
    hand.play(step_off())
    name = hand.board.name
    step, mass_kg = builds()[name].step[-1].number, MASS_KG[hand.board.front_end.kind]
    known: Known | None = None
    for told in examine_step(source, clock, Wanted(step, name, WINDOW_S, 30.0, mass_kg)):
        match told:
            case Known():
                known = told
            case Asked(cell):
                hand.play(press(hand.board, cell, mass_kg * GRAVITY))
            case Finding() if told.verdict is not Verdict.PASS:
                assert known
                yield told.said(known.board, known.build)
            case Finding():
                pass


def pieces(name: str, hours: float, seed: int, presses: bool, people: bool) -> list[tuple[str, Run, float, int]]:
    """Scenario, what looks at it, its seconds by the board's clock, and how many examinations it has."""
    if presses:
        cells = len(load_board(name).cells)
        seconds = STEP_OFF_S + EACH_PRESS_S * cells
        n = max(1, round(hours * 3600 / seconds))
        return [(f"play,board={name},seed={seed + k}", found_with_presses, seconds, 1) for k in range(n)]
    seconds = min(PIECE_S, hours * 3600)
    out: list[tuple[str, Run, float, int]] = []
    for k in range(max(1, round(hours * 3600 / PIECE_S))):
        scenario, run = (PEOPLE[k % len(PEOPLE)], found_under) if people else ("empty", found_in)
        out.append(
            (f"{scenario},board={name},seed={seed + k},seconds={seconds:g}", run, seconds, int(seconds / WINDOW_S))
        )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=24.0, help="simulated, of each board")
    parser.add_argument("--board", choices=BOARDS, help="this board alone")
    parser.add_argument("--seed", type=int, default=1)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--presses", action="store_true", help="new boards, examined by doctor itself, each cell pressed")
    how.add_argument("--people", action="store_true", help="stand, shift, hinge, step and lift on them")
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="keep what is done there, and go on from it")
    args = parser.parse_args()
    print("| board | hours (simulated) | examinations | did not pass | what |")
    print("|---|---|---|---|---|")
    for name in (args.board,) if args.board else BOARDS:
        found: Counter[str] = Counter()
        run_s, examinations = 0.0, 0
        for text, run, seconds, n in pieces(name, args.hours, args.seed, args.presses, args.people):
            found.update(found_in_piece(text, run, args.kept, name))
            run_s, examinations = run_s + seconds, examinations + n
        what = "; ".join(f"{n} × {said}" for said, n in found.most_common()) or "–"
        print(f"| {name} | {run_s / 3600:.3g} | {examinations} | {found.total()} | {what} |", flush=True)


if __name__ == "__main__":
    main()
