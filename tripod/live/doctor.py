"""One page that explains the state of the machine, the port and each sensor in plain words."""

import platform
import sys
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tripod import __version__, kernel
from tripod.acceptance import Verdict, builds
from tripod.acceptance.at_rest import certain
from tripod.acceptance.evidence import Evidence
from tripod.acceptance.pace import clock as clock_check
from tripod.acceptance.pace import line as line_check
from tripod.acceptance.pace import supply as supply_check
from tripod.device.blocks import Block, concatenate
from tripod.device.items import SourceError
from tripod.device.protocol import WATCHDOG_RESTART, Status
from tripod.device.status_words import status_meaning, status_name
from tripod.force.at_rest import LEAST_ROWS, shiver
from tripod.force.counts_to_newtons import ForceLaw
from tripod.force.film_grain import FilmGrain
from tripod.force.plausibility import Cause, Implausible
from tripod.force.plausibility_checks import frozen, noisy, odd_noise_n
from tripod.force.plausibility_watch import UNDER_LOAD_HZ
from tripod.live.as_wired import as_wired
from tripod.live.older_firmware import older_said
from tripod.live.sampling_said import sampling_file, sampling_lines
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.live.snapshot import Phase
from tripod.live.stream_summary import Supply, self_test, status_said
from tripod.sentences import figure, sentence, shipped_text
from tripod.sources import Clock, PortInfo
from tripod.sources.source import Source

Array = NDArray[np.float64]


def examine_machine(display: bool, qt_missing: str, ports: list[PortInfo], permission_step: str) -> Iterator[str]:
    """What the machine has, line by line.

    `qt_missing`: the library that Qt lacks, "" where it loads. `permission_step`: what to do first when a port may not
    be opened.
    """
    python, system = platform.python_version(), platform.platform(terse=True)
    yield sentence("doctor_machine.versions", tripod=__version__, python=python, system=system)
    yield sentence("doctor_machine.no_kernel" if kernel.compiled is None else "doctor_machine.kernel")
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


class PageLine(NamedTuple):
    """A line of what was seen of a board."""

    said: str
    wrong: bool = False
    """It names something that wants mending, or without which nothing can be said of the sensors."""


class _Blocks:
    """Keeps all that comes."""

    def __init__(self) -> None:
        self.heard: list[Block] = []

    def take(self, heard: Heard) -> None:
        if heard.measured is not None:
            self.heard.append(heard.measured.block)

    def finish(self) -> None:
        pass


def examine(source: Source, clock: Clock, seconds: float) -> Iterator[PageLine]:
    """Listen for `seconds` and say what was seen, and at last what cannot be seen so.

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
        yield from _line(session, blocks.heard)
        yield from _clock(session, blocks.heard)
        if session.pipeline.setup and blocks.heard:
            whole = concatenate(blocks.heard)
            yield from _cells(session, whole, blocks.heard)
        if session.pipeline.phase is Phase.LOST:
            raise SourceError(sentence("doctor.went_away_before_done"))
        if session.pipeline.setup is None:
            raise SourceError(sentence("doctor.sensors_not_examined"))
    finally:
        session.close()


def _line(session: Session, blocks: list[Block]) -> Iterator[PageLine]:
    pipeline, line = session.pipeline, session.source.line()
    if pipeline.setup is None:
        yield PageLine(sentence("doctor.board_unknown"), wrong=True)
        return
    if pipeline.phase is Phase.LOST:
        yield PageLine(sentence("doctor.went_away"), wrong=True)
    setup, stated = pipeline.setup, pipeline.setup.stated_hz
    banner = setup.banner
    version = ".".join(map(str, banner.firmware))
    yield PageLine(
        sentence(
            "doctor.board",
            title=shipped_text(setup.board.title),
            name=setup.board.name,
            board_id=banner.board_id,
            firmware=version,
        )
    )
    if older := older_said(banner, session.source):
        yield PageLine(older)
    kind = shipped_text(setup.calibration.kind)
    known = "calibration" if setup.calibration.calibrated else "not_calibrated"
    yield PageLine(sentence(f"doctor.{known}", kind=kind))
    rates = {"rate": pipeline.whole.rate_hz, "promised": stated}
    if setup.rate_doubt:
        yield PageLine(sentence("doctor.rate_off", **rates), wrong=True)
        yield PageLine(setup.rate_doubt)
    elif isfinite(rates["rate"]):
        yield PageLine(sentence("doctor.rate", **rates))
    else:
        yield PageLine(sentence("doctor.rate_unknown", promised=stated))
    yield from map(PageLine, sampling_lines(sampling_file(banner.groups[0])))
    frames, lost, skipped = pipeline.frames, line.lost_frames, line.skipped_bytes
    repeated, doubted = line.repeated_frames, line.doubted_frames
    # A few lost frames are told, and do no harm.
    many = bool(blocks) and line_check(_evidence(session, blocks)).verdict is Verdict.FAIL
    if repeated or doubted:
        said = sentence(
            "doctor.line_with_repeats", frames=frames, lost=lost, repeated=repeated, doubted=doubted, skipped=skipped
        )
    elif lost + skipped:
        said = sentence("doctor.line_with_losses", frames=frames, lost=lost, skipped=skipped)
    else:
        said = sentence("doctor.line", frames=frames, lost=lost, skipped=skipped)
    yield PageLine(said, wrong=many)
    yield from map(PageLine, _own_test_line(session))


def _own_test_line(session: Session) -> Iterator[str]:
    """What the board's own test says of its supply, and what it does not look for."""
    setup = session.pipeline.setup
    assert setup
    test = self_test(setup)
    supply = sentence(f"supply.{Supply(test.supply).name.lower()}")
    if test.supply_mv:
        yield sentence("doctor.supply_with_voltage", state=supply, supply_mv=test.supply_mv)
    else:
        yield sentence("doctor.supply", state=supply)
    if test.not_tested:
        yield sentence("doctor.not_tested", states=", ".join(map(status_said, test.not_tested)))
    else:
        yield sentence("doctor.all_is_tested")
    if "open" in test.not_tested:
        films = setup.board.front_end.kind != "hx711"
        yield sentence("doctor.open_film_not_told" if films else "doctor.open_bridge_not_told")


