"""The one picture of the evening: Arduino, breadboard, films, resistors."""

from making.build import Build
from making.drawing import ACCENT, EDGE, MUTED, OUTLINE, TEXT, WARN, Drawing

_BOARD_COLOURS = {"RD": WARN, "BK": TEXT, "BU": ACCENT, "WH": OUTLINE, "GY": MUTED}


def breadboard(build: Build) -> Drawing:
    """The one picture of the evening: Arduino, breadboard, three films, three resistors."""
    out = Drawing(190, 122, "Breadboard for one foot")
    pitch, x0 = 4.0, 78.0
    out.box(x0 - 5, 14, 112, 86, OUTLINE, 0.4, "#fbfcfd")
    plus, minus = 21.0, 27.0
    for y, sign, colour in ((plus, "+", WARN), (minus, "–", ACCENT)):
        out.line((x0, y), (x0 + 100, y), colour, 0.35)
        out.text((x0 + 103.5, y + 1.2), sign, 4.0, colour, "middle", bold=True)
    rows = [38.0 + pitch * k for k in range(5)]
    lower = [72.0 + pitch * k for k in range(5)]
    for y in (*rows, *lower):
        for k in range(26):
            out.circle((x0 + pitch * k, y), 0.45, "", 0, EDGE)
    out.box(8, 14, 48, 86, TEXT, 0.4, "#e2eaf1")
    out.text((32, 22), "Arduino", 4.0, TEXT, "middle", bold=True)
    out.text((32, 27), "Uno or Nano", 3.0, MUTED, "middle")
    pads = {"5V": 36.0, "GND": 44.0}
    for k, pin in enumerate(build.pins.values()):
        pads[pin] = 66.0 + 9 * k
    for name, y in pads.items():
        out.box(49, y - 2, 6, 4, TEXT, 0.3, TEXT)
        out.text((47, y + 1.1), name, 3.2, TEXT, "end")
    _wire(out, [(55, pads["5V"]), (63, pads["5V"]), (63, plus), (x0, plus)], WARN)
    _wire(out, [(55, pads["GND"]), (68, pads["GND"]), (68, minus), (x0, minus)], TEXT)
    for k, cell in enumerate(build.board.cells):
        column = x0 + pitch * (4 + 8 * k)
        signal, colour = rows[4], _BOARD_COLOURS[build.colour(cell)]
        words = {"heel": "heel", "mt1": "big toe", "mt5": "little toe"}[cell.point]
        # The film stands above the board in the picture: one leg to plus, the other to the column of the signal.
        film = (column + 2, 7.0)
        out.circle(film, 4.4, ACCENT, 0.4, "#ffffff")
        out.circle(film, 3.0, ACCENT, 0.3, "#bed4e6")
        out.text((film[0] + 6, film[1] + 1), f"S{k + 1} {words}", 2.8)
        _wire(out, [(column, 11), (column, plus)], MUTED)
        _wire(out, [(column + 4, 11), (column + 4, rows[0])], MUTED)
        # Resistor from the same column to minus.
        out.line((column + 8, minus), (column + 8, 31), TEXT, 0.5)
        out.path(((column + 8, 38), (column + 8, rows[1]), (column + 4, rows[1])), stroke=TEXT, width=0.5)
        for leg in ((column + 8, minus), (column + 4, rows[1])):
            out.circle(leg, 0.7, "", 0, TEXT)
        out.box(column + 6.4, 30.5, 3.2, 8, TEXT, 0.3, "#e3cfae")
        out.text((column + 10.4, 36), f"RD{k + 1}", 2.6)
        y = pads[build.pins[cell.name]]
        _wire(
            out,
            [(55, y), (60 + 3 * k, y), (60 + 3 * k, 62 + 3 * k), (column + 4, 62 + 3 * k), (column + 4, signal)],
            colour,
        )
    ohm = build.circuit("ohm") / 1000
    out.text(
        (8, 108), f"RD1 to RD{len(build.board.cells)}: {ohm:g} kilohm, from each film's column to minus (GND).", 3.2
    )
    out.text(
        (8, 113.5),
        "Each film has two leads: one to plus (5 V), the other to the column with its resistor and its wire.",
        3.2,
    )
    out.text(
        (8, 119), "Wires that meet in one column of five holes are joined; dotted columns run up and down.", 3.2, MUTED
    )
    return out


def _wire(out: Drawing, points: list[tuple[float, float]], colour: str) -> None:
    out.path(points, stroke="#ffffff", width=1.6)
    out.path(points, stroke=colour, width=0.8)
    for p in (points[0], points[-1]):
        out.circle(p, 0.8, "", 0, colour)
