"""A hand-wired board: real packets of a person of 75 kg, with whatever is wrong with its wires, into a real session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pytest

from tripod.boards import Board, load_board
from tripod.device.protocol import Banner, Group, encode_banner, encode_frame
from tripod.firmware.images import shipped_version
from tripod.live.session import Session
from tripod.live.sink import Sink
from tripod.sources.clock import Clock
from tripod.sources.stream import Stream
from tripod.training.profile import NOBODY, Profile

SHARE = {"heel": 0.5, "mt1": 0.25, "mt5": 0.25}
FOOT_N = 75 * 9.81 / 2
Wrong = Callable[[np.ndarray, float, int], None]
"""Spoils the counts (cells,) of one sampling in place, given its time and number."""


@dataclass
class WiredBoard:
    """A port that gives the next samplings as fast as it is asked."""

    board: Board
    wrong: Wrong = lambda counts, t_s, seq: None
    told_hz: float = 80.0
    sent_hz: float = 80.0
    from_s: float = 2.0
    """From then on somebody stands there,"""
    to_s: float = 1e9
    """until then."""
    foot_n: tuple[float, float] = (FOOT_N, FOOT_N)
    end_s: float = 12.0
    noise_n: float = 0.3
    at_once: int = 1
    """Samplings a read."""
    board_id: str = "00112233445566aa"
    at: Callable[[int], float] | None = None
    """The time of a sampling by its number, where the rate is not the same throughout."""
    clock_stops_s: float = 1e9
    """From then on its stamps are all the same."""
    began_s: float = 1e9
    """So often it begins anew: its uptime is that since then."""
    seq: int = 0
    t_s: float = 0.0
    _banner_s: float = 0.0
    _rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))

    def __post_init__(self) -> None:
        cells = self.board.cells
        self.gain = np.array([c.nominal.gain for c in cells])
        self.zero = self._rng.normal(0, 3000, len(cells))
        part = [SHARE.get(c.point, 0.25) for c in cells]
        self.carried_n = np.array([self.foot_n[c.foot == "right"] * p for c, p in zip(cells, part, strict=True)])

    def read(self) -> bytes:
        return b"".join(self.one() for _ in range(self.at_once))

    def one(self) -> bytes:
        """The next sampling, with the banner each second."""
        if self.t_s > self.end_s:
            raise EOFError
        out, n = b"", len(self.board.cells)
        us = round(min(self.t_s, self.clock_stops_s) * 1e6)
        if self.t_s >= self._banner_s:
            group = Group(0, 2, 0b11111100, self.told_hz, (0,) * n)
            head = Banner(
                shipped_version(),
                self.board.name,
                self.board_id,
                int(self.t_s % self.began_s),
                us,
                5000,
                0,
                0,
                0,
                0,
                (group,),
            )
            out, self._banner_s = encode_banner(head), self._banner_s + 1
        stands = self.from_s <= self.t_s < self.to_s
        force = self.carried_n * stands + self._rng.normal(0, self.noise_n if stands else 0.03, n)
        counts = self.zero + force / self.gain
        self.wrong(counts, self.t_s, self.seq)
        whole = np.clip(np.rint(counts), -(2**23), 2**23 - 1).astype(int).tolist()
        status = [3 if abs(c) >= 2**23 - 1 else 0 for c in whole]
        out += encode_frame(0, self.seq % 65536, us, whole, status, [0] * n)
        self.seq += 1
        self.t_s = self.at(self.seq) if self.at else self.seq / self.sent_hz
        return out

    def close(self) -> None:
        pass


@pytest.fixture
def wired() -> Callable[..., Session]:
    """A session on a hand-wired board: `wired("pads", wrong=…)`; `session.board_port` is the port."""

    def make(
        name: str = "pads",
        wrong: Wrong | None = None,
        listeners: tuple[Sink, ...] = (),
        turned_deg: Mapping[str, float] | None = None,
        profile: Profile = NOBODY,
        **how,
    ) -> Session:
        port = WiredBoard(load_board(name), **({"wrong": wrong} if wrong else {}), **how)
        clock = Clock(lambda: port.t_s, lambda _s: None)
        stream = Stream("x", port, lambda: port, clock)
        session = Session(stream, now=clock.now, listeners=listeners, turned_deg=turned_deg, profile=profile)
        session.board_port = port  # type: ignore[attr-defined]
        return session

    return make


def reversed_at(*cells: int) -> Wrong:
    """These cells have their two signal wires swapped."""

    def wrong(counts: np.ndarray, t_s: float, seq: int) -> None:
        counts[list(cells)] *= -1

    return wrong
