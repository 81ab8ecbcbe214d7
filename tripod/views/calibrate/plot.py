"""The wizard's scatter plot with one line (pyqtgraph). Without a grid, whose painting costs more than the rest."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tripod.sentences import figure
from tripod.views.kit.theme import SMALL, Theme, font

PLOT_PX = 130


class _Axis(pg.AxisItem):
    """Its numbers have the decimal sign of the reader's language."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [said.replace(".", figure(0.5)[1]) for said in super().tickStrings(values, scale, spacing)]


class Plot(QWidget):
    """A scatter with a line, in the theme's colours."""

    def __init__(self, x_name: str, y_name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = x_name, y_name
        self._plot = pg.PlotWidget(axisItems={side: _Axis(side) for side in ("bottom", "left")})
        self._view = self._plot.getViewBox()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self.line = pg.PlotDataItem()
        self.points = pg.ScatterPlotItem(size=9)
        self.zero = pg.InfiniteLine(0, 0)
        self.zero.setZValue(-10)
        self.zero.hide()
        for item in (self.zero, self.line, self.points):
            self._plot.addItem(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plot)
        self.setMinimumHeight(PLOT_PX)
        self.set_theme(theme)

    def sizeHint(self) -> QSize:
        """The least that can be read; pyqtgraph would ask for 480 px, and let every page scroll."""
        return QSize(200, PLOT_PX)

    def set_theme(self, theme: Theme) -> None:
        """Set all colours one by one, because pyqtgraph ignores Qt's palette."""
        self._theme = theme
        self._plot.setBackground(theme.panel)
        self.line.setPen(pg.mkPen(theme.accent, width=1))
        self.points.setPen(pg.mkPen(theme.panel, width=1))
        self.points.setBrush(pg.mkBrush(theme.accent))
        self.zero.setPen(pg.mkPen(theme.outline, width=1))
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(theme.edge))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setStyle(tickFont=font(SMALL - 0.5), tickLength=-4, maxTickLevel=0)
        self._name_axes()

    def set_names(self, x_name: str, y_name: str) -> None:
        """What stands beside the axes."""
        if (x_name, y_name) != self._names:
            self._names = x_name, y_name
            self._name_axes()

    def _name_axes(self) -> None:
        style = {"color": self._theme.muted.name(), "font-size": "8pt"}
        for side, name in zip(("bottom", "left"), self._names, strict=True):
            # Without the empty ranges small values are shown in thousandths, and nobody reads the small print.
            self._plot.getAxis(side).setLabel(name, siPrefixEnableRanges=(), **style)

    def show_data(
        self,
        points: Sequence[tuple[float, float]],
        line: Sequence[tuple[float, float]] = (),
        around_zero: bool = False,
        least_high: float = 0.0,
    ) -> None:
        """Points and a line; `around_zero` keeps 0 in the middle of the height and draws it. `least_high`: the axis
        spans as much at least, so that what hardly moves looks as if it hardly moved."""
        at, way = np.array(points, float).reshape(-1, 2), np.array(line, float).reshape(-1, 2)
        self.points.setData(at[:, 0], at[:, 1])
        self.line.setData(way[:, 0], way[:, 1])
        self.zero.setVisible(around_zero)
        both = np.concatenate([at, way])
        # Of nothing, or of one point, pyqtgraph would write ticks of a millionth.
        for side in ("bottom", "left"):
            self._plot.getAxis(side).setStyle(showValues=bool(np.ptp(both, axis=0).any()) if len(both) else False)
        if len(both):
            low, high = both.min(0), both.max(0)
            if around_zero:
                high[1] = max(abs(low[1]), abs(high[1]))
                low[1] = -high[1]
            lacks = max(least_high - (high[1] - low[1]), 0.0) / 2
            low[1], high[1] = low[1] - lacks, high[1] + lacks
            room = np.maximum(0.08 * (high - low), 1e-6 + 1e-3 * np.abs(high))
            (left, bottom), (right, top) = (low - room).tolist(), (high + room).tolist()
            self._view.setRange(xRange=(left, right), yRange=(bottom, top), padding=0)

    def data(self) -> list[tuple[float, float]]:
        """The points that it shows."""
        x, y = self.points.getData()
        return list(zip(x.tolist(), y.tolist(), strict=True))
