"""What is kept where: folders, their sizes, and a way into each."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from tripod.live.kept_places import Kept, Place
from tripod.sentences import sentence
from tripod.storage.folder_size import Used
from tripod.views.kit.line_breaks import breakable
from tripod.views.kit.theme import BODY, SMALL, Theme
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.settings.rows import Group

KB = 1000


def size_said(found: Used) -> str:
    """How much lies there, as people read it."""
    if not found.files:
        return sentence("view_settings.nothing_there")
    size, unit = found.size / KB, "kb"
    for larger in ("mb", "gb"):
        if size >= KB:
            size, unit = size / KB, larger
    said = sentence(f"view_settings.size_{unit}", size=max(size, 0.1))
    return said if found.all else sentence("view_settings.more_than", size=said)


class KeepingGroup(Group):
    """Asks to open a folder, and for another one for own drills."""

    opened = Signal(object)
    """The folder to show."""
    drills_chosen = Signal(str)
    """"" for the usual folder."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(sentence("view_settings.keeping"), sentence("view_settings.on_this_machine"), theme)
        self._folders: dict[Place, Path] = {}
        self._sizes = {place: Line("", theme, "muted", BODY) for place in Place}
        self.open = {place: KeyButton(sentence("view_settings.open_folder"), "", theme) for place in Place}
        self.other_drills = KeyButton(sentence("view_settings.other_folder"), "", theme)
        self.usual_drills = KeyButton(sentence("view_settings.usual_folder"), "", theme)
        self.where = Line("", theme, "muted", SMALL)
        self.where.setWordWrap(True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.beside = QVBoxLayout()
        """For what else belongs to keeping, as whether each drill is recorded."""
        for place in Place:
            name, button = sentence(f"view_settings.place_{place.value}"), self.open[place]
            button.setAccessibleName(f"{button.text()}: {name}")
            button.clicked.connect(lambda _=False, p=place: self._open(p))
            self._sizes[place].setMinimumWidth(84)
            self.add(name, self._sizes[place], button, buddy=button)
        drills = QHBoxLayout()
        drills.setSpacing(8)
        drills.addWidget(self.where, 1)
        drills.addWidget(self.other_drills)
        drills.addWidget(self.usual_drills)
        self.column.addLayout(drills)
        self.column.addLayout(self.beside)
        self.column.addStretch()
        self.other_drills.clicked.connect(self._ask)
        self.usual_drills.clicked.connect(lambda: self.drills_chosen.emit(""))

    def show_kept(self, kept: Sequence[Kept], usual_drills: bool) -> None:
        """What was found; `usual_drills`: own drills lie in the usual folder."""
        for one in kept:
            self._folders[one.place] = one.folder
            self._sizes[one.place].set_text(size_said(one.used))
            self.open[one.place].setToolTip(str(one.folder))
        self.usual_drills.setVisible(not usual_drills)
        self.where.set_text(breakable(self._folders[Place.OWN_DRILLS]))

    def _open(self, place: Place) -> None:
        self.opened.emit(self._folders[place])

    def _ask(self) -> None:
        """Asked for by a click, so a dialog may come up here."""
        name = sentence("view_settings.place_own_drills")
        folder = QFileDialog.getExistingDirectory(self, name, str(self._folders.get(Place.OWN_DRILLS, "")))
        if folder:
            self.drills_chosen.emit(folder)
