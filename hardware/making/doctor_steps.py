"""What `tripod doctor --step` knows of the builds: their steps, what feeds them, and on which pin each cell hangs, on
an Arduino and on a Pico."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from making.build import Build, other_variants, pin_label
from making.pico import EDGE, gp
from tripod.boards import Board, load_board

COLOURS = {"BU": "blue", "WH": "white", "GY": "grey", "VT": "violet", "YE": "yellow", "RD": "red", "BK": "black"}
_HEAD = "# Made by hardware/generate.py from hardware/builds/*.toml: change it there.\n"


def doctor_steps(builds: Sequence[Build]) -> str:
    """The text of tripod/acceptance/builds.toml."""
    parts = [_HEAD]
    for build in builds:
        page = f"{build.name}.md"
        parts.append(_build(build.board, build, build.pins, page))
        for name in build.data.get("halves", ()):
            half = load_board(name)
            pins = dict(zip((c.name for c in half.cells), build.pins.values(), strict=False))
            parts.append(_build(half, build, pins, page))
        for other in other_variants(build):
            parts.append(_build(other, replace(build, board=other), build.pins, page))
    return "\n".join(parts)


def _build(board: Board, build: Build, pins: dict[str, str], page: str) -> str:
    name = f'"{board.name}"'
    lines = [f"[{name}]", f'board = "{board.name}"', f'page = "{page}"', "", f"[{name}.pins]"]
    lines += [f'{cell} = "{pin_label(pin)}"' for cell, pin in pins.items()]
    lines += ["", f"[{name}.colours]"]
    lines += [f'{cell.name} = "{COLOURS[build.colour(cell)]}"' for cell in board.cells]
    lines += ["", f"[{name}.feed]", *_feed("5V", board, build.data["circuit"])]
    # Six films need more inputs than a Pico has.
    if all(gp(pin) in EDGE for pin in pins.values()):
        lines += ["", f"[{name}.pico.pins]", *(f'{cell} = "{gp(pin)}"' for cell, pin in pins.items())]
        lines += ["", f"[{name}.pico.feed]", *_feed("3V3", board, build.data["pico"])]
    for step in build.data["step"]:
        checks = ", ".join(f'"{check}"' for check in step["checks"])
        lines += ["", f"[[{name}.step]]", f"number = {step['number']}", f'title = "{step["heading"]}"']
        lines += [f"checks = [{checks}]"]
    return "\n".join([*lines, ""])


def _feed(pin: str, board: Board, circuit: Mapping[str, Any]) -> list[str]:
    volts, least, most = (circuit[key] for key in ("supply", "supply_shown_least", "supply_shown_most"))
    lines = [f'pin = "{pin}"', f"volts = {volts}", f"least = {least}", f"most = {most}"]
    if board.front_end.kind == "conductance":
        lines += [f"reference = {round(volts * board.front_end.reference, 3)}"]
    return lines
