"""All keys of the page that one is on."""

from collections.abc import Collection, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tripod.sentences import sentence
from tripod.views.kit.key_names import key_shown
from tripod.views.kit.key_table import KEYS, Does, Where
from tripod.views.kit.overlay import Overlay
from tripod.views.kit.theme import BODY, STRONG, Theme
from tripod.views.kit.widgets import Line

WIDE = 820
Row = tuple[str, str]
"""Keys, and what they do."""
Section = tuple[str, Sequence[Row]]


_LENT = (Does.STRIP, Does.HOLD_SCALE)
"""A board that is played has their keys for itself."""


def sections(where: Collection[Where], *, played: bool = False) -> list[Section]:
    """What the keys of these places do, in the order of the table; `played`: on a board that is played."""
    rows = [row for row in KEYS if row.where in where and not (played and row.does in _LENT)]
    out: list[Section] = []
    for heading, of in groupby(rows, lambda row: sentence(f"view_help.where_{row.where.value}")):
        said = [("  ".join(map(key_shown, row.keys)), sentence(f"key_does.{row.does.value}")) for row in of]
        out.append((heading, said))
    return out


def played_sections() -> list[Section]:
    """What the keys of a board that is played do."""
    from tripod.views.play.keys import KEYS as PLAYED  # noqa: PLC0415, a board is seldom played

    rows = [(key_shown(f"Shift+{_letter(key)}" if shift else _letter(key)), sentence(f"view_play_keys.{does.value}"))
            for (key, shift), does in PLAYED.items()]  # fmt: skip
    rows.append(("1  2  3", sentence("view_play_keys.press")))
    return [(sentence("view_help.where_played"), rows)]


def _letter(key: Qt.Key) -> str:
    return QKeySequence(key).toString()


class KeysPanel(Overlay):
    """Two columns of sections; made anew each time that it is asked for."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(sentence("view_help.all_keys"), WIDE, theme, parent)
        self._shown: QWidget | None = None
        self.texts: list[Row] = []
        """What is shown, line by line."""

    def show_sections(self, shown: Sequence[Section]) -> None:
        """Show these, the longer half on the left."""
        if self._shown is not None:
            self._shown.setParent(None)
            self._shown.deleteLater()
        self.texts = [row for _, rows in shown for row in rows]
        body = self._shown = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(32)
        half, left = (len(self.texts) + 2 * len(shown)) / 2, 0
        sides = QVBoxLayout(), QVBoxLayout()
        for heading, rows in shown:
            side = sides[0] if left < half - len(rows) / 2 else sides[1]
            left += len(rows) + 2
            side.addWidget(Line(heading, self.theme, "muted", BODY, STRONG))
            side.addLayout(self._rows(rows))
            side.addSpacing(14)
        for side in sides:
            side.setSpacing(6)
            side.addStretch()
            columns.addLayout(side, 1)
        self.inside.insertWidget(0, body)

    def _rows(self, rows: Sequence[Row]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 96)
        grid.setColumnStretch(1, 1)
        for n, (keys, does) in enumerate(rows):
            said = Line(does, self.theme, "text", BODY)
            said.setWordWrap(True)
            grid.addWidget(Line(keys, self.theme, "accent", BODY, STRONG), n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, n, 1)
        return grid
