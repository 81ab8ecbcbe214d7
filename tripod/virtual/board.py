"""The virtual board: from who stands on it to the firmware's real packets, as an endless stream of bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, cell_positions
from tripod.boards import FEET, Board
from tripod.device.frames import Wrapped, pack
from tripod.device.protocol import FIRST_AFTER_BOOT, Banner, Converter, Group, Status, encode_banner
from tripod.force.calibration import Calibration
from tripod.sentences import sentence
from tripod.storage.schemas.stance import StanceFile
from tripod.virtual.played import Played
from tripod.virtual.played_actions import Cause, Trouble
from tripod.virtual.pupil import Pupil
from tripod.virtual.scenario import Scenario
from tripod.virtual.sensor_faults import Fault, FaultModel
from tripod.virtual.sensors import SETTLING_CONVERSIONS, TrueSensors
from tripod.virtual.sole import REGIONS, region_positions, spread_feet
from tripod.virtual.standing import LEAD_S, Person, Stance, Standing, TrueStance, scenario_stance, true_stance
from tripod.virtual.sway import GRID_HZ

if TYPE_CHECKING:
    from tripod.virtual.recorded_standing import Recorded

Array = NDArray[np.float64]

START_US = (1 << 32) - 500_000
"""The board's clock at its first banner: it wraps half a second later, so that every test crosses the wrap."""
FIRMWARE = (1, 0, 0)
CHUNK_S = 0.25
PLAYED_CHUNK_S = 0.05
"""Who plays is answered within this."""
STRAPPED_HZ, SLOWED = 10.0, 4.0
"""A bridge converter strapped to its slow rate; by how much a board with films is slowed."""


@dataclass(frozen=True)
class Truth:
    """The true loads, on the model's grid; `t_s` counts from the board's first banner."""

    t_s: Array
    cell_n: Array
    """(n, cells) true force on each cell."""
    region_n: Array
    """(n, 2, 9) load of each region of each foot (`sole.REGIONS`); 0 under a rigid plate, which knows none."""
    load_n: Array
    """(n, 2)"""
    cop_mm: Array
    """(n, 2, 2) CoP of each whole foot in the board's frame."""


