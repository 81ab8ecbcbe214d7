"""Examines one step of a build: listens to the empty board, then asks for presses, and gives finding by finding; at
last it keeps them in the board's record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tripod.acceptance.at_rest import apart, noise, readings, rest
from tripod.acceptance.evidence import Evidence
from tripod.acceptance.findings import Check, Finding, Verdict, outcome
from tripod.acceptance.known_mass import may_weigh, weight
from tripod.acceptance.pace import clock as clock_check
from tripod.acceptance.pace import identity, line, rate, supply
from tripod.acceptance.presses import Presses
from tripod.acceptance.record import keep
from tripod.acceptance.steps import BuildSteps, Step, build_for
from tripod.boards import Board
from tripod.device.blocks import Block
from tripod.device.items import LineCount, SourceError
from tripod.device.protocol import Banner
from tripod.force.plausibility import Cause as GateCause
from tripod.live.as_wired import as_wired
from tripod.live.session import Session
from tripod.live.sink import Heard
from tripod.live.snapshot import Phase
from tripod.sentences import reason, sentence
from tripod.sources import Clock
from tripod.sources.source import Source
from tripod.storage.bounded_read import FileError

SETTLE_S = 1.0
"""What a port had gathered before it was opened comes at once, and films and converters settle: not counted."""
_OF_A_LOAD = (GateCause.BACKWARDS, GateCause.BELOW_ZERO, GateCause.SILENT)
_NAMED_BY_WIRE = (GateCause.TWINS, GateCause.UNDRIVEN)
"""What the checks of a board at rest find, too, and name with pin and colour."""


@dataclass(frozen=True)
class Wanted:
    """Which step is to be examined, and how long that may take."""

    number: int
    build: str
    """Its name; "" for the one that the board's name says."""
    seconds: float
    """The empty board is listened to for so long."""
    wait_s: float
    """Each press is waited for up to this."""
    mass_kg: float = 0.0
    """Each press is this mass; 0 for a hand or a thumb."""


@dataclass(frozen=True)
class Asked:
    """Press this cell now, and let go."""

    cell: int


@dataclass(frozen=True)
class Known:
    """The board has said what it is."""

    board: Board
    banner: Banner
    build: BuildSteps
    step: Step
    simulated: bool


@dataclass(frozen=True)
class Done:
    """The step was examined to its end."""

    verdict: Verdict
    record: Path | None
    """Where it is written; None where it could not be."""
    why: str = ""
    """Why not."""


class Stopped(Exception):
    """Somebody stopped it; nothing was written."""


def never() -> bool:
    """Nobody stops it."""
    return False


def examine_and_keep(
    source: Source,
    clock: Clock,
    wanted: Wanted,
    when: Callable[[], str],
    stopped: Callable[[], bool] = never,
) -> Iterator[Known | Asked | Finding | Done]:
    """As `examine_step`, and write into the board's record what was found; `when`: the time of day, in ISO 8601.

    Raises:
        NoStep, SourceError, Stopped: see `examine_step`.
    """
    findings: list[Finding] = []
    known: Known | None = None
    for told in examine_step(source, clock, wanted, stopped):
        if isinstance(told, Known):
            known = told
        elif isinstance(told, Finding):
            findings.append(told)
        yield told
    assert known
    verdict = outcome(findings)
    board, build, step = known.board, known.build, known.step
    try:
        path = keep(board, build, known.banner, step, findings, when=when(), simulated=known.simulated)
    except FileError as error:
        yield Done(verdict, None, str(error))
    except OSError as error:
        yield Done(verdict, None, reason(error))
    else:
        yield Done(verdict, path)


