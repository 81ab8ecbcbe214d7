"""The schematic of a front end, drawn with schemdraw; values come from board file and build file."""

import re
from typing import Any

import schemdraw  # type: ignore[import-untyped]
import schemdraw.elements as elm  # type: ignore[import-untyped]

from making.build import Build
from making.drawing import ACCENT, MUTED, PANEL, TEXT
from making.harness import stamp
from making.schematic_values import source, values

_MARGIN = 90.0


def schematic(build: Build) -> str:
    """The drawing as SVG on white ground."""
    schemdraw.use("svg")
    schemdraw.svgconfig.text = "text"
    draw = {"conductance": _amplifier, "divider": _divider, "hx711": _bridge}[build.board.front_end.kind]
    with schemdraw.Drawing(show=False) as d:
        d.config(unit=2.2, fontsize=12, font="Inter, Helvetica, Arial, sans-serif", color=TEXT, bgcolor=PANEL, lw=1.4)
        draw(d, values(build), build)
    text = re.sub(r"<\?xml[^>]*\?>\s*", "", d.get_imagedata("svg").decode())
    return _on_white(text.rstrip().removesuffix("</svg>")) + f"<!-- {stamp(source(build))} -->\n</svg>\n"


def _on_white(text: str) -> str:
    """With a margin, for labels stand out beyond what schemdraw measures, and a ground: dark readers show none."""
    x, y, w, h = map(float, re.findall(r'viewBox="([^"]+)"', text)[0].split())
    x, y, w, h = x - _MARGIN, y - 20, w + 2 * _MARGIN, h + 40
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w:g}" height="{h:g}" viewBox="{x:g} {y:g} {w:g} {h:g}">\n'
        f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" fill="{PANEL}"/>'
    )
    return head + text[text.index(">", text.index("<svg")) + 1 :]


def _amplifier(d: Any, v: dict[str, str], build: Build) -> None:
    n = v["cells"]
    feet = len(build.board.feet)
    amp = elm.Opamp().anchor("in1").label("U", "center", ofst=(-0.25, 0))
    d += amp
    d += elm.Line().left(2.2).at(amp.in1)
    d += (node := elm.Dot())
    d += elm.ResistorVar().down().label(f"S1 to S{n}\nfilm", "top", ofst=0.25).color(ACCENT)
    d += elm.Ground()
    d += elm.Line().up(1.6).at(node.start)
    d += elm.Resistor().right().tox(amp.out).label(f"RF1 to RF{n}: {v['ohm']}Ω")
    d += elm.Line().down().toy(amp.out)
    d += elm.Dot().at(amp.out)
    d += elm.Resistor().right(3.2).at(amp.out).label(f"RI1 to RI{n}: {v['filter_ohm']}Ω")
    d += (pin := elm.Dot())
    d += elm.Capacitor().down().label(f"CI1 to CI{n}\n{v['filter_farad']}F", "bottom")
    d += elm.Ground()
    d += elm.Line().right(0.8).at(pin.start)
    d += elm.Dot(open=True).label(f"{v['pins']}", "right")
    d += elm.Line().left(0.5).at(amp.in2)
    d += elm.Line().down(1.9)
    d += elm.Dot(open=True).label("reference", "bottom", ofst=0.25).color(MUTED)
    # The reference: divider and buffer, once a foot.
    d += elm.Vdd().at((-10.0, 2.2)).label(f"{v['supply']} V")
    d += elm.Resistor().down().label(f"RT1, RT{feet}\n{v['reference_top']}Ω", "top", ofst=0.25)
    d += (middle := elm.Dot())
    d += elm.Resistor().down().label(f"RB1, RB{feet}\n{v['reference_bottom']}Ω", "top", ofst=0.25)
    d += elm.Ground()
    d += elm.Line().right(1.2).at(middle.start)
    buffer = elm.Opamp().anchor("in2").label("U", "center", ofst=(-0.25, 0)).flip()
    d += buffer
    d += elm.Line().down(1.1).at(buffer.in1)
    d += elm.Line().right().tox(buffer.out)
    d += elm.Line().up().toy(buffer.out)
    d += elm.Dot().at(buffer.out)
    d += elm.Line().right(0.5).at(buffer.out)
    d += elm.Dot(open=True).label("reference", "right").color(MUTED)
    note = (
        f"D1 to D{n}: diodes from each film's wire to ground and to 5 V.  CF1 to CF{n}: {v['feedback_farad']}F across "
        f"each RF.  CD1, CD{feet}: 100 nF at each op-amp's supply."
    )
    d += elm.Label().at((-3.0, -5.2)).label(note).color(MUTED)