class VirtualBoard:
    """Simulates a board. The same scenario and seed give the same bytes."""

    def __init__(self, scenario: Scenario) -> None:
        board = scenario.board
        self.board = board
        self.foot_mm = scenario.foot_mm
        rng = np.random.default_rng(scenario.seed)
        person_rng, sensor_rng, self._rng = rng.spawn(3)
        self.played = Played(scenario, person_rng) if scenario.name == "play" else None
        """The person whom somebody plays; None where nobody does."""
        self.pupil: Pupil | Played | None = Pupil(scenario, person_rng) if scenario.name == "pupil" else self.played
        """The simulated person who follows a drill; None where the scenario fixes all motion."""
        self._recorded = _recorded(scenario) if scenario.name == "csv" else None
        self._standing: Standing = self._recorded or self.pupil or Person(scenario, person_rng)
        stands = self._recorded.stands if self._recorded else scenario_stance(scenario)
        self._load_path = LoadPath(board, Feet(scenario.foot_mm), stands)
        self._sensors = TrueSensors(board, sensor_rng)
        self._fsr = board.front_end.kind != "hx711"
        self.rate_hz = scenario.rate_hz or (200.0 if self._fsr else 80.0)
        self._settling_s = SETTLING_CONVERSIONS / self.rate_hz
        self._settling = _settling(self._settling_s)
        self._looks_back_s = max(LEAD_S, self._settling_s + 2 / self.rate_hz)
        """What slow converters saw before a chunk begins."""
        self._burst = 4 if self.rate_hz <= 200 else 2 if self.rate_hz <= 500 else 1
        self._faults = FaultModel(board, scenario.faults, self.rate_hz)
        self._phase = sensor_rng.random(len(board.cells)) / self.rate_hz
        self._base = 0, 0.0
        """Frame and time from which on frames come at the current rate."""
        self._now_hz = self.rate_hz
        self._chunk_s = PLAYED_CHUNK_S if self.played else CHUNK_S
        self._trouble = Cause(None)
        self._always = scenario.faults
        self._worst = np.zeros(len(board.cells), np.uint8)
        # Different boards of one seed get different ids, so that saved calibrations are not mixed up.
        own = crc32(self.board.name.encode()) << 31
        self._board_id = f"{int(sensor_rng.integers(1 << 63)) ^ own:016x}"
        self.calibration: Calibration | None = (
            self._sensors.factory_calibration(self._board_id) if scenario.factory else None
        )
        self.end_s = min(scenario.seconds, getattr(self._standing, "end_s", float("inf")))
        self._seq = 0
        self._chunk = 0
        self._banners = 0
        self._felt = np.empty((0, len(board.cells)))
        self._felt_t = np.empty(0)
        self.truth: list[Truth] = []
        """One for each chunk so far, if `keep_truth`."""
        self.keep_truth = False

    def stance(self) -> StanceFile:
        """Where feet stand that a recording says it of."""
        return self._recorded.stance if self._recorded else {}

    def notice(self) -> str:
        """How a recording was read and placed, and which of its rows the board cannot carry; "" if there is none."""
        if self._recorded is None:
            return ""
        rows = self._recorded.rows()
        force, _ = self._load_path(rows)
        beyond = np.any(force < -self.board.limits.steady_n, axis=1)
        beyond |= np.any(rows.load_n > self.board.limits.max_foot_n, axis=1)
        if not self._load_path.rigid:
            beyond |= self._load_path.missed_mm(rows) > 1
        said = [self._recorded.said] if self._recorded.said else []
        if beyond.any():
            rows, beyond_rows = len(beyond), int(beyond.sum())
            said.append(
                sentence("virtual_board.rows_beyond_board", beyond=beyond_rows, rows=rows, board=self.board.name)
            )
        return " ".join(said)

    def packets(self) -> list[tuple[float, bytes]]:
        """The packets of the next quarter of a second, each with the time at which it leaves the board.

        Of less where somebody plays: what they do must show at once."""
        start, stop = self._chunk * self._chunk_s, (self._chunk + 1) * self._chunk_s
        self._model_until(stop)
        if self.played is not None:
            self._cause(self.played.meant.trouble, start)
        self._chunk += 1
        out: list[tuple[float, bytes]] = []
        first = self._seq
        since, since_s = self._base
        count = max(int(np.floor((min(stop, self.end_s) - since_s) * self._now_hz + 1e-9)) - (first - since), 0)
        number = first + np.arange(count)
        t = since_s + (number - since + 1) / self._now_hz
        counts, age = self._sample(t)
        status = self._faults(counts, self._rng)
        self._seq += count
        t_us = START_US + np.rint(t * 1e6).astype(np.int64)
        frames = pack(0, Wrapped(number.astype(np.uint16), t_us.astype(np.uint32), counts, status, age))
        while self._banners < stop and self._banners <= self.end_s:
            out.append((float(self._banners), b""))
            self._banners += 1
        out += zip(t.tolist(), frames, strict=True)
        out.sort(key=lambda p: p[0])
        if count:
            self._worst = np.maximum(self._worst, status.max(0))
        return [(when, data or self._banner(int(when))) for when, data in out if when >= start]

    def finished(self) -> bool:
        """Whether all packets up to the scenario's end were given."""
        return self._chunk * self._chunk_s >= self.end_s

    def _cause(self, trouble: Cause, start_s: float) -> None:
        """From this time on there is this trouble and no other."""
        if trouble == self._trouble:
            return
        self._trouble, slow = trouble, trouble.trouble is Trouble.SLOW
        own = () if slow or trouble.trouble is None else (Fault(trouble.trouble.value, trouble.cell, trouble.other),)
        self._faults.change((*self._always, *own))
        self._base = self._seq, start_s
        self._now_hz = self.rate_hz if not slow else self.rate_hz / SLOWED if self._fsr else STRAPPED_HZ

    def _banner(self, uptime_s: int) -> bytes:
        tested = (
            [Status.SHORTED, Status.SATURATED, Status.STUCK]
            if self._fsr
            else [Status.SATURATED, Status.SHORTED, Status.STUCK, Status.TORN, Status.LATE, Status.MISSING]
        )
        group = Group(
            0,
            Converter.ADC if self._fsr else Converter.BRIDGE,
            sum(1 << s for s in tested),
            self.rate_hz,
            tuple(self._worst.tolist()),
        )
        self._worst = np.zeros_like(self._worst)
        return encode_banner(
            Banner(
                FIRMWARE,
                self.board.name,
                self._board_id,
                uptime_s,
                (START_US + uptime_s * 1_000_000) & 0xFFFFFFFF,
                5000,
                FIRST_AFTER_BOOT if uptime_s == 0 else 0,
                0,
                0,
                0,
                (group,),
            )
        )

    def _model_until(self, stop_s: float) -> None:
        done = self._felt_t[-1] if len(self._felt_t) else -LEAD_S - 1 / GRID_HZ
        n = round((stop_s - done) * GRID_HZ) + 1
        stance = self._standing.advance(n)
        force, region = self._load_path(stance)
        if self.played is not None:
            force = force + self.played.cells_n
        if self.keep_truth:
            self.truth.append(Truth(stance.t_s, force, region, stance.load_n, stance.cop_mm))
        felt, felt_t = self._sensors.felt(force), stance.t_s
        if not len(self._felt_t) and self._looks_back_s > LEAD_S:
            # Whoever stands there at first, stood there before.
            before = round((self._looks_back_s - LEAD_S) * GRID_HZ)
            felt = np.concatenate([np.repeat(felt[:1], before, axis=0), felt])
            felt_t = np.concatenate([felt_t[0] - np.arange(before, 0, -1) / GRID_HZ, felt_t])
        keep = self._felt_t > stop_s - self._chunk_s - self._looks_back_s
        self._felt_t = np.concatenate([self._felt_t[keep], felt_t])
        self._felt = np.concatenate([self._felt[keep], felt])

    def _sample(self, t: Array) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        cells = len(self.board.cells)
        age_s = np.zeros((len(t), cells))
        felt, felt_t = self._felt, self._felt_t
        if not self._fsr:
            # Free-running converters: each cell's conversion ended up to a period before the common read.
            slip = np.linspace(-2e-4, 2e-4, cells)
            age_s = (self._phase + t[:, None] * slip) % (1 / self.rate_hz)
            # One column after the other in one call; what runs on from one into the next is left out.
            rows, lost = len(felt_t), len(self._settling) - 1
            through = np.zeros(cells * rows)
            through[: cells * rows - lost] = np.convolve(felt.T.reshape(-1), self._settling, "valid")
            felt = through.reshape(cells, rows)[:, : rows - lost].T
            felt_t = felt_t[lost:]
        at = t[:, None] - age_s
        values = np.empty_like(at)
        for c in range(cells):
            values[:, c] = np.interp(at[:, c], felt_t, felt[:, c])
        noise = self._rng.normal(0, 1, values.shape)
        return self._sensors.counts(values, noise, self._burst), np.minimum(np.rint(age_s / 1e-4), 255).astype(np.uint8)


