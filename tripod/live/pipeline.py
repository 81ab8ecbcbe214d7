"""Items in, balance and snapshots out: joins force and balance and carries what crosses blocks; no thread, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import Balance, BalanceLaw
from tripod.balance.foot_states import FootState, caution, cop_earned, feet_states, overload, total_pm_n, usual_pm
from tripod.balance.geometry import Feet, base_of_support, margin_mm
from tripod.balance.lowpass import LowPass
from tripod.balance.setup import Setup
from tripod.balance.stance_advice import Advice, Band, Fault, Settled, judge
from tripod.balance.stream_totals import Tally
from tripod.boards import POINTS, BoardError
from tripod.device.frames import Block, rewired
from tripod.device.protocol import Banner
from tripod.device.source import Back, End, Gone, Hello, Item, Noticed, Source, SourceError, Told, Zeroed
from tripod.drills.run.event import Event, State
from tripod.force.apply import ForceLaw
from tripod.force.bracket import ZeroBracket
from tripod.force.calibration import Calibration, CalibrationError, from_dict, nominal, placed
from tripod.force.drift import DriftWatch
from tripod.force.tare import tare_counts
from tripod.live.arrival_delay import Latency
from tripod.live.recent_window import History, Window
from tripod.live.snapshot import Counters, Phase, Snapshot
from tripod.sound.mixer import Mixer
from tripod.training.drill_run import DrillView, Training

Array = NDArray[np.float64]

STRIP_S = 10.0
TARE_S = 1.0


class NothingToUndo(Exception):
    """There is no zero to take back."""


class Pipeline:
    """Takes a source's items in their order."""

    def __init__(self, source: Source, feet: Feet) -> None:
        self._source = source
        self.feet = feet
        """In use, or to be used once the board has said what it is."""
        self.setup: Setup | None = None
        self.whole = Tally()
        """Of the whole stream."""
        self.part: Tally | None = None
        """Of the recording under way."""
        self.phase = Phase.WAITING
        self.message = ""
        self.notices: list[str] = []
        self.training: Training | None = None
        self.mixer: Mixer | None = None
        """Where a drill is heard; None for nowhere."""
        self.events: list[Event] = []
        """What happened in the drill since somebody took it away from here."""
        self._newest: tuple[Block, Array, Balance] | None = None
        self._undo: list[Array | None] = []
        self._settled = Settled()
        self._latency = Latency()
        self._host_delay_s = nan

    def take(self, item: Item) -> None:
        """Take the next item.

        Raises:
            SourceError: the board that it names is not known, or does not fit its file.
        """
        match item:
            case Block():
                self._block(item)
            case Hello(banner):
                self._hello(banner)
            case Gone(reason):
                self.phase, self.message = Phase.LOST, reason
            case Back():
                self._back()
            case Noticed(sentence):
                self.notices.append(sentence)
            case Zeroed(counts):
                self._set_tare(counts)
            case Told(what, values):
                self._told(what, values)
            case End():
                self.phase = Phase.ENDED

    def set_feet(self, feet: Feet) -> None:
        """From the next block on these are the feet."""
        self.feet = feet
        if self.setup:
            self.setup = replace(self.setup, feet=feet)
            self._follow_feet(self.setup)

    def recalibrate(self, calibration: Calibration) -> None:
        """From the next block on this is the calibration; a zero taken under the old one goes with it."""
        assert self.setup
        self.setup = replace(self.setup, calibration=calibration, tare_counts=None)
        self._undo.clear()
        self._force = ForceLaw(self.setup.board, calibration)
        self._follow_feet(self.setup)
        self.reset_filter()

    def zero(self) -> Array:
        """Take the zero from the last second; returns the mean counts (cells,).

        Raises:
            TareRefused: why it cannot be done now.
        """
        assert self.setup
        counts, status = self._history.raw(TARE_S)
        # Without any zero: zeros taken one after the other would else add up to a hidden person.
        force = ForceLaw(self.setup.board, self.setup.calibration).newtons(counts)
        force[status != 0] = nan
        tare = tare_counts(self.setup.board, force, counts, round(self.setup.rate_hz * TARE_S))
        self._undo.append(self.setup.tare_counts)
        self._set_tare(tare)
        return tare

    def undo_zero(self) -> Array | None:
        """Go back to the zero before; returns it, None if that is none.

        Raises:
            NothingToUndo: no zero was taken.
        """
        if not self._undo:
            raise NothingToUndo
        tare = self._undo.pop()
        self._set_tare(tare)
        return tare

    def begin_part(self) -> None:
        """A recording begins: count it apart, and watch its zero."""
        assert self.setup
        self.part = Tally(ZeroBracket(self.setup.board, self._force.tare_n, self.setup.zero_known))

    @property
    def drifted(self) -> bool:
        """Whether the board is empty and reads clearly something."""
        return self.setup is not None and self._drift.drifted

    def reset_filter(self) -> None:
        """Let the live filter start anew: a recording starts here, and its replay must start alike."""
        assert self.setup
        self._lowpass = LowPass(self.setup.rate_hz)

    @property
    def newest_block(self) -> Block | None:
        """The last block taken."""
        return self._newest[0] if self._newest else None

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
        if self.setup is None:
            return Window(np.empty(0), np.empty((0, 2, 3), np.float32), np.empty((0, 2, 2), np.float32))
        return self._history.window(seconds)

    def snapshot(self) -> Snapshot:
        """A picture of now."""
        line = self._source.line()
        whole = self.whole
        counters = Counters(whole.frames, line.lost_frames, line.skipped_bytes, whole.rate_hz, whole.gaps)
        bare = Snapshot(self.phase, self._source.label, self.message, counters=counters, own_feet=self.feet)
        if self.setup is None:
            return bare
        kind = self.setup.calibration
        bare = replace(
            bare,
            board=self.setup.board,
            banner=self.setup.banner,
            calibration=f"{kind.kind}, {kind.made}" if kind.made else kind.kind,
            calibrated=kind.calibrated,
            zeroed=self.setup.tare_counts is not None,
            can_undo_zero=bool(self._undo),
            drill=self.training.view() if self.training else None,
            notices=tuple(self.notices),
        )
        return self._picture(bare) if self._newest else bare

    def _picture(self, bare: Snapshot) -> Snapshot:
        assert self.setup
        assert self._newest
        block, force, balance = self._newest
        feet = feet_states(self.setup, self._balance.matrices, force, balance, block.status[-1])
        standing = tuple(f for f in self.setup.board.feet if feet[f].loaded)
        cop = balance.both_cop_mm[-1] if cop_earned(self.setup) else np.full(2, np.nan)
        # Only a board that knows where both feet stand knows where the edge is.
        known = standing and (len(standing) == 1 or not self.setup.board.claims.cop_needs_calibration)
        margin = margin_mm(self._base(standing), cop) if known else float("nan")
        found = judge(
            {f: s.share for f, s in feet.items()},
            {f: s.share_pm for f, s in feet.items()},
            {f: s.loaded for f, s in feet.items()},
            {f for f, s in feet.items() if s.vague},
        )
        if bare.drill is not None and bare.drill.state is State.WORKING and bare.drill.kind in ("hold", "reps"):
            # Within a drill its own faults count: in a hinge the heel rightly grows heavier.
            found = _advice_of(bare.drill, feet)
        total = float(balance.total_n[-1])
        return replace(
            bare,
            t_s=self.t_s,
            arrived_s=block.arrived_s,
            host_delay_s=self._host_delay_s,
            filter_delay_s=self._lowpass.delay_s,
            feet=feet,
            total_n=total,
            total_pm_n=total_pm_n(self.setup, force),
            left_fraction=float(balance.load_n[-1, 0]) / total if len(standing) == 2 else float("nan"),
            cop_mm=(float(cop[0]), float(cop[1])),
            margin_mm=margin,
            advice=self._settled(found, self.t_s),
            caution=caution(self.setup, self._balance.matrices, force, balance, self.t_s, self._drift),
            overload=overload(self.setup, balance),
        )

    def _told(self, what: str, values: Mapping[str, Any]) -> None:
        if what == "drill" and self.setup is not None:
            # From the same state on, live and in a replay.
            self.reset_filter()
            unsure = usual_pm(self.setup, self._balance)
            try:
                self.training = Training(
                    values,
                    self.setup.board,
                    self.setup.rate_hz,
                    self._lowpass.delay_s,
                    unsure,
                    self.mixer,
                    cop_earned=cop_earned(self.setup),
                )
            except ValueError as error:
                self.training = None
                self.notices.append(f"There is a drill that this tripod cannot read, and leaves out: {error}")
        elif self.training is not None:
            self._happened(self.training.command(str(values.get("word")), values.get("value")))

    def _happened(self, events: Sequence[Event]) -> None:
        self.events += events
        pupil = self._source.pupil
        if pupil is not None:
            for event in events:
                pupil.hear(event.kind, event.t_s, event.values)

    def _hello(self, banner: Banner) -> None:
        if self.phase is not Phase.ENDED:
            self.phase, self.message = Phase.LIVE, ""
        if self.setup:
            self.setup = replace(self.setup, banner=banner)
            return
        try:
            board = self._source.board(banner.board)
            given = self._source.calibration(board, banner.board_id)
            calibration = from_dict(given, board) if given else nominal(board)
        except (BoardError, CalibrationError) as error:
            raise SourceError(str(error)) from error
        cells = banner.groups[0].cells
        if cells != len(board.cells):
            raise SourceError(
                f"The board sends {cells} cells, but the file of {board.name!r} describes {len(board.cells)}: flash "
                "the firmware with the right name in board.h."
            )
        setup = Setup(board, banner, calibration, None, self.feet)
        self._force = ForceLaw(board, calibration)
        self._follow_feet(setup)
        # Last, because the window's thread takes it as the sign that all the rest is there.
        self.setup = setup
        self.reset_filter()

    def _follow_feet(self, s: Setup) -> None:
        self._balance = BalanceLaw(placed(s.board, s.calibration.places_mm), s.feet)
        self._drift = DriftWatch(s.board, s.rate_hz)
        self._history = History(s.board, s.rate_hz, STRIP_S, cop_earned(s))
        self._bases: dict[tuple[str, ...], Array] = {}

    def _base(self, standing: tuple[str, ...]) -> Array:
        """Base of support of the feet that stand; found once, because a hull costs more than the rest of a picture."""
        assert self.setup
        if standing not in self._bases:
            self._bases[standing] = base_of_support(self.setup.board, self.setup.feet, standing)
        return self._bases[standing]

    def _set_tare(self, tare: Array | None) -> None:
        assert self.setup, "a zero came before the board said what it is"
        self.setup = replace(self.setup, tare_counts=tare)
        self._force = ForceLaw(self.setup.board, self.setup.calibration, tare)
        self._drift.clear()
        self.reset_filter()

    def _back(self) -> None:
        self.phase, self.message = Phase.LIVE, ""
        for tally in filter(None, (self.whole, self.part)):
            tally.gap()
        self._latency = Latency()
        if self.training is not None:
            self._happened(self.training.interrupt())
        if self.setup:
            self._history.clear()
            self._drift.clear()
            self.reset_filter()

    def _block(self, block: Block) -> None:
        assert self.setup, "a block came before the board said what it is"
        block = rewired(block, self.setup.calibration.mapping)
        raw = self._force(block)
        filtered = self._lowpass(raw)
        # Both at once: a block of few frames costs what numpy's calls cost, not what the frames do.
        both = self._balance(np.concatenate([raw, filtered]))
        balance = both.rows(slice(len(block), None))
        for tally in filter(None, (self.whole, self.part)):
            tally.add(block, both.rows(slice(len(block))))
        t_s = (block.tick_us - (self.whole.first_tick_us or 0)) / 1e6
        for rest in self._drift.add(t_s, raw):
            if self.part and self.part.zero:
                self.part.zero.add(rest, self._force.tare_n)
        if self.training is not None and not self.training.done:
            self._happened(self.training.take(t_s, balance))
        self._history.add(t_s, block, balance)
        self._newest = block, filtered[-1], balance
        self._host_delay_s = self._latency(block.arrived_s, float(block.tick_us[-1]) / 1e6)


_POINT = {"mt1_light": 1, "mt5_light": 2, "heel_light": 0, "heel_heavy": 0}


def _advice_of(drill: DrillView, feet: Mapping[str, FootState]) -> Advice | None:
    """The drill's most important fault as a page shows it; None where there is none, or nothing may be said."""
    for fault in drill.active if drill.feedback else ():
        if fault.fault in _POINT and fault.foot in feet:
            k = _POINT[fault.fault]
            band = drill.reference.bands[fault.foot][POINTS[k]] if drill.reference and drill.kind == "hold" else None
            share = feet[fault.foot].share[k]
            return Advice(Fault(fault.fault), fault.foot, share, Band(*band) if band else None)
    return None
