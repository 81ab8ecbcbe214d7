"""Numbers as JSON lines over UDP, for a game or a script: one datagram a sampling, or fewer. Loopback unless told.

    {"t_s": 12.345, "total_n": 734.1, "cop_ml_mm": 1.2, …, "left_heel_share": 0.55, …}

What there is not is null. What happens (drills, faults, cues) comes as {"t_s": …, "event": …, "text": …}.
"""

import json
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from math import isfinite

from tripod.balance.setup import Setup
from tripod.drills.run.event_types import Event
from tripod.exports.columns import KnownFeet, columns_of
from tripod.exports.markers import marker
from tripod.live.sink import Heard
from tripod.storage.json_value import JsonObject

DIGITS = 6
_LEFT_OUT = ("_counts", "_status")
"""Endings of columns that would make a datagram longer than one packet."""


class UdpSink:
    """Sends; who does not listen misses it, and nothing here waits."""

    def __init__(self, host: str, port: int, setup: Callable[[], Setup | None], rate_hz: float = 0.0) -> None:
        """`setup`: of the board, once it is known. `rate_hz`: at most so many datagrams a second; 0 for all.

        Raises:
            OSError: there is no such host.
        """
        family, kind, proto, _, self._to = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        self._socket = socket.socket(family, kind, proto)
        self._socket.setblocking(False)
        self._setup, self._known = setup, KnownFeet()
        self._every_s = 1 / rate_hz if rate_hz else 0.0
        self._next_s = float("-inf")

    def take(self, heard: Heard) -> None:
        """The next item of the stream."""
        self._known.take(heard.item)
        setup, measured = self._setup(), heard.measured
        if measured is None or setup is None:
            return
        columns = [c for c in columns_of(setup.board, self._known, measured) if not c.name.endswith(_LEFT_OUT)]
        names = ["t_s", *(c.name for c in columns[1:])]
        for row in zip(*(c.values.tolist() for c in columns), strict=True):
            if row[0] >= self._next_s:
                late = row[0] - self._next_s >= self._every_s
                self._next_s = (row[0] if late else self._next_s) + self._every_s
                self._send({k: round(v, DIGITS) if isfinite(v) else None for k, v in zip(names, row, strict=True)})

    def hear(self, events: Sequence[Event]) -> None:
        """What happened in a drill."""
        for event in events:
            kind, text = marker(event)
            self._send({"t_s": round(event.t_s, DIGITS), "event": kind, "text": text})

    def finish(self) -> None:
        """Nothing more will come."""
        self._socket.close()

    def _send(self, value: JsonObject) -> None:
        # A full buffer, or nobody there: the next is newer.
        with suppress(OSError):
            self._socket.sendto(json.dumps(value, allow_nan=False).encode() + b"\n", self._to)
