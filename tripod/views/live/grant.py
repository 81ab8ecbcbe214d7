"""Does what the help on permissions says, where the system has a way to ask for the right to."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QProcess, Signal
from PySide6.QtWidgets import QWidget

from tripod.sentences import sentence
from tripod.views.kit.theme import Theme
from tripod.views.kit.widgets import LinkButton

_NOT_ALLOWED = (126, 127)
"""What pkexec ends with where somebody closed its dialog, or may not."""


class GrantButton(LinkButton):
    """Hidden where there is nobody to ask. Nothing is done without the system's own dialog, which shows the command."""

    told = Signal(str)
    """What came of it, in one sentence."""

    def __init__(self, command: Callable[[], Sequence[str]], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(sentence("grant.do_it"), theme, parent)
        self.setToolTip(sentence("grant.what_it_does"))
        self.setAccessibleDescription(sentence("grant.what_it_does"))
        self.command = command
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._could_not)
        self.clicked.connect(self._run)
        self.hide()

    def offer(self, offered: bool) -> None:
        """Show it where it can do something."""
        self.setVisible(offered and bool(self.command()))

    def _run(self) -> None:
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            return
        program, *arguments = self.command()
        self.setEnabled(False)
        self.told.emit(sentence("grant.asking"))
        self._process.start(program, arguments)

    def _finished(self, code: int, how: QProcess.ExitStatus) -> None:
        self.setEnabled(True)
        if how is QProcess.ExitStatus.NormalExit and code == 0:
            self.told.emit(sentence("grant.done"))
        elif code in _NOT_ALLOWED:
            self.told.emit(sentence("grant.not_allowed"))
        else:
            self.told.emit(sentence("grant.failed"))

    def _could_not(self, _: QProcess.ProcessError) -> None:
        self.setEnabled(True)
        self.told.emit(sentence("grant.failed"))
