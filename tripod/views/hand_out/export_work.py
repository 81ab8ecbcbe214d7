"""Writes a recording into files for other programs, beside the window; it can be stopped."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tripod.device.items import SourceError
from tripod.exports.cannot_export import CannotExport
from tripod.exports.formats import FORMATS
from tripod.exports.read_session import read_session
from tripod.exports.write_file import file_name, is_there, write_file
from tripod.record.session_facts import facts_of
from tripod.sentences import reason, sentence
from tripod.views.hand_out.free_file import free_file
from tripod.views.kit.background_work import BackgroundWork, Stopped


def exported(folder: Path, names: Sequence[str], place: Path, follow: Callable[[float], None]) -> list[str]:
    """Write the recording in `folder` into a new file of `place` for each format; what came of each, in sentences.
    `follow` hears how many seconds are read, and nan before each file; what it raises ends the work."""
    try:
        table = read_session(folder, follow)
    except SourceError as error:
        return [str(error)]
    said: list[str] = []
    for name in names:
        follow(float("nan"))
        path = free_file(place, file_name(folder.resolve().name, FORMATS[name]), is_there)
        try:
            said += [sentence("export.written", file=path), *write_file(table, path, FORMATS[name])]
        except CannotExport as error:
            said.append(str(error))
        except OSError as error:
            said.append(sentence("failed.file_cannot_be_written", file=path, why=reason(error)))
    return said


class ExportWork(BackgroundWork):
    """One at a time."""

    progress = Signal(int)
    """Per cent of the recording that are read; 100 while files are written."""
    done = Signal(object)
    """What came of it, a list of sentences; empty where it was stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._percent = -1

    def begin(self, folder: Path, names: Sequence[str], place: Path) -> None:
        """Write these formats."""
        self._percent = -1
        self._start(lambda: self._run(folder, names, place))

    def _run(self, folder: Path, names: Sequence[str], place: Path) -> None:
        length_s = facts_of(folder).duration_s or 0.0

        def follow(t_s: float) -> None:
            self._go_on()
            percent = min(99, int(100 * t_s / length_s)) if t_s >= 0 and length_s > 0 else 100
            if percent != self._percent and (t_s >= 0 or percent == 100):
                self._percent = percent
                self.progress.emit(percent)

        said: list[str] = []
        try:
            said = exported(folder, names, place, follow)
        except Stopped:
            pass
        finally:
            self.done.emit(said)
