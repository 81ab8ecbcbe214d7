"""One page that explains the state of the machine, the port and each sensor in plain words."""

import platform
import sys
from collections.abc import Iterator

import numpy as np

from tripod import __version__
from tripod.balance.setup import Setup
from tripod.device.blocks import Block, concatenate
from tripod.device.items import SourceError
from tripod.device.protocol import Status
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.live.snapshot import Phase
from tripod.live.stream_summary import Supply, self_test
from tripod.sentences import sentence
from tripod.sources import Clock, PortInfo
from tripod.sources.source import Source


def examine_machine(display: bool, qt_missing: str, ports: list[PortInfo], permission_step: str) -> Iterator[str]:
    """What the machine has, line by line.

    `qt_missing`: the library that Qt lacks, "" where it loads. `permission_step`: what to do first when a port may not
    be opened.
    """
    python, system = platform.python_version(), platform.platform(terse=True)
    yield sentence("doctor_machine.versions", tripod=__version__, python=python, system=system)
    yield sentence("doctor_machine.display") if display else sentence("doctor_machine.no_display")
    if qt_missing:
        yield sentence("doctor_machine.qt_cannot_be_loaded", missing=qt_missing)
    else:
        yield sentence("doctor_machine.qt_loads")
    if not ports:
        yield sentence("doctor_machine.no_ports")
    for port in ports:
        yield sentence("doctor_machine.port", port=port.device, what=port.description, why=port.reason)
    if sys.platform == "linux" and ports:
        yield sentence("doctor_machine.port_may_not_be_opened", help=permission_step)


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
            raise SourceError(sentence("doctor.went_away_before_done"))
        if session.pipeline.setup is None:
            raise SourceError(sentence("doctor.sensors_not_examined"))
    finally:
        session.close()


def _line(session: Session) -> Iterator[str]:
    pipeline, line = session.pipeline, session.source.line()
    if pipeline.setup is None:
        yield sentence("doctor.board_unknown")
        return
    if pipeline.phase is Phase.LOST:
        yield sentence("doctor.went_away")
    setup, stated = pipeline.setup, pipeline.setup.rate_hz
    banner = setup.banner
    version = ".".join(map(str, banner.firmware))
    yield sentence(
        "doctor.board", title=setup.board.title, name=setup.board.name, board_id=banner.board_id, firmware=version
    )
    kind = setup.calibration.kind
    if setup.calibration.calibrated:
        yield sentence("doctor.calibration", kind=kind)
    else:
        yield sentence("doctor.not_calibrated", kind=kind)
    rate_hz = pipeline.whole.rate_hz
    if abs(rate_hz / stated - 1) < 0.01:
        yield sentence("doctor.rate", rate=rate_hz, promised=stated)
    else:
        yield sentence("doctor.rate_off", rate=rate_hz, promised=stated)
    frames, lost, skipped = pipeline.frames, line.lost_frames, line.skipped_bytes
    repeated, doubted = line.repeated_frames, line.doubted_frames
    if repeated or doubted:
        yield sentence(
            "doctor.line_with_repeats", frames=frames, lost=lost, repeated=repeated, doubted=doubted, skipped=skipped
        )
    elif lost + skipped:
        yield sentence("doctor.line_with_losses", frames=frames, lost=lost, skipped=skipped)
    else:
        yield sentence("doctor.line", frames=frames, lost=lost, skipped=skipped)
    test = self_test(setup)
    supply = sentence(f"supply.{Supply(test['supply']).name.lower()}")
    if test["supply_mv"]:
        yield sentence("doctor.supply_with_voltage", state=supply, supply_mv=test["supply_mv"])
    else:
        yield sentence("doctor.supply", state=supply)
    if test["not_tested"]:
        yield sentence("doctor.not_tested", states=", ".join(test["not_tested"]))
    else:
        yield sentence("doctor.all_is_tested")
    if "open" in test["not_tested"]:
        yield sentence("doctor.bleed_resistor")


def _cells(setup: Setup, counts: np.ndarray, status: np.ndarray) -> Iterator[str]:
    yield sentence("doctor_sensor.head")
    for k, cell in enumerate(setup.board.cells):
        column, bad = counts[:, k], status[:, k]
        worst = int(np.bincount(bad[bad > 0]).argmax()) if bad.any() else 0
        unique = len(np.unique(column))
        state = sentence("doctor_sensor.ok")
        if worst:
            share = 100 * (bad > 0).mean()
            cause = sentence(f"sensor_state.{Status(worst).name.lower()}")
            state = sentence("doctor_sensor.failing", cause=cause, percent=share)
        elif unique == 1 and setup.board.front_end.kind == "hx711":
            state = sentence("doctor_sensor.never_changed")
        yield sentence(
            "doctor_sensor.row", name=cell.name, mean=column.mean(), noise=column.std(), unique=unique, state=state
        )
