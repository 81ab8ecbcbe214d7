"""Tables in the guides that scripts compute: between `<!-- made: NAME -->` and `<!-- /made -->`."""

import re
from collections.abc import Callable, Sequence

from making.build import HARDWARE, Build, pin_label, spoken
from making.error_budget import FOOT_N, TERMS, budget, circuit, gain_sigma, unknown_stance_points
from making.half_bridges import ply_height_mm
from making.load_case import limit_kg, rounded_kg
from making.load_tables import completion_table, load_case_table, pads_table
from making.mechanics import PLY_MM, RUBBER_MM, bar_block, pads_heights, plate_heights
from making.parts import bom, cost_eur, parts, read_bom
from making.pico import pico_pins_table, pico_supply_table
from making.stance_lines import lines_used

GUIDES = ("README.md", "tonight.md", "insole.md", "pads.md", "plate.md", "pico.md")
_TITLES = {"tonight": "Tonight", "insole": "Insole", "pads": "Pads", "plate": "Plate"}


_PLATES = {"bodyweight": "for light people", "plywood": "for body weight", "barbell": "for a barbell"}


def refreshed(guide: str, builds: Sequence[Build]) -> str:
    """The guide with its tables computed anew."""
    text = (HARDWARE / guide).read_text("utf-8")
    tables = made_tables(builds)

    def table(match: re.Match[str]) -> str:
        return f"<!-- made: {match[1]} -->\n{tables[match[1]]}\n<!-- /made -->"

    return re.sub(r"<!-- made: ([\w-]+) -->\n.*?\n?<!-- /made -->", table, text, flags=re.S)


def made_tables(builds: Sequence[Build]) -> dict[str, str]:
    """Every table by its name."""
    tables: dict[str, str] = {"chooser": chooser(builds)}
    plate = next(b for b in builds if b.name == "plate")
    tables["bar-blocks"] = bar_blocks_table(builds)
    tables["prices"] = prices(builds)
    tables["supply-pico"] = pico_supply_table(builds)
    for build in builds:
        tables[f"parts-{build.name}"] = parts_table(build)
        tables[f"places-{build.name}"] = places_table(build)
        tables[f"pins-{build.name}"] = pins_table(build)
        tables[f"errors-{build.name}"] = errors_table(build)
        tables[f"pins-pico-{build.name}"] = pico_pins_table(build)
        if build.name == "plate":
            tables["load-case"] = load_case_table(build)
            tables["stance-lines"] = lines_used(build)
            tables["completion"] = completion_table(build)
        if build.name == "pads":
            tables["load-pads"] = pads_table(build, plate)
    return tables


def chooser(builds: Sequence[Build]) -> str:
    """The first page's table."""
    columns = list(builds)
    rows: dict[str, list[str]] = {}

    def row(name: str, say: Callable[[Build], str]) -> None:
        rows[name] = [say(b) for b in columns]

    row("feet", lambda b: "one" if len(b.board.feet) == 1 else "both")
    row("cost, estimated", _cost)
    row("hours", lambda b: b.data["chooser"]["hours"])
    row("tools", lambda b: b.data["chooser"]["tools"])
    row("skills", lambda b: b.data["chooser"]["skills"])
    row("total load", lambda b: b.board.claims.total)
    row("shares", lambda b: b.board.claims.share)
    row(
        "CoP",
        lambda b: b.board.claims.cop + (" (off until calibrated)" if b.board.claims.cop_needs_calibration else ""),
    )
    plate = next(b for b in builds if b.name == "plate")
    row("carries, stepping on included", lambda b: _carries(b, plate))
    row("height under the foot", _height)
    row("share error, nobody calibrated", lambda b: f"{budget(b, False)['sum'].points:.1f} points")
    row("share error, calibrated", lambda b: f"{budget(b, True)['sum'].points:.1f} points")
    row("of it, from where the foot's points lie", lambda b: f"{budget(b, True)['placement'].points:.1f} points")
    row("share error while nobody measured where the feet stand", _stance)
    row("CoP error, nobody calibrated", lambda b: _cop(b, False))
    row("CoP error, calibrated", lambda b: _cop(b, True))
    row("load error, calibrated", _load)
    head = "| | " + " | ".join(f"[**{_TITLES[b.name]}**]({b.name}.md)" for b in columns) + " |"
    return "\n".join(
        [head, "|---" * (len(columns) + 1) + "|", *(f"| {k} | {' | '.join(v)} |" for k, v in rows.items())]
    )


def _stance(build: Build) -> str:
    points = unknown_stance_points(build)
    return f"{points:.0f} points" if points else "as above: the cells go with the foot"


def _cost(build: Build) -> str:
    rows = read_bom(bom(build))
    if build.name != "plate":
        return f"{cost_eur(rows, ''):.0f} EUR"
    return ", ".join(f"{cost_eur(rows, v):.0f} EUR {words}" for v, words in _PLATES.items())


def _carries(build: Build, plate: Build) -> str:
    if not build.board.claims.newtons:
        return build.data["chooser"]["maximum"]
    if build.name == "plate":
        light, body, (person, bar) = (limit_kg(build, v) for v in ("bodyweight", "plywood", "barbell"))
        return f"a person of {light[0]}, {body[0]} or {person} kg; barbell: body and bar {bar} kg"
    person, bar = rounded_kg(plate, build.board.limits.max_foot_n, build.board.limits.max_total_n)
    return f"a person of {person} kg; body and bar {bar} kg"


