"""The colours, type sizes and spacing of all pages."""

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from tripod.views.kit.map_palettes import MapPalette, map_stops

FAMILY = "Inter"

SMALL, BODY, TEXT, HEAD, BIG, HUGE, LOUD = 11.5, 13.0, 14.5, 17.0, 26.0, 32.0, 132.0
"""Type sizes in pixels of a 1280x800 window."""

REGULAR, STRONG, HEAVY = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold

GRID = 8
MARGIN = 20
HEADER_HEIGHT = 52
PANEL_RADIUS, BUTTON_RADIUS = 10, 8


@dataclass(frozen=True)
class Theme:
    """One set of colours. `warn` belongs to what needs action and to nothing else."""

    name: str
    background: QColor
    panel: QColor
    edge: QColor
    text: QColor
    muted: QColor
    outline: QColor
    accent: QColor
    accent_soft: QColor
    """Ground of what is switched on."""
    warn: QColor
    line: QColor
    casing: QColor
    """Under lines that cross the map, so that they read on any load."""
    cop: QColor
    track: QColor
    hatch: QColor
    sole: QColor
    map: tuple[QColor, ...]
    """No load to full scale; lightness is monotone."""
    palette: MapPalette = MapPalette.BLUE
    """Which colours the map has."""

    @property
    def dark(self) -> bool:
        """Whether text is light on a dark ground."""
        return self.name == "dark"


DARK = Theme(
    name="dark",
    background=QColor("#10151a"),
    panel=QColor("#171e25"),
    edge=QColor("#26303a"),
    text=QColor("#e8eef3"),
    muted=QColor("#93a1ad"),
    outline=QColor("#6d7b88"),
    accent=QColor("#56b4e9"),
    accent_soft=QColor("#1d3443"),
    warn=QColor("#ff8a5b"),
    line=QColor("#f3f7fa"),
    casing=QColor("#0b1014"),
    cop=QColor("#ffe9a8"),
    track=QColor("#222b34"),
    hatch=QColor("#313d49"),
    sole=QColor("#171e25"),
    map=map_stops(MapPalette.BLUE, dark=True),
)

LIGHT = Theme(
    name="light",
    background=QColor("#f5f7f8"),
    panel=QColor("#ffffff"),
    edge=QColor("#dde3e8"),
    text=QColor("#16202a"),
    muted=QColor("#5d6b78"),
    outline=QColor("#7a8793"),
    accent=QColor("#0072b2"),
    accent_soft=QColor("#d3e6f2"),
    warn=QColor("#b8400c"),
    line=QColor("#1b2732"),
    casing=QColor("#ffffff"),
    cop=QColor("#1b2732"),
    track=QColor("#e3e8ec"),
    hatch=QColor("#d5dce2"),
    sole=QColor("#ffffff"),
    map=map_stops(MapPalette.BLUE, dark=False),
)


def with_palette(theme: Theme, palette: MapPalette) -> Theme:
    """The same theme with the map in these colours."""
    return replace(theme, palette=palette, map=map_stops(palette, theme.dark))


def faded(colour: QColor, alpha: float) -> QColor:
    """The same colour, seen through."""
    out = QColor(colour)
    out.setAlphaF(alpha)
    return out


def mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    """So much of the colour, and else the ground on which it lies."""
    pairs = (colour.red(), ground.red()), (colour.green(), ground.green()), (colour.blue(), ground.blue())
    red, green, blue = (round(part * one + (1 - part) * other) for one, other in pairs)
    return QColor(red, green, blue)


def load_fonts() -> None:
    """Make the shipped typeface known to Qt, so that the window looks the same on every machine."""
    for file in (resources.files("tripod.views") / "fonts").iterdir():
        if file.name.endswith(".otf"):
            QFontDatabase.addApplicationFontFromData(file.read_bytes())


@lru_cache(maxsize=256)
def font(size: float, weight: QFont.Weight = REGULAR, spacing: float = 0.0) -> QFont:
    """The typeface at `size` pixels, with figures of equal width so that numbers don't jump.

    Fractional sizes exist only as points, so pixels are converted by the screen's logical resolution.
    The font is shared: copy it before changing it.
    """
    out = QFont(FAMILY)
    screen = QGuiApplication.primaryScreen()
    out.setPointSizeF(size * 72 / (screen.logicalDotsPerInch() if screen else 96))
    out.setWeight(weight)
    out.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("tnum", "cv11"):
        out.setFeature(QFont.Tag(feature), 1)
    if spacing:
        out.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return out


def palette(theme: Theme) -> QPalette:
    """Fusion's palette in the theme's colours."""
    out = QPalette(theme.panel, theme.background)
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.background),
        (role.WindowText, theme.text),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.background),
        (role.Text, theme.text),
        (role.Button, theme.panel),
        (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.panel),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.background),
        (role.Link, theme.accent),
        (role.Mid, theme.edge),
    ):
        out.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        out.setColor(QPalette.ColorGroup.Disabled, which, theme.muted)
    return out
