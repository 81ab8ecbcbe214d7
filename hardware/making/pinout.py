"""The amplifier board, pin by pin."""

from making.build import Build
from making.drawing import ACCENT, MUTED, TEXT, Drawing
from tripod.boards import POINTS

_OP_AMP = {
    1: ("OUT A", 0), 2: ("IN- A", 0), 3: ("IN+ A", -1), 4: ("5 V", -2), 5: ("IN+ B", -1), 6: ("IN- B", 1),
    7: ("OUT B", 1), 8: ("OUT C", 2), 9: ("IN- C", 2), 10: ("IN+ C", -1), 11: ("GND", -3), 12: ("IN+ D", -4),
    13: ("IN- D", -1), 14: ("OUT D", -1),
}  # fmt: skip
"""Pins of a quad op-amp in DIP-14, and what hangs there: a film's number, or reference, supply, ground, divider."""


def amplifier(build: Build) -> Drawing:
    """One ankle board: the op-amp's fourteen pins and what goes to each."""
    out = Drawing(190, 96, "One amplifier board, pin by pin")
    x, y, step = 62.0, 16.0, 10.0
    wide = 66.0
    out.box(x, y - 7, wide, 7 * step + 4, TEXT, 0.4, "#e2eaf1")
    out.circle((x + wide / 2, y - 7), 3, TEXT, 0.4, "#ffffff")
    out.text((x + wide / 2, y + 30), "MCP6004", 4.0, TEXT, "middle", bold=True)
    out.text((x + wide / 2, y + 35), "from above", 2.8, MUTED, "middle")
    points = list(POINTS)
    names = {-1: "reference", -2: "5 V, CD to ground", -3: "ground", -4: "between RT and RB"}
    for pin, (label, to) in _OP_AMP.items():
        left = pin <= 7
        row = y + step * (pin - 1 if left else 14 - pin)
        edge, inner = (x, x + 2.5) if left else (x + wide, x + wide - 2.5)
        sign = -1 if left else 1
        out.line((edge, row), (edge + sign * 6, row), TEXT, 0.7)
        out.text(
            (inner, row + 1.1), f"{pin} {label}" if left else f"{label} {pin}", 2.8, TEXT, "start" if left else "end"
        )
        if to < 0:
            words, colour = names[to], MUTED if to == -1 else TEXT
            words = "reference, joined to 13" if pin == 14 else words
        else:
            film = {"heel": "heel", "mt1": "MT1", "mt5": "MT5"}[points[to]]
            words = f"film {film}, leg a"
            if label.startswith("OUT"):
                partner = next(p for p, (other, t) in _OP_AMP.items() if t == to and other.startswith("IN-"))
                words = f"RF to {partner}; RI to wire {film}"
            colour = ACCENT
        out.text((edge + sign * 8, row + 1.1), words, 2.9, colour, "end" if left else "start")
    out.text((4, 88), "RT from 5 V and RB to ground divide the supply. Leg b of every film goes to ground.", 3.2, MUTED)
    out.text((4, 93), "CF across each RF. RI from each output to its wire; CI from that wire to ground.", 3.2, MUTED)
    return out
