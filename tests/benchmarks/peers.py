"""What one writes on a first evening: text lines, `float()`, pyqtgraph and scipy as they come. The same data, kindly.

It reads from memory (pyserial's own `readline` takes a byte at a time), interpolates linearly (cubic costs twice as
much), keeps the strip in one array, and draws with thin pens and no antialiasing. Its sections run BLAS with one
thread: with more, numpy's small products take twice the processor and come no earlier.
"""

import csv
import io
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from tripod.device.blocks import Block

STRIP_ROWS = 10_000


def as_text(blocks: Iterable[Block]) -> bytes:
    """The same frames as a board prints them with `Serial.println`: sequence, clock, counts."""
    lines: list[str] = []
    for block in blocks:
        for seq, tick, counts in zip(block.seq.tolist(), block.tick_us.tolist(), block.counts.tolist(), strict=True):
            lines.append(",".join(map(str, (seq, tick, *counts))))
    return ("\n".join(lines) + "\n").encode()


class Lines(Protocol):
    """A file or a serial port."""

    def readline(self) -> bytes: ...


def read_line(stream: Lines) -> list[float]:
    """One row of numbers."""
    return [float(field) for field in stream.readline().decode().strip().split(",")]


def read_lines(text: bytes) -> int:
    """Read all; returns how many rows there were."""
    stream = io.BytesIO(text)
    rows = [read_line(stream) for _ in range(text.count(b"\n"))]
    return len(rows)


def read_csv(path: Path, rows: int) -> int:
    """Read the first rows of a recording with the csv module; returns how many there were."""
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        return len([[float(field) for field in row] for row in islice(reader, rows)])


def naive_window(painted: Callable[[], None]) -> Any:
    """The naive window, not yet shown. Qt and scipy are loaded here because not every section wants them."""
    import pyqtgraph as pg
    from PySide6.QtGui import QPaintEvent
    from scipy.interpolate import griddata

    class NaiveWindow(pg.GraphicsLayoutWidget):
        """`take` redraws everything."""

        def __init__(self) -> None:
            super().__init__()
            self.resize(1280, 800)
            self.newest_seq = -1
            self._table = np.zeros((STRIP_ROWS, 8))
            self._maps = []
            for column in range(2):
                plot: Any = self.ci.addPlot(0, column)
                plot.setAspectLocked()
                image = pg.ImageItem()
                image.setColorMap("viridis")
                plot.addItem(image)
                self._maps.append(image)
            strip = self.ci.addPlot(1, 0, colspan=2)
            strip.showGrid(x=True, y=True)
            self._curves = [strip.plot(pen=(k, 6)) for k in range(6)]
            self._grid = np.mgrid[0:128, 0:256]
            corners = [(0, 0), (0, 255), (127, 0), (127, 255)]
            self._points = np.array([(64, 30), (40, 190), (95, 170), *corners])

        def take(self, rows: list[list[float]]) -> None:
            if rows:
                self._table = np.concatenate([self._table, rows])[-STRIP_ROWS:]
                self.newest_seq = int(rows[-1][0])
            self._redraw()

        def _redraw(self) -> None:
            newest = self._table[-1, 2:]
            for foot, image in enumerate(self._maps):
                values = np.concatenate([newest[3 * foot : 3 * foot + 3], np.zeros(4)])
                image.setImage(griddata(self._points, values, tuple(self._grid), method="linear"), levels=(0, 65535))
            t_s = self._table[:, 1] / 1e6
            for k, curve in enumerate(self._curves):
                curve.setData(t_s, self._table[:, 2 + k])

        def paintEvent(self, ev: QPaintEvent) -> None:
            super().paintEvent(ev)
            painted()

    return NaiveWindow()
