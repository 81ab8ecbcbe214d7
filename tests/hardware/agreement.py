"""What must hold between firmware, program, drawings and parts: each returns its complaints, so that tests can also
assert that a mutation brings one."""

import io
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import yaml
from making.build import Build, pin_label, spoken
from making.harness import follow
from making.mesh import read_stl
from making.parts import COLUMNS, PLATE_VARIANTS, read_bom
from making.pin_header import read_pin_header
from numpy.typing import NDArray
from pypdf import PdfReader
from pypdf.generic import ContentStream

Array = NDArray[np.float64]

MM = 25.4 / 72
"""Of a point of a PDF."""
NEAR_MM = 0.02


def pins(header: str, build: Build, diagram: str) -> list[str]:
    """Firmware, program and wiring diagram name one pin for each cell, and none twice."""
    wrong: list[str] = []
    macros = read_pin_header(header).get(build.board.name, {})
    firmware = [pin_label(p) for p in macros.get("CELL_PINS") or macros.get("HX711_DATA_PINS", [])]
    cells = [spoken(cell) for cell in build.board.cells]
    wired, shared = follow(diagram)
    for k, cell in enumerate(cells):
        names = (firmware[k] if k < len(firmware) else "nothing", wired.get(cell, "nothing"))
        if len(set(names)) > 1:
            wrong.append(f"{build.name}: {cell} is {names[0]} in the firmware and {names[1]} in the wiring")
    if len(firmware) != len(cells) or set(wired) != set(cells):
        wrong.append(f"{build.name}: {len(firmware)} pins and {len(wired)} wires for {len(cells)} cells")
    clock = [pin_label(p) for p in macros.get("HX711_CLOCK_PIN", [])]
    if clock and clock[0] not in shared:
        wrong.append(f"{build.name}: the clock {clock[0]} does not reach every converter")
    twice = [p for p, n in Counter([*firmware, *clock]).items() if n > 1]
    return wrong + [f"{build.name}: {p} is used twice" for p in twice]


def parts(build: Build, text: str, diagram: str, guides: str) -> list[str]:
    """The bill of materials: form, quantities, references, everything drawn is bought, and the sums of the guides."""
    wrong: list[str] = []
    rows = read_bom(text)
    if tuple(text.splitlines()[0].split(",")) != COLUMNS:
        wrong.append(f"{build.name}: columns are {text.splitlines()[0]}")
    references = [r for row in rows for r in row["References"].split()]
    wrong += [f"{build.name}: {r} stands there twice" for r, n in Counter(references).items() if n > 1]
    for number, row in enumerate(rows, 1):
        if int(row["Item"]) != number or int(row["Qty"]) != len(row["References"].split()):
            wrong.append(f"{build.name}: row {row['Item']} says {row['Qty']} and names {row['References']}")
        if not all(row[c] for c in ("Description", "Manufacturer", "MPN", "Unit_EUR", "Price_date", "Build")):
            wrong.append(f"{build.name}: row {row['Item']} has an empty field")
        if "price estimated" not in row["Note"]:
            wrong.append(f"{build.name}: row {row['Item']} does not call its price an estimate")
    plan = yaml.safe_load(diagram)
    drawn = [*plan["connectors"], *(w for w in plan["cables"] if not re.match("W[SL]", w))]
    # A film's leads end in its connector pair; on a breadboard each wire is a jumper of its own.
    drawn += [f"J{k}" for k, _ in enumerate(build.board.cells, 1) if build.name == "insole"]
    drawn += [f"{p}{k}" for p in _circuit(build) for k, _ in enumerate(build.board.cells, 1)]
    drawn += [f"{p}{k}" for p in _per_foot(build) for k, _ in enumerate(build.board.feet, 1)]
    drawn += ["H1"] if build.name != "tonight" else []
    if build.name == "tonight":
        drawn.remove("W1")
        drawn += [f"WJ{k + 1}" for k in range(plan["cables"]["W1"]["wirecount"])]
        leads = sum(c["wirecount"] for w, c in plan["cables"].items() if w.startswith("WS"))
        drawn += [f"WL{k + 1}" for k in range(leads)]
        spare = {r for r in references if re.match("W[JL]", r)} - set(drawn)
        wrong += [f"{build.name}: {r} is bought and not drawn" for r in sorted(spare)]
    missing = sorted(set(drawn) - set(references))
    wrong += [f"{build.name}: {r} is drawn and not in the parts list" for r in missing]
    for variant in PLATE_VARIANTS if build.name == "plate" else (build.name,):
        others = set(PLATE_VARIANTS) - {variant}
        mine = [r for r in rows if variant in r["Build"].split() or not others & {*r["Build"].split()}]
        cost = sum(int(r["Qty"]) * float(r["Unit_EUR"]) for r in mine)
        if not re.search(rf"(?<!\d){cost:.0f} EUR", guides):
            wrong.append(f"{build.name}: the guides do not say {cost:.0f} EUR for {variant}")
    return wrong


