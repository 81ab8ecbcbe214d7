"""Publishes a live board in the Lab Streaming Layer: numbers and markers, stamped in LSL's time.

The board's clock is followed: a sample cannot arrive before it was taken, so the least of (LSL's clock at arrival -
the board's time) over the last minute maps one clock to the other; what a sample waited in cables and buffers is not
in its stamp.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tripod.balance.setup import Setup
from tripod.drills.run.event_types import Event
from tripod.exports.cannot_export import CannotExport
from tripod.exports.columns import KnownFeet, columns_of
from tripod.exports.markers import marker
from tripod.exports.session_table import Column
from tripod.live.sink import Heard
from tripod.sentences import sentence

if TYPE_CHECKING:
    from pylsl import StreamOutlet

FOLLOWS_S = 60.0
PIECE_S = 1.0


class ClockMap:
    """From the board's time to another clock's, from when samples arrived."""

    def __init__(self) -> None:
        self._least: deque[tuple[float, float]] = deque()
        """(begin of a second of the board's time, least offset in it)."""

    def add(self, board_s: float, arrived_s: float) -> None:
        """A sample of this time arrived then."""
        offset = arrived_s - board_s
        if self._least and board_s - self._least[-1][0] < PIECE_S:
            begin, least = self._least[-1]
            self._least[-1] = begin, min(least, offset)
        else:
            self._least.append((board_s, offset))
        while self._least[0][0] < board_s - FOLLOWS_S:
            self._least.popleft()

    @property
    def offset_s(self) -> float:
        """To add to the board's time."""
        return min(offset for _, offset in self._least)


class LslSink:
    """Two streams: `tripod BOARD` (type Force) and `tripod BOARD markers`."""

    def __init__(self, setup: Callable[[], Setup | None]) -> None:
        """`setup`: of the board, once it is known.

        Raises:
            CannotExport: pylsl is not installed, or finds no library of LSL.
        """
        try:
            import pylsl  # noqa: PLC0415
        except (ImportError, RuntimeError, OSError):
            raise CannotExport(sentence("export.extra_missing", library="pylsl", extra="lsl")) from None
        self._lsl = pylsl
        self._setup, self._known, self._clock = setup, KnownFeet(), ClockMap()
        self._numbers: StreamOutlet | None = None
        self._markers: StreamOutlet | None = None

    def take(self, heard: Heard) -> None:
        """The next item of the stream."""
        self._known.take(heard.item)
        setup, measured = self._setup(), heard.measured
        if measured is None or setup is None:
            return
        columns = columns_of(setup.board, self._known, measured)[1:]
        if self._numbers is None:
            self._open(setup, columns)
        newest = float(measured.t_s[-1])
        self._clock.add(newest, self._lsl.local_clock())
        rows = np.column_stack([c.values for c in columns])
        stamps = measured.t_s + self._clock.offset_s
        if self._numbers is not None:
            self._numbers.push_chunk(rows.tolist(), stamps.tolist())

    def hear(self, events: Sequence[Event]) -> None:
        """What happened in a drill."""
        markers = self._markers
        for event in events if markers is not None else ():
            assert markers is not None
            kind, text = marker(event)
            markers.push_sample([f"{kind} {text}".strip()], event.t_s + self._clock.offset_s)

    def finish(self) -> None:
        """Nothing more will come."""
        self._numbers = self._markers = None

    def _open(self, setup: Setup, columns: Sequence[Column]) -> None:
        board, board_id = setup.board.name, setup.banner.board_id
        numbers = self._lsl.StreamInfo(
            f"tripod {board}", "Force", len(columns), setup.rate_hz, self._lsl.cf_double64, f"{board_id} numbers"
        )
        channels = numbers.desc().append_child("channels")
        for column in columns:
            channel = channels.append_child("channel")
            channel.append_child_value("label", column.name)
            channel.append_child_value("unit", column.unit)
            channel.append_child_value("type", column.says)
        markers = self._lsl.StreamInfo(
            f"tripod {board} markers",
            "Markers",
            1,
            self._lsl.IRREGULAR_RATE,
            self._lsl.cf_string,
            f"{board_id} markers",
        )
        self._numbers, self._markers = self._lsl.StreamOutlet(numbers), self._lsl.StreamOutlet(markers)
