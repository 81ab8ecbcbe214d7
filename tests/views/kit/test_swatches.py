"""A palette is chosen by its colours, not by their names alone."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tripod.storage.settings import Settings
from tripod.views.kit.map_palettes import MapPalette, map_stops
from tripod.views.kit.theme import DARK, LIGHT, Theme
from tripod.views.settings.look import LookGroup


def colours_of(image: QImage) -> set[str]:
    return {image.pixelColor(QPoint(x, image.height() // 2)).name() for x in range(image.width())}


def test_each_palette_shows_its_own_colours_in_either_theme(qtbot: QtBot) -> None:
    for theme in (DARK, LIGHT):
        group = shown(theme, qtbot)
        for palette in MapPalette:
            button = group.colours.buttons[palette.value]
            image = button.grab().toImage()
            assert {stop.name() for stop in map_stops(palette, theme.dark)} <= colours_of(image)
            assert button.text(), "never by colour alone"


def shown(theme: Theme, qtbot: QtBot) -> LookGroup:
    group = LookGroup(theme, (100,))
    qtbot.addWidget(group)
    group.show_settings(Settings(), held=False, board=False)
    group.resize(600, 300)
    group.show()
    return group
