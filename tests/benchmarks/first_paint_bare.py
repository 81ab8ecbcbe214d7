"""A bare PySide6 and pyqtgraph window: prints the monotonic clock when it is first painted, and ends."""

import os
import time

import pyqtgraph as pg
from PySide6.QtGui import QPaintEvent


class Window(pg.PlotWidget):
    """The least that one could start from."""

    def paintEvent(self, ev: QPaintEvent) -> None:
        super().paintEvent(ev)
        print(time.monotonic(), flush=True)
        os._exit(0)


app = pg.mkQApp()
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