class _Wires:
    """Keeps raw blocks: no calibration puts their wires in order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def take(self, heard: Heard) -> None:
        if isinstance(heard.item, Block):
            self.blocks.append(heard.item)

    def finish(self) -> None:
        pass


def examine_step(
    source: Source, clock: Clock, wanted: Wanted, stopped: Callable[[], bool] = never
) -> Iterator[Known | Asked | Finding]:
    """Listen to the empty board, then wait for each press that the step asks for.

    Raises:
        NoStep: there is no such build or step, or the mass is none for its cells.
        SourceError: see `Source.read`; or the board went away, or never said what it is.
        Stopped: `stopped` said so.
    """
    wires = _Wires()
    session = _Stoppable(source, clock, wires, stopped)
    try:
        known = _known(session, wanted)
        yield known
        yield from _at_rest(session, wires, known, clock, wanted)
        if Check.PRESS in known.step.checks:
            presses = Presses(known.board, wanted.wait_s, wanted.mass_kg)
            yield from _presses(session, wires, presses)
            if Check.WEIGHT in known.step.checks:
                yield from weight(known.board, wanted.mass_kg, presses.felt_n)
    finally:
        session.close()


class _Stoppable(Session):
    """A session that ends as soon as somebody wants it to."""

    def __init__(self, source: Source, clock: Clock, wires: _Wires, stopped: Callable[[], bool]) -> None:
        super().__init__(source, now=clock.now, listeners=(wires,))
        self._stopped = stopped

    def step(self) -> bool:
        """See `Session.step`.

        Raises:
            Stopped: it is to end.
        """
        if self._stopped():
            raise Stopped
        return super().step()


def _known(session: Session, wanted: Wanted) -> Known:
    while session.pipeline.setup is None:
        if not session.step():
            raise SourceError(sentence("doctor.sensors_not_examined"))
    setup = session.pipeline.setup
    build = as_wired(build_for(setup.board, wanted.build), session.source)
    step = build.at(wanted.number)
    if wanted.mass_kg and Check.WEIGHT in step.checks:
        may_weigh(setup.board, wanted.mass_kg)
    return Known(setup.board, setup.banner, build, step, session.source.simulated)


def _at_rest(session: Session, wires: _Wires, known: Known, clock: Clock, wanted: Wanted) -> Iterator[Finding]:
    from_s = clock.now() + SETTLE_S
    _listen(session, lambda: clock.now() >= from_s)
    before = session.source.line()
    wires.blocks.clear()
    # By both clocks: a board that claims to be fast enough must not end it early.
    until = clock.now() + wanted.seconds
    _listen(session, lambda: clock.now() >= until and bool(wires.blocks))
    pipeline = session.pipeline
    assert pipeline.setup
    now = session.source.line()
    # A cell that reads backwards is told by its press, and nobody is asked to stand there.
    found = tuple(thing for thing in pipeline.whole.found if thing.cause not in (*_OF_A_LOAD, *_NAMED_BY_WIRE))
    seen = Evidence(known.board, pipeline.setup.banner, tuple(wires.blocks), _since(now, before), found)
    wires.blocks.clear()
    checks: dict[str, Callable[[], Iterator[Finding]]] = {
        Check.IDENTITY: lambda: iter((identity(seen, known.build, named=bool(wanted.build)),)),
        Check.SUPPLY: lambda: iter((supply(seen.banner),)),
        Check.CLOCK: lambda: iter((clock_check(seen),)),
        Check.LINE: lambda: iter((line(seen),)),
        Check.RATE: lambda: iter((rate(seen),)),
        Check.READINGS: lambda: readings(seen),
        Check.REST: lambda: rest(seen),
        Check.NOISE: lambda: noise(seen),
        Check.APART: lambda: apart(seen),
    }
    for check, look in checks.items():
        if check in known.step.checks:
            yield from look()


def _presses(session: Session, wires: _Wires, presses: Presses) -> Iterator[Asked | Finding]:
    told = -1
    while not presses.done:
        if presses.asked is not None and presses.asked != told:
            told = presses.asked
            yield Asked(told)
        _listen(session, lambda: bool(wires.blocks))
        for block in wires.blocks:
            yield from presses.take(block)
        wires.blocks.clear()


def _listen(session: Session, enough: Callable[[], bool]) -> None:
    while not enough():
        if not session.step() or session.pipeline.phase is Phase.LOST:
            raise SourceError(sentence("doctor.went_away_before_done"))


def _since(now: LineCount, before: LineCount) -> LineCount:
    """What went wrong on the line in between."""
    return LineCount(
        now.lost_frames - before.lost_frames,
        now.repeated_frames - before.repeated_frames,
        now.skipped_bytes - before.skipped_bytes,
        now.unknown_packets - before.unknown_packets,
        now.doubted_frames - before.doubted_frames,
    )
