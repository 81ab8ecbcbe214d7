"""The feet of the start page: for some seconds somebody stands there, on the virtual board that is chosen."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QTimer
from PySide6.QtGui import QEnterEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from tripod.device.items import SourceError
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.views.feet.foot_shape import Place
from tripod.views.feet.foot_stage import FootStage
from tripod.views.kit.theme import Theme
from tripod.views.kit.words import Words

LIVES_S = 10.0
"""By the board's clock. Then the picture stays as it is, and costs nothing any more."""
FRAME_MS, AFTER_MS = 100, 500
"""Between two pictures; and from the page's first one on, which must not wait for a board."""
SHIFTS = "virtual:shift,board={board},seed=7"


class LivingFeet(FootStage):
    """What is shown comes from a board's bytes, as everywhere: no picture of a foot that nobody measured.

    It begins when the page is shown, when another board is chosen, and when the mouse comes to it; while the window is
    not the one that has the keys it rests."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self._kind = "pads"
        self._session: Session | None = None
        self._begins = QTimer(self)
        self._begins.setSingleShot(True)
        self._begins.setInterval(AFTER_MS)
        self._begins.timeout.connect(self._begin)
        self._frames = QTimer(self)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(self.step)

    def places(self) -> dict[str, Place]:
        px_per_mm = (self.height() - 8) / 260
        return {
            foot: Place(self.width() / 2 + way * 0.305 * (self.height() - 8), self.height() - 4, px_per_mm)
            for foot, way in (("left", -1), ("right", 1))
        }

    @property
    def lives(self) -> bool:
        """Whether something moves, or soon will."""
        return self._frames.isActive() or self._begins.isActive()

    def stand_on(self, kind: str) -> None:
        """From now on somebody stands on this kind of board."""
        if kind != self._kind:
            self._kind = kind
            self._end()
            if self.isVisible():
                self._begins.start()

    def _begin(self) -> None:
        if not self.isVisible():
            return
        clock = fast_clock()
        with suppress(SourceError):
            self._session = Session(open_source(SHIFTS.format(board=self._kind), clock=clock), now=clock.now)
            self.clear_trails()
            self._frames.start()

    def live(self, seconds: float) -> None:
        """Let so much of it go by at once."""
        self._begin()
        self._begins.stop()
        for _ in range(round(seconds * 1000 / FRAME_MS)):
            self.step()

    def step(self) -> None:
        """One picture; the last one ends it."""
        session = self._session
        if session is None or session.pipeline.t_s > LIVES_S:
            self._end()
            return
        if not self.window().isActiveWindow():
            return
        until_s = session.pipeline.t_s + FRAME_MS / 1000
        goes_on = session.step()
        while goes_on and session.pipeline.t_s < until_s:
            goes_on = session.step()
        if not goes_on:
            # Else the next picture would wait without end for what does not come.
            self._end()
            return
        self.show_snapshot(session.snapshot(), grey=False, compose=True)

    def _end(self) -> None:
        self._begins.stop()
        self._frames.stop()
        if self._session is not None:
            self._session.close()
            self._session = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begins.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if not self.lives:
            self._begins.start()
