"""Writes the report of a recording beside the window; it can be stopped, and then nothing of it is there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tripod.device.items import SourceError
from tripod.record.session_facts import facts_of
from tripod.report.no_report import NoReport
from tripod.report.write_report import write_report
from tripod.sentences import reason, sentence
from tripod.views.hand_out.free_file import free_file
from tripod.views.kit.background_work import BackgroundWork, Stopped
from tripod.views.kit.key_names import key_shown
from tripod.views.kit.key_table import Does, keys_of
from tripod.views.kit.today import today


class ReportWork(BackgroundWork):
    """One at a time: asked for again while it is under way, it is stopped."""

    said = Signal(str)
    """How far it is, then what came of it, each a sentence."""

    def __init__(self, documents: Path, parent: QObject | None = None) -> None:
        """`documents`: the folder where reports go."""
        super().__init__(parent)
        self._documents = documents
        self._percent = -1

    def begin(self, folder: Path) -> None:
        """Write that of the recording in a folder."""
        self._percent = -1
        self._tell(0)
        self._start(lambda: self._run(folder))

    def _run(self, folder: Path) -> None:
        length_s = facts_of(folder).duration_s or 0.0

        def follow(t_s: float) -> None:
            self._go_on()
            self._tell(min(99, int(100 * t_s / length_s)) if t_s >= 0 and length_s > 0 else 99)

        try:
            said = written(folder, self._documents, follow)
        except Stopped:
            said = sentence("view_report.stopped")
        self.said.emit(said)

    def _tell(self, percent: int) -> None:
        tens = 10 * (percent // 10)
        if tens != self._percent:
            self._percent = tens
            self.said.emit(sentence("view_report.under_way", percent=tens, key=key_shown(keys_of(Does.REPORT)[0])))


def written(folder: Path, documents: Path, follow: Callable[[float], None] = lambda _: None) -> str:
    """Write the report of a session into a new file of `documents`; what is to be said of it. `follow` as in
    `write_report`."""
    try:
        path = free_file(documents, f"tripod-{folder.name}.pdf")
        write_report([folder], path, follow, today())
    except (NoReport, SourceError) as error:
        return str(error)
    except OSError as error:
        return sentence("failed.file_cannot_be_written", file=documents, why=reason(error))
    return sentence("report.written", file=path)