def _clock(session: Session, blocks: list[Block]) -> Iterator[PageLine]:
    """The board's clock against this computer's; a recording has only the board's."""
    setup = session.pipeline.setup
    if setup is None or not blocks or session.source.replayed:
        return
    found = clock_check(_evidence(session, blocks))
    if found.verdict is not Verdict.CANNOT_TELL:
        build = builds().get(setup.board.name)
        said = found.said(setup.board, as_wired(build, session.source) if build else None)
        yield PageLine(sentence("doctor.clock", said=said), wrong=found.verdict is Verdict.FAIL)


def _evidence(session: Session, blocks: list[Block]) -> Evidence:
    setup = session.pipeline.setup
    assert setup
    return Evidence(setup.board, setup.banner, tuple(blocks), session.source.line())


def _cells(session: Session, whole: Block, blocks: list[Block]) -> Iterator[PageLine]:
    """A line for each sensor, and at last what can be said of all of them."""
    setup = session.pipeline.setup
    assert setup
    yield PageLine(sentence("doctor_sensor.head"))
    wrong = _wrong(session, whole, blocks)
    noise = _noise(whole)
    for k, cell in enumerate(setup.board.cells):
        column, bad = whole.counts[:, k], whole.status[:, k]
        state = sentence("doctor_sensor.nothing_found")
        if k in wrong:
            state = sentence("doctor_sensor.wrong")
        elif bad.any():
            worst = int(np.bincount(bad[bad > 0]).argmax())
            state = status_meaning(worst)
            if worst != Status.STUCK:
                # A board says of a reading that it stands still only after a while: how often tells nothing.
                state = sentence("doctor_sensor.failing", cause=state, percent=100 * (bad > 0).mean())
        yield PageLine(
            sentence(
                "doctor_sensor.row",
                name=cell.name,
                mean=_figure(float(column.mean())),
                spread=column.std(),
                noise="–" if noise is None else _figure(float(noise[k])),
                unique=len(np.unique(column)),
                state=state,
            )
        )
    yield from _verdict(session, whole, wrong)


def _figure(counts: float) -> str:
    return figure(counts, ".1f").replace("-", "−")


