"""Turns a board's bytes into items (`items.Item`): decoder and frame judge together, with no I/O."""

from tripod.device.banner_gate import changed
from tripod.device.frame_judge import FrameJudge
from tripod.device.items import Back, Hello, Item, LineCount
from tripod.device.protocol import Banner, Decoder


class Receiver:
    """Takes bytes with their arrival time and gives items. Frames before the first banner are dropped, because only the
    banner says what they hold."""

    def __init__(self, group: int = 0) -> None:
        self._group = group
        self._decoder = Decoder()
        self._judge: FrameJudge | None = None
        self._cells = 0
        self._cut = False
        self._other_cells = 0
        self.banner: Banner | None = None
        """The last one heard."""

    def feed(self, data: bytes, arrived_s: float) -> list[Item]:
        """The items that these bytes completed. A banner that cannot follow the one before is a `Hello` like any other,
        and what comes after it means nothing.

        Raises:
            ProtocolVersionError: see `Decoder.feed`.
        """
        items: list[Item] = []
        for event in self._decoder.feed(data):
            if isinstance(event, Banner):
                items += self._hear(event)
            elif self._judge and not self._cut and event.group == self._group:
                if event.cells == self._cells:
                    items += self._judge.take(event, arrived_s)
                else:
                    self._other_cells += len(event.packets)
        return items

    def reconnected(self) -> None:
        """Call after an interruption. Frames are dropped until the next banner, for it may be another board."""
        before = self._decoder
        self._decoder = Decoder()
        self._decoder.skipped_bytes, self._decoder.unknown_packets = before.skipped_bytes, before.unknown_packets
        if self._judge:
            self._judge.reconnected()
            self._cut = True

    def line(self) -> LineCount:
        """The line's error counters so far."""
        decoder, base = self._decoder, self._judge
        lost, repeated, doubted = (base.lost, base.repeated, base.doubted) if base else (0, 0, 0)
        return LineCount(lost, repeated, decoder.skipped_bytes, decoder.unknown_packets, doubted + self._other_cells)

    def _hear(self, banner: Banner) -> list[Item]:
        if self.banner is not None and changed(self.banner, banner):
            return [Hello(banner)]
        group = next((g for g in banner.groups if g.group == self._group), None)
        if self._judge is None and group is not None:
            self._judge, self._cells = FrameJudge(group.rate_hz), group.cells
        restarted = self._judge.banner(banner) if self._judge else False
        back: list[Item] = [Back(restarted)] if restarted or self._cut else []
        self._cut = False
        self.banner = banner
        return [*back, Hello(banner)]
