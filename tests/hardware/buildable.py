"""What somebody would find with a ruler who builds from the lists: each returns its complaints."""

import html
import re
from collections.abc import Iterator

import numpy as np
import yaml
from making.build import Build
from making.half_bridges import bridge_heights, button_mm, peg_mm, pegs, ply_height_mm, seat_box
from making.mechanics import (
    PLY_MM,
    RUBBER_MM,
    bar_block,
    bolts,
    carrier_box,
    carrier_screws,
    feet,
    foot_cells,
    mat_box,
    pads_heights,
    pads_screws,
    plate_box,
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


WALL_MM, NOTHING_TOUCHES_MM = 1.6, 2.0
"""A printed wall that holds; and how far apart what must not touch stays."""


def half_bridge_plate(build: Build) -> list[str]:
    """Seats, buttons and pegs of the plate on 50 kg cells: each has room, holds, and bears only what it should."""
    light, s, ply = build.data["bodyweight"], build.data["solid"], build.data["material"]["plywood"]["thick_mm"]
    seat, button, peg, high = light["seat"], light["button"], light["peg"], bridge_heights(build)
    wrong: list[str] = []
    try:
        button_mm(build)
    except ValueError as error:
        wrong.append(f"plate: {error}")
    if seat["side_mm"] < seat["frame_mm"] + seat["room_mm"] + 2 * WALL_MM:
        wrong.append("plate: the seat's wall is too thin")
    if high["middle"] < high["rim"] + NOTHING_TOUCHES_MM:
        wrong.append("plate: the button lies on the seat's rim before it presses on the cell")
    if seat["free_deep_mm"] < seat["deep_mm"] + NOTHING_TOUCHES_MM or seat["free_mm"] > seat["frame_mm"] - 8:
        wrong.append("plate: the cell's middle does not hang free, or its frame lies on nothing")
    if button["diameter_mm"] > seat["free_mm"] - 2 * NOTHING_TOUCHES_MM:
        wrong.append("plate: the button presses on the cell's frame")
    wrong += _in_the_way(build)
    if peg["base_deep_mm"] > ply - 4 or peg["top_deep_mm"] > ply - 4:
        wrong.append("plate: a peg's hole comes out on the other side")
    if peg["top_deep_mm"] - peg["in_top_mm"] < s["stop_gap_mm"] + 0.5:
        wrong.append("plate: the top comes down on its pegs before it reaches its stops")
    if peg["in_top_mm"] < 4 or peg["slot_mm"] < peg["diameter_mm"] + peg["room_mm"] + 2:
        wrong.append("plate: a peg holds nothing, or its slot leaves it no way")
    return wrong


def _in_the_way(build: Build) -> Iterator[str]:
    """What stands where a stop's nut, a peg, the cable or the edge of the plate is."""
    s, edges = build.data["solid"], plate_box(build)
    middle = ((edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2)
    half = build.data["bodyweight"]["peg"]["diameter_mm"] / 2
    round_ = [("stop", at, s["stop_mm"] / 2) for at in stops(build)]
    round_ += [("cable", middle, s["cable_mm"] / 2)] + [("peg", at, half) for at in pegs(build)]
    for cell in foot_cells(build):
        x0, y0, x1, y1 = seat_box(build, cell)
        if x0 < edges[0] or x1 > edges[2] or y0 < edges[1] or y1 > edges[3]:
            yield f"plate: the seat at {cell} stands over the edge"
        for name, (x, y), radius in round_:
            away = np.hypot(max(x0 - x, 0, x - x1), max(y0 - y, 0, y - y1))
            if away < radius:
                yield f"plate: the seat at {cell} stands on the {name} at {x:g}, {y:g}"


def half_bridge_papers(build: Build, drawing: str, page: str, bom: str, chooser: str) -> list[str]:
    """Drawing, parts list, page and chooser say of the plate on 50 kg cells what follows from its file."""
    light, high = build.data["bodyweight"], bridge_heights(build)
    seat, peg = light["seat"], light["peg"]
    words = {html.unescape(w) for w in re.findall(r"<text[^>]*>([^<]*)</text>", drawing)}
    wanted = {
        f"side {seat['side_mm']:g}", f"dia {light['button']['diameter_mm']:g}", f"{button_mm(build):g}",
        f"dia {peg['diameter_mm']:g}, {peg['base_deep_mm']:g}", f"dia {peg['diameter_mm']:g}, {peg_mm(build):g}",
        f"slot {peg['diameter_mm'] + peg['room_mm']:g} x {peg['slot_mm']:g}, {peg['top_deep_mm']:g}",
        f"dia {peg['diameter_mm'] + peg['room_mm']:g}, {peg['top_deep_mm']:g}",
        f"{seat['high_mm']:g}; {high['frame']:g}", f"{high['top']:g}", f"{ply_height_mm(build):g}",
        f"{build.data['stop']['thread']} x {stop_screw_mm(build):g}",
    }  # fmt: skip
    wanted |= {f"{value:.1f}" for at in (*foot_cells(build), *pegs(build)) for value in at}
    wrong = [f"plate: the drawing says nowhere {value!r}" for value in sorted(wanted - words)]
    if f"of plywood {ply_height_mm(build):.0f} mm" not in chooser:
        wrong.append(f"plate: the chooser says nowhere that one of plywood is {ply_height_mm(build):.0f} mm high")
    if f"dowels {peg['diameter_mm']:g} mm, {peg_mm(build):g} mm long" not in bom:
        wrong.append("plate: the list has other pegs")
    files = ("drawing-50kg.svg", "marks-a3.pdf", "plate-seat-50kg.stl", "plate-button-50kg.stl")
    return wrong + [f"plate: the page shows no {name}" for name in files if name not in page]


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


WHERE = {
    "RF": ("from each output to its IN−", {"out", "minus"}, "RF to", "its feedback resistor (RF)"),
    "CF": ("across each RF", {"out", "minus"}, "CF across each RF", "then RF and CF"),
    "RI": (
        "from each output to its wire to the Arduino", {"out", "pin"}, "RI from each output to its wire",
        "(RI) before it",
    ),
    "CI": (
        "from each wire to the Arduino to ground", {"pin", "0"}, "CI from that wire to ground",
        "(CI) from that wire to ground",
    ),
    "RT": ("from 5 V to pin 12", {"vcc", "top"}, "RT from 5 V", "RT to {volts} V"),
    "RB": ("from pin 12 to ground", {"top", "0"}, "RB to ground", "RB to ground"),
}  # fmt: skip
"""Of each component of the insole's amplifier: its place in the list, its nodes in the circuit that is computed, and
what the picture of the chip and doctor say of it."""


def one_place(build: Build, deck: str, picture: str, page: str, doctor: str) -> list[str]:
    """List, circuit, picture, page and doctor have each component of the amplifier at one place."""
    listed = {row["refs"]: row.get("place", "") for row in build.data["part"]}
    nodes = {line.split()[0]: set(line.split()[1:3]) for line in deck.splitlines() if line[:1] in ("R", "C")}
    wrong: list[str] = []
    for ref, (place, between, drawn, said) in WHERE.items():
        if listed.get(ref) != place or f"| {place} |" not in page:
            wrong.append(f"{build.name}: the list has {ref} {listed.get(ref)!r}, all others {place!r}")
        if nodes.get(ref) != between:
            wrong.append(f"{build.name}: in the circuit {ref} lies between {nodes.get(ref)}, in the list {place}")
        wrong += [
            f"{build.name}: {ref} is said otherwise: {w!r}"
            for w, text in ((drawn, picture), (said, doctor))
            if w not in text
        ]
    return wrong


KEYS_MM = {"M6": (3, 10), "M8": (4, 13)}
"""Of a set screw the hexagon key (ISO 4026), of its nut the spanner (ISO 4032)."""


def said_by_hand(build: Build, page: str) -> list[str]:
    """Numbers that stand in the text of a page, and not in a table that is made, are those of the build's file."""
    s, body = build.data["solid"], build.data["cell_body"]
    if build.name == "pads":
        screws, rubber = build.data["screws"], build.data["rubber"]
        wanted = [
            f"the board is {pads_heights(build)['all']:g} mm high",
            f"A {body['spacer_mm']:g} mm spacer",
            f"by {s['pilot_mm']:g} mm through both pilot holes",
            f"the {body['height_mm']:g} mm cell leaves {body['spacer_mm']:g} mm",
            f"its nut sunk {screws['nut_sunk_mm']:g} mm",
            f"*Check:* {s['gap_mm']:g} mm between all blocks",
            f"{rubber['mat_mm']:g} mm rubber on blocks and ledge",
            f"M{body['bolt_mm']:.0f} 12.9 screws",
        ]
    else:
        stop = build.data["stop"]
        key, spanner = KEYS_MM[stop["thread"]]
        wanted = [
            f"of metal is {plate_heights(build)['all']:g} mm high, each of plywood {ply_height_mm(build):g} mm",
            f"at most {body['diameter_mm']:g} mm wide",
            f"Pockets {body['pocket_deep_mm']:g} mm deep",
            f"an {stop['thread']} hole right through",
            f"{stop['thread']} tap",
            f"a hexagon key of {key} mm and a flat spanner of {spanner} mm",
            f"back by {s['stop_gap_mm']:g} mm",
            f"The mat ends over the stops, {mat_box(build)[0] - plate_box(build)[0]:g} mm inside the edges",
            f"its [{s['grid_foot_mm']:g} mm foot]",
        ]
    return [f"{build.name}: the page says nowhere {words!r}" for words in wanted if words not in page]


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
