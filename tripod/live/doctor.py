"""One page that explains the state of the machine, the port and each sensor in plain words."""

import platform
import sys
from collections.abc import Iterator

import numpy as np

from tripod import __version__
from tripod.balance.setup import Setup
from tripod.device.frames import Block, concatenate
from tripod.device.items import SourceError
from tripod.device.protocol import Status
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.live.snapshot import Phase
from tripod.live.stream_summary import self_test
from tripod.sources import Clock, PortInfo
from tripod.sources.source import Source

WORDS = {
    Status.OPEN: "not connected: check its plug and wires",
    Status.SHORTED: "shorted, or pressed to its end all the time: check for a solder bridge or a crushed sensor",
    Status.SATURATED: "at the end of its range: the load is more than it can read",
    Status.STUCK: "stuck: it does not move while others do; check its wiring",
    Status.TORN: "readings cut by new ones: check the clock line",
    Status.LATE: "late: its converter gave nothing new in time",
    Status.MISSING: "no answer from its converter: check power, clock and data line",
}


def examine_machine(display: bool, qt_missing: str, ports: list[PortInfo], permission_help: str) -> Iterator[str]:
    """What the machine has, line by line."""
    yield f"tripod {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}"
    yield f"display: {'yes' if display else 'none; the window cannot open, everything else works'}"
    yield f"Qt: {f'cannot be loaded, {qt_missing} is missing' if qt_missing else 'loads'}"
    if not ports:
        yield "ports: none. A board that is plugged in shows up here; if not, try a cable that carries data."
    for port in ports:
        yield f"port {port.device}: {port.description}; {port.reason}"
    if sys.platform == "linux" and ports:
        yield f"if a port may not be opened: {permission_help.splitlines()[0]}"


class _Blocks:
    """Keeps all that comes."""

    def __init__(self) -> None:
        self.heard: list[Block] = []

    def take(self, heard: Heard) -> None:
        if heard.measured is not None:
            self.heard.append(heard.measured.block)

    def finish(self) -> None:
        pass


def examine(source: Source, clock: Clock, seconds: float) -> Iterator[str]:
    """Listen for `seconds` and say what was seen; the board should stand empty and alone.

    Raises:
        SourceError: see `Source.read`; and after the last line, when the board did not stay until the end.
    """
    blocks = _Blocks()
    session = Session(source, now=clock.now, listeners=(blocks,))
    until = float("inf")
    try:
        while session.step() and clock.now() < until and session.pipeline.phase is not Phase.LOST:
            if session.pipeline.setup:
                until = min(until, clock.now() + seconds)
        yield from _line(session)
        if session.pipeline.setup and blocks.heard:
            whole = concatenate(blocks.heard)
            yield from _cells(session.pipeline.setup, whole.counts, whole.status)
        if session.pipeline.phase is Phase.LOST:
            raise SourceError(
                "The board went away before the examination was done: check cable and plug, and try again."
            )
        if session.pipeline.setup is None:
            raise SourceError("The board has not said what it is, so its sensors could not be examined.")
    finally:
        session.close()


def _line(session: Session) -> Iterator[str]:
    pipeline, line = session.pipeline, session.source.line()
    if pipeline.setup is None:
        yield "board: it has not said what it is."
        return
    if pipeline.phase is Phase.LOST:
        yield "THE BOARD WENT AWAY while it was listened to: check cable and plug. What follows is from before."
    setup, stated = pipeline.setup, pipeline.setup.rate_hz
    banner = setup.banner
    version = ".".join(map(str, banner.firmware))
    yield f"board: {setup.board.title} ({setup.board.name}), id {banner.board_id}, firmware {version}"
    yield f"calibration: {setup.calibration.kind}" + (
        "" if setup.calibration.calibrated else "; nobody calibrated this board, so its numbers are rough"
    )
    off = abs(pipeline.whole.rate_hz / stated - 1)
    yield f"rate: {pipeline.whole.rate_hz:.2f} Hz by the board's clock, {stated:g} Hz promised" + (
        "" if off < 0.01 else ": more than 1 % off, check the converter's rate strap"
    )
    repeated = f"{line.repeated_frames} repeated or late, " if line.repeated_frames else ""
    yield f"line: {pipeline.frames} frames, {line.lost_frames} lost, {repeated}{line.skipped_bytes} bytes skipped" + (
        "" if not line.lost_frames + line.repeated_frames + line.skipped_bytes else ": try another cable or port"
    )
    test = self_test(setup)
    yield f"supply: {test['supply']}" + (f", {test['supply_mv']} mV" if test["supply_mv"] else "")
    yield f"not tested by this board: {', '.join(test['not_tested']) or 'nothing'}"
    if "open" in test["not_tested"]:
        yield "  (without a bleed resistor an unplugged FSR looks like an unloaded one)"


def _cells(setup: Setup, counts: np.ndarray, status: np.ndarray) -> Iterator[str]:
    yield "sensor                 mean counts    noise  unique  state"
    for k, cell in enumerate(setup.board.cells):
        column, bad = counts[:, k], status[:, k]
        worst = int(np.bincount(bad[bad > 0]).argmax()) if bad.any() else 0
        unique = len(np.unique(column))
        state = "ok"
        if worst:
            share = 100 * (bad > 0).mean()
            state = f"{WORDS.get(Status(worst), f'status {worst}')} ({share:.0f} % of readings)"
        elif unique == 1 and setup.board.front_end.kind == "hx711":
            state = "never changed, not by one count: very likely a wiring issue"
        yield f"{cell.name:20} {column.mean():13.1f} {column.std():8.1f} {unique:7d}  {state}"
