"""What somebody would find with a ruler who builds from the lists: each returns its complaints."""

import re

import numpy as np
import yaml
from making.build import Build
from making.mechanics import (
    PLY_MM,
    RUBBER_MM,
    bar_block,
    bolts,
    carrier_box,
    carrier_screws,
    feet,
    foot_cells,
    pads_heights,
    pads_screws,
    plate_heights,
    stop_proud_mm,
    stop_screw_mm,
    stops,
)
from making.outline import sole
from making.parts import read_bom
from making.template import tail

from tripod.balance.geometry import Feet, foot_points
from tripod.boards import POINTS

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


def plate_stops(build: Build) -> list[str]:
    """A stop's screw reaches, holds, leaves room for its nut, and runs into nothing."""
    s, table, body = build.data["solid"], build.data["stop"], build.data["cell_body"]
    wrong: list[str] = []
    proud = stop_proud_mm(build)
    try:
        screw = stop_screw_mm(build)
    except ValueError:
        return [f"plate: no set screw that is sold stands {proud:.1f} mm proud and holds in the base"]
    below = screw - proud - s["base_mm"]
    if below > s["foot_high_mm"] - 0.5:
        wrong.append(f"plate: the stops stand {below:.1f} mm out of the base below")
    if proud < table["nut_mm"] + 1:
        wrong.append(f"plate: {proud:.1f} mm leave no room for the lock nut")
    if table["insert_mm"] > build.data["material"]["plywood"]["thick_mm"] or screw < proud + table["least_thread_mm"]:
        wrong.append("plate: the insert is longer than its plywood is thick")
    for x, y in stops(build):
        for cx, cy in foot_cells(build):
            away = np.hypot(x - cx, y - cy)
            if away < (s["stop_mm"] + body["diameter_mm"]) / 2:
                wrong.append(f"plate: the stop at {x:g}, {y:g} runs into a cell")
            if away < s["foot_mm"] / 2 + 4 and (cx, cy) in feet(build):
                wrong.append(f"plate: a rubber foot covers the hole of the stop at {x:g}, {y:g}")
    return wrong


def pads_screws_fit(build: Build) -> list[str]:
    """Screws of the pads are sold in the length that their stack asks for, and their holes lie in what they hold."""
    wrong: list[str] = []
    try:
        pads_screws(build)
    except ValueError as error:
        wrong.append(f"pads: {error}")
    s, length = build.data["solid"], build.board.foot_length_mm
    for foot in build.board.feet:
        for point, at in zip(POINTS, foot_points(Feet(length), foot), strict=True):
            fixed_free = [hole for end in bolts(build, foot, point, at) for hole in end]
            x0, y0, x1, y1 = carrier_box(build, foot, point, length)
            for x, y in carrier_screws(build, foot, point, at):
                if not (x0 + 4 < x < x1 - 4 and y0 + 4 < y < y1 - 4):
                    wrong.append(f"pads: a wood screw of {foot} {point} lies beside its carrier")
                if min(np.hypot(x - bx, y - by) for bx, by in fixed_free) < 8:
                    wrong.append(f"pads: a wood screw of {foot} {point} meets a bolt")
                if np.hypot(x - at[0], y - at[1]) < (s["pilot_mm"] + s["wood_screw_mm"]) / 2 + 3:
                    wrong.append(f"pads: a wood screw of {foot} {point} meets the pilot hole")
    return wrong


def heights(build: Build, page: str) -> list[str]:
    """The page says the height with rubber feet and mat, and blocks for the bar that come near to it."""
    high = (pads_heights if build.name == "pads" else plate_heights)(build)["all"]
    wrong = [] if f"{high:.0f} mm: with the bar on the floor" in page else [f"{build.name}: nowhere {high:.0f} mm"]
    ply, rubber = bar_block(high)
    if abs(ply * PLY_MM + rubber * RUBBER_MM - high) > 1.5:
        wrong.append(f"{build.name}: no block for the bar is {high:g} mm high")
    return wrong


def ends_at_the_arduino(build: Build, diagram: str) -> list[str]:
    """Every wire that the diagram leads to the Arduino has an end that holds in its sockets: a jumper's, or a pin."""
    plan = yaml.safe_load(diagram)
    strip = sum(row.get("pins", 0) for row in build.data["part"])
    ends = sum(len(side.get("A1", ())) for joined in plan["connections"] for side in joined)
    if build.name == "tonight" or ends <= strip:
        return []
    return [f"{build.name}: {ends} wires end at the Arduino, and {strip} pins are bought"]


THROUGH_HOLE = {"DIP-14", "axial", "radial", "DO-35"}


def perfboard(build: Build) -> list[str]:
    """Every part that sits on a perfboard has legs, a place, and a chip a socket of its package."""
    rows = [row for row in build.data["part"] if "package" in row]
    wrong = [
        f"{build.name}: {r['refs']} in {r['package']} has no legs" for r in rows if r["package"] not in THROUGH_HOLE
    ]
    sockets = {r["package"] for r in rows if r["description"].startswith("Socket")}
    chips = [r for r in rows if r["package"].startswith("DIP") and not r["description"].startswith("Socket")]
    wrong += [f"{build.name}: {r['refs']} has no socket" for r in chips if r["package"] not in sockets]
    placed = {r["refs"] for r in rows if r.get("place")}
    wrong += [f"{build.name}: nobody says where {r['refs']} sits" for r in rows if r["refs"] not in placed]
    return wrong


def nets(build: Build, bom: str, diagram: str) -> list[str]:
    """Each net of the terminal strip has a way for every wire, and its terminals hold such a wire."""
    plan = yaml.safe_load(diagram)
    row = next(r for r in build.data["part"] if r["refs"] == "X")
    bought = next(int(r["Qty"]) for r in read_bom(bom) if "X1" in r["References"].split())
    wires: dict[str, int] = {}
    for left, _, right in plan["connections"]:
        for end in (left, right):
            for pin in end.get("X1", ()):
                wires[pin] = wires.get(pin, 0) + 1
    each, ways = bought // len(wires), row["ways"]
    room = each * ways - 2 * (each - 1)
    wrong = [f"{build.name}: {n} wires on {net}, {room} ways" for net, n in wires.items() if n > room]
    for part in build.data["part"]:
        size = re.search(r"x ([\d.]+) mm2", part["description"])
        if part["refs"] in ("W", "WX") and size and not row["least_mm2"] <= float(size[1]) <= row["most_mm2"]:
            wrong.append(f"{build.name}: {size[1]} mm2 of {part['refs']} do not hold in {row['mpn']}")
    return wrong
