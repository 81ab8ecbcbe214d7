"""Reckons the trend of thousands of tries beside the window, over a connection of its own."""

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tripod.history.ask import kept, tries_of
from tripod.history.found import Done, Wanted
from tripod.history.index import PATIENCE_S
from tripod.history.trend import Trend, trend
from tripod.training.alike import Kind
from tripod.views.kit.background_work import BackgroundWork


class TrendWork(BackgroundWork):
    """One at a time."""

    reckoned = Signal(object, object, object, object)
    """What was wanted, of which tries, what was read (as it was given to `begin`), and the trend; None where the file
    could not be read."""
    _found = Signal(object, object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Whoever listens is called on the window's thread.
        self._found.connect(self._tell)

    def begin(self, index: Path, wanted: Wanted, kind: Kind, read: object) -> None:
        """From the file of the index. `read`: what of it was read, to be known again."""
        self._start(lambda: self._run(index, wanted, kind, read))

    def _run(self, index: Path, wanted: Wanted, kind: Kind, read: object) -> None:
        try:
            with closing(sqlite3.connect(f"{index.as_uri()}?mode=ro", timeout=PATIENCE_S, uri=True)) as tables:
                found = trend_of(tables, wanted, kind)
        except sqlite3.Error:
            found = None
        self._found.emit(wanted, kind, read, found)

    def _tell(self, wanted: Wanted, kind: Kind, read: object, found: Trend | None) -> None:
        self.reckoned.emit(wanted, kind, read, found)


def trend_of(tables: sqlite3.Connection, wanted: Wanted, kind: Kind = Kind.ALL) -> Trend:
    """Of the drill that is wanted, or of its holds or reps."""
    done = [of for of in kept(tables, wanted) if isinstance(of, Done)]
    return trend(done, tries_of(tables, wanted.person or "", wanted.drill), kind)
