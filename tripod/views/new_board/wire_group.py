"""What the chosen build looks like when it is done, and the steps at which it can be examined."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.acceptance import BuildSteps
from tripod.sentences import sentence
from tripod.views.kit.theme import BODY, TEXT, Theme
from tripod.views.kit.widgets import Line
from tripod.views.new_board.wire_picture import WirePicture
from tripod.views.settings.rows import Group


class WireGroup(Group):
    """For who holds a wire in one hand: the picture follows what is chosen above."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(sentence("view_new_board.wires"), "", theme)
        self.known = False
        """Whether there is anything to show."""
        self.picture = WirePicture(theme)
        self.how = Line("", theme, "text", TEXT)
        self.steps = Line("", theme, "muted", BODY)
        self.page = Line("", theme, "muted", BODY)
        self.page.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = QWidget()
        """Beside the picture, or elsewhere on the page where there is no room."""
        said = QVBoxLayout(self.said)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(6)
        said.addStretch()
        for line in (self.how, self.steps, self.page):
            line.setWordWrap(True)
            said.addWidget(line)
        said.addStretch()
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        self._row.addWidget(self.picture, 5)
        self.column.addLayout(self._row)
        self.put_beside()

    def put_beside(self) -> None:
        """What is said stands beside the picture."""
        self._row.addWidget(self.said, 4)

    def show_build(self, build: BuildSteps | None) -> None:
        """The build that is chosen; None for a board of one's own, of which nothing is known."""
        self.known = build is not None
        self.picture.show_build(build)
        if build is None:
            return
        steps = ", ".join(f"{step.number} · {step.title}" for step in build.step)
        self.how.set_text(sentence("view_new_board.wires_how", pin=build.feed.pin, volts=build.feed.volts))
        self.steps.set_text(sentence("view_new_board.wires_steps", steps=steps))
        self.page.set_text(sentence("view_new_board.wires_page", page=build.page))
