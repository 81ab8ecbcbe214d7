"""What stands beside the symbols of a schematic, and so what it depends on."""

from making.build import Build, pin_label


def values(build: Build) -> dict[str, str]:
    """What stands beside the symbols."""
    c = build.data["circuit"]
    out = {"pins": ", ".join(map(pin_label, build.pins.values())), "cells": str(len(build.board.cells))}
    out |= {k: _si(float(v)) for k, v in c.items()}
    out["ohm"] = _si(build.board.front_end.ohm)
    out["clock"] = pin_label(build.data.get("clock", {}).get("pin", ""))
    out["kind"] = build.board.front_end.kind
    return out


def source(build: Build) -> str:
    """What the drawing depends on."""
    return "schematic 2\n" + "\n".join(f"{k} = {v}" for k, v in sorted(values(build).items()))


def _si(value: float) -> str:
    for size, letter in ((1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n")):
        if abs(value) >= size:
            return f"{value / size:g} {letter}".strip()
    return f"{value:g}"
