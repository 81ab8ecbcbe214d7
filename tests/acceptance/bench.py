"""A board on the bench, as somebody wired it: real packets into a real session, on a clock that does not wait."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from tripod.acceptance import Finding, build_for
from tripod.boards import GRAVITY, Board, load_board
from tripod.device.protocol import Banner, Converter, Group, Sampling, encode_banner, encode_frame
from tripod.firmware.images import shipped_version
from tripod.force.at_rest import rest_counts
from tripod.force.front_end import fsr_counts
from tripod.live.acceptance import Asked, Known, Wanted, examine_step
from tripod.sources.clock import Clock
from tripod.sources.stream import Stream

Wrong = Callable[["Bench", np.ndarray, float], None]
"""Spoils the counts (n, cells) of samplings in place, given the time of the first."""


@dataclass
class Bench:
    """A port and the computer's clock beside it."""

    board: Board
    wrong: Wrong = lambda bench, counts, t_s: None
    rate_hz: float = 80.0
    told_hz: float = 0.0
    clock_ratio: float = 1.0
    """How many seconds the board counts in one of the computer's."""
    supply_mv: int = 5000
    self_test: int = 0
    worst: tuple[int, ...] = ()
    """Of each cell since the banner before; () for nothing wrong."""
    tested: int = 0b11111100
    board_id: str = "00112233445566aa"
    sampling: Sampling | None = None
    name: str = ""
    noise: float = 0.0
    age: Callable[[int, int], int] = lambda cell, seq: 0
    """Age of a cell in 0.1 ms at a sampling."""
    status: Callable[[int, float], int] = lambda cell, t_s: 0
    lose: int = 0
    """Every so many frames one is lost."""
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(3))
    now_s: float = 0.0
    pressed: tuple[int, float] | None = None
    """The cell that somebody presses, and until when by the computer's clock."""
    answers: dict[int, int] = field(default_factory=dict)
    """Cell -> the wire that it hangs on, where it is another; −1 for none."""
    turned: Sequence[int] = ()
    bridged: float = 0.0
    """Part of a press that the next cell takes."""
    hand_kg: float = 0.0
    """What a press weighs; 0 for the usual mass."""
    _sent: int = 0
    _banner_s: float = -1.0

    def __post_init__(self) -> None:
        self.film = self.board.front_end.kind != "hx711"
        self.told_hz = self.told_hz or (200.0 if self.film else 80.0)
        self.noise = self.noise or (16.0 if self.film else 60.0)
        self.zero = np.zeros(len(self.board.cells)) if self.film else self.rng.normal(0, 10_000, len(self.board.cells))

    def clock(self) -> Clock:
        def sleep(seconds: float) -> None:
            self.now_s += max(seconds, 0.02)

        return Clock(lambda: self.now_s, sleep)

    def read(self) -> bytes:
        self.now_s += 0.02
        rate = self.rate_hz
        due = int(self.now_s * rate)
        count, first = due - self._sent, self._sent
        self._sent = due
        board_s = self.now_s * self.clock_ratio
        out = b""
        if board_s - self._banner_s >= 1:
            self._banner_s = board_s
            out = self._banner(board_s)
        if not count:
            return out
        counts = self._counts(count)
        self.wrong(self, counts, first / rate)
        counts = np.rint(np.clip(counts, 0 if self.film else -(2**23), 65472 if self.film else 2**23 - 1)).astype(int)
        for k in range(count):
            seq = first + k
            if self.lose and seq % self.lose == 0:
                continue
            us = round(seq / rate * self.clock_ratio * 1e6)
            ages = [self.age(c, seq) for c in range(len(self.board.cells))]
            status = [self.status(c, seq / rate) for c in range(len(self.board.cells))]
            out += encode_frame(0, seq, us, counts[k].tolist(), status, ages)
        return out

    def close(self) -> None:
        pass

    def _counts(self, count: int) -> np.ndarray:
        cells = len(self.board.cells)
        counts = rest_counts(self.board) + self.zero + self.rng.normal(0, self.noise, (count, cells))
        if self.film:
            counts = np.rint(counts / 16) * 16
        if self.pressed is not None and self.now_s < self.pressed[1]:
            cell = self.answers.get(self.pressed[0], self.pressed[0])
            if cell >= 0:
                counts[:, cell] += self._pressed_counts(cell)
                other = (cell + 1) % cells
                counts[:, other] += self.bridged * self._pressed_counts(other)
        return counts

    @property
    def usual_mass_kg(self) -> float:
        """Of the mass that is put on each cell."""
        return 1.0 if self.film else 5.0

    def _pressed_counts(self, cell: int) -> float:
        newtons, law = (self.hand_kg or self.usual_mass_kg) * GRAVITY, self.board.cells[cell].nominal
        if self.film:
            conductance = (newtons / law.gain) ** (1 / law.exponent)
            return float(fsr_counts(self.board.front_end, conductance)) - rest_counts(self.board)
        return (-1 if cell in self.turned else 1) * newtons / law.gain

    def _banner(self, board_s: float) -> bytes:
        converter = Converter.ADC if self.film else Converter.BRIDGE
        group = Group(
            0, converter, self.tested, self.told_hz, self.worst or (0,) * len(self.board.cells), self.sampling
        )
        us = round(board_s * 1e6)
        name = self.name or self.board.name
        return encode_banner(
            Banner(
                shipped_version(),
                name,
                self.board_id,
                int(board_s),
                us,
                self.supply_mv,
                self.self_test,
                0,
                0,
                0,
                (group,),
            )
        )


def examined(
    bench: Bench,
    step: int,
    press: Callable[[Bench, int], None] | None = None,
    *,
    mass_kg: float | None = None,
    build: str | None = None,
) -> list[Finding]:
    """What the step's examination finds; `press` does what is asked. Its builder says what was built, and presses with
    a mass: where nothing is given the right ones, "" and 0 where nothing is said."""
    wanted = Wanted(
        step,
        bench.board.name if build is None else build,
        5.0,
        4.0,
        bench.usual_mass_kg if mass_kg is None else mass_kg,
    )
    clock = bench.clock()
    source = Stream("bench", bench, lambda: bench, clock)
    out: list[Finding] = []
    for told in examine_step(source, clock, wanted):
        match told:
            case Asked(cell):
                (press or presses)(bench, cell)
            case Finding():
                out.append(told)
            case Known():
                pass
    return out


def presses(bench: Bench, cell: int) -> None:
    """Press it for a second, a moment from now."""
    bench.pressed = cell, bench.now_s + 1.0


def said(bench: Bench, findings: Sequence[Finding]) -> list[str]:
    """Sentences of all that did not pass."""
    build = build_for(bench.board)
    return [f.said(bench.board, build) for f in findings if f.verdict.value != "pass"]


def bench(name: str, **how: object) -> Bench:
    """A bench with the board of that name, right or as it is made wrong."""
    board = load_board(name)
    rate = 200.0 if board.front_end.kind != "hx711" else 80.0
    return Bench(board, **{"rate_hz": rate, **how})  # type: ignore[arg-type]