def _settling(length_s: float) -> Array:
    """Of a bridge converter, with what weight each step of the model's grid counts in a reading; the newest first."""
    weight = np.full(round(length_s * GRID_HZ) + 1, 1.0)
    weight[[0, -1]] = 0.5
    return weight / weight.sum()


def _recorded(scenario: Scenario) -> Recorded:
    # Loaded here, for only those who have a file of a force plate need the code that reads it.
    from tripod.virtual.recorded_standing import Recorded  # noqa: PLC0415

    return Recorded(scenario)


class LoadPath:
    """Distributes loads to the cells: by statics under a rigid plate, else by the regions that each cell sees."""

    def __init__(self, board: Board, feet: Feet, stands: TrueStance | None = None) -> None:
        """`stands`: where the feet are, None for as drawn. Blocks and films go with the foot that they lie under."""
        self._board, self._feet = board, feet
        self._stands = stands or true_stance(board, feet)
        self.rigid = not any(cell.sees for cell in board.cells)
        self._cells = {foot: list(board.cells_of(foot)) for foot in board.feet}
        positions = cell_positions(board, feet)
        self._statics = {
            foot: np.linalg.pinv(
                np.vstack([np.ones(len(board.cells_of(foot))), positions[list(board.cells_of(foot))].T])
            )
            for foot in board.feet
        }
        self._sees = np.array([[cell.sees.get(r, 0.0) for r in REGIONS] for cell in board.cells])

    def __call__(self, stance: Stance) -> tuple[Array, Array]:
        """Cell forces (n, cells) and region loads (n, 2, 9) in newtons."""
        n = len(stance.t_s)
        force, region = np.zeros((n, len(self._board.cells))), np.zeros((n, 2, len(REGIONS)))
        if self.rigid:
            for foot, cells in self._cells.items():
                k = FEET.index(foot)
                load = stance.load_n[:, k]
                moments = np.stack([load, load * stance.cop_mm[:, k, 0], load * stance.cop_mm[:, k, 1]], 1)
                force[:, cells] = moments @ self._statics[foot].T
            return force, region
        feet = [foot for foot in self._cells if stance.load_n[:, FEET.index(foot)].any()]
        if feet:
            part = self._spread(self._stands.in_feet(stance.cop_mm), stance.toes, feet)
            for i, foot in enumerate(feet):
                k, cells = FEET.index(foot), self._cells[foot]
                region[:, k] = part[:, i] * stance.load_n[:, k, None]
                force[:, cells] = region[:, k] @ self._sees[cells].T
        return force, region

    def missed_mm(self, stance: Stance) -> Array:
        """(n,) how far the nearest spread that the foot can make stays from the stance's CoP; 0 where unloaded."""
        missed = np.zeros(len(stance.t_s))
        in_feet = self._stands.in_feet(stance.cop_mm)
        for foot in self._board.feet:
            k = FEET.index(foot)
            part = self._spread(in_feet, stance.toes, [foot])[:, 0]
            from_heel = in_feet[:, k]
            reached = part @ region_positions(foot, self._feet.length_of(foot))
            loaded = stance.load_n[:, k] > 1
            missed = np.maximum(missed, np.where(loaded, np.hypot(*(reached - from_heel).T), 0))
        return missed

    def _spread(self, in_feet_mm: Array, toes: Array, feet: Sequence[str]) -> Array:
        """(n, feet, 9) of CoPs (n, 2, 2) in the feet's own frames, and what the toes take (n, 2)."""
        at = [FEET.index(foot) for foot in feet]
        lengths = [self._feet.length_of(foot) for foot in feet]
        return spread_feet(in_feet_mm[:, at], toes[:, at], feet, lengths, self._board.unsupported)
