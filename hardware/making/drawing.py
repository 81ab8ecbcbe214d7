"""Drawings in millimetres, y down from the upper left corner; `svg` and `pdf` write them.

An SVG has the same bytes on every machine, a PDF those of its version of typst.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

PANEL, EDGE = "#ffffff", "#dde3e8"
TEXT, MUTED, OUTLINE = "#16202a", "#5d6b78", "#8b98a4"
ACCENT, WARN = "#0072b2", "#b8400c"
SCALE = ("#e2eaf1", "#bed4e6", "#92b8d6", "#6498c2", "#3a76a8", "#16548a")

Point = tuple[float, float]


class Path(Struct, frozen=True, tag="path"):
    rings: tuple[tuple[Point, ...], ...]
    closed: bool
    stroke: str
    width: float
    fill: str
    dash: tuple[float, ...]


class Circle(Struct, frozen=True, tag="circle"):
    at: Point
    radius: float
    stroke: str
    width: float
    fill: str
    dash: tuple[float, ...]


class Text(Struct, frozen=True, tag="text"):
    at: Point
    words: str
    size: float
    colour: str
    anchor: str
    bold: bool
    turn: float


@dataclass
class Drawing:
    """What lies on one page, back to front."""

    width: float
    height: float
    title: str
    items: list[Path | Circle | Text] = field(default_factory=list)
    window: tuple[float, float, float, float] | None = None
    """x, y, width, height of what alone is printed of a tile."""

    def path(
        self,
        points: Iterable[Sequence[float]],
        closed: bool = False,
        stroke: str = TEXT,
        width: float = 0.35,
        fill: str = "",
        dash: tuple[float, ...] = (),
    ) -> None:
        """A line through points, or an area."""
        self.paths([points], closed, stroke, width, fill, dash)

    def paths(
        self,
        rings: Iterable[Iterable[Sequence[float]]],
        closed: bool = False,
        stroke: str = TEXT,
        width: float = 0.35,
        fill: str = "",
        dash: tuple[float, ...] = (),
    ) -> None:
        """Several at once; areas that touch show no seam."""
        them = tuple(tuple((float(p[0]), float(p[1])) for p in ring) for ring in rings)
        self.items.append(Path(them, closed, stroke, width, fill, dash))

    def line(self, a: Point, b: Point, stroke: str = TEXT, width: float = 0.35, dash: tuple[float, ...] = ()) -> None:
        """One straight line."""
        self.path((a, b), stroke=stroke, width=width, dash=dash)

    def box(
        self, x: float, y: float, w: float, h: float, stroke: str = TEXT, width: float = 0.35, fill: str = ""
    ) -> None:
        """An upright rectangle from its upper left corner."""
        self.path(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), True, stroke, width, fill)

    def circle(
        self,
        at: Sequence[float],
        radius: float,
        stroke: str = TEXT,
        width: float = 0.35,
        fill: str = "",
        dash: tuple[float, ...] = (),
    ) -> None:
        """A circle."""
        self.items.append(Circle((float(at[0]), float(at[1])), radius, stroke, width, fill, dash))

    def cross(self, at: Sequence[float], arm: float, stroke: str = TEXT, width: float = 0.25) -> None:
        """A small upright cross."""
        x, y = float(at[0]), float(at[1])
        self.line((x - arm, y), (x + arm, y), stroke, width)
        self.line((x, y - arm), (x, y + arm), stroke, width)

    def text(
        self,
        at: Sequence[float],
        words: str,
        size: float = 3.2,
        colour: str = TEXT,
        anchor: str = "start",
        bold: bool = False,
        turn: float = 0.0,
    ) -> None:
        """Words on a base line that starts, is centred or ends at `at`; `turn` in degrees clockwise."""
        self.items.append(Text((float(at[0]), float(at[1])), words, size, colour, anchor, bold, turn))

    def add(self, other: "Drawing", dx: float, dy: float) -> None:
        """Another drawing's items, moved."""
        for item in other.items:
            self.items.append(_moved(item, dx, dy))


def _moved(item: Path | Circle | Text, dx: float, dy: float) -> Path | Circle | Text:
    if isinstance(item, Path):
        rings = tuple(tuple((x + dx, y + dy) for x, y in ring) for ring in item.rings)
        return Path(rings, item.closed, item.stroke, item.width, item.fill, item.dash)
    at = (item.at[0] + dx, item.at[1] + dy)
    if isinstance(item, Circle):
        return Circle(at, item.radius, item.stroke, item.width, item.fill, item.dash)
    return Text(at, item.words, item.size, item.colour, item.anchor, item.bold, item.turn)


def turned(drawing: Drawing) -> Drawing:
    """The drawing turned by a quarter clockwise, for a sheet that is fed the other way round."""
    out = Drawing(drawing.height, drawing.width, drawing.title)

    def at(p: Point) -> Point:
        return drawing.height - p[1], p[0]

    if drawing.window:
        x, y, w, h = drawing.window
        out.window = (drawing.height - y - h, x, h, w)
    for item in drawing.items:
        if isinstance(item, Path):
            rings = tuple(tuple(map(at, ring)) for ring in item.rings)
            out.items.append(Path(rings, item.closed, item.stroke, item.width, item.fill, item.dash))
        elif isinstance(item, Circle):
            out.items.append(Circle(at(item.at), item.radius, item.stroke, item.width, item.fill, item.dash))
        else:
            out.items.append(
                Text(at(item.at), item.words, item.size, item.colour, item.anchor, item.bold, item.turn + 90)
            )
    return out


def width_of(words: str, size: float) -> float:
    """About how wide the words run; good enough to centre them."""
    narrow, wide = "iIjl.,:;'|!() -ftr", "mwMW@%"
    return size * sum(0.31 if c in narrow else 0.86 if c in wide else 0.66 if c.isupper() else 0.556 for c in words)


def number(value: float) -> str:
    """With up to three decimals, and no minus before nought."""
    short = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short
