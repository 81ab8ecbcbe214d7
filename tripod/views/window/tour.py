"""The tour: offered once, begun when asked for, and followed on whichever page one is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from tripod.live.snapshot import Snapshot
from tripod.views.kit.theme import Theme
from tripod.views.play.tour import SOURCE, Tour
from tripod.views.play.tour_strip import TourStrip
from tripod.views.window.pages import Pages
from tripod.views.window.settings import SettingsActions


class TourActions(QObject):
    """Owns the strip; the tour is over when the board is left."""

    def __init__(
        self, pages: Pages, theme: Theme, settings: SettingsActions, open_source: Callable[[str], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.strip = TourStrip(theme)
        self.tour: Tour | None = None
        self._pages, self._settings, self._open = pages, settings, open_source
        self.strip.begun.connect(self.begin)
        self.strip.ended.connect(self.end)
        self.strip.skipped.connect(self._skip)
        pages.currentChanged.connect(self._page_changed)
        settings.tour_asked.connect(self.begin)
        pages.start.tour.clicked.connect(self.begin)

    def offer(self) -> None:
        """Offer it to who was never asked."""
        if not self._settings.now.tour_answered:
            self.strip.offer()
        # The strip offers it until it was answered.
        self._pages.start.tour.setVisible(self._settings.now.tour_answered)

    def begin(self) -> None:
        """Open the board that it is done on."""
        self._answered()
        self._settings.leave()
        self.strip.hide()
        self.tour = None
        if self._open(SOURCE):
            self.tour = Tour()

    def end(self) -> None:
        """No more of it; the board stays."""
        self._answered()
        self.tour = None
        self.strip.hide()
        self._pages.take_focus()

    def _answered(self) -> None:
        if not self._settings.now.tour_answered:
            self._settings.choose("tour_answered", True)
            self._pages.start.tour.show()

    def _skip(self) -> None:
        if self.tour is not None:
            self.tour.skip()

    def _page_changed(self) -> None:
        # Whoever opens a board by themselves has found in; and without its board there is no tour.
        if self.tour is None or self._pages.currentWidget() is self._pages.start:
            self.tour = None
            self.strip.hide()

    def follow(self, snapshot: Snapshot) -> None:
        """Another picture."""
        if self.tour is None:
            return
        if not snapshot.source.startswith(SOURCE):
            self.end()
            return
        self.strip.setVisible(not self._pages.coach_shown)
        view = self.tour.follow(snapshot, self._pages.wizard_shown is not None)
        if not self._pages.coach_shown:
            self.strip.show_view(view)
