"""Drawings in millimetres, y down from the upper left corner, written as SVG or as PDF of exactly that size.

Both writers are a page each and depend on nothing, so that a drawing has the same bytes on every machine.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

PANEL, EDGE = "#ffffff", "#dde3e8"
TEXT, MUTED, OUTLINE = "#16202a", "#5d6b78", "#8b98a4"
ACCENT, WARN = "#0072b2", "#b8400c"
SCALE = ("#e2eaf1", "#bed4e6", "#92b8d6", "#6498c2", "#3a76a8", "#16548a")

Point = tuple[float, float]
_MM = 72 / 25.4
_KAPPA = 0.5522847498
"""Handle of the cubic that draws a quarter of a circle to within 0.03 %."""


@dataclass(frozen=True)
class Path:
    rings: tuple[tuple[Point, ...], ...]
    closed: bool
    stroke: str
    width: float
    fill: str
    dash: tuple[float, ...]


@dataclass(frozen=True)
class Circle:
    at: Point
    radius: float
    stroke: str
    width: float
    fill: str
    dash: tuple[float, ...]


@dataclass(frozen=True)
class Text:
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

    def box(self, x: float, y: float, w: float, h: float, stroke: str = TEXT, width: float = 0.35, fill: str = "") -> None:
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


def svg(drawing: Drawing, note: str = "") -> str:
    """The drawing as an SVG file on white ground; `note` becomes a comment."""
    w, h = _short(drawing.width), _short(drawing.height)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}" '
        'font-family="Inter, Helvetica, Arial, sans-serif">',
        f"<title>{escape(drawing.title)}</title>",
    ]
    if note:
        lines.append(f"<!-- {note} -->")
    lines.append(f'<rect width="{w}" height="{h}" fill="{PANEL}"/>')
    for item in drawing.items:
        if isinstance(item, Text):
            bold = ' font-weight="600"' if item.bold else ""
            anchor = "" if item.anchor == "start" else f' text-anchor="{item.anchor}"'
            x, y = _short(item.at[0]), _short(item.at[1])
            turn = f' transform="rotate({_short(item.turn)} {x} {y})"' if item.turn else ""
            lines.append(
                f'<text x="{x}" y="{y}" font-size="{_short(item.size)}" fill="{item.colour}"{bold}{anchor}{turn}>'
                f"{escape(item.words, quote=False)}</text>"
            )
            continue
        style = f'fill="{item.fill or "none"}"'
        if item.stroke:
            style += f' stroke="{item.stroke}" stroke-width="{_short(item.width)}" stroke-linejoin="round"'
        if item.dash:
            style += f' stroke-dasharray="{" ".join(map(_short, item.dash))}"'
        if isinstance(item, Circle):
            lines.append(f'<circle cx="{_short(item.at[0])}" cy="{_short(item.at[1])}" r="{_short(item.radius)}" {style}/>')
        else:
            end = "Z" if item.closed else ""
            d = "".join("M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in ring) + end for ring in item.rings)
            lines.append(f'<path d="{d}" {style}/>')
    return "\n".join([*lines, "</svg>", ""])


def pdf(pages: Sequence[Drawing]) -> bytes:
    """The drawings as a PDF, a page each, 1:1; text in Helvetica, which every reader has."""
    objects: list[bytes] = []
    kids = " ".join(f"{5 + 2 * k} 0 R" for k in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for face in ("Helvetica", "Helvetica-Bold"):
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>".encode()
        )
    for k, page in enumerate(pages):
        box = f"[0 0 {page.width * _MM:.3f} {page.height * _MM:.3f}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {6 + 2 * k} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        ops = [f"{_MM:.6f} 0 0 {_MM:.6f} 0 0 cm 1 J 1 j"]
        if page.window:
            x, y, w, h = page.window
            ops.append(" ".join(map(_n, (x, page.height - y - h, w, h))) + " re W n")
        stream = "\n".join([*ops, *map(_Ink(page.height), page.items)])
        body = stream.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(body), body))
    out, starts = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    title = pages[0].title.encode("latin-1", "replace").replace(b"(", b"\\(").replace(b")", b"\\)")
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info << /Title (%b) >> >>\n" % (len(objects) + 1, title)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


class _Ink:
    """Items as PDF operators, y up from the page's foot."""

    def __init__(self, height: float) -> None:
        self.height = height

    def __call__(self, item: Path | Circle | Text) -> str:
        if isinstance(item, Text):
            return self._text(item)
        ops = []
        if item.stroke:
            ops.append(f"{_rgb(item.stroke)} RG {_n(item.width)} w [{' '.join(map(_n, item.dash))}] 0 d")
        if item.fill:
            ops.append(f"{_rgb(item.fill)} rg")
        if isinstance(item, Circle):
            ops.append(self._circle(item))
        else:
            for ring in item.rings:
                start, *rest = (f"{_n(x)} {_n(self.height - y)}" for x, y in ring)
                ops += [f"{start} m", *(f"{p} l" for p in rest), *(["h"] if item.closed else [])]
        ops.append({(1, 1): "B", (1, 0): "S", (0, 1): "f", (0, 0): "n"}[bool(item.stroke), bool(item.fill)])
        return " ".join(ops)

    def _circle(self, item: Circle) -> str:
        (x, y), r = (item.at[0], self.height - item.at[1]), item.radius
        k = r * _KAPPA
        turns = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
        ops = [f"{_n(x + r)} {_n(y)} m"]
        for (ax, ay), (bx, by) in zip(turns, turns[1:], strict=False):
            handles = (x + r * ax + k * bx, y + r * ay + k * by, x + r * bx + k * ax, y + r * by + k * ay)
            ops.append(" ".join(map(_n, (*handles, x + r * bx, y + r * by))) + " c")
        return " ".join([*ops, "h"])

    def _text(self, item: Text) -> str:
        shift = {"start": 0.0, "middle": -0.5, "end": -1.0}[item.anchor] * width_of(item.words, item.size)
        u = -math.radians(item.turn)
        c, s = math.cos(u), math.sin(u)
        x, y = item.at[0] + shift * c, self.height - item.at[1] + shift * s
        words = item.words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        face = "F2" if item.bold else "F1"
        place = " ".join(map(_n, (c, s, -s, c, x, y)))
        return f"BT {_rgb(item.colour)} rg /{face} {_n(item.size)} Tf {place} Tm ({words}) Tj ET"


def width_of(words: str, size: float) -> float:
    """About how wide the words run; good enough to centre them."""
    narrow, wide = "iIjl.,:;'|!() -ftr", "mwMW@%"
    return size * sum(0.31 if c in narrow else 0.86 if c in wide else 0.66 if c.isupper() else 0.556 for c in words)


def _rgb(colour: str) -> str:
    return " ".join(_n(int(colour[k : k + 2], 16) / 255) for k in (1, 3, 5))


def _n(value: float) -> str:
    short = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _short(value: float) -> str:
    """Enough for the eye; pictures with thousands of corners stay small."""
    return _n(round(value, 2))