def _height(build: Build) -> str:
    if build.name in ("tonight", "insole"):
        return "3 to 6 mm"
    high = (pads_heights if build.name == "pads" else plate_heights)(build)["all"]
    ply = f" (of plywood {ply_height_mm(build):.0f} mm, and no bar)" if build.name == "plate" else ""
    return f"{high:.0f} mm: with the bar on the floor a deficit of as much{ply}"


def _cop(build: Build, calibrated: bool) -> str:
    if build.board.claims.cop_needs_calibration and not calibrated:
        return "not shown"
    return f"{budget(build, calibrated)['sum'].cop_mm:.1f} mm"


def _load(build: Build) -> str:
    load = 100 * budget(build, True)["sum"].load
    return f"{load:.1f} %" if build.board.claims.newtons else "no weight"


def bar_blocks_table(builds: Sequence[Build]) -> str:
    """Blocks under the bar's discs, of the boards' height."""
    lines = ["| board | height | under each disc | is |", "|---|---|---|---|"]
    for build in (b for b in builds if b.name in ("pads", "plate")):
        high = (pads_heights if build.name == "pads" else plate_heights)(build)["all"]
        ply, rubber = bar_block(high)
        layers = f"{ply} × plywood {PLY_MM:g} mm, {rubber} × rubber {RUBBER_MM:g} mm, 300 × 300 mm, glued"
        lines.append(f"| {build.name} | {high:g} mm | {layers} | {ply * PLY_MM + rubber * RUBBER_MM:g} mm |")
    return "\n".join(lines)


def errors_table(build: Build) -> str:
    """Term by term: load, shares, CoP."""
    raw, done = budget(build, False), budget(build, True)
    lines = [
        f"| term, at {FOOT_N:.0f} N a foot | load | share, worst point | CoP |",
        "|---|---|---|---|",
    ]
    for term in TERMS:
        for words, b in ((", nobody calibrated", raw), (", calibrated", done)) if term == "gain" else (("", done),):
            e = b[term]
            lines.append(f"| {term}{words} | {100 * e.load:.2f} % | {e.points:.2f} points | {e.cop_mm:.2f} mm |")
    for words, b in (("nobody calibrated", raw), ("calibrated", done)):
        e = b["sum"]
        lines.append(f"| **sum, {words}** | {100 * e.load:.2f} % | {e.points:.2f} points | {e.cop_mm:.2f} mm |")
    parts = "; ".join(f"{k} {100 * v:.2g} %" for k, v in circuit(build).items())
    sigma = f"gain {100 * gain_sigma(build, False):g} % of a cell, calibrated {100 * gain_sigma(build, True):g} %"
    return "\n".join([*lines, "", f"One standard deviation. Inside these terms: {sigma}; from the circuit {parts}."])


def parts_table(build: Build) -> str:
    """The bill of materials, short."""
    rows = read_bom(bom(build))
    variants_ = len({r["Build"] for r in rows}) > 1
    lines = [
        "| qty | part | each, estimated |" + (" build |" if variants_ else ""),
        "|---|---|---|" + ("---|" if variants_ else ""),
    ]
    for r in rows:
        build_ = f" {'all' if r['Build'] == build.name else ', '.join(r['Build'].split())} |" if variants_ else ""
        lines.append(f"| {r['Qty']} | {r['Description']} | {r['Unit_EUR']} EUR |{build_}")
    if variants_:
        sums = ", ".join(f"{v} {cost_eur(rows, v):.0f} EUR" for v in _PLATES)
    else:
        sums = f"{cost_eur(rows, ''):.0f} EUR"
    return "\n".join([*lines, "", f"In all {sums}, [estimated](README.md#prices)."])


def prices(builds: Sequence[Build]) -> str:
    """What all prices are: the only place where that is said.

    Raises:
        ValueError: the lists' prices are of different dates.
    """
    date, *others = sorted({b.data["price_date"] for b in builds})
    if others:
        raise ValueError(f"Prices are of {date} and of {others[0]}: give all builds the same price_date.")
    return (
        f"Every price of these pages and lists is an estimate of {date}, in EUR, without shipping: nobody has ordered "
        "by these lists yet. Expect a third more or less; what you paid is wanted in your [log](first-builds.md)."
    )


def places_table(build: Build) -> str:
    """Where each part of the perfboard sits: the only place where that is said of all."""
    lines = ["| part | what | package | where |", "|---|---|---|---|"]
    for row, part in zip(build.data["part"], parts(build), strict=True):
        if "place" in row:
            lines.append(f"| {row['refs']} | {part.description} | {row['package']} | {row['place']} |")
    return "\n".join(lines)


def pins_table(build: Build) -> str:
    """Pins by cell."""
    names = " | ".join(spoken(c) for c in build.board.cells)
    pins = " | ".join(pin_label(p) for p in build.pins.values())
    clock = build.data.get("clock")
    after = f"\n\nClock of all converters: {pin_label(clock['pin'])}." if clock else ""
    return f"| cell | {names} |\n|---{'|---' * len(build.pins)}|\n| pin | {pins} |{after}"
