"""Ctrl+P and Ctrl+E: the report, and files for other programs, of the recording that one looks at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tripod.sentences import sentence
from tripod.views.window.messages import Messages
from tripod.views.window.pages import Pages

if TYPE_CHECKING:
    from tripod.views.hand_out.export_panel import ExportPanel
    from tripod.views.hand_out.export_work import ExportWork
    from tripod.views.hand_out.report_work import ReportWork


class HandOutActions(QObject):
    """Both are made beside the window; what they need is loaded when it is first asked for."""

    def __init__(self, over: QWidget, pages: Pages, messages: Messages, documents: Path) -> None:
        """`over`: what the panel lies over. `documents`: the folder where files go."""
        super().__init__(over)
        self._over, self._pages, self._messages, self._documents = over, pages, messages, documents
        self._panel: ExportPanel | None = None
        self._report_work: ReportWork | None = None
        self._work: ExportWork | None = None
        self._folder = Path()
        pages.currentChanged.connect(self._page_changed)

    @property
    def shown(self) -> bool:
        """Whether the panel lies there."""
        return self._panel is not None and self._panel.isVisible()

    @property
    def panel(self) -> ExportPanel:
        """Made when it is first asked for."""
        if self._panel is None:
            from tripod.views.hand_out.export_panel import ExportPanel  # noqa: PLC0415

            panel = self._panel = ExportPanel(self._pages.theme, self._documents, self._over)
            panel.closed.connect(self._pages.take_focus)
            panel.begun.connect(self._begin)
            panel.stopped.connect(self._stop)
        return self._panel

    @property
    def work(self) -> ExportWork:
        """What writes the files."""
        if self._work is None:
            from tripod.views.hand_out.export_work import ExportWork  # noqa: PLC0415

            work = self._work = ExportWork(self)
            work.progress.connect(self.panel.show_progress)
            work.done.connect(self.panel.show_done)
        return self._work

    @property
    def report_work(self) -> ReportWork:
        """What writes the report."""
        if self._report_work is None:
            from tripod.views.hand_out.report_work import ReportWork  # noqa: PLC0415

            self._report_work = ReportWork(self._documents, self)
            self._report_work.said.connect(self._messages.say)
        return self._report_work

    def report(self) -> None:
        """The report of what one looks at: a recording, a try of the history, the drill that was just done. While one
        is being written, stop it."""
        pages = self._pages
        if pages.drills_shown:
            pages.report_of_drill()
            return
        if not (pages.history_shown or pages.replay_shown):
            return
        if self.report_work.under_way:
            self.report_work.stop()
            return
        folder = pages.looked_at
        if folder is None:
            self._messages.say(sentence("view_export.nothing_recorded"))
            return
        self.report_work.begin(folder)

    def export(self) -> None:
        """Let the formats be chosen for what one looks at, or take the panel away."""
        if self.shown:
            self.close()
            return
        pages = self._pages
        if not (pages.history_shown or pages.replay_shown):
            return
        folder = pages.looked_at
        if folder is None:
            self._messages.say(sentence("view_export.nothing_recorded"))
            return
        self._folder = folder
        self.panel.open_for(folder)

    def _begin(self) -> None:
        self.work.begin(self._folder, self.panel.wanted, self._documents)

    def _stop(self) -> None:
        self.work.stop()

    def close(self) -> None:
        """Esc: stop what is under way, else the panel goes."""
        if self._panel is not None:
            self._panel.end()

    def _page_changed(self) -> None:
        if self._panel is not None and not self._panel.under_way:
            self._panel.end()

    def finish(self) -> None:
        """The window goes: nothing is left running."""
        if self._work is not None:
            self._work.close()
        if self._report_work is not None:
            self._report_work.close()
        self._pages.end_report_of_drill()
