"""A drawing as SVG."""

from xml.etree.ElementTree import Comment, Element, SubElement, indent, tostring

from making.drawing import PANEL, Circle, Drawing, Path, Text, number


def svg(drawing: Drawing, note: str = "") -> str:
    """The drawing as an SVG file on white ground; `note` becomes a comment."""
    w, h = _short(drawing.width), _short(drawing.height)
    root = Element(
        "svg", xmlns="http://www.w3.org/2000/svg", width=f"{w}mm", height=f"{h}mm", viewBox=f"0 0 {w} {h}"
    )  # fmt: skip
    root.set("font-family", "Inter, Helvetica, Arial, sans-serif")
    SubElement(root, "title").text = drawing.title
    if note:
        root.append(Comment(f" {note} "))
    SubElement(root, "rect", width=w, height=h, fill=PANEL)
    for item in drawing.items:
        if isinstance(item, Text):
            _text(root, item)
        else:
            _shape(root, item)
    indent(root, "")
    return tostring(root, "unicode") + "\n"


def _text(root: Element, item: Text) -> None:
    x, y = _short(item.at[0]), _short(item.at[1])
    text = SubElement(root, "text", {"x": x, "y": y, "font-size": _short(item.size), "fill": item.colour})
    text.text = item.words
    if item.bold:
        text.set("font-weight", "600")
    if item.anchor != "start":
        text.set("text-anchor", item.anchor)
    if item.turn:
        text.set("transform", f"rotate({_short(item.turn)} {x} {y})")


def _shape(root: Element, item: Path | Circle) -> None:
    if isinstance(item, Circle):
        x, y = item.at
        shape = SubElement(root, "circle", cx=_short(x), cy=_short(y), r=_short(item.radius))
    else:
        end = "Z" if item.closed else ""
        d = "".join("M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in ring) + end for ring in item.rings)
        shape = SubElement(root, "path", d=d)
    shape.set("fill", item.fill or "none")
    if item.stroke:
        line = {"stroke": item.stroke, "stroke-width": _short(item.width), "stroke-linejoin": "round"}
        shape.attrib.update(line)
    if item.dash:
        shape.set("stroke-dasharray", " ".join(map(_short, item.dash)))


def _short(value: float) -> str:
    """Enough for the eye; pictures with thousands of corners stay small."""
    return number(round(value, 2))
