"""The colours of the map: steps of equal difference in CIELAB, lightness always in one direction."""

from enum import StrEnum

from PySide6.QtGui import QColor


class MapPalette(StrEnum):
    """Which colours; both are told apart with every kind of colour blindness, as their lightness alone tells them."""

    BLUE = "blue"
    BLUE_YELLOW = "blue_yellow"


def _colours(text: str) -> tuple[QColor, ...]:
    return tuple(QColor(word) for word in text.split())


_DARK = {
    MapPalette.BLUE: _colours("#003c60 #06517c #136799 #2880b6 #4298ce #64afde #85c4ea #a6d6f1 #c7e7f9"),
    MapPalette.BLUE_YELLOW: _colours("#173b5d #3f566f #56717e #758b89 #86a28d #a1b187 #c3ba82 #dfd283 #fbe983"),
}
_LIGHT = {
    MapPalette.BLUE: _colours("#b1d7ee #93c4e3 #75b2d8 #559ecb #2f8bbf #0075ac #005f96 #004b7e #003866"),
    MapPalette.BLUE_YELLOW: tuple(reversed(_DARK[MapPalette.BLUE_YELLOW])),
}


def map_stops(palette: MapPalette, dark: bool) -> tuple[QColor, ...]:
    """No load to full scale; the greatest load stands out most from the ground."""
    return (_DARK if dark else _LIGHT)[palette]
