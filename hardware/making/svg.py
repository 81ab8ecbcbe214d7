"""A drawing as SVG."""

from html import escape

from making.drawing import PANEL, Circle, Drawing, Text, number


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
            lines.append(
                f'<circle cx="{_short(item.at[0])}" cy="{_short(item.at[1])}" r="{_short(item.radius)}" {style}/>'
            )
        else:
            end = "Z" if item.closed else ""
            d = "".join("M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in ring) + end for ring in item.rings)
            lines.append(f'<path d="{d}" {style}/>')
    return "\n".join([*lines, "</svg>", ""])


def _short(value: float) -> str:
    """Enough for the eye; pictures with thousands of corners stay small."""
    return number(round(value, 2))
