"""The bill of materials: one row a part, with every reference named."""

import csv
import io
from dataclasses import dataclass

from making.build import Build
from making.half_bridges import peg_mm
from making.mechanics import mat_box, pads_base, pads_heights, pads_screws, plate_box, stop_screw_mm
from tripod.boards import GRAVITY

PLATE_VARIANTS = ("barbell", "plywood", "bodyweight")
"""The variants of the plate; every other build has one."""
COLUMNS = (
    "Item", "References", "Qty", "Description", "Manufacturer", "MPN", "Alternative", "Unit_EUR", "Price_date",
    "Build", "Note",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A row."""

    references: tuple[str, ...]
    description: str
    manufacturer: str
    mpn: str
    alternative: str
    unit_eur: float
    price_date: str
    build: str
    note: str


def parts(build: Build) -> list[Part]:
    """Every part of the build; how many there are follows from the board's cells and feet."""
    words = _words(build)
    return [
        Part(
            _references(build, row["refs"], row["per"]),
            row["description"].format(**words),
            row["manufacturer"],
            row["mpn"].format(**words),
            row["alternative"],
            row["unit_eur"],
            build.data["price_date"],
            row.get("build", build.name),
            row["note"].format(**words),
        )
        for row in build.data["part"]
    ]


def bom(build: Build) -> str:
    """The rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item, p in enumerate(parts(build), 1):
        note = "; ".join(filter(None, ("price estimated", p.note)))
        row = (item, " ".join(p.references), len(p.references), p.description, p.manufacturer, p.mpn, p.alternative)
        writer.writerow((*row, f"{p.unit_eur:.2f}", p.price_date, p.build, note))
    return out.getvalue()


def read_bom(text: str) -> list[dict[str, str]]:
    """Rows of a bill of materials by column."""
    return list(csv.DictReader(io.StringIO(text)))


def cost_eur(rows: list[dict[str, str]], variant: str) -> float:
    """What one variant costs: its own rows and those of all variants."""
    return sum(int(r["Qty"]) * float(r["Unit_EUR"]) for r in rows if is_for(r["Build"], variant))


def is_for(builds: str, variant: str) -> bool:
    """Whether a part that belongs to these builds is one of this variant."""
    named = set(builds.split()) & set(PLATE_VARIANTS)
    return not named or variant in named


def connectors_a_net(wires: int, ways: int = 5) -> int:
    """How many connectors of so many ways join so many wires, where a piece of wire between two takes a way of each."""
    count = 1
    while count * ways - 2 * (count - 1) < wires:
        count += 1
    return count


def _references(build: Build, prefix: str, per: str) -> tuple[str, ...]:
    cells, feet = build.board.cells, build.board.feet
    numbers = {
        "board": range(1, 2),
        "foot": range(1, len(feet) + 1),
        "cell": range(1, len(cells) + 1),
        # On a breadboard: 5 V, ground and a signal each; and two leads to each film.
        "jumper": range(1, len(cells) + 3),
        "lead": range(1, 2 * len(cells) + 1),
        # A terminal strip of three nets, each with a wire to every module and one to the Arduino.
        "connector": range(1, 3 * connectors_a_net(len(cells) + 1) + 1),
        "heel": [k for k, c in enumerate(cells, 1) if c.point == "heel"],
        "forefoot": [k for k, c in enumerate(cells, 1) if c.point in ("mt1", "mt5")],
    }[per]
    return tuple(f"{prefix}{k}" for k in numbers)


def _words(build: Build) -> dict[str, str]:
    """Values of the board file and of the circuit, for descriptions."""
    circuit = build.data["circuit"]
    words = {k: f"{v:g}" for k, v in circuit.items()}
    words["ohm"] = f"{build.board.front_end.ohm:g}"
    words["ohm_code"] = _code(build.board.front_end.ohm)
    words["ohm_tolerance"] = f"{100 * circuit.get('ohm_tolerance', 0):g}"
    words["feedback_nf"] = f"{circuit.get('feedback_farad', 0) * 1e9:g}"
    words["filter_nf"] = f"{circuit.get('filter_farad', 0) * 1e9:g}"
    if build.name == "pads":
        words |= {f"{name}_screw": f"{length:g}" for name, length in pads_screws(build).items()}
        words["spacer"] = f"{build.data['cell_body']['spacer_mm']:g}"
        solid = build.data["solid"]
        length = build.board.foot_length_mm
        words |= {"base_size": _size(pads_base(build, "right", length)), "foot_length": f"{length:g}"}
        words["post"] = f"{pads_heights(build)['top'] - solid['ledge_mm'] - solid['base_mm']:g}"
    if build.name == "plate":
        words["stop_screw"] = f"{build.data['stop']['thread']} x {stop_screw_mm(build):g}"
        words["insert"] = f"{build.data['stop']['insert_mm']:g}"
        words |= {"peg": f"{peg_mm(build):g}", "peg_wide": f"{build.data['bodyweight']['peg']['diameter_mm']:g}"}
        words |= {"mat_size": _size(mat_box(build)), "plate_size": _size(plate_box(build))}
    ranges = {c.point: c.range_n for c in build.board.cells}
    words["net_wires"] = f"{len(build.board.cells) + 1}"
    words["heel_kg"] = f"{ranges.get('heel', 0) / GRAVITY:.0f}"
    words["forefoot_kg"] = f"{ranges.get('mt1', 0) / GRAVITY:.0f}"
    words["cell_kg"] = f"{max(ranges.values()) / GRAVITY:.0f}"
    return words


def _size(box: tuple[float, float, float, float]) -> str:
    """Of what is cut out of a sheet, in millimetres."""
    x0, y0, x1, y1 = box
    return f"{x1 - x0:g} x {y1 - y0:g} mm"


def _code(ohm: float) -> str:
    """3600 -> 3K6, 10000 -> 10K, as resistors are ordered."""
    kilo = f"{ohm / 1000:g}"
    return kilo.replace(".", "K") if "." in kilo else kilo + "K"