def _circuit(build: Build) -> Sequence[str]:
    return {"conductance": ("S", "RF", "CF", "RI", "CI", "D"), "divider": ("S", "RD"), "hx711": ("U",)}[
        build.board.front_end.kind
    ]


def _per_foot(build: Build) -> Sequence[str]:
    return ("U", "US", "RT", "RB", "CD") if build.board.front_end.kind == "conductance" else ()


def step_axes(text: str, radius: float) -> Array:
    """x and y (n, 2) of every upright cylinder of this radius in a STEP file."""
    flat = re.sub(r"\s+", "", text)
    entity = dict(re.findall(r"#(\d+)=([A-Z_0-9]+\([^;]*\));", flat))
    found: set[tuple[float, float]] = set()
    for body in entity.values():
        if m := re.match(r"CYLINDRICAL_SURFACE\('[^']*',#(\d+),([-+.\dE]+)\)", body):
            place = re.match(r"AXIS2_PLACEMENT_3D\('[^']*',#(\d+),", entity[m[1]])
            assert place
            point = re.match(r"CARTESIAN_POINT\('[^']*',\(([^)]*)\)\)", entity[place[1]])
            assert point
            x, y, _ = map(float, point[1].split(","))
            if abs(float(m[2]) - radius) < 1e-6:
                found.add((round(x, 4), round(y, 4)))
    return np.array(sorted(found)).reshape(-1, 2)


def axes(name: str, found: Array, wanted: Array) -> list[str]:
    """Each wanted axis is there, within 0.02 mm, and no other."""
    if len(found) != len(wanted):
        return [f"{name}: {len(found)} pockets instead of {len(wanted)}"]
    away = np.array([np.hypot(*(found - w).T).min() for w in wanted])
    return [
        f"{name}: no pocket at {w.round(2)}, the next is {d:.2f} mm off"
        for w, d in zip(wanted, away, strict=True)
        if d > NEAR_MM
    ]


def stl_rings(triangles: Array, wanted: Array, radius: float) -> list[str]:
    """Round each wanted axis runs a ring of corners that lie at this radius within 0.02 mm, with no wide gap."""
    corners = np.unique(triangles.reshape(-1, 3).round(4), axis=0)
    wrong: list[str] = []
    for axis in wanted:
        off = corners[:, :2] - axis
        ring = off[np.abs(np.hypot(*off.T) - radius) < NEAR_MM]
        around = np.sort(np.arctan2(ring[:, 1], ring[:, 0]))
        widest = np.diff([*around, around[0] + 2 * np.pi]).max() if len(ring) > 5 else 2 * np.pi
        if widest > np.radians(100):
            wrong.append(f"no ring of {radius:g} mm round {axis.round(2)}")
    return wrong


def pdf_circles(data: bytes, radius_mm: float) -> list[Array]:
    """For each page of a PDF the centres (n, 2) of circles of this radius, mm from its lower left corner."""
    pages: list[Array] = []
    reader = PdfReader(io.BytesIO(data))
    for page in reader.pages:
        centres: list[Array] = []
        now, kept, curve = np.eye(3), list[Array](), list[Array]()
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            match operator:
                case b"q":
                    kept.append(now)
                case b"Q":
                    now = kept.pop()
                case b"cm":
                    now = np.column_stack([np.reshape([*map(float, operands)], (3, 2)), [0, 0, 1]]) @ now
                case b"l":
                    curve = []
                case b"m" | b"c":
                    curve = [] if operator == b"m" else curve
                    curve.append(MM * ([*map(float, operands[-2:]), 1.0] @ now)[:2])
                case b"S" | b"f" | b"B" if len(curve) == 5:
                    # Four arcs: the ends of the first and of the third lie across from each other.
                    if abs(np.hypot(*(curve[0] - curve[2])) / 2 - radius_mm) < 0.005:
                        centres.append((curve[0] + curve[2]) / 2)
                case _:
                    pass
        pages.append(np.array(centres).reshape(-1, 2))
    return pages


def pdf_words(data: bytes) -> str:
    """All that is written in a PDF, spaces where they fall."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


__all__ = ["axes", "parts", "pdf_circles", "pdf_words", "pins", "read_stl", "step_axes", "stl_rings"]