def _noise(whole: Block) -> Array | None:
    """(cells,) noise in counts, of each second of readings the usual one, so that it is the same whoever sways on the
    board or steps on; None where there are too few."""
    took_s = float(whole.tick_us[-1] - whole.tick_us[0]) / 1e6
    parts = np.array_split(whole.counts, max(1, min(int(took_s), len(whole) // LEAST_ROWS)))
    return None if len(parts[0]) < LEAST_ROWS else np.median([shiver(part) for part in parts], axis=0)


def _verdict(session: Session, whole: Block, wrong: Mapping[int, str]) -> Iterator[PageLine]:
    setup, measuring = session.pipeline.setup, session.pipeline.measuring
    assert setup
    board = setup.board
    failing = {k for k in np.flatnonzero(whole.status.any(0)).tolist() if k not in wrong}
    for said in dict.fromkeys((*_wrong_board(session, whole), *wrong.values())):
        yield PageLine(sentence("doctor_verdict.wrong", what=said), wrong=True)
    if failing:
        yield PageLine(sentence("doctor_verdict.failing"), wrong=True)
    if not measuring.checked:
        yield PageLine(sentence("doctor_verdict.too_short"), wrong=True)
    elif board.front_end.kind == "hx711" and frozen(whole.counts):
        yield PageLine(sentence("doctor_verdict.frozen"), wrong=True)
    elif not wrong and not failing:
        slow = setup.rate_hz < UNDER_LOAD_HZ
        found_slow = sentence("doctor_verdict.nothing_found_slow", least=UNDER_LOAD_HZ)
        yield PageLine(found_slow if slow else sentence("doctor_verdict.nothing_found"))
    unseen = [cell.plain for cell, carried in zip(board.cells, measuring.watch.carried, strict=True) if not carried]
    if len(unseen) == len(board.cells):
        yield PageLine(sentence("doctor_verdict.nobody_stood"))
    elif unseen and not wrong and not failing:
        yield PageLine(sentence("doctor_verdict.unseen", cells=", ".join(unseen)))
    yield PageLine(sentence("doctor_verdict.not_checked"))


def _wrong_board(session: Session, whole: Block) -> Iterator[str]:
    """What is wrong with the board as a whole, by its own words and by how it was heard."""
    pipeline, setup = session.pipeline, session.pipeline.setup
    assert setup
    board, banner = setup.board, setup.banner
    test, line = self_test(setup), session.source.line()
    power = supply_check(banner)
    if power.verdict is Verdict.FAIL:
        build = builds().get(board.name)
        yield power.said(board, as_wired(build, session.source) if build else None)
    if banner.self_test & WATCHDOG_RESTART:
        yield sentence("doctor_verdict.watchdog")
    if pipeline.whole.gaps and pipeline.phase is not Phase.LOST:
        yield sentence("doctor_verdict.began_anew", n=pipeline.whole.gaps)
    if line.doubted_frames > pipeline.frames:
        yield sentence("doctor_verdict.contradicts", doubted=line.doubted_frames, frames=pipeline.frames)
    seen = [{status_name(status) for status in np.unique(column).tolist()} for column in whole.status.T]
    # What its readings say themselves stands in the sensor's line.
    told = {
        cell.plain: state
        for cell, state, said in zip(board.cells, test.cells.values(), seen, strict=True)
        if state != "ok" and state not in said
    }
    if told:
        cells = "; ".join(f"{cell}: {status_said(state)}" for cell, state in told.items())
        yield sentence("doctor_verdict.own_test", cells=cells)


def _wrong(session: Session, whole: Block, blocks: list[Block]) -> dict[int, str]:
    """Cell -> what cannot be true of it, in a sentence. While a board is examined noise is odd before it does harm, and
    a single wild reading is told."""
    setup, measuring = session.pipeline.setup, session.pipeline.measuring
    assert setup
    board = setup.board
    force = ForceLaw(board, setup.calibration).without_tare(whole)
    found = noisy(board, force, odd_noise_n(board), FilmGrain(board))
    # A person who stands there moves all cells a little: only what differs from its neighbours is odd.
    odd = [Implausible(*where, value=value) for where, value in found.items() if where.cause is Cause.NOISY]
    wild = [Implausible(Cause.WILD, c, board.cells[c].foot) for c in np.flatnonzero(measuring.watch.wild).tolist()]
    build = builds().get(board.name)
    if build:
        # A calibration that puts wires in order knows which they are, and the build's page does not.
        build = as_wired(build.in_any_order() if setup.calibration.mapping else build, session.source)
    out: dict[int, str] = {}
    for finding in certain(_evidence(session, blocks)):
        for cell in finding.cells:
            out.setdefault(cell, finding.said(board, build))
    for each in (*session.pipeline.whole.found, *odd, *wild):
        for cell in each.cells(board):
            out.setdefault(cell, each.said(board))
    return out
