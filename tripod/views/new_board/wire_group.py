"""What the chosen build looks like when it is done, and the steps at which it can be examined."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

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
        said = QVBoxLayout()
        said.setSpacing(10)
        said.addStretch()
        for line in (self.how, self.steps, self.page):
            line.setWordWrap(True)
            said.addWidget(line)
        said.addStretch()
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.picture, 5)
        row.addLayout(said, 4)
        self.column.addLayout(row)

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
