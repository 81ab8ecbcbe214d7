"""Items in, what sinks hear and snapshots out: the stream before and after the board has said what it is."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet
from tripod.balance.pose import Pose, lined_pose, stance_on
from tripod.balance.setup import Setup
from tripod.balance.stream_totals import StreamTotals
from tripod.balance.turn_limits import LEAST_TURN_DEG, MOST_TURN_DEG
from tripod.boards import Board, BoardError
from tripod.device.banner_gate import BannerMisfit, changed, misfit
from tripod.device.blocks import Block
from tripod.device.items import (
    Back,
    DrillBegun,
    End,
    Gone,
    Hello,
    Item,
    Learned,
    Noticed,
    SourceError,
    StanceSet,
    Untimed,
    Zeroed,
)
from tripod.device.protocol import Banner
from tripod.drills.run.placing_step import APPLIED_S
from tripod.force.calibration import CalibrationError, from_file, nominal
from tripod.force.plausibility_watch import UNDER_LOAD_HZ
from tripod.live.freshness import Freshness
from tripod.live.measuring import Measuring
from tripod.live.older_firmware import older_said
from tripod.live.recent_window import Window
from tripod.live.sink import Heard
from tripod.live.snapshot import Counters, Phase, RecordingState, Snapshot
from tripod.sentences import sentence, shipped_text
from tripod.sources.source import Source
from tripod.storage.schemas.stance import StanceFile
from tripod.training.drill_view import DrillView
from tripod.training.profile import SOMEBODY, Person

Array = NDArray[np.float64]
OFTEN = 3
"""A board that began anew so often has a loose plug or too little supply."""
_NO_WINDOW = Window(np.empty(0), np.empty((0, 2, 3), np.float32), np.empty((0, 2, 2), np.float32))


class Pipeline:
    """Takes a source's items in their order; no thread, no clock."""

    def __init__(self, source: Source, feet: Feet, turned_deg: Mapping[str, float] | None = None) -> None:
        """`turned_deg`: by how much the toes of each foot that is named point outward, along a line; for a recording it
        holds instead of what was known then."""
        self._source, self._turned_deg = source, turned_deg or {}
        self.feet = feet
        """In use, or to be used once the board has said what it is."""
        self.whole = StreamTotals()
        """Of the whole stream."""
        self.phase = Phase.WAITING
        self.message = ""
        """Why nothing comes, in one sentence."""
        self.notices: list[str] = []
        self._told = 0
        """How many of the things that could not be true of cells were told."""
        self.told_stance = bool(self._turned_deg)
        """Somebody said where the feet stand: what a source says of it is not needed."""
        self._measuring: Measuring | None = None
        self.shows = True
        """Somebody may look at the newest sampling, or hear of it: it is filtered. Sums are made of what is not."""
        self.sees_stance = False
        """Somebody may see where the feet stand: blocks are taken in parts that are over before that holds."""
        self.follows_stance = False
        """The same, all the time."""
        self._due: tuple[float, StanceFile] | None = None

    def take(self, item: Item) -> Heard:
        """Take the next item.

        Raises:
            SourceError: the board that a banner names is not known, or the banner does not fit its file or the banner
                before.
        """
        match item:
            case Block():
                heard = Heard(item, self.measuring.take(item, shows=self.shows))
                self._tell_doubts()
                return heard
            case Hello(banner):
                self._hello(banner)
            case Gone(reason):
                self.phase, self.message = Phase.LOST, reason
            case Back(restarted):
                self._back(restarted)
            case Untimed(clock_stands):
                self.notice(sentence("pipeline.clock_stands" if clock_stands else "pipeline.untimed"), once=True)
            case Noticed(said):
                self.notice(said)
            case Zeroed(counts):
                self.measuring.set_tare(counts)
            case StanceSet(stance):
                # Whatever was about to hold was seen before this.
                self._due = None
                self._set_stance(stance)
            case Learned():
                self.measuring.learned(item)
            case DrillBegun() if self._measuring is not None:
                # From the same state on, live and in a replay.
                self._measuring.reset_filter()
            case End():
                self.phase = Phase.ENDED
            case _:
                pass
        return Heard(item)

    def parts(self, item: Item) -> Generator[Item]:
        """The item in parts, cut where a stance that was seen begins to hold: from the same sample on, however the
        stream is cut into blocks. Each part is asked for after the one before was taken."""
        while isinstance(item, Block) and (self._due is not None or self.sees_stance or self.follows_stance):
            stop = int(np.searchsorted(item.tick_us, int(item.tick_us[0]) + round(1e6 * APPLIED_S)))
            if self._due is not None:
                from_s, stance = self._due
                row = _first_from(item, from_s, self.whole.first_tick_us or 0)
                if row == 0:
                    self._due = None
                    yield StanceSet(stance)
                    continue
                stop = min(stop, row)
            if stop >= len(item):
                break
            yield item.rows(slice(None, stop))
            item = item.rows(slice(stop, None))
        yield item

    def place_feet(self, from_s: float, stance: StanceFile) -> None:
        """From the first sample on that is not before `from_s` the feet stand so."""
        self._due = from_s, stance

    def _set_stance(self, file: StanceFile) -> None:
        try:
            self.measuring.set_stance(stance_on(self.measuring.setup.board, file))
        except ValueError as error:
            # Only a file that somebody edited holds such a stance.
            self.notice(sentence("pipeline.stance_left_out", why=error))

    def _tell_doubts(self) -> None:
        """Say once what cannot be true of a cell, and that another rate arrives than was promised."""
        setup = self.measuring.setup
        for found in self.whole.found[self._told :]:
            self._told += 1
            self.notice(found.said(setup.board))
        if setup.rate_doubt:
            self.notice(setup.rate_doubt, once=True)
        if setup.rate_hz < UNDER_LOAD_HZ:
            self.notice(sentence("pipeline.slow_checks", least=UNDER_LOAD_HZ), once=True)

    def fail(self, said: str) -> None:
        """It cannot go on; `said` tells the user why, in one sentence."""
        self.phase, self.message = Phase.FAILED, said

    @contextmanager
    def failing(self) -> Generator[None]:
        """What fails within, fails the stream, with its sentence; without this a page would go on showing the last
        picture as if it were live."""
        try:
            yield
        except Exception as error:
            self.fail(sentence("stopped.cannot_be_shown", kind=type(error).__name__, why=error))

    def notice(self, said: str, *, once: bool = False) -> None:
        """Something the user should be told, in one sentence; `once`: unless it was told before."""
        if not once or said not in self.notices:
            self.notices.append(said)

    def set_feet(self, feet: Feet) -> None:
        """From the next block on these are the feet."""
        self.feet = feet
        if self._measuring is not None:
            self._measuring.set_feet(feet)

    def twin(self) -> "Pipeline":
        """A copy that goes on by itself from here. The last seconds of what is shown are not copied: `forget_recent`
        before it is read."""
        shared: dict[int, object] = {**self._measuring.shared()} if self._measuring is not None else {}
        return deepcopy(self, {id(self._source): self._source, **shared})

    @property
    def setup(self) -> Setup | None:
        """All that the numbers depend on; None before the board has said what it is."""
        return self._measuring.setup if self._measuring is not None else None

    @property
    def measuring(self) -> Measuring:
        """What exists once the board has said what it is."""
        assert self._measuring is not None, "this came before the board said what it is"
        return self._measuring

    @property
    def frames(self) -> int:
        """All that came."""
        return self.whole.frames

    @property
    def t_s(self) -> float:
        """The newest sample's own time from the first sample on (both less the sensor's delay, which cancels)."""
        return self.whole.duration_s

    def window(self, seconds: float) -> Window:
        """The last seconds of what is shown."""
        return self._measuring.window(seconds) if self._measuring is not None else _NO_WINDOW

    def snapshot(
        self,
        drill: DrillView | None = None,
        recording: RecordingState | None = None,
        person: Person = SOMEBODY,
        ear_delay_s: float = nan,
        freshness: Freshness = Freshness.ALL_NEW,
    ) -> Snapshot:
        """The current picture, with what goes on beside the stream."""
        line, whole, measuring = self._source.line(), self.whole, self._measuring
        counters = Counters(whole.frames, line.lost_frames, line.skipped_bytes, whole.rate_hz, whole.gaps)
        source = self._source
        if measuring is None:
            return Snapshot(
                self.phase, source.label, self.message, source.simulated, source.replayed,
                own_feet=self.feet, counters=counters, recording=recording, standing=person, ear_delay_s=ear_delay_s,
            )  # fmt: skip
        setup = measuring.setup
        picture = measuring.picture(drill, freshness)
        kind = setup.calibration
        return Snapshot(
            self.phase,
            source.label,
            self.message,
            source.simulated,
            source.replayed,
            board=setup.board,
            banner=setup.banner,
            calibration=", ".join(filter(None, (shipped_text(kind.kind), kind.made))),
            calibrated=kind.calibrated,
            own_feet=self.feet,
            counters=counters,
            may_roll=not (setup.stance_measured or self._source.replayed),
            zeroed=setup.tare_counts is not None,
            can_undo_zero=measuring.can_undo_zero,
            drill=drill,
            notices=tuple(self.notices),
            recording=recording,
            standing=person,
            ear_delay_s=ear_delay_s,
            t_s=picture.t_s,
            arrived_s=picture.arrived_s,
            host_delay_s=picture.host_delay_s,
            filter_delay_s=picture.filter_delay_s,
            feet=picture.feet,
            total_n=picture.total_n,
            total_pm_n=picture.total_pm_n,
            left_fraction=picture.left_fraction,
            left_pm=picture.left_pm,
            cop_mm=picture.cop_mm,
            margin=picture.margin,
            judgement=picture.judgement,
            implausible=picture.implausible,
            sensor_delay_s=picture.sensor_delay_s,
            sensor_delay_pm_s=picture.sensor_delay_pm_s,
            caution=picture.caution,
            overload=picture.overload,
        )

    def _hello(self, banner: Banner) -> None:
        if self._measuring is None:
            self._measuring = Measuring(self._setup(banner), self.whole)
            older = older_said(banner, self._source)
            if older:
                self.notice(older)
        else:
            _refuse(changed(self._measuring.setup.banner, banner))
            self._measuring.heard_again(banner)
        if self.phase is not Phase.ENDED:
            self.phase, self.message = Phase.LIVE, ""

    def _setup(self, banner: Banner) -> Setup:
        try:
            board = self._source.board(banner.board)
            _refuse(misfit(board, banner))
            given = self._source.calibration(board, banner.board_id)
            calibration = from_file(given, board) if given else nominal(board)
        except (BoardError, CalibrationError) as error:
            raise SourceError(str(error)) from error
        return Setup(board, banner, calibration, None, self.feet, stance=_on_lines(board, self.feet, self._turned_deg))

    def _back(self, restarted: bool) -> None:
        self.phase, self.message = Phase.LIVE, ""
        if self.whole.gap(restarted=restarted) >= OFTEN:
            self.notice(sentence("pipeline.restarts"), once=True)
        if self._measuring is not None:
            self._measuring.came_back()


def _refuse(wrong: BannerMisfit | None) -> None:
    if wrong is not None:
        raise SourceError(wrong.said)


def _on_lines(board: Board, feet: Feet, turned_deg: Mapping[str, float]) -> dict[str, Pose]:
    """Where the feet stand that somebody said to be turned.

    Raises:
        SourceError: on this board nobody needs to say that, or nobody stands so.
    """
    if turned_deg and not board.rigid:
        raise SourceError(sentence("refused.cells_go_with_the_foot"))
    try:
        return {f: lined_pose(board, feet, f, t) for f, t in turned_deg.items() if f in board.feet}
    except ValueError:
        said = sentence("refused.no_such_turn", least=LEAST_TURN_DEG, most=MOST_TURN_DEG)
        raise SourceError(said) from None


def _first_from(block: Block, from_s: float, first_tick_us: int) -> int:
    """The first sampling that is not before `from_s`, counted from the stream's first."""
    return int(np.searchsorted((block.tick_us - first_tick_us) / 1e6, from_s))
