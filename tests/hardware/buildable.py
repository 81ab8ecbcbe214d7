"""What somebody would find with a ruler who builds from the lists: each returns its complaints."""

import re

import numpy as np
import yaml
from making.build import Build
from making.outline import sole
from making.parts import read_bom
from making.template import tail

PINS_CLEAR_MM = 8.0
"""So far beside the foot the pins of a film lie, with the sockets that are pushed over them."""


def tails(build: Build, length_mm: float) -> list[str]:
    """The ends of the films' tails lie beside the foot."""
    wrong: list[str] = []
    for cell in build.board.cells:
        ring = np.asarray(sole(cell.foot, length_mm))
        for x, y in tail(build, cell.foot, cell.point, length_mm)[1:3]:
            level = ring[np.abs(ring[:, 1] - y) < 12]
            inside = level[:, 0].min() - PINS_CLEAR_MM < x < level[:, 0].max() + PINS_CLEAR_MM
            if inside:
                wrong.append(f"{build.name}: the pins of {cell.name} lie under a foot of {length_mm:g} mm")
                break
    return wrong


def wires(build: Build, bom: str, diagram: str) -> list[str]:
    """As many single wires are bought as the diagram has, and cables with as many cores."""
    plan = yaml.safe_load(diagram)
    rows = {r: row for row in read_bom(bom) for r in row["References"].split()}
    if build.name == "tonight":
        jumpers = sum(r.startswith("WJ") for r in rows)
        leads = sum(r.startswith("WL") for r in rows)
        films = sum(c["wirecount"] for name, c in plan["cables"].items() if name.startswith("WS"))
        wanted = (plan["cables"]["W1"]["wirecount"], films)
        return (
            [] if (jumpers, leads) == wanted else [f"{build.name}: {jumpers} jumpers, {leads} leads; drawn: {wanted}"]
        )
    wrong: list[str] = []
    for name, cable in plan["cables"].items():
        if name not in rows:
            continue
        cores = re.search(r"(\d+) x [\d.]+ mm2", rows[name]["Description"])
        if not cores or int(cores[1]) != cable["wirecount"]:
            wrong.append(f"{build.name}: {name} has {cable['wirecount']} wires, the list {rows[name]['Description']}")
    return wrong
