"""Bytes to items: decoder and timebase together, still with no I/O. Serial and virtual boards share it."""

from tripod.device.frames import unpack
from tripod.device.protocol import Banner, Decoder
from tripod.device.source import Back, Hello, Item, LineCount
from tripod.device.timebase import Timebase


class Receiver:
    """Feed it bytes with their arrival time; frames before the first banner are not understood and left out."""

    def __init__(self, group: int = 0) -> None:
        self._group = group
        self._decoder = Decoder()
        self._timebase: Timebase | None = None
        self._banner: Banner | None = None
        self._cells = 0

    @property
    def banner(self) -> Banner | None:
        return self._banner

    def feed(self, data: bytes, arrived_s: float) -> list[Item]:
        """The items that these bytes completed.

        Raises:
            ProtocolVersionError: see `Decoder.feed`.
        """
        items: list[Item] = []
        for event in self._decoder.feed(data):
            if isinstance(event, Banner):
                items += self._hear(event)
            elif self._timebase and event.group == self._group and event.cells == self._cells:
                items.append(self._timebase.unwrap(unpack(event), arrived_s))
        return items

    def reconnected(self) -> None:
        """The stream was cut: half a packet is left, and the board may be another one's age."""
        rest = self._decoder
        self._decoder = Decoder()
        self._decoder.skipped_bytes, self._decoder.unknown_packets = rest.skipped_bytes, rest.unknown_packets
        if self._timebase:
            self._timebase.reconnected()

    def line(self) -> LineCount:
        lost = self._timebase.lost if self._timebase else 0
        return LineCount(lost, self._decoder.skipped_bytes, self._decoder.unknown_packets)

    def _hear(self, banner: Banner) -> list[Item]:
        items: list[Item] = []
        group = next((g for g in banner.groups if g.group == self._group), None)
        if self._timebase is None:
            if group is None:
                return items
            self._timebase, self._cells = Timebase(group.rate_hz), group.cells
        if self._timebase.banner(banner):
            items.append(Back(restarted=True))
        self._banner = banner
        items.append(Hello(banner))
        return items
