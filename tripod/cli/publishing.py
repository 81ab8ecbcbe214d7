"""`--lsl` and `--udp`: who else hears a source while it is read."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from tripod.balance.setup import Setup
from tripod.cli.failed import Failed
from tripod.drills.run.event_types import Event
from tripod.exports.cannot_export import CannotExport
from tripod.live.session import Session
from tripod.sentences import reason, sentence

if TYPE_CHECKING:
    from tripod.exports.lsl import LslSink
    from tripod.exports.udp import UdpSink


class Publishing:
    """The sinks that were asked for; they hear a session once they are told which."""

    def __init__(self, args: argparse.Namespace) -> None:
        """
        Raises:
            Failed: a library is missing, or there is no such host.
        """
        self._session: Session | None = None
        self.sinks: list[LslSink | UdpSink] = []
        try:
            # What is sent as tables is loaded for who asked for it.
            if args.lsl:
                from tripod.exports import lsl

                self.sinks.append(lsl.LslSink(self._setup))
            if args.udp:
                from tripod.exports import udp

                host, port, rate_hz = args.udp
                self.sinks.append(udp.UdpSink(host, port, self._setup, rate_hz))
        except CannotExport as error:
            raise Failed(str(error)) from error
        except OSError as error:
            raise Failed(sentence("export.no_host", host=args.udp[0], why=reason(error))) from error

    def hear(self, session: Session) -> Self:
        """Follow this session, and what happens in its drills."""
        self._session = session
        session.drill_listeners.append(self._drill_events)
        return self

    def _drill_events(self, events: Sequence[Event]) -> None:
        """What happened in a drill."""
        for sink in self.sinks:
            sink.hear(events)

    def _setup(self) -> Setup | None:
        return self._session.pipeline.setup if self._session is not None else None
