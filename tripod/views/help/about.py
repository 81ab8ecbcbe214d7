"""What the program is made of, under which licences, and where to get help."""

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from tripod import __version__
from tripod.sentences import sentence
from tripod.views.help.shipped import shipped
from tripod.views.kit.line_breaks import breakable
from tripod.views.kit.overlay import Overlay
from tripod.views.kit.theme import BIG, BODY, HEAVY, SMALL, STRONG, Theme
from tripod.views.kit.widgets import KeyButton, Line

WIDE = 720


def versions_said() -> str:
    """What a report of a fault should name, one line."""
    return f"tripod {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"


class AboutPanel(Overlay):
    """Lies over the page."""

    def __init__(self, theme: Theme, log: Path, parent: QWidget) -> None:
        """`log`: the file that keeps what failed inside the program."""
        super().__init__(sentence("view_help.about"), WIDE, theme, parent)
        self.versions = Line(versions_said(), theme, "text", BODY)
        self.log = KeyButton(sentence("view_settings.show_log"), "", theme)
        self.copy = KeyButton(sentence("view_help.copy_versions"), "", theme)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions_said()))
        self.said = Line("", theme, "warn", BODY)
        self.said.setWordWrap(True)
        self.said.hide()
        self.inside.setSpacing(8)
        self.inside.addWidget(Line("tripod", theme, "text", BIG, HEAVY))
        for widget in (Line(sentence("view_help.what_it_is"), theme), self.versions):
            widget.setWordWrap(True)
            self.inside.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.log)
        buttons.addStretch()
        self.inside.addLayout(buttons)
        self.inside.addWidget(self.said)
        self._add_heading(sentence("view_help.where_to_get_help"))
        for text in (
            sentence("view_help.doctor"), sentence("view_help.read_me"),
            sentence("view_help.report", log=breakable(log)),
        ):  # fmt: skip
            line = Line(text, theme)
            line.setWordWrap(True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.inside.addWidget(line)
        self._add_heading(sentence("view_help.licences"))
        own = Line(sentence("view_help.own_licence"), theme)
        own.setWordWrap(True)
        self.inside.addWidget(own)
        self.inside.addLayout(self._parts())
        self.inside.addStretch()

    def _add_heading(self, text: str) -> None:
        self.inside.addSpacing(6)
        self.inside.addWidget(Line(text, self.theme, "muted", BODY, STRONG))

    def _parts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        for row, part in enumerate(shipped()):
            licence = Line(part.licence or sentence("view_help.licence_not_named"), self.theme, "muted", SMALL + 0.5)
            licence.setWordWrap(True)
            grid.addWidget(Line(part.name, self.theme, "text", SMALL + 0.5), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Line(part.version, self.theme, "muted", SMALL + 0.5), row, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(licence, row, 2)
        return grid

    def show_said(self, text: str) -> None:
        """Why something could not be done, or nothing."""
        self.said.set_text(text)
        self.said.setVisible(bool(text))
        self.place()