def _divider(d: Any, v: dict[str, str], build: Build) -> None:
    for k, pin in enumerate(build.pins.values()):
        d += elm.Vdd().at((4.2 * k, 0)).label(f"{v['supply']} V")
        d += elm.ResistorVar().down().label(f"S{k + 1}", "bottom").color(ACCENT)
        node = elm.Dot()
        d += node
        d += elm.Resistor().down().label(f"RD{k + 1}\n{v['ohm']}Ω", "bottom")
        d += elm.Ground()
        d += elm.Line().right(0.9).at(node.start)
        d += elm.Dot(open=True).label(pin, "right")


def _bridge(d: Any, v: dict[str, str], build: Build) -> None:
    n = v["cells"]
    top, left, right, low = (0.0, 2.0), (-2.0, 0.0), (2.0, 0.0), (0.0, -2.0)
    for a, b in ((top, left), (left, low), (top, right), (right, low)):
        d += elm.ResistorVar().endpoints(a, b).color(ACCENT)
    d += elm.Label().at((0, 0.1)).label(f"load cell\n{v['bridge_ohm']}Ω arms")
    chip = 5.6
    d += elm.Line().endpoints(top, (0, 2.6))
    d += elm.Line().endpoints((0, 2.6), (chip, 2.6))
    d += elm.Line().endpoints(right, (3.2, 0))
    d += elm.Line().endpoints((3.2, 0), (3.2, 0.9))
    d += elm.Line().endpoints((3.2, 0.9), (chip, 0.9))
    d += elm.Line().endpoints(left, (-3.0, 0))
    d += elm.Line().endpoints((-3.0, 0), (-3.0, -3.2))
    d += elm.Line().endpoints((-3.0, -3.2), (3.2, -3.2))
    d += elm.Line().endpoints((3.2, -3.2), (3.2, -0.9))
    d += elm.Line().endpoints((3.2, -0.9), (chip, -0.9))
    d += elm.Line().endpoints(low, (0, -2.6))
    d += elm.Line().endpoints((0, -2.6), (chip, -2.6))
    frame = [(chip, -3.4), (chip + 3.6, -3.4), (chip + 3.6, 3.4), (chip, 3.4)]
    for a, b in zip(frame, [*frame[1:], frame[0]], strict=True):
        d += elm.Line().endpoints(a, b)
    d += elm.Label().at((chip + 1.8, 3.7)).label(f"U1 to U{n}: HX711, RATE high")
    for name, y in (("E+", 2.6), ("A+", 0.9), ("A−", -0.9), ("E−", -2.6)):
        d += elm.Label().at((chip + 0.45, y + 0.02)).label(name)
    far = chip + 3.6
    outs = (
        ("VCC", 2.6, f"{v['supply']} V"),
        ("DT", 0.9, v["pins"]),
        ("SCK", -0.9, f"{v['clock']}, shared"),
        ("GND", -2.6, "GND"),
    )
    for name, y, to in outs:
        d += elm.Label().at((far - 0.55, y + 0.02)).label(name)
        d += elm.Line().endpoints((far, y), (far + 1.0, y))
        d += elm.Dot(open=True).at((far + 1.0, y)).label(to, "right")
